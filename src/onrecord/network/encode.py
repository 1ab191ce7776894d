"""A report as the attribution model reads it: word pieces, the words they make up, and windows of whole sentences."""

import re
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

CLS, SEP = 101, 102
_SENTENCE = re.compile(r"[.!?][\"'”’»)\]]*\s+(?=[\"“‘«'`(\[A-Z0-9])")
_BREAK = re.compile(r"\n")


@dataclass(frozen=True, slots=True)
class Window:
    """The words from `start` to `end` (exclusive) of a document that the encoder sees together."""

    start: int
    end: int


@dataclass(frozen=True)
class Words:
    """The words of a text: where each stands, its pieces, its letter case, whether it opens a sentence or paragraph.

    `case` is 0 for words in small letters and where case says nothing, 1 for capitalised words, 2 for capitals.
    """

    pieces: Ints
    first: Ints
    last: Ints
    starts: Ints
    ends: Ints
    case: Ints
    sentence: NDArray[np.bool_]
    paragraph: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.starts)

    @cached_property
    def cost(self) -> Ints:
        """How many places of a window each word takes: its pieces, and a separator before a paragraph."""
        return self.last - self.first + 1 + self.paragraph

    @cached_property
    def sentences(self) -> Ints:
        """The number of the sentence that each word belongs to."""
        return np.cumsum(self.sentence | self.paragraph)

    def between(self, start: int, end: int) -> tuple[int, int]:
        """The words (first, one past the last) that share a character with the text from `start` to `end`."""
        low = int(np.searchsorted(self.ends, start, side="right"))
        return low, int(np.searchsorted(self.starts, end, side="left"))


def tokenise(tokenizer: Tokenizer, text: str, layout: str | None = None) -> Words:
    """The words of a text; `layout` is the same text with a line break only where a paragraph ends."""
    encoding = tokenizer.encode(text, add_special_tokens=False)
    word_of = np.array(encoding.word_ids, dtype=np.int64)
    offsets = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)
    first = np.flatnonzero(np.diff(word_of, prepend=-1))
    last = np.append(first[1:], len(word_of)) - 1 if len(word_of) else first
    starts, ends = offsets[first, 0], offsets[last, 1]
    return Words(
        pieces=np.array(encoding.ids, dtype=np.int64),
        first=first,
        last=last,
        starts=starts,
        ends=ends,
        case=_cases(text, starts, ends),
        sentence=_openers(starts, [m.end() for m in _SENTENCE.finditer(text)]),
        paragraph=_openers(starts, [m.end() for m in _BREAK.finditer(layout if layout is not None else text)]),
    )


def _cases(text: str, starts: Ints, ends: Ints) -> Ints:
    cases = np.zeros(len(starts), dtype=np.int64)
    words = [text[a:b] for a, b in zip(starts.tolist(), ends.tolist(), strict=True)]
    for i, word in enumerate(words):
        if word[:1].isupper():
            cases[i] = 2 if len(word) > 1 and word.isupper() else 1
    letters = sum(w.isalpha() for w in words)
    return cases if np.count_nonzero(cases == 2) * 2 < letters else np.zeros_like(cases)


def _openers(starts: Ints, positions: list[int]) -> NDArray[np.bool_]:
    """Marks the first word at or after each position."""
    marks = np.zeros(len(starts) + 1, dtype=np.bool_)
    marks[np.searchsorted(starts, np.array(positions, dtype=np.int64))] = True
    marks[:1] = True
    return marks[:-1]


def windows(words: Words, limit: int, first_limit: int | None = None) -> tuple[Window, ...]:
    """Cuts a document into runs of words of at most `limit` pieces, at paragraphs if it can, else between sentences."""
    found: list[Window] = []
    ends = np.cumsum(words.cost)
    start = 0
    room = (first_limit or limit) - 2
    while start < len(words):
        used = int(ends[start - 1]) if start else 0
        stop = int(np.searchsorted(ends, used + room, side="right"))
        stop = _best_cut(words, start, max(stop, start + 1))
        found.append(Window(start, stop))
        start, room = stop, limit - 2
    return tuple(found)


def _best_cut(words: Words, start: int, stop: int) -> int:
    """The last paragraph start in the second half, else the last sentence start, else `stop` itself."""
    if stop >= len(words):
        return len(words)
    middle = (start + stop) // 2
    for opens, low in ((words.paragraph, middle), (words.sentence, start)):
        cuts = np.flatnonzero(opens[low + 1 : stop + 1])
        if len(cuts):
            return low + 1 + int(cuts[-1])
    return stop


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows side by side, padded: the encoder's input."""

    ids: Ints
    types: Ints
    mask: Ints
    first: Ints
    last: Ints


def batch(items: list[tuple[Words, Window]]) -> Batch:
    """The encoder's input for some windows."""
    rows = [_layout(words, window) for words, window in items]
    wide = max(len(ids) for ids, *_ in rows)
    many = max(window.end - window.start for _, window in items)
    size = len(items)
    ids, types, mask = (np.zeros((size, wide), dtype=np.int64) for _ in range(3))
    first, last = (np.zeros((size, many), dtype=np.int64) for _ in range(2))
    for i, (row_ids, row_types, row_first, row_last) in enumerate(rows):
        ids[i, : len(row_ids)] = row_ids
        types[i, : len(row_ids)] = row_types
        mask[i, : len(row_ids)] = 1
        first[i, : len(row_first)] = row_first
        last[i, : len(row_last)] = row_last
    return Batch(ids, types, mask, first, last)


def _layout(words: Words, window: Window) -> tuple[Ints, Ints, Ints, Ints]:
    """Piece ids, case ids, and the first and last place of each word of one window."""
    part = slice(window.start, window.end)
    opens = words.paragraph[part].copy()
    opens[0] = False
    length = words.last[part] - words.first[part] + 1
    first = 1 + np.cumsum(length + opens) - length
    ids = np.full(int(first[-1] + length[-1]) + 1, SEP, dtype=np.int64)
    types = np.zeros(len(ids), dtype=np.int64)
    ids[0] = CLS
    base = int(words.first[window.start])
    piece_word = np.repeat(np.arange(len(length)), length)
    places = first[piece_word] + np.arange(base, base + len(piece_word)) - words.first[part][piece_word]
    ids[places] = words.pieces[base : base + len(piece_word)]
    types[places] = words.case[part][piece_word]
    return ids, types, first, first + length - 1
