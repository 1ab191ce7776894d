"""Which place, time and toll belongs to which event: nearness in the dependency tree, then context."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from spacy.tokens import Token

from onrecord.ground.tolls import FoundToll
from onrecord.model import Attribution, CodedEvent, Outcome, Place, Quote, Status, Time, Toll, Unresolved
from onrecord.parsed import Parsed
from onrecord.spans import Span

Where = Place | Unresolved
When = Time | Unresolved

_LOCATIVE = frozenset({"in", "at", "near", "on", "inside", "outside", "around", "across", "over", "into", "within"})
_REACH = 8.0  # cost beyond which a mention of the sentence mostly belongs to another act
_OTHER_VOICE = 3.0  # cost of standing outside the claim that asserts the event ("told reporters in Geneva")
_DOER, _AFFECTED = 6.0, 2.0  # cost of a name that may stand for those who act, or who are acted on, not for a place
_PUT_THERE = 1.0  # gain of "in", "at", "near"
_COARSE = 1.5  # cost of a whole country where a place inside it is as near
_DATELINE = 40  # characters from the start of a report in which a name in capitals is where it was filed from
_CONTEXT = 2  # sentences back that an act may take its place from
_SPOKEN = frozenset({"ACCUSE", "THREATEN", "REQUEST", "REJECT", "SUPPORT", "AGREE", "CONCEDE", "SANCTION"})
_BY_MODE = {"abduct": Outcome.ABDUCTED, "arrest": Outcome.ARRESTED}


@dataclass(frozen=True, slots=True)
class Ties:
    """One event with what it was joined to."""

    event: CodedEvent
    place: Where | None
    time: When | None
    tolls: tuple[Toll, ...]


@dataclass(frozen=True, slots=True)
class Linker:
    """The mentions of one report that its events may be joined to."""

    parsed: Parsed
    attribution: Attribution
    places: Sequence[Where]
    times: Sequence[When]
    tolls: Sequence[FoundToll]

    def tie(self, events: Sequence[CodedEvent]) -> tuple[Ties, ...]:
        """The events in their order, each with its place, time and tolls."""
        held = self._hold_tolls(events)
        return tuple(
            Ties(event, self._place(event), self._time(event), held.get(number, ()))
            for number, event in enumerate(events)
        )

    def _place(self, event: CodedEvent) -> Where | None:
        costs = ((self._place_cost(p, event), i) for i, p in enumerate(self.places) if p.mention)
        cost, i = min(costs, default=(_REACH, 0))
        return self.places[i] if cost < _REACH else self._context_place(event)

    def _time(self, event: CodedEvent) -> When | None:
        found = self._told_time(event)
        today = self.parsed.report.published
        if found is None and event.status is Status.ONGOING and today:
            return Time(None, "DATE", "PRESENT_REF", None, today, "interval")
        if isinstance(found, Time) and today and found.start and found.end and found.start <= today < found.end:
            return _until(found, today) if event.status.real else found
        return found

    def _told_time(self, event: CodedEvent) -> When | None:
        """The time expression of the sentence that is nearest to the event."""
        dated = [t for t in self.times if t.mention and (isinstance(t, Unresolved) or t.start or t.end)]
        costs = ((self._cost(t.mention, event), i) for i, t in enumerate(dated) if t.mention)
        cost, i = min(costs, default=(_REACH, 0))
        return dated[i] if cost < _REACH else None

    def _place_cost(self, place: Where, event: CodedEvent) -> float:
        if place.mention is None:
            return _REACH
        cost = self._cost(place.mention, event)
        if cost >= _REACH:
            return cost
        head = self._root(place.mention.span)
        if self._holder(place.mention):
            return _REACH
        if _located(head):
            return cost - _PUT_THERE + (_COARSE if isinstance(place, Place) and place.precision == "country" else 0.0)
        coarse = isinstance(place, Place) and place.precision == "country"
        hit = any(q.span.holds(place.mention.span) for q in event.recipient)
        return cost + (_AFFECTED if hit or head.dep_ in {"dobj", "pobj"} else _DOER) * (1.0 if coarse else 0.5)

    def _cost(self, mention: Quote, event: CodedEvent) -> float:
        """Edges of the tree from the event's mentions to this one, and more where it stands in another voice."""
        target = self._root(mention.span)
        near = [q for q in (event.anchor, *event.also) if self._root(q.span).sent.start == target.sent.start]
        if not near:
            return _REACH
        edges = min(tree_distance(self._root(q.span), target) for q in near)
        return edges + (0.0 if self._within_voice(mention, event) else _OTHER_VOICE)

    def _within_voice(self, mention: Quote, event: CodedEvent) -> bool:
        contents = [c.content for c in self.attribution.claims if c.id in event.claims]
        return not contents or any(content.covers(mention.span) for content in contents)

    def _context_place(self, event: CodedEvent) -> Place | None:
        """Where the sentences before, else the report's opening, put what it tells; no mention is then its own."""
        if event.type in _SPOKEN:
            return None
        start = self._root(event.anchor.span).sent.start_char
        here = [p for p in self.places if isinstance(p, Place) and p.mention and self._sets_scene(p.mention)]
        before = [p for p in here if p.mention and p.mention.span.start < start]
        found = before[-1] if before and self._near(before[-1], start) else next(iter(here), None)
        return replace(found, mention=None) if found else None

    def _sets_scene(self, mention: Quote) -> bool:
        """True for a place that something is put in, and for the dateline's."""
        return _located(self._root(mention.span)) or (mention.span.start < _DATELINE and mention.text.isupper())

    def _holder(self, mention: Quote) -> bool:
        """True for the larger place behind a comma ("Dutse, Jigawa"), which only says where the smaller one is."""
        before = self.parsed.report.text[: mention.span.start].rstrip(" (")
        end = len(before.rstrip(", "))
        return before.endswith(",") and any(p.mention and p.mention.span.end == end for p in self.places)

    def _near(self, place: Place, start: int) -> bool:
        """True if at most `_CONTEXT` sentences begin between a place's mention and the character `start`."""
        if place.mention is None:
            return False
        sentences = (s.start_char for s in self.parsed.doc.sents)
        return sum(place.mention.span.start < begin <= start for begin in sentences) <= _CONTEXT

    def _root(self, span: Span) -> Token:
        root: Token = self.parsed.tokens(span).root
        return root

    def _hold_tolls(self, events: Sequence[CodedEvent]) -> dict[int, tuple[Toll, ...]]:
        """For each event, by its index, the tolls that are its own, subsets pointing at their whole."""
        owner: dict[int, int] = {}
        for i, found in enumerate(self.tolls):
            whole = found.toll.part_of
            number = owner.get(whole) if whole is not None else self._owner(found, events)
            if number is not None:
                owner[i] = number
        held: dict[int, tuple[Toll, ...]] = {}
        for number in set(owner.values()):
            mine = [i for i, n in owner.items() if n == number]
            held[number] = tuple(self._voiced(self.tolls[i].toll, mine, events[number]) for i in mine)
        return held

    def _owner(self, found: FoundToll, events: Sequence[CodedEvent]) -> int | None:
        """The event whose anchor says the outcome; else the nearest act of the sentence that could have had it."""
        spots = [s for s in (found.trigger, found.toll.mention.span) if s]
        for number, event in enumerate(events):
            if any(q.span.overlaps(spots[0]) for q in (event.anchor, *event.also)) and can_have(
                event, found.toll.outcome
            ):
                return number
        near = (
            (self._cost(found.toll.mention, event), number)
            for number, event in enumerate(events)
            if can_have(event, found.toll.outcome)
        )
        cost, number = min(near, default=(_REACH, 0))
        return number if cost < _REACH else None

    def _voiced(self, toll: Toll, mine: list[int], event: CodedEvent) -> Toll:
        """The toll as the event's own: its whole by the event's count, its claims where the event has several."""
        whole = mine.index(toll.part_of) if toll.part_of in mine else None
        saying = [c for c in self.attribution.claims if c.id in event.claims and c.content.covers(toll.mention.span)]
        claims = tuple(c.id for c in saying) if len(event.claims) > 1 or not event.claims else ()
        return replace(toll, part_of=whole, claims=claims)


def _located(head: Token) -> bool:
    """True if a preposition of place governs the mention ("in the town of X", "near X")."""
    if head.head.lower_ == "of" and head.head.head.head.lower_ in _LOCATIVE:
        return True
    return head.dep_ == "pobj" and head.head.lower_ in _LOCATIVE


def _until(time: Time, today: date) -> Time:
    """A period that is not over ("this week") as a thing already done can have had it: up to the day of the report."""
    return replace(time, end=today, precision="interval" if time.precision != "day" else "day")


def can_have(event: CodedEvent, outcome: Outcome) -> bool:
    """True if acts of the event's type and mode can have such a toll."""
    if outcome in _BY_MODE.values():
        return event.type in {"ASSAULT", "COERCE"} and _BY_MODE.get(event.mode or "", outcome) == outcome
    if outcome is Outcome.DISPLACED:
        return event.type in {"RETREAT", "COERCE", "ASSAULT"}
    return event.type in {"ASSAULT", "PROTEST", "COERCE"}


def tree_distance(a: Token, b: Token) -> int:
    """Edges between two tokens of one sentence's dependency tree."""
    above = {t.i: n for n, t in enumerate((a, *a.ancestors))}
    for n, token in enumerate((b, *b.ancestors)):
        if token.i in above:
            return n + above[token.i]
    return len(above) + n + 1
