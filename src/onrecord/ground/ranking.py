"""Choosing among candidates by weighted features; the weights are learned and stand in a data file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from onrecord.knowledge.files import read_table

Features = Mapping[str, float]
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


@cache
def weights(kind: str) -> dict[str, float]:
    """What each feature of one kind of choice ("place", "time") counts for."""
    return {row["feature"]: float(row["weight"]) for row in read_table("link_weights.tsv") if row["choice"] == kind}


def score(kind: str, features: Features) -> float:
    """How well a candidate fits; features that were never learned count for nothing."""
    known = weights(kind)
    return sum(known.get(name, 0.0) * value for name, value in features.items())
