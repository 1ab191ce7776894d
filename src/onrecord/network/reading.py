"""What the network makes of one report, before any stage has drawn a conclusion from it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np

from onrecord.network.encode import Batch, Floats, Ints, Window, Words, batch, windows
from onrecord.network.names import NAME_SCORES, Named, runs

CUE_SCORES, ROLE_SCORES = 6, 5
ACT_SCORES, REALITY_SCORES = 18, 9
"""How many scores a word has: for cues, for roles in an attribution, for anchors of events, for how real they are.

Those for names come last."""

_ALIKE = 1.15  # windows encoded together differ in length by this factor at most: padding costs as much as words


class Backend(Protocol):
    """What computes: PyTorch while training, ONNX Runtime afterwards."""

    def encode(self, inputs: Batch) -> tuple[Floats, Floats]:
        """Scores of words [windows, words, cue + role + act + reality + names], and the keys of both linkers."""

    def link(self, words: Floats, cue: Floats, mask: Ints, distance: Ints, step: Ints) -> Floats:
        """Role scores [cues, words, 5] of the words near each cue."""

    def link_acts(self, words: Floats, cue: Floats, mask: Ints, distance: Ints, step: Ints) -> Floats:
        """Scores [anchors, words, 5] of the words near each anchor: actor, recipient, instrument, place, time."""


@dataclass(frozen=True)
class Reading:
    """The words of a report, the windows they were read in, their scores, and their keys for the two linkers."""

    words: Words
    cut: tuple[Window, ...]
    scores: Floats
    keys: Floats
    act_keys: Floats
    backend: Backend

    @classmethod
    def of(cls, words: Words, backend: Backend, limit: int, pieces: int) -> "Reading":
        """The network's reading of a document's words in windows of `limit` pieces, `pieces` at a time."""
        cut = windows(words, limit)
        scores = keys = np.empty((0, 0), dtype=np.float32)
        for part in _batches(words, cut, pieces):
            part_scores, part_keys = backend.encode(batch([(words, w) for w in part]))
            if not keys.size:
                scores = np.empty((len(words), part_scores.shape[-1]), dtype=np.float32)
                keys = np.empty((len(words), part_keys.shape[-1]), dtype=np.float32)
            for i, window in enumerate(part):
                scores[window.start : window.end] = part_scores[i, : window.end - window.start]
                keys[window.start : window.end] = part_keys[i, : window.end - window.start]
        half = keys.shape[1] // 2
        return cls(words, cut, scores, keys[:, :half], keys[:, half:], backend)

    @cached_property
    def names(self) -> tuple[Named, ...]:
        """The names and figures in the report, in order."""
        if not len(self.words):
            return ()
        starts, ends = self.words.starts, self.words.ends
        found = runs(self.scores[:, -NAME_SCORES:])
        return tuple(Named(int(starts[a]), int(ends[b - 1]), kind) for a, b, kind in found)


def _batches(words: Words, cut: tuple[Window, ...], pieces: int) -> list[list[Window]]:
    """Windows of about one length together, so that little is padded."""
    costs = {w: int(words.cost[w.start : w.end].sum()) for w in cut}
    groups: list[list[Window]] = []
    for window in sorted(cut, key=lambda w: costs[w]):
        last = groups[-1] if groups else []
        full = (len(last) + 1) * costs[window] > pieces
        if not last or full or costs[window] > _ALIKE * costs[last[0]]:
            groups.append([window])
        else:
            last.append(window)
    return groups
