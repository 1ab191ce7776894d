"""Attributions as runs of words: the trained network applied to a document, window by window, cue by cue."""

from dataclasses import dataclass

import numpy as np

from onrecord.network.decode import (
    REACH,
    ROLE_MOVES,
    SPAN_MOVES,
    distances,
    log_softmax,
    sentence_steps,
    spans,
    viterbi,
)
from onrecord.network.encode import Floats, Window
from onrecord.network.reading import Reading

Run = tuple[int, int]
"""Words from the first to one past the last."""

_SOURCE, _CONTENT = 1, 3


@dataclass(frozen=True, slots=True)
class Settings:
    """How scores become attributions; chosen on held-out documents when the model was trained.

    `outer_bias`, `any_bias` are added to the scores of the cue labels; `content_bias` to those of content labels.
    """

    limit: int = 256
    batch_pieces: int = 2048
    outer_bias: float = 0.0
    any_bias: float = 0.0
    content_bias: float = 0.0
    source_bias: float = 0.0


@dataclass(frozen=True, slots=True)
class Spotted:
    """One attribution in words: its cue, source and content, and how sure the network is of cue, source and content.

    `inner` marks a cue that only the head for cues inside other contents has found.
    """

    cue: Run
    source: Run | None
    content: tuple[Run, ...]
    cue_score: float
    source_score: float
    content_score: float
    inner: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    """A cue found in a window."""

    cue: Run
    window: Window
    score: float
    inner: bool


def spot(reading: Reading, settings: Settings) -> tuple[Spotted, ...]:
    """The attributions of a document, in order of their cues."""
    if not reading.cut:
        return ()
    cues = _cues(reading.cut, reading.scores, settings)
    return _linked(reading, cues, settings) if cues else ()


def _cues(cut: tuple[Window, ...], scores: Floats, settings: Settings) -> list[_Found]:
    """The cues of a document: outermost ones, and others where the second head sees one and the first does not."""
    lengths = np.array([w.end - w.start for w in cut])
    heads = np.stack((log_softmax(scores[:, :3]), log_softmax(scores[:, 3:6])))
    biases = np.array([settings.outer_bias, settings.any_bias], dtype=np.float32)
    chance = 1 - np.exp(heads[..., 0])
    heads[..., 1:] += biases[:, None, None]
    padded = np.zeros((2, len(cut), int(lengths.max()), 3), dtype=np.float32)
    for i, window in enumerate(cut):
        padded[:, i, : lengths[i]] = heads[:, window.start : window.end]
    flat = viterbi(padded.reshape(-1, *padded.shape[2:]), SPAN_MOVES, np.tile(lengths, 2))
    outer, anywhere = flat[: len(cut)], flat[len(cut) :]
    found: list[_Found] = []
    for i, window in enumerate(cut):
        first = spans(outer[i], 1)
        second = [s for s in spans(anywhere[i], 1) if not outer[i, s[0] : s[1]].any()]
        for inner, group in ((0, first), (1, second)):
            for low, high in group:
                at = (window.start + low, window.start + high)
                found.append(_Found(at, window, float(chance[inner, at[0] : at[1]].mean()), bool(inner)))
    return sorted(found, key=lambda c: c.cue)


def _linked(reading: Reading, cues: list[_Found], settings: Settings) -> tuple[Spotted, ...]:
    """The source and content of each cue; cues without content are dropped."""
    words, keys = reading.words, reading.keys
    size = min(2 * REACH + 1, max(c.window.end - c.window.start for c in cues))
    lows = [max(c.window.start, min(c.cue[0] - REACH, c.window.end - size)) for c in cues]
    ends = [min(low + size, c.window.end) for c, low in zip(cues, lows, strict=True)]
    padded = np.concatenate((keys, np.zeros((size, keys.shape[1]), dtype=np.float32)))
    near = np.stack([padded[low : low + size] for low in lows])
    own = np.stack([keys[c.cue[0] : c.cue[1]].mean(axis=0) for c in cues])
    lengths = np.array([end - low for low, end in zip(lows, ends, strict=True)])
    mask = (np.arange(size)[None, :] < lengths[:, None]).astype(np.int64)
    distance = np.stack([distances(*c.cue, low, size) for c, low in zip(cues, lows, strict=True)])
    step = np.stack([sentence_steps(words.sentences, c.cue[0], low, size) for c, low in zip(cues, lows, strict=True)])
    scores = log_softmax(reading.backend.link(near, own, mask, distance, step))
    bias = np.array([0, *[settings.source_bias] * 2, *[settings.content_bias] * 2], dtype=np.float32)
    labels = viterbi(scores + bias, ROLE_MOVES, lengths)
    chance = np.exp(scores)
    found = (_spotted(c, low, labels[i], chance[i]) for i, (c, low) in enumerate(zip(cues, lows, strict=True)))
    return tuple(f for f in found if f is not None)


def _spotted(
    cue: _Found, low: int, labels: "np.ndarray[tuple[int], np.dtype[np.int8]]", chance: Floats
) -> Spotted | None:
    """What the labels around one cue say; the cue itself is no part of source or content."""
    labels[max(cue.cue[0] - low, 0) : cue.cue[1] - low] = 0
    content = spans(labels, _CONTENT)
    if not content:
        return None
    sources = spans(labels, _SOURCE)
    as_source, as_content = chance[:, _SOURCE : _SOURCE + 2].sum(-1), chance[:, _CONTENT : _CONTENT + 2].sum(-1)
    source = max(sources, key=lambda s: float(as_source[s[0] : s[1]].sum()), default=None)
    said = np.concatenate([as_content[a:b] for a, b in content])
    named = float(as_source[slice(*source)].mean()) if source else 1.0 - float(as_source.max(initial=0.0))
    return Spotted(
        cue=cue.cue,
        source=None if source is None else (low + source[0], low + source[1]),
        content=tuple((low + a, low + b) for a, b in content),
        cue_score=cue.score,
        source_score=named,
        content_score=float(said.mean()),
        inner=cue.inner,
    )
