"""Where the report may put an act: the places of its sentence and of its context, each with what speaks for it."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from spacy.tokens import Token

from onrecord.ground.descriptions import adjectives, country_place, described_places, main_country
from onrecord.ground.nearness import CONTENT, REACH, Nearness
from onrecord.ground.ranking import Candidate
from onrecord.model import CodedEvent, Place, Quote, Unresolved

Where = Place | Unresolved

LOCATIVE = frozenset({"in", "at", "near", "on", "inside", "outside", "around", "across", "over", "into", "within"})
_TOWARDS = frozenset({"to", "towards", "toward", "from", "through", "of", "between", "for", "against", "with", "by"})
_SPOKEN = frozenset({"ACCUSE", "THREATEN", "REQUEST", "REJECT", "SUPPORT", "AGREE", "CONCEDE", "SANCTION"})
_FINE = frozenset({"settlement", "near", "admin2"})
_DATELINE = 40  # characters from the start of a report in which a name in capitals is where it was filed from
_BACK, _AHEAD = 4, 2  # sentences back and ahead from which an act may take its place


@dataclass(frozen=True)  # no slots, which would leave cached properties no room
class Scenes:
    """The places of one report as the scenes of its acts."""

    near: Nearness
    places: Sequence[Where]

    def candidates(self, event: CodedEvent) -> Iterator[Candidate[Where]]:
        """Each place of the event's sentences and context, and none."""
        echoes = self._echoes(event)
        told = [_heard(c, echoes) for c in self._told(event)]
        yield from told
        known = {_key(c.value) for c in told if isinstance(c.value, Place)}
        yield from (_heard(c, echoes) for c in self._context(event, known))
        yield Candidate(None, self._none(event, told))

    def _told(self, event: CodedEvent) -> Iterator[Candidate[Where]]:
        for number in sorted({self.near.sentence(q.span) for q in (event.anchor, *event.also)}):
            for place, mention, sort in self._by_sentence.get(number, ()):
                kept = replace(place, mention=None) if sort == "adjective" and isinstance(place, Place) else place
                yield Candidate(kept, self._told_features(event, place, mention, sort))

    @cached_property
    def _by_sentence(self) -> Mapping[int, Sequence[tuple[Where, Quote, str]]]:
        """The words that may put an act somewhere, by the sentence they stand in."""
        found: dict[int, list[tuple[Where, Quote, str]]] = defaultdict(list)
        for place, mention, sort in self._mentions:
            if not self._holder(mention):
                found[self.near.sentence(mention.span)].append((place, mention, sort))
        return found

    def _told_features(self, event: CodedEvent, place: Where, mention: Quote, sort: str) -> dict[str, float]:
        head = self.near.root(mention.span)
        stand = _standing(head)
        cost = min(self.near.cost(mention, event), 2 * REACH)
        lead = mention.span.start - event.anchor.span.start
        features = {
            "told": 1.0,
            f"told {sort}": 1.0,
            f"told {stand}": 1.0,
            f"told {stand} {_grain(place)}": 1.0,
            f"told {_grain(place)}": 1.0,
            "told cost": cost / REACH,
            f"told cost {stand}": cost / REACH,
            "told far": float(cost >= REACH),
            "told after": float(lead > 0),
            "told close": 1.0 if 0 < lead < 60 else 0.0,
            "told spoken": float(event.type in _SPOKEN),
            "told actor": float(any(q.span.holds(mention.span) for q in event.actor)),
            "told read": float(event.place is not None and event.place.span.overlaps(mention.span)),
            "told other read": float(event.place is not None and not event.place.span.overlaps(mention.span)),
            "told recipient": float(any(q.span.holds(mention.span) for q in event.recipient)),
        }
        if isinstance(place, Place):
            features.update(self._place_features(place))
        return features

    def _context(self, event: CodedEvent, told: set[tuple[str, str | None]]) -> Iterator[Candidate[Where]]:
        gathered: dict[tuple[str, str | None], tuple[Place, dict[str, float]]] = {}
        for place, feature in self._around(event):
            key = _key(place)
            if key not in told:
                gathered.setdefault(key, (replace(place, mention=None), {}))[1].setdefault(feature, 1.0)
        first = next(iter(gathered), None)
        for key, (place, features) in gathered.items():
            features |= {
                "context": 1.0,
                f"context {_grain(place)}": 1.0,
                "context latest": float(key == first),
                "context spoken": float(event.type in _SPOKEN),
                "context unreal": float(not event.status.real),
            }
            yield Candidate(place, {**features, **self._place_features(place)})

    def _around(self, event: CodedEvent) -> Iterator[tuple[Place, str]]:
        """Places of the context, the latest scene first, each with where it stands."""
        start = self.near.root(event.anchor.span).sent.start_char
        last = bisect_left(self._starts, start) - 1
        for i in range(last, max(-1, last - 6), -1):
            back = self.near.sentences_back(self._starts[i], start)
            if back > _BACK:
                break
            yield self._scenes[i], f"back {back}"
        for place in self._scenes[last + 1 : last + 4]:
            ahead = self.near.sentences_back(start, place.mention.span.start) if place.mention else 0
            if 0 < ahead <= _AHEAD:
                yield place, f"ahead {ahead}"
        yield from self._beside(event)
        for place in self._scenes:
            if place.mention and self.near.sentence(place.mention.span) != self.near.sentence(event.anchor.span):
                yield place, "far back" if place.mention.span.start < start else "far ahead"
        if self._scenes:
            yield self._scenes[0], "opening"
        if self._focus is not None:
            yield self._focus, "focus"
        if self._state is not None and (state := country_place(self._state)):
            yield state, "state"

    def _echoes(self, event: CodedEvent) -> frozenset[tuple[str, str | None]]:
        """The places that other sentences put an act of the same word in ("the attack", "an attack in Kano")."""
        own = self.near.sentence(event.anchor.span)
        lemmas = {t.lemma_.lower() for t in self.near.parsed.tokens(event.anchor.span) if t.pos_ in CONTENT}
        return frozenset(
            _key(scene)
            for scene in self._scenes
            if scene.mention
            and (number := self.near.sentence(scene.mention.span)) != own
            and lemmas & self.near.lemmas.get(number, frozenset())
        )

    def _beside(self, event: CodedEvent) -> Iterator[tuple[Place, str]]:
        """Places that the sentences just before and after name without putting an act in them."""
        own = self.near.sentence(event.anchor.span)
        for step in (-1, -2, 1):
            for place, mention, sort in self._by_sentence.get(own + step, ()):
                if sort == "name" and isinstance(place, Place) and not self._sets_scene(mention):
                    yield place, f"beside {step}"

    def _none(self, event: CodedEvent, told: Sequence[Candidate[Where]]) -> dict[str, float]:
        put = any("told in" in c.features for c in told)
        return {
            "none": 1.0,
            f"none {event.type}": 1.0,
            "none unreal": float(not event.status.real),
            "none denied": float(not event.polarity),
            "none put": float(put),
            "none told": float(bool(told)),
            "none sceneless": float(not self._scenes),
        }

    def _place_features(self, place: Place) -> Mapping[str, float]:
        """How a place stands in the report as a whole, worked out once."""
        key = (place.name, place.country, place.precision)
        if key not in self._standings:
            self._standings[key] = self._in_report(place)
        return self._standings[key]

    @cached_property
    def _standings(self) -> dict[tuple[str, str | None, str], Mapping[str, float]]:
        return {}

    def _in_report(self, place: Place) -> Mapping[str, float]:
        share = self._counts[_key(place)] / max(1, self._counts.total())
        focus = self._focus
        return {
            "often": share,
            "focus": float(focus is not None and _key(focus) == _key(place)),
            "first": float(bool(self._scenes) and _key(self._scenes[0]) == _key(place)),
            "at home": float(place.country == self._state and place.country is not None),
            "holds focus": float(place.precision == "country" and focus is not None and focus.country == place.country),
            "filed": float(_key(place) == self._filed),
        }

    @cached_property
    def _named(self) -> Sequence[Place]:
        return [p for p in self.places if isinstance(p, Place)]

    @cached_property
    def _mentions(self) -> Sequence[tuple[Where, Quote, str]]:
        """Every word that may put an act somewhere: names, descriptions, nationality words."""
        parsed = self.near.parsed
        found: list[tuple[Where, Quote, str]] = [(p, p.mention, "name") for p in self.places if p.mention]
        found += [(p, p.mention, "description") for p in described_places(parsed, self._named) if p.mention]
        found += [(p, parsed.quote_of(t.doc[t.i : t.i + 1]), "adjective") for t, p in adjectives(parsed.doc)]
        return found

    @cached_property
    def _counts(self) -> Counter[tuple[str, str | None]]:
        return Counter(map(_key, self._named))

    @cached_property
    def _state(self) -> str | None:
        return main_country(self.near.parsed.doc, self._named)

    @cached_property
    def _focus(self) -> Place | None:
        """The place inside a country that the report names most, the first one of equals."""
        fine = [p for p in self._scenes if p.precision != "country"]
        counts = Counter(map(_key, fine))
        return max(fine, key=lambda p: counts[_key(p)], default=None)

    @cached_property
    def _scenes(self) -> Sequence[Place]:
        """The places that something is put in, in order."""
        return [p for p in self._named if p.mention and not self._holder(p.mention) and self._sets_scene(p.mention)]

    @cached_property
    def _starts(self) -> Sequence[int]:
        return [p.mention.span.start for p in self._scenes if p.mention]

    @cached_property
    def _filed(self) -> tuple[str, str | None] | None:
        """The place of the dateline."""
        first = next(iter(self._named), None)
        at_head = first is not None and first.mention is not None and first.mention.span.start < _DATELINE
        return _key(first) if first and at_head and first.mention and first.mention.text.isupper() else None

    def _sets_scene(self, mention: Quote) -> bool:
        stand = _standing(self.near.root(mention.span))
        return stand == "in" or (mention.span.start < _DATELINE and mention.text.isupper())

    def _holder(self, mention: Quote) -> bool:
        """True for the larger place behind a comma ("Dutse, Jigawa"), which only says where the smaller one is."""
        before = self.near.parsed.report.text[: mention.span.start].rstrip(" (")
        end = len(before.rstrip(", "))
        return before.endswith(",") and end in self._ends

    @cached_property
    def _ends(self) -> frozenset[int]:
        return frozenset(p.mention.span.end for p in self.places if p.mention)


def _heard(candidate: Candidate[Where], echoes: frozenset[tuple[str, str | None]]) -> Candidate[Where]:
    """The candidate with what speaks for it where other sentences put such an act there, too."""
    if not isinstance(candidate.value, Place) or _key(candidate.value) not in echoes:
        return candidate
    kind = "told echo" if "told" in candidate.features else "context echo"
    return Candidate(candidate.value, {**candidate.features, kind: 1.0, f"{kind} {_grain(candidate.value)}": 1.0})


def _key(place: Place) -> tuple[str, str | None]:
    return place.name, place.country


def _grain(place: Where) -> str:
    if isinstance(place, Unresolved):
        return "open"
    return "fine" if place.precision in _FINE else place.precision


def _standing(head: Token) -> str:
    """How a mention stands in its sentence: "in" a place, "to" or "of" it, as "subject" or "object", or otherwise."""
    governor = head.head
    if governor.lower_ == "of" and governor.head.head.lower_ in LOCATIVE:
        return "in"
    if head.dep_ == "pobj":
        return "in" if governor.lower_ in LOCATIVE else governor.lower_ if governor.lower_ in _TOWARDS else "other"
    if head.dep_ in {"nsubj", "nsubjpass"}:
        return "subject"
    if head.dep_ in {"dobj", "poss", "amod", "compound", "appos", "conj"}:
        return head.dep_
    return "other"
