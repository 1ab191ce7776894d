"""What the trained network makes of the acts of a report: where they are named, of what type, how real, whose."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from onrecord.model import PLOVER_TYPES, Status
from onrecord.network.decode import distances, log_softmax, sentence_steps, viterbi
from onrecord.network.encode import Floats, Window
from onrecord.network.reading import ACT_SCORES, CUE_SCORES, REALITY_SCORES, ROLE_SCORES, Reading
from onrecord.spans import Span

TYPES = tuple(sorted(PLOVER_TYPES))
STATUSES = tuple(Status)
ROLES = ("actor", "recipient", "instrument", "place", "time")

BACK, AHEAD = 90, 50
"""How many words before and after an anchor its sides, place and time are looked for."""

_BEFORE = CUE_SCORES + ROLE_SCORES
_INSIDE = ACT_SCORES - 1
_OPEN = -1e4
_MOVES = np.zeros((ACT_SCORES, ACT_SCORES), dtype=np.float32)
_MOVES[0, _INSIDE] = _OPEN
_FLOOR = 1e-4

Run = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Seen:
    """What the network says of the words that name an act.

    `chance` that they name one, the probabilities of TYPES, of STATUSES, and that it is said to happen at all.
    """

    chance: float
    types: Floats
    statuses: Floats
    happens: float


@dataclass(frozen=True, slots=True)
class Around:
    """The probabilities [words, ROLES] of the words near an anchor, the first of which is word `low`."""

    low: int
    chances: Floats


@dataclass(frozen=True)
class Sense:
    """A reading of a report as acts."""

    reading: Reading

    @cached_property
    def _act(self) -> Floats:
        return log_softmax(self.reading.scores[:, _BEFORE : _BEFORE + ACT_SCORES])

    @cached_property
    def _reality(self) -> tuple[Floats, Floats]:
        first = _BEFORE + ACT_SCORES
        real = self.reading.scores[:, first : first + REALITY_SCORES]
        return log_softmax(real[:, : len(STATUSES)]), log_softmax(real[:, len(STATUSES) :])

    def mentions(self, bias: float) -> tuple[Span, ...]:
        """The words that name acts, in characters; `bias` is added to the scores of all labels but "outside"."""
        if not self.reading.cut:
            return ()
        lengths = np.array([w.end - w.start for w in self.reading.cut])
        padded = np.zeros((len(lengths), int(lengths.max()), ACT_SCORES), dtype=np.float32)
        for i, window in enumerate(self.reading.cut):
            padded[i, : lengths[i]] = self._act[window.start : window.end]
        padded[..., 1:] += bias
        labels = viterbi(padded, _MOVES, lengths)
        return tuple(
            self._span((window.start + low, window.start + high))
            for window, row, length in zip(self.reading.cut, labels, lengths.tolist(), strict=True)
            for low, high in _runs(row[:length].tolist())
        )

    def seen(self, span: Span) -> Seen:
        """What the network says of the words at a span."""
        low, high = self._words(span)
        act = np.exp(self._act[low:high])
        begins = act[:, 1:_INSIDE].sum(axis=0) + _FLOOR
        status, polarity = (part[low:high].mean(axis=0) for part in self._reality)
        chance = float(1 - act[:, 0].min())
        return Seen(chance, begins / begins.sum(), np.exp(status), float(np.exp(polarity[1])))

    def around(self, spans: Sequence[Span]) -> tuple[Around, ...]:
        """For each anchor the chances of the words near it to be its sides, its means, its place and its time."""
        if not spans:
            return ()
        reading = self.reading
        runs = [self._words(s) for s in spans]
        held = [self._window(run) for run in runs]
        lows = [max(w.start, run[0] - BACK) for run, w in zip(runs, held, strict=True)]
        sizes = [min(w.end, run[0] + AHEAD + 1) - low for run, w, low in zip(runs, held, lows, strict=True)]
        size = max(sizes)
        keys = np.concatenate((reading.act_keys, np.zeros((size, reading.act_keys.shape[1]), dtype=np.float32)))
        near = np.stack([keys[low : low + size] for low in lows])
        own = np.stack([reading.act_keys[a:b].mean(axis=0) for a, b in runs])
        mask = (np.arange(size)[None, :] < np.array(sizes)[:, None]).astype(np.int64)
        distance = np.stack([distances(*run, low, size) for run, low in zip(runs, lows, strict=True)])
        sentences = reading.words.sentences
        step = np.stack([sentence_steps(sentences, run[0], low, size) for run, low in zip(runs, lows, strict=True)])
        scores = reading.backend.link_acts(near, own, mask, distance, step)
        chances = np.asarray(1 / (1 + np.exp(-scores)), dtype=np.float32)
        return tuple(Around(low, chances[i, : sizes[i]]) for i, low in enumerate(lows))

    def key(self, span: Span) -> Floats:
        """What the network makes of the words at a span, for comparing acts."""
        low, high = self._words(span)
        half = self.reading.act_keys.shape[1] // 2  # the second half was taught to tell events apart
        mean: Floats = self.reading.act_keys[low:high, half:].mean(axis=0)
        return mean

    def chance_of(self, around: Around, span: Span, role: int) -> float:
        """The chance that the words at a span stand in a role to an anchor: that of the likeliest word."""
        low, high = self._words(span)
        part = around.chances[max(low - around.low, 0) : max(high - around.low, 0), role]
        return float(part.max()) if len(part) else 0.0

    def likely(self, around: Around, role: int, least: float) -> tuple[Span, ...]:
        """The runs of words near an anchor that have at least this chance to stand in a role to it."""
        marks = (around.chances[:, role] >= least).astype(int).tolist()
        return tuple(self._span((around.low + a, around.low + b)) for a, b in _stretches(marks))

    def _words(self, span: Span) -> Run:
        low, high = self.reading.words.between(span.start, span.end)
        return low, max(high, low + 1)

    def _window(self, run: Run) -> Window:
        return next(w for w in self.reading.cut if w.start <= run[0] < w.end)

    def _span(self, run: Run) -> Span:
        words = self.reading.words
        return Span(int(words.starts[run[0]]), int(words.ends[run[1] - 1]))


def _runs(labels: list[int]) -> list[Run]:
    """The mentions in a window: each begins with a type's label and goes on with inside labels."""
    found: list[Run] = []
    for i, label in enumerate(labels):
        if label == _INSIDE and found and found[-1][1] == i:
            found[-1] = (found[-1][0], i + 1)
        elif label:
            found.append((i, i + 1))
    return found


def _stretches(marks: list[int]) -> list[Run]:
    """The runs of ones."""
    found: list[Run] = []
    for i, mark in enumerate(marks):
        if mark and found and found[-1][1] == i:
            found[-1] = (found[-1][0], i + 1)
        elif mark:
            found.append((i, i + 1))
    return found
