"""Which act a report is mostly about."""

from collections.abc import Iterable

from onrecord.incidents import Told
from onrecord.model import Outcome

_OPENING = 500.0  # characters: an event that stands so far down weighs half of one at the top
_HARM = frozenset({Outcome.KILLED, Outcome.INJURED})


def salience(told: Iterable[Told]) -> float:
    """How much of its report some events make up: real violence, early in the text, with its toll."""
    return sum(_weight(one) for one in told)


def _weight(told: Told) -> float:
    event = told.event
    if not event.status.real or not event.polarity:
        return 0.05
    kind = 1.0 if event.type == "ASSAULT" else 0.1
    harm = 1.0 if any(t.outcome in _HARM for t in event.tolls) else 0.0
    return (kind + harm) * (1 + 0.2 * len(event.also)) / (1 + event.anchor.span.start / _OPENING)
