"""Which event a count of people belongs to, and by whose word it stands there."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.ground.nearness import REACH, Nearness
from onrecord.ground.tolls import FoundToll
from onrecord.model import CodedEvent, Outcome, Status, Toll

_BACK = 4  # sentences that a rival figure ("but witnesses put the dead at 40") may stand after the act it is about
_NEXT = 2  # sentences after an act in which a count with no act of its own is still about it
_REAL = frozenset({Status.OCCURRED, Status.ONGOING})
_BY_MODE = {"abduct": Outcome.ABDUCTED, "arrest": Outcome.ARRESTED}
_DEAD = frozenset({"dead", "bodies", "victims"})
_ANYONE = frozenset({"people", "persons", "dead", "others", "victims", "bodies", ""})


@dataclass(frozen=True, slots=True)
class Owners:
    """The counts of one report and the events they may belong to."""

    near: Nearness
    events: Sequence[CodedEvent]
    tolls: Sequence[FoundToll]

    def held(self) -> dict[int, tuple[Toll, ...]]:
        """For each event, by its index, its own tolls: subsets point at their whole, rivals carry their claims."""
        owner: dict[int, int] = {}
        for i, found in enumerate(self.tolls):
            whole = found.toll.part_of
            number = owner.get(whole) if whole is not None else self._owner(found, owner)
            number = self._rivalled(found, owner) if number is None else number
            if number is not None:
                owner[i] = number
        return {
            number: self._tolls([i for i, n in owner.items() if n == number], number) for number in set(owner.values())
        }

    def _owner(self, found: FoundToll, owner: dict[int, int]) -> int | None:
        """The event whose anchor says the outcome; else the nearest act of the sentence that could have had it."""
        able = [(n, e) for n, e in enumerate(self.events) if can_have(e, found.toll.outcome)]
        trigger = found.trigger or found.toll.mention.span
        for number, event in able:
            if any(q.span.overlaps(trigger) for q in (event.anchor, *event.also)):
                return number
        cost, number = min(((self.near.cost(found.toll.mention, e), n) for n, e in able), default=(REACH, 0))
        if cost < REACH:
            return number
        here = self.near.sentence(found.toll.mention.span)
        if any(self.near.sentence(e.anchor.span) == here for _, e in able):
            return None
        told = [self.tolls[i].toll for i in owner if self.tolls[i].toll.outcome == found.toll.outcome]
        if any(_size(t) >= _size(found.toll) for t in told):  # most likely some of those, told again
            return None
        counted = {n for i, n in owner.items() if self.tolls[i].toll.outcome == found.toll.outcome}
        return self._told_before(found, [(n, e) for n, e in able if n not in counted])

    def _told_before(self, found: FoundToll, able: Sequence[tuple[int, CodedEvent]]) -> int | None:
        """The last act told before a sentence that gives a count and no act ("A bomb went off. Two died.")."""
        start = found.toll.mention.span.start
        before = [
            (e.anchor.span.start, n)
            for n, e in able
            if e.polarity and e.status in _REAL and e.type == "ASSAULT" and e.anchor.span.start < start
        ]
        at, number = max(before, default=(start, 0))
        return number if before and self.near.sentences_back(at, start) <= _NEXT else None

    def _rivalled(self, found: FoundToll, owner: dict[int, int]) -> int | None:
        """The event that already has a figure for the same outcome and the same people: one told shortly before.

        For a count of the dead ("83 bodies") also the only one that has any.
        """
        toll = found.toll
        rivals = [
            i
            for i in sorted(owner, reverse=True)
            if (other := self.tolls[i].toll).outcome == toll.outcome
            and other.part_of is None
            and same_people(toll.of, other.of)
        ]
        start = toll.mention.span.start
        close = [i for i in rivals if self.near.sentences_back(self.tolls[i].toll.mention.span.start, start) <= _BACK]
        if close:
            return owner[close[0]]
        only = {owner[i] for i in rivals}
        return only.pop() if len(only) == 1 and toll.of.lower() in _DEAD else None

    def _tolls(self, mine: list[int], number: int) -> tuple[Toll, ...]:
        """The event's tolls; each names its claims where they are not the event's own."""
        event = self.events[number]
        made = []
        for i in mine:
            toll = self.tolls[i].toll
            voices = tuple(c.id for c in self.near.attribution.claims_on(toll.mention.span))
            whole = mine.index(toll.part_of) if toll.part_of in mine else None
            made.append(replace(toll, part_of=whole, claims=() if voices == event.claims else voices))
        return tuple(made)


def _size(toll: Toll) -> int:
    return toll.low or toll.high or 0


def same_people(a: str, b: str) -> bool:
    """True if two descriptions may be of the same people: one says nothing, or they share their last word."""
    first, second = (words.lower().split()[-1:] for words in (a, b))
    return first == second or bool({*first, *second} & _ANYONE) or not first or not second


def can_have(event: CodedEvent, outcome: Outcome) -> bool:
    """True if acts of the event's type and mode can have such a toll."""
    if outcome in _BY_MODE.values():
        return event.type in {"ASSAULT", "COERCE"} and _BY_MODE.get(event.mode or "", outcome) == outcome
    if outcome is Outcome.DISPLACED:
        return event.type in {"RETREAT", "COERCE", "ASSAULT"}
    return event.type in {"ASSAULT", "PROTEST", "COERCE"}
