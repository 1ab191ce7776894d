"""Which place and time belongs to which event: nearness in the dependency tree, then context."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from spacy.tokens import Token

from onrecord.ground.nearness import REACH, Nearness
from onrecord.model import CodedEvent, Place, Quote, Status, Time, Unresolved

Where = Place | Unresolved
When = Time | Unresolved
_BySentence = Mapping[int, Sequence[tuple[int, Quote]]]  # mentions with their indexes, by the sentence they are in

_LOCATIVE = frozenset({"in", "at", "near", "on", "inside", "outside", "around", "across", "over", "into", "within"})
_DOER, _AFFECTED = 6.0, 2.0  # cost of a name that may stand for those who act, or who are acted on, not for a place
_PUT_THERE = 1.0  # gain of "in", "at", "near"
_COARSE = 1.5  # cost of a whole country where a place inside it is as near
_DATELINE = 40  # characters from the start of a report in which a name in capitals is where it was filed from
_CONTEXT = 2  # sentences back that an act may take its place from
_SPOKEN = frozenset({"ACCUSE", "THREATEN", "REQUEST", "REJECT", "SUPPORT", "AGREE", "CONCEDE", "SANCTION"})
_EXTREMES = frozenset({"JJS", "RBS"})  # "the deadliest since 1973" compares; it dates nothing


@dataclass(frozen=True)  # no slots, which would leave cached properties no room
class Linker:
    """The mentions of one report that its events may be joined to."""

    near: Nearness
    places: Sequence[Where]
    times: Sequence[When]

    def place(self, event: CodedEvent) -> Where | None:
        """Where the report puts an act; with no mention of its own where that follows from context."""
        here = self._beside(event, self._places_of_sentence)
        cost, i = min(((self._place_cost(self.places[i], event), i) for i, _ in here), default=(REACH, 0))
        return self.places[i] if cost < REACH else self._context_place(event)

    def time(self, event: CodedEvent) -> When | None:
        """When the report puts an act; one still under way lasts until the report, one done is over by then."""
        found = self._told_time(event)
        today = self.near.parsed.report.published
        if found is None and event.status is Status.ONGOING and today:
            return Time(None, "DATE", "PRESENT_REF", None, today, "interval")
        if isinstance(found, Time) and today and found.start and found.end and found.start <= today < found.end:
            return _until(found, today) if event.status.real else found
        return found

    def _told_time(self, event: CodedEvent) -> When | None:
        """The time expression of the sentence that is nearest to the event."""
        costs = (
            (self.near.cost(mention, event), i)
            for i, mention in self._beside(event, self._times_of_sentence)
            if not self._compares(mention)
        )
        cost, i = min(costs, default=(REACH, 0))
        return self.times[i] if cost < REACH else None

    def _beside(self, event: CodedEvent, of_sentence: _BySentence) -> Iterator[tuple[int, Quote]]:
        """The mentions, each with its index, in the sentences that speak of an event."""
        for number in {self.near.sentence(q.span) for q in (event.anchor, *event.also)}:
            yield from of_sentence.get(number, ())

    @cached_property
    def _places_of_sentence(self) -> _BySentence:
        return self._by_sentence(p.mention for p in self.places)

    @cached_property
    def _times_of_sentence(self) -> _BySentence:
        dated = (isinstance(t, Unresolved) or t.start or t.end for t in self.times)
        return self._by_sentence(t.mention if has_days else None for t, has_days in zip(self.times, dated, strict=True))

    def _by_sentence(self, mentions: Iterable[Quote | None]) -> _BySentence:
        found: dict[int, list[tuple[int, Quote]]] = {}
        for i, mention in enumerate(mentions):
            if mention is not None:
                found.setdefault(self.near.sentence(mention.span), []).append((i, mention))
        return found

    def _compares(self, mention: Quote) -> bool:
        """True for the far end of a comparison ("the deadliest day since 2014")."""
        head = self.near.root(mention.span)
        since = next((t for t in (head, *head.ancestors) if t.lower_ == "since"), None)
        return since is not None and any(
            c.tag_ in _EXTREMES or c.lower_ == "first" for t in since.ancestors for c in t.children
        )

    def _place_cost(self, place: Where, event: CodedEvent) -> float:
        if place.mention is None or self._holder(place.mention):
            return REACH
        cost = self.near.cost(place.mention, event)
        if cost >= REACH:
            return cost
        head = self.near.root(place.mention.span)
        coarse = isinstance(place, Place) and place.precision == "country"
        if _located(head):
            return cost - _PUT_THERE + (_COARSE if coarse else 0.0)
        hit = any(q.span.holds(place.mention.span) for q in event.recipient)
        return cost + (_AFFECTED if hit or head.dep_ in {"dobj", "pobj"} else _DOER) * (1.0 if coarse else 0.5)

    def _context_place(self, event: CodedEvent) -> Place | None:
        """Where the sentences before, else the report's opening, put what it tells; no mention is then its own."""
        if event.type in _SPOKEN:
            return None
        start = self.near.root(event.anchor.span).sent.start_char
        last = bisect_left(self._scenes, (start,)) - 1
        if last < 0 or self.near.sentences_back(self._scenes[last][0], start) > _CONTEXT:
            last = 0
        return replace(self._scenes[last][1], mention=None) if self._scenes else None

    @cached_property
    def _scenes(self) -> Sequence[tuple[int, Place]]:
        """The places that something is put in, each with where it begins."""
        known = (p for p in self.places if isinstance(p, Place))
        return [(p.mention.span.start, p) for p in known if p.mention and self._sets_scene(p.mention)]

    def _sets_scene(self, mention: Quote) -> bool:
        """True for a place that something is put in, and for the dateline's."""
        return _located(self.near.root(mention.span)) or (mention.span.start < _DATELINE and mention.text.isupper())

    def _holder(self, mention: Quote) -> bool:
        """True for the larger place behind a comma ("Dutse, Jigawa"), which only says where the smaller one is."""
        before = self.near.parsed.report.text[: mention.span.start].rstrip(" (")
        end = len(before.rstrip(", "))
        return before.endswith(",") and end in self._ends

    @cached_property
    def _ends(self) -> frozenset[int]:
        return frozenset(p.mention.span.end for p in self.places if p.mention)


def _located(head: Token) -> bool:
    """True if a preposition of place governs the mention ("in X", "near the town of X")."""
    if head.head.lower_ == "of" and head.head.head.head.lower_ in _LOCATIVE:
        return True
    return head.dep_ == "pobj" and head.head.lower_ in _LOCATIVE


def _until(time: Time, today: date) -> Time:
    """A period that is not over ("this week") as a thing already done can have had it: up to the day of the report."""
    return replace(time, end=today, precision="interval" if time.precision != "day" else "day")
