"""Weighted features: what was learned of how to choose, in one table (`choice_weights.tsv`)."""

import math
from collections.abc import Mapping
from functools import cache

from onrecord.knowledge.files import read_table

Features = Mapping[str, float]

BIAS = "bias"


@cache
def weights(kind: str) -> dict[str, float]:
    """What each feature of one kind of choice ("place", "time", "same act") counts for."""
    return {row["feature"]: float(row["weight"]) for row in read_table("choice_weights.tsv") if row["choice"] == kind}


def score(kind: str, features: Features) -> float:
    """How well something fits, in log-odds; features that were never learned count for nothing."""
    known = weights(kind)
    return sum(known.get(name, 0.0) * value for name, value in features.items())


def chance(kind: str, features: Features) -> float:
    """The chance that something is so."""
    total = weights(kind)[BIAS] + score(kind, features)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
