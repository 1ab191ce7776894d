"""Choosing among candidates by weighted features."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from onrecord.knowledge.weighing import Features, score

V = TypeVar("V", covariant=True)


@dataclass(frozen=True, slots=True)
class Candidate(Generic[V]):
    """A value that an event may have, None for none; `features` say what speaks for it."""

    value: V | None
    features: Features


def likeliest(kind: str, candidates: Iterable[Candidate[V]], lead: float) -> V | None:
    """The value of the candidate that fits best; None has to lead by `lead` (in log-odds)."""
    scored = [(score(kind, c.features) - (lead if c.value is None else 0.0), c) for c in candidates]
    return max(scored, key=lambda item: item[0])[1].value
