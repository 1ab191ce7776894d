"""The learned weights of the features, and the decision they come to."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp

from onrecord.errors import StopRun
from onrecord.reconcile.episodes import Episode
from onrecord.reconcile.features import FEATURES, name_of

FILE = "weights.json"
_TOLD = 0.4  # a feature that moves the score by less is not given as a reason


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic regression over the features: `bias`, one weight a feature, and the threshold chosen with them."""

    bias: float
    of: tuple[float, ...]
    threshold: float

    def probability(self, values: Iterable[float]) -> float:
        """How likely two tellings with these feature values are of one act, in 0..1."""
        total = self.bias + sum(w * v for w, v in zip(self.of, values, strict=True))
        return 1 / (1 + exp(-max(-60.0, min(60.0, total))))

    def reasons(self, left: Episode, right: Episode) -> tuple[str, ...]:
        """What speaks for two tellings being of one act, the weightiest first."""
        scores = [(w, f(left, right)) for w, f in zip(self.of, FEATURES, strict=True)]
        telling = [(w * s.value, why) for w, s in scores if w * s.value > _TOLD and (why := s.why())]
        return tuple(why for _, why in sorted(telling, reverse=True)[:4])


def weights_from(record: Mapping[str, object]) -> Weights:
    """The weights of a manifest.

    Raises:
        StopRun: they were learned for other features than those of this program.
    """
    learned = record["weights"]
    names = [name_of(f) for f in FEATURES]
    if not isinstance(learned, dict) or list(learned) != names:
        raise StopRun(f"{FILE} is for other features; learn it anew with: onrecord train reconcile")
    return Weights(float(str(record["bias"])), tuple(map(float, learned.values())), float(str(record["threshold"])))


@cache
def load_weights() -> Weights:
    """The weights that the package ships."""
    path = files("onrecord") / "data" / "reconcile" / FILE
    return weights_from(json.loads(path.read_text(encoding="utf-8")))
