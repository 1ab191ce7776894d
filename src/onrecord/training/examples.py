"""Annotated documents as the network's input and target."""

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from tokenizers import Tokenizer

from onrecord.network.encode import Ints, Window, Words, tokenise, windows
from onrecord.network.names import label
from onrecord.training.data import TYPES, Act, Document, Range

IGNORE = -100
SOURCE, CONTENT = 1, 3
_PRONOUN = re.compile(
    r"\b(?:s?he|it|they|him|hers?|them|his|its|theirs?|who|whom|whose|which|that|i|we|us|ours?|me|my)\b", re.I
)


@dataclass(frozen=True, slots=True)
class CueTarget:
    """One annotated cue (words of the document) and the words of its source and content; `source` None if not known."""

    cue: Range
    source: tuple[Range, ...] | None
    content: tuple[Range, ...]


@dataclass(frozen=True, slots=True)
class ActTarget:
    """One annotated anchor with the words of each role; `maybe` are words that say the same again elsewhere.

    `roles` and `maybe` run beside ROLES; all ranges are of words of the document; `event` numbers its event.
    """

    event: int
    anchor: Range
    roles: tuple[tuple[Range, ...], ...]
    maybe: tuple[tuple[Range, ...], ...]


@dataclass(frozen=True, slots=True)
class ActLabels:
    """The targets of events in one window: anchor labels, statuses and polarities of its words, and the anchors.

    `pronoun` is 1 for words whose meaning the annotation gives by another mention.
    """

    act: Ints
    status: Ints
    polarity: Ints
    pronoun: Ints
    anchors: tuple[ActTarget, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """One window of a document with its targets: labels of its words, and the cues that begin in it.

    `acts` is None where events are not annotated; `fact` says of some words whether what they tell of happened,
    `name` of which name they are part.
    """

    words: Words
    window: Window
    outer: Ints
    any: Ints
    role: Ints
    cues: tuple[CueTarget, ...]
    closed: Ints
    """1 where a found cue that is not annotated is no cue."""
    fact: Ints
    name: Ints
    acts: ActLabels | None = None


def examples(document: Document, tokenizer: Tokenizer, limit: int, rng: random.Random) -> list[Example]:
    """The windows of a document, the first one of random size so that no epoch cuts alike."""
    words = tokenise(tokenizer, document.text)
    if document.caseless:
        words.case[:] = 0
    if not len(words):
        return []
    said = _said_labels(words, document)
    fact = _fact_labels(words, document)
    name = _name_labels(words, document)
    acts = None if document.acts is None else _act_labels(words, document.text, document.acts)
    first = rng.randint(limit // 4, limit)
    return [
        Example(
            words,
            w,
            said.outer[w.start : w.end],
            said.any[w.start : w.end],
            said.role[w.start : w.end],
            tuple(c for c in said.cues if w.start <= c.cue[0] and c.cue[1] <= w.end),
            said.closed[w.start : w.end],
            fact[w.start : w.end],
            name[w.start : w.end],
            acts and _within(acts, w),
        )
        for w in windows(words, limit, first)
    ]


@dataclass(frozen=True, slots=True)
class _Said:
    """The targets of attribution in a whole document; all to be ignored where it is not annotated."""

    outer: Ints
    any: Ints
    role: Ints
    closed: Ints
    cues: tuple[CueTarget, ...]


def _said_labels(words: Words, document: Document) -> _Said:
    if document.attributions is None:
        ignored = np.full(len(words), IGNORE, dtype=np.int64)
        return _Said(ignored, ignored, ignored, np.zeros_like(ignored), ())
    outer, anywhere, role, inside = (np.zeros(len(words), dtype=np.int64) for _ in range(4))
    cues = []
    for item in document.attributions:
        cue = words.between(*item.cue[0])
        source = None if item.source is None else _between(words, item.source)
        content = _between(words, item.content)
        cues.append(CueTarget(cue, source, content))
        for labels in (anywhere,) if item.nested else (outer, anywhere):
            _mark(labels, (cue,), 1)
        if not item.nested:
            _mark(role, content, CONTENT)
            _mark(role, source or (), SOURCE)
        for low, high in content:
            inside[low:high] = 1
    if document.flat:
        anywhere[(inside == 1) & (anywhere == 0)] = IGNORE
    elif any(c.source is None for c in cues):
        role[role == 0] = IGNORE
    return _Said(outer, anywhere, role, 1 - inside if document.flat else np.ones_like(inside), tuple(cues))


def _fact_labels(words: Words, document: Document) -> Ints:
    labels = np.full(len(words), IGNORE, dtype=np.int64)
    for known in document.facts:
        labels[slice(*words.between(*known.word))] = known.happened
    return labels


def _name_labels(words: Words, document: Document) -> Ints:
    if document.names is None:
        return np.full(len(words), IGNORE, dtype=np.int64)
    labels = np.zeros(len(words), dtype=np.int64)
    for named in document.names:
        low, high = words.between(named.start, named.end)
        if low < high:
            labels[low:high] = label(named.kind, begins=False)
            labels[low] = label(named.kind, begins=True)
    return labels


def _act_labels(words: Words, text: str, acts: Iterable[Act]) -> ActLabels:
    """The labels of a whole document."""
    label = np.zeros(len(words), dtype=np.int64)
    status, polarity = (np.full(len(words), IGNORE, dtype=np.int64) for _ in range(2))
    anchors = []
    for number, act in enumerate(acts):
        roles = tuple(_between(words, r) for r in act.roles)
        maybe = tuple(_between(words, _again(text, r)) for r in act.roles)
        for low, high in _between(words, act.anchors):
            label[low:high] = 1 + len(TYPES)
            label[low] = 1 + act.type
            status[low:high] = act.status
            polarity[low:high] = act.polarity
            anchors.append(ActTarget(number, (low, high), roles, maybe))
    stand_ins = ((m.start(), m.end()) for m in _PRONOUN.finditer(text))
    pronoun = np.zeros(len(words), dtype=np.int64)
    for low, high in _between(words, stand_ins):
        pronoun[low:high] = 1
    return ActLabels(label, status, polarity, pronoun, tuple(anchors))


def _again(text: str, ranges: Iterable[Range]) -> tuple[Range, ...]:
    """Every place where the words at these ranges stand."""
    said = {text[a:b] for a, b in ranges}
    return tuple((m.start(), m.end()) for w in said for m in re.finditer(rf"\b{re.escape(w)}\b", text))


def _within(acts: ActLabels, window: Window) -> ActLabels:
    """The labels of one window, and the anchors that lie in it."""
    part = slice(window.start, window.end)
    inside = tuple(a for a in acts.anchors if window.start <= a.anchor[0] and a.anchor[1] <= window.end)
    return ActLabels(acts.act[part], acts.status[part], acts.polarity[part], acts.pronoun[part], inside)


def _between(words: Words, ranges: Iterable[Range]) -> tuple[Range, ...]:
    found = (words.between(*r) for r in ranges)
    return tuple((a, b) for a, b in found if a < b)


def _mark(labels: Ints, ranges: Iterable[Range], begin: int) -> None:
    for low, high in ranges:
        labels[low:high] = begin + 1
        labels[low] = begin


def batches(items: Sequence[Example], pieces: int, rng: random.Random) -> Iterator[list[Example]]:
    """Examples of about one length together, in random order, at most `pieces` padded pieces a batch."""
    order = sorted(items, key=lambda e: (_size(e) // 32, rng.random()))
    groups: list[list[Example]] = [[]]
    for item in order:
        if groups[-1] and (len(groups[-1]) + 1) * max(_size(item), *map(_size, groups[-1])) > pieces:
            groups.append([])
        groups[-1].append(item)
    rng.shuffle(groups)
    yield from groups


def _size(example: Example) -> int:
    window = example.window
    return int(example.words.cost[window.start : window.end].sum()) + 2
