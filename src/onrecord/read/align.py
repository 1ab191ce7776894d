"""Where in a page's source does each character of its clean text stand?"""

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import unescape
from unicodedata import normalize

from onrecord.spans import OffsetMap

_MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<hidden>script|style)\b.*?(?:</(?P=hidden)\s*>|\Z)"
    r"|</?(?P<tag>[a-z][\w:-]*)(?:\"[^\"<]*\"|'[^'<]*'|[^'\"<>]+|['\"])*>?"
    r"|<[!?][^<>]*>?"
    r"|(?P<entity>&(?:\#[0-9]{1,8}|\#x[0-9a-f]{1,8}|[a-z][a-z0-9]{1,31});?)",
    re.IGNORECASE | re.DOTALL,
)
# Tags inside which a word may go on ("Sal<b>af</b>ist"); every other tag parts words.
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
_WORD = re.compile(r"\w+|[^\w\s]")
_ANCHOR_WORDS = 3  # runs of so many words are rare enough to match a whole page by
_GAP_CELLS = 250_000  # words of text times words of source; a larger gap between anchors is left open
_UNKNOWN = -1


@dataclass(frozen=True, slots=True)
class _Source:
    """The characters that a page shows, tags gone and entities decoded, each with its place in the source."""

    text: str
    places: Sequence[int]


@dataclass(frozen=True, slots=True)
class _Words:
    keys: list[str]
    starts: list[int]
    surfaces: list[str]

    @classmethod
    def of(cls, text: str) -> "_Words":
        found = list(_WORD.finditer(text))
        surfaces = [w[0] for w in found]
        return cls([normalize("NFC", s) for s in surfaces], [w.start() for w in found], surfaces)


def align(clean: str, page: str) -> OffsetMap:
    """The map from a page's clean text to its HTML source, made by matching their words in sequence.

    Characters that cleaning put in, and words that the source does not have in this order, map to the last
    character before them.
    """
    source = _shown(page)
    ours, theirs = _Words.of(clean), _Words.of(source.text)
    places = array("q", [_UNKNOWN]) * len(clean)
    for i, j in _pairs(ours.keys, theirs.keys):
        same = ours.surfaces[i] == theirs.surfaces[j]
        for k in range(len(ours.surfaces[i]) if same else 1):
            places[ours.starts[i] + k] = source.places[theirs.starts[j] + k]
    _place_blanks(clean, page, places)
    return _runs(places)


def _shown(page: str) -> _Source:
    pieces: list[str] = []
    places = array("q")
    at = 0

    def show(text: str, start: int, *, step: int = 1) -> None:
        pieces.append(text)
        places.extend(range(start, start + len(text)) if step else [start] * len(text))

    for found in _MARKUP.finditer(page):
        show(page[at : found.start()], at)
        if found["entity"]:
            show(unescape(found[0]), found.start(), step=0)
        elif not found["tag"] or found["tag"].lower() not in _INLINE:
            show(" ", found.start())
        at = found.end()
    show(page[at:], at)
    return _Source("".join(pieces), places)


def _pairs(ours: list[str], theirs: list[str]) -> Iterator[tuple[int, int]]:
    """Indexes of words that correspond, rising on both sides."""
    i = j = 0
    for block_i, block_j, size in _blocks(_grams(ours), _grams(theirs)):
        words = size + _ANCHOR_WORDS - 1 if size else 0
        start_i, start_j = max(block_i, i), max(block_j, j)
        if words:
            skip = max(start_i - block_i, start_j - block_j)
            start_i, start_j = block_i + skip, block_j + skip
        else:  # the closing block: what is left on both sides
            start_i, start_j = len(ours), len(theirs)
        yield from _fill(ours, theirs, (i, start_i), (j, start_j))
        yield from zip(range(start_i, block_i + words), range(start_j, block_j + words), strict=True)
        i, j = max(i, block_i + words), max(j, block_j + words)


def _fill(
    ours: list[str], theirs: list[str], gap: tuple[int, int], other_gap: tuple[int, int]
) -> Iterator[tuple[int, int]]:
    """Words that correspond between two anchors, if the gap is small enough to look through word by word."""
    mine, other = ours[slice(*gap)], theirs[slice(*other_gap)]
    if not mine or not other or len(mine) * len(other) > _GAP_CELLS:
        return
    for block_i, block_j, size in _blocks(mine, other):
        for k in range(size):
            yield gap[0] + block_i + k, other_gap[0] + block_j + k


def _blocks(ours: Sequence[object], theirs: Sequence[object]) -> list[tuple[int, int, int]]:
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    return [(block.a, block.b, block.size) for block in matcher.get_matching_blocks()]


def _grams(words: list[str]) -> list[tuple[str, ...]]:
    return list(zip(*(words[k:] for k in range(_ANCHOR_WORDS)), strict=False))


def _place_blanks(clean: str, page: str, places: "array[int]") -> None:
    """A blank between two words belongs to the blank after the first of them, where the source has one there."""
    for i, char in enumerate(clean):
        if char.isspace() and i and places[i] == _UNKNOWN and places[i - 1] != _UNKNOWN:
            place = places[i - 1] + 1
            if place < len(page) and page[place].isspace():
                places[i] = place


def _runs(places: "array[int]") -> OffsetMap:
    clean: list[int] = []
    raw: list[int] = []
    lengths: list[int] = []
    for i, place in enumerate(places):
        if place == _UNKNOWN:
            continue
        if clean and i == clean[-1] + lengths[-1] and place == raw[-1] + lengths[-1]:
            lengths[-1] += 1
        else:
            clean.append(i)
            raw.append(place)
            lengths.append(1)
    return OffsetMap(tuple(clean), tuple(raw), tuple(lengths))
