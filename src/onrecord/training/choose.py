"""What is chosen on held-out documents once the network is trained: biases, threshold, calibrated confidence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onrecord.attribute.neural import Calibration, features
from onrecord.attribute.spot import Run, Settings, Spotted, spot
from onrecord.network.encode import tokenise
from onrecord.network.reading import Backend, Reading
from onrecord.training.data import Document

RIDGE = 0.1
_NEWTON_STEPS = 30
_THRESHOLDS = tuple(round(0.2 + 0.02 * i, 2) for i in range(21))
_BINS = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """A spotted attribution and whether its content, and its content and source, are those of the annotation."""

    item: Spotted
    content: bool
    source: bool


@dataclass(frozen=True, slots=True)
class Trial:
    """What settings spot in some documents: the judged attributions, and how many are annotated."""

    settings: Settings
    judged: tuple[Judged, ...]
    annotated: int


@dataclass(frozen=True, slots=True)
class Choice:
    """The settings and calibration that score best, with their scores and the reliability of the confidence."""

    settings: Settings
    calibration: Calibration
    scores: dict[str, float]
    reliability: tuple[tuple[float, float, int], ...]
    """For each tenth of confidence: its mean, the share that is right, and how many."""


def choose(documents: Sequence[Document], tokenizer: Tokenizer, backend: Backend, trials: Sequence[Settings]) -> Choice:
    """The best of some settings, by the sum of content F1 and content-and-source F1."""
    choices = (_calibrated(_trial(documents, tokenizer, backend, s)) for s in trials)
    return max(choices, key=lambda c: c.scores["content F1"] + c.scores["content and source F1"])


def _trial(documents: Sequence[Document], tokenizer: Tokenizer, backend: Backend, settings: Settings) -> Trial:
    judged: list[Judged] = []
    for document in documents:
        words = tokenise(tokenizer, document.text)
        gold = [
            (_words_of(words.between(*r) for r in a.content), _words_of(words.between(*r) for r in a.source or ()))
            for a in document.attributions or ()
        ]
        reading = Reading.of(words, backend, settings.limit, settings.batch_pieces)
        judged += _judge([s for s in spot(reading, settings) if not s.inner], gold)
    return Trial(settings, tuple(judged), sum(len(d.attributions or ()) for d in documents))


def _words_of(runs: Iterable[Run]) -> frozenset[int]:
    return frozenset(i for a, b in runs for i in range(a, b))


def _judge(found: Sequence[Spotted], gold: Sequence[tuple[frozenset[int], frozenset[int]]]) -> list[Judged]:
    """Pairs what was found with what is annotated, best overlap of contents first, one to one."""
    contents = [_words_of(s.content) for s in found]
    pairs = sorted(
        ((_dice(c, g), i, j) for i, c in enumerate(contents) for j, (g, _) in enumerate(gold) if c & g), reverse=True
    )
    partner: dict[int, int] = {}
    for overlap, i, j in pairs:
        if overlap >= 0.5 and i not in partner and j not in partner.values():
            partner[i] = j
    judged = []
    for i, item in enumerate(found):
        source = _words_of([item.source] if item.source else [])
        right = i in partner and (bool(source & gold[partner[i]][1]) or not (source or gold[partner[i]][1]))
        judged.append(Judged(item, i in partner, right))
    return judged


def _dice(a: frozenset[int], b: frozenset[int]) -> float:
    return 2 * len(a & b) / (len(a) + len(b))


def _calibrated(trial: Trial) -> Choice:
    """Fits the confidence, then the threshold."""
    table = np.array([(1.0, *features(j.item)) for j in trial.judged])
    right = np.array([j.source for j in trial.judged], dtype=np.float64)
    weights = logistic(table, right)
    chance = 1 / (1 + np.exp(-table @ weights))
    scored = {t: _scores(trial, chance >= t) for t in _THRESHOLDS}
    best = max(scored, key=lambda t: scored[t]["content F1"] + scored[t]["content and source F1"])
    curve = Calibration(float(weights[0]), tuple(float(w) for w in weights[1:]), best, best)
    kept = chance >= best
    return Choice(trial.settings, curve, scored[best], reliability(chance[kept], right[kept]))


def logistic(table: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    """The weights of a logistic regression (Newton's method, a slight ridge)."""
    weights = np.zeros(table.shape[1])
    for _ in range(_NEWTON_STEPS):
        chance = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (right - chance) - RIDGE * weights
        bend = (table * (chance * (1 - chance))[:, None]).T @ table + RIDGE * np.eye(len(weights))
        weights = weights + np.linalg.solve(bend, slope)
    return weights


def _scores(trial: Trial, kept: NDArray[np.bool_]) -> dict[str, float]:
    """Precision, recall and F1, in percent."""
    scores: dict[str, float] = {}
    for name, key in (("content", "content"), ("content and source", "source")):
        hits = sum(getattr(j, key) for j, k in zip(trial.judged, kept, strict=True) if k)
        precision, recall = hits / max(int(kept.sum()), 1), hits / max(trial.annotated, 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        for part, value in (("precision", precision), ("recall", recall), ("F1", f1)):
            scores[f"{name} {part}"] = round(100 * value, 1)
    return scores


def reliability(chance: NDArray[np.float64], right: NDArray[np.float64]) -> tuple[tuple[float, float, int], ...]:
    """For each tenth of confidence that occurs: mean confidence, share right, count."""
    bins = np.minimum((chance * _BINS).astype(int), _BINS - 1)
    found = ((chance[bins == b], right[bins == b]) for b in range(_BINS))
    return tuple((round(float(c.mean()), 3), round(float(r.mean()), 3), len(c)) for c, r in found if len(c))
