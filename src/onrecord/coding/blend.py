"""The rules' and the network's word on one mention of an act, weighed against each other.

The weights are fitted on annotated reports that the network did not learn from (`onrecord train coder`).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from onrecord.coding.sense import STATUSES, TYPES, Seen
from onrecord.model import Status

NONE = "none"
"""Stands for the rules' type or status where they know no such word."""

_EDGE = 1e-3
_SMALL = 1e-4


def odds(chance: float) -> float:
    """The log-odds of a chance, kept off the ends."""
    held = min(max(chance, _EDGE), 1 - _EDGE)
    return float(np.log(held / (1 - held)))


@dataclass(frozen=True, slots=True)
class Curve:
    """A logistic curve over features, and the chance from which on something is taken as so."""

    intercept: float
    weights: tuple[float, ...]
    threshold: float

    def chance(self, features: Sequence[float]) -> float:
        """The chance that goes with some features."""
        total = self.intercept + sum(w * x for w, x in zip(self.weights, features, strict=True))
        return float(1 / (1 + np.exp(-total)))


@dataclass(frozen=True, slots=True)
class Choice:
    """How a label is chosen: `trust` weighs the network, `given` says what the rules' label tends to mean.

    `given` maps the rules' label to the probabilities of all labels in their order.
    """

    trust: float
    given: Mapping[str, tuple[float, ...]]

    def best(self, ruled: str, chances: Sequence[float]) -> tuple[int, float]:
        """The likeliest label and its chance."""
        told = self.given.get(ruled, self.given[NONE])
        scores = self.trust * np.log(np.asarray(chances) + _SMALL) + np.log(np.asarray(told))
        each = np.exp(scores - scores.max())
        at = int(each.argmax())
        return at, float(each[at] / each.sum())


@dataclass(frozen=True, slots=True)
class Blend:
    """All weights: what is kept as an act, its type, status and polarity, and who stands on its sides.

    `bias` favours mentions over none when the network's are read; `likely` is the least chance of a word to be looked
    at as a side; `named` tells, for each side, the chance that its likeliest phrase is right rather than none; `sure`
    turns the odds of a field's value into the chance that it is right.
    """

    bias: float
    likely: float
    ruled: Curve
    unruled: Curve
    type: Choice
    status: Choice
    polarity: Choice
    actor: Curve
    recipient: Curve
    place: Curve
    time: Curve
    named: Mapping[str, Curve]
    sure: Mapping[str, Curve] = field(default_factory=dict)


def keep_features(seen: Seen, ruled: str | None, *, verb: bool, actor: bool, recipient: bool) -> tuple[float, ...]:
    """What speaks for a mention: the network's odds, the rules' type in its eyes, its part of speech, its sides."""
    fits = odds(float(seen.types[TYPES.index(ruled)])) if ruled else odds(float(seen.types.max()))
    return (odds(seen.chance), fits, float(verb), float(actor), float(recipient))


def side_features(chance: float, *, ruled: bool, pronoun: bool, others: bool) -> tuple[float, ...]:
    """What speaks for a phrase as a side: the network's odds, the rules' word, and whether the rules name others."""
    seen = odds(chance)
    return (seen, float(ruled), seen * ruled, float(pronoun), seen * pronoun, float(others and not ruled))


def named_features(best: float, kind: str, *, ruled: bool, verb: bool) -> tuple[float, ...]:
    """What speaks for a side's being named: its likeliest phrase, if the rules have it, and the act's type and word."""
    return (odds(best), float(ruled), float(verb), *(float(kind == t) for t in TYPES))


def sure_features(chance: float, *, named: bool | None) -> tuple[float, ...]:
    """What speaks for a field's being right: its odds; for a side, for which `named` is told, apart if it is named."""
    seen = odds(chance)
    return (seen,) if named is None else (seen, float(named), seen * named)


def chosen_type(blend: Blend, seen: Seen, ruled: str | None) -> tuple[str, float]:
    """The type of a mention, and how sure it is."""
    at, chance = blend.type.best(ruled or NONE, seen.types.tolist())
    return TYPES[at], chance


def chosen_status(blend: Blend, seen: Seen, ruled: Status | None) -> tuple[Status, float]:
    """The status of a mention, and how sure it is."""
    at, chance = blend.status.best(ruled.value if ruled else NONE, seen.statuses.tolist())
    return STATUSES[at], chance


def chosen_polarity(blend: Blend, seen: Seen, *, ruled: bool) -> tuple[bool, float]:
    """Whether a mention is said to happen, and how sure that is."""
    at, chance = blend.polarity.best(str(ruled), (1 - seen.happens, seen.happens))
    return bool(at), chance


@cache
def load_blend() -> Blend:
    """The weights that come with the package."""
    return read_blend(json.loads(files("onrecord").joinpath("data/network/blend.json").read_text(encoding="utf-8")))


def _curve(kept: Mapping[str, Any]) -> Curve:
    return Curve(kept["intercept"], tuple(kept["weights"]), kept["threshold"])


def read_blend(kept: Mapping[str, object]) -> Blend:
    """Weights as a JSON object holds them."""
    made: dict[str, object] = {}
    for name, value in kept.items():
        if isinstance(value, dict) and "weights" in value:
            made[name] = _curve(value)
        elif name in {"sure", "named"} and isinstance(value, dict):
            made[name] = {part: _curve(curve) for part, curve in value.items()}
        elif isinstance(value, dict) and "given" in value:
            made[name] = Choice(value["trust"], {k: tuple(v) for k, v in value["given"].items()})
        elif name in Blend.__dataclass_fields__:
            made[name] = value
    return Blend(**made)  # type: ignore[arg-type]
