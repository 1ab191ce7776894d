"""From scores to spans: constrained decoding of the attribution model's output, numpy only."""

import numpy as np
from numpy.typing import NDArray

from onrecord.network.encode import Floats, Ints

REACH = 80
"""How many words before and after a cue's first word its source and content are looked for."""

SIDE = 13
_EDGES = np.array([2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65])
ROLE_LABELS = ("O", "B-source", "I-source", "B-content", "I-content")

_OPEN = -1e4
SPAN_MOVES = np.array([[0, 0, _OPEN], [0, 0, 0], [0, 0, 0]], dtype=np.float32)
ROLE_MOVES = np.array(
    [
        [0, 0, _OPEN, 0, _OPEN],
        [0, _OPEN, 0, 0, _OPEN],
        [0, _OPEN, 0, 0, _OPEN],
        [0, 0, _OPEN, 0, 0],
        [0, 0, _OPEN, 0, 0],
    ],
    dtype=np.float32,
)


def log_softmax(logits: Floats) -> Floats:
    """Logarithms of the probabilities along the last axis."""
    top = logits - logits.max(axis=-1, keepdims=True)
    return np.asarray(top - np.log(np.exp(top).sum(axis=-1, keepdims=True)), dtype=np.float32)


def viterbi(scores: Floats, moves: Floats, lengths: Ints) -> NDArray[np.int8]:
    """The best label sequences [n, t] for scores [n, t, labels]: an inside label only after a begin or inside one.

    Past the length of a sequence all labels are 0.
    """
    n, t, k = scores.shape
    steps = np.ascontiguousarray(scores.transpose(1, 0, 2))
    past = np.arange(t)[:, None] >= lengths[None, :]
    steps[past] = np.array([0, *[_OPEN] * (k - 1)], dtype=np.float32)
    into = np.ascontiguousarray(moves.T)[None]
    back = np.empty((t, n, k), dtype=np.intp)
    state = steps[0] + np.where(moves[0] < 0, np.float32(_OPEN), np.float32(0))
    for i in range(1, t):
        paths = state[:, None, :] + into
        paths.argmax(axis=2, out=back[i])
        state = paths.max(axis=2) + steps[i]
    best = np.empty((t, n), dtype=np.intp)
    best[-1] = state.argmax(axis=1)
    rows = np.arange(n)
    for i in range(t - 1, 0, -1):
        best[i - 1] = back[i][rows, best[i]]
    best[past] = 0
    return best.T.astype(np.int8)


def spans(labels: NDArray[np.int8], begin: int) -> list[tuple[int, int]]:
    """The runs (start, end exclusive) of one label pair: `begin` and `begin` + 1."""
    inside = (labels == begin) | (labels == begin + 1)
    opens = np.flatnonzero((labels == begin) | (inside & ~np.concatenate(([False], inside[:-1]))))
    closes = np.flatnonzero(inside & ~np.concatenate((inside[1:], [False])))
    found: list[tuple[int, int]] = []
    for i, low in enumerate(opens.tolist()):
        limit = int(opens[i + 1]) if i + 1 < len(opens) else len(labels)
        after = closes[np.searchsorted(closes, low)]
        found.append((low, min(int(after) + 1, limit)))
    return found


def distances(start: int, end: int, low: int, size: int) -> Ints:
    """Buckets of the distance of `size` words from `low` on to the span `start` to `end`: before, in, after it."""
    at = np.arange(low, low + size)
    before, after = start - at, at - (end - 1)
    bucket = np.zeros(size, dtype=np.int64)
    bucket = np.where(before > 0, 1 + np.searchsorted(_EDGES, before, side="right"), bucket)
    return np.asarray(np.where(after > 0, 1 + SIDE + np.searchsorted(_EDGES, after, side="right"), bucket))


def sentence_steps(sentences: Ints, at: int, low: int, size: int) -> Ints:
    """How many sentences `size` words from `low` on lie off word `at`: 0 .. 4 for -2 and less .. 2 and more."""
    part = np.full(size, sentences[at], dtype=np.int64)
    left, right = max(low, 0), min(low + size, len(sentences))
    part[left - low : right - low] = sentences[left:right]
    return np.asarray(np.clip(part - sentences[at], -2, 2) + 2)
