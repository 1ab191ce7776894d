"""Small linear models over named features: read from a file, and asked for probabilities."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path

import numpy as np

from bench.muc4.meaning import Floats, Projection

WEIGHTS = Path(__file__).with_name("weights.json")


@dataclass(frozen=True, slots=True)
class Linear:
    """One weight a class for each feature; features that it does not know count nothing.

    `dense` has a row for each place of the vector that tells what the thing's words mean, if the model looks at one.
    """

    classes: tuple[str, ...]
    bias: tuple[float, ...]
    weights: Mapping[str, tuple[float, ...]]
    dense: Floats | None = None

    def probabilities(self, features: Iterable[str], vector: Floats | None = None) -> dict[str, float]:
        """How likely each class is for a thing with these features (they sum to one)."""
        totals = list(self.bias)
        if self.dense is not None and vector is not None:
            totals = [a + b for a, b in zip(totals, (vector @ self.dense).tolist(), strict=True)]
        for row in filter(None, map(self.weights.get, features)):
            for i, weight in enumerate(row):
                totals[i] += weight
        top = max(totals)
        parts = [exp(t - top) for t in totals]
        return {name: part / sum(parts) for name, part in zip(self.classes, parts, strict=True)}

    def best(self, features: Iterable[str], vector: Floats | None = None) -> str:
        """The likeliest class."""
        found = self.probabilities(features, vector)
        return max(found, key=lambda name: found[name])


@cache
def load_models(path: Path = WEIGHTS) -> Mapping[str, Linear]:
    """The trained models by what they decide."""
    rows = json.loads(path.read_text(encoding="utf-8"))["models"]
    return {
        name: Linear(
            tuple(r["classes"]),
            tuple(r["bias"]),
            {f: tuple(w) for f, w in r["weights"].items()},
            np.array(r["dense"], dtype=np.float32) if r.get("dense") else None,
        )
        for name, r in rows.items()
    }


@cache
def load_projection(path: Path = WEIGHTS) -> Projection:
    """What makes the network's keys of a word into the vector that the models look at."""
    row = json.loads(path.read_text(encoding="utf-8"))["projection"]
    return Projection(*(np.array(row[name], dtype=np.float32) for name in ("mean", "axes")))


@cache
def load_groups(path: Path = WEIGHTS) -> tuple[tuple[str, ...], ...]:
    """The armed groups and forces that several documents of the development keys name, each with all its names."""
    return tuple(tuple(names) for names in json.loads(path.read_text(encoding="utf-8")).get("groups", ()))


@cache
def load_places(path: Path = WEIGHTS) -> Mapping[str, str]:
    """Names of places that several documents of the development keys have, each with the place as they write it."""
    found: Mapping[str, str] = json.loads(path.read_text(encoding="utf-8")).get("places", {})
    return found


def group_named(text: str, groups: tuple[tuple[str, ...], ...]) -> tuple[str, ...] | None:
    """The group whose name stands in these words, the longest name if there are several."""
    padded = f" {' '.join(text.upper().split())} "
    named = [(len(name), names) for names in groups for name in names if f" {name} " in padded]
    return max(named, key=lambda x: x[0])[1] if named else None
