"""People's judgements brought to bear: what is merged, kept apart, left out, corrected, graded."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import combinations

from onrecord.errors import StopRun, UnknownName
from onrecord.incidents import EventRef, Judgement, Told, Verdict
from onrecord.model import PLOVER_TYPES, Event, Outcome, Place, Status, Time, Toll

Pair = frozenset[EventRef]


@dataclass(frozen=True, slots=True)
class Rulings:
    """The judgements in force, of which a later one on the same matter supersedes an earlier one."""

    same: Mapping[Pair, bool] = field(default_factory=dict)
    rejected: frozenset[EventRef] = frozenset()
    accepted: frozenset[EventRef] = frozenset()
    corrected: Mapping[EventRef, Mapping[str, str]] = field(default_factory=dict)
    source_grades: Mapping[str, str] = field(default_factory=dict)
    claim_grades: Mapping[EventRef, str] = field(default_factory=dict)

    @classmethod
    def of(cls, judgements: Iterable[Judgement]) -> "Rulings":
        """The rulings that a list of judgements comes to."""
        same: dict[Pair, bool] = {}
        standing: dict[EventRef, bool] = {}
        corrected: dict[EventRef, dict[str, str]] = {}
        sources: dict[str, str] = {}
        claims: dict[EventRef, str] = {}
        for one in sorted(judgements, key=lambda j: j.at):
            match one.verdict:
                case Verdict.MERGE | Verdict.SPLIT:
                    pairs = (frozenset(pair) for pair in combinations(dict.fromkeys(one.events), 2))
                    same |= dict.fromkeys(pairs, one.verdict is Verdict.MERGE)
                case Verdict.ACCEPT | Verdict.REJECT:
                    standing |= dict.fromkeys(one.events, one.verdict is Verdict.ACCEPT)
                case Verdict.CORRECT:
                    for ref in one.events:
                        corrected.setdefault(ref, {})[_field(one)] = one.value or ""
                case Verdict.GRADE if one.field:
                    sources[one.field] = one.value or ""
                case Verdict.GRADE:
                    claims |= dict.fromkeys(one.events, one.value or "")
        rejected = frozenset(ref for ref, right in standing.items() if not right)
        return cls(same, rejected, frozenset(standing) - rejected, corrected, sources, claims)

    @property
    def merged(self) -> tuple[Pair, ...]:
        """The pairs that a person put together."""
        return tuple(pair for pair, same in self.same.items() if same)

    @property
    def apart(self) -> tuple[Pair, ...]:
        """The pairs that a person keeps apart."""
        return tuple(pair for pair, same in self.same.items() if not same)


def applied(told: Iterable[Told], rulings: Rulings) -> tuple[Told, ...]:
    """The events without the rejected ones, and with the corrections made.

    Raises:
        StopRun: a correction's value is none that its field can have.
    """
    return tuple(_corrected(one, rulings.corrected.get(one.ref, {})) for one in told if one.ref not in rulings.rejected)


def _field(judgement: Judgement) -> str:
    if judgement.field not in _CORRECTIONS:
        raise UnknownName("field of an event", str(judgement.field), _CORRECTIONS)
    return judgement.field


def _corrected(told: Told, corrections: Mapping[str, str]) -> Told:
    event = told.event
    for name, value in corrections.items():
        try:
            event = _CORRECTIONS[name](event, value)
        except (ValueError, KeyError, TypeError) as err:
            where = f"event {told.ref.event} of report {told.ref.report}"
            raise StopRun(
                f"the judgement that corrects {name} of {where} to {value!r} cannot be applied: {err}"
            ) from err
    return replace(told, event=event) if corrections else told


def _type(event: Event, value: str) -> Event:
    if value not in PLOVER_TYPES:
        raise ValueError(f"the types are {', '.join(sorted(PLOVER_TYPES))}")
    return replace(event, type=value)


def _polarity(event: Event, value: str) -> Event:
    return replace(event, polarity={"true": True, "false": False}[value.lower()])


def _time(event: Event, value: str) -> Event:
    start, _, end = value.partition("/")
    first, last = date.fromisoformat(start), date.fromisoformat(end or start)
    return replace(event, time=Time(None, "DATE", value, first, last, "day" if first == last else "interval"))


def _place(event: Event, value: str) -> Event:
    return replace(event, place=Place(None, **json.loads(value)))


def _toll(outcome: Outcome) -> Callable[[Event, str], Event]:
    def correct(event: Event, value: str) -> Event:
        low, _, high = value.partition("-")
        count = Toll(outcome, "people", event.anchor, int(low), int(high or low))
        others = [t for t in event.tolls if t.outcome is not outcome]
        return replace(event, tolls=(*(replace(t, part_of=None) for t in others), count))

    return correct


_CORRECTIONS: dict[str, Callable[[Event, str], Event]] = {
    "type": _type,
    "mode": lambda event, value: replace(event, mode=value or None),
    "status": lambda event, value: replace(event, status=Status(value)),
    "polarity": _polarity,
    "time": _time,
    "place": _place,
    **{outcome.value: _toll(outcome) for outcome in Outcome},
}
"""How the value of a correction is read: a day or DAY/DAY, a place as JSON, a toll as N or LOW-HIGH."""
