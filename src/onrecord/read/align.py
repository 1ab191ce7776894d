"""Where in a page's source does each character of its clean text stand?"""

import re
from array import array
from bisect import bisect_left
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
_RARE = 8  # occurrences in the page; what stands there more often is left to its neighbours
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
    for anchor_i, anchor_j in (*_anchors(ours, theirs), (len(ours), len(theirs))):
        while i < anchor_i and j < anchor_j and ours[i] == theirs[j]:
            yield i, j
            i, j = i + 1, j + 1
        back = 0
        while anchor_i - back > i and anchor_j - back > j and ours[anchor_i - back - 1] == theirs[anchor_j - back - 1]:
            back += 1
        yield from _fill(ours, theirs, (i, anchor_i - back), (j, anchor_j - back))
        yield from ((anchor_i - k, anchor_j - k) for k in range(back, 0, -1))
        i, j = anchor_i, anchor_j


def _anchors(ours: list[str], theirs: list[str]) -> list[tuple[int, int]]:
    """The longest rising sequence of rare runs of words that stand on both sides (after Hunt and Szymanski)."""
    places: dict[tuple[str, ...], list[int]] = {}
    for j, gram in enumerate(_grams(theirs)):
        places.setdefault(gram, []).append(j)
    nodes: list[tuple[int, int, int]] = []  # index in ours, index in theirs, the node before it
    ends: list[int] = []  # the lowest index in theirs at which a sequence of each length ends
    last: list[int] = []  # the node at that end
    for i, gram in enumerate(_grams(ours)):
        found = places.get(gram, ())
        for j in reversed(found if len(found) <= _RARE else ()):
            length = bisect_left(ends, j)
            nodes.append((i, j, last[length - 1] if length else -1))
            ends[length : length + 1] = [j]
            last[length : length + 1] = [len(nodes) - 1]
    chain: list[tuple[int, int]] = []
    node = last[-1] if last else -1
    while node >= 0:
        i, j, node = nodes[node]
        if chain and chain[-1][0] == i + 1 and ours[i] == theirs[chain[-1][1] - 1]:
            j = chain[-1][1] - 1  # of two places take the one beside the next word: not the teaser, but the story
        chain.append((i, j))
    return chain[::-1]


def _fill(
    ours: list[str], theirs: list[str], gap: tuple[int, int], other_gap: tuple[int, int]
) -> Iterator[tuple[int, int]]:
    """Words that correspond between two anchors, if the gap is small enough to look through word by word."""
    mine, other = ours[slice(*gap)], theirs[slice(*other_gap)]
    if not mine or not other or len(mine) * len(other) > _GAP_CELLS:
        return
    for block in SequenceMatcher(None, mine, other, autojunk=False).get_matching_blocks():
        for k in range(block.size):
            yield gap[0] + block.a + k, other_gap[0] + block.b + k


def _grams(words: list[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(words[k:] for k in range(_ANCHOR_WORDS)), strict=False)


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
