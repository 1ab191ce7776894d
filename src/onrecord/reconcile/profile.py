"""What a report's words tell of which act it is about: rare words, names, ages, numbers."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from onrecord.knowledge.files import read_table
from onrecord.model import Report
from onrecord.spans import Span

Vector = Mapping[str, float]

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+(?:[,.:]\d+)*")
_POSSESSIVE = re.compile(r"['’]s$")
_NAME = re.compile(
    r"[A-Z][^\W\d_]*[a-z][^\W\d_]*(?:['’-][A-Z]?[^\W\d_]+)*"
    r"(?:[ ](?:[A-Z]\.[ ])?[A-Z][^\W\d_]*[a-z][^\W\d_]*(?:['’-][A-Z]?[^\W\d_]+)*)+"
)
_AGE = re.compile(
    r"\b(\d{1,2})[- ]year[s]?[- ]old|,[ ](\d{1,2})(?:,|\.|[ ]of\b|[ ]and\b)|\bage[d]?[ ](\d{1,2})\b", re.IGNORECASE
)
_YEAR = re.compile(r"(?:19|20)\d\d$")
_LONGEST_VECTOR, _LONGEST_PASSAGE = 160, 60  # words kept, the rarest first: the rest moves a cosine by under .01
_REACH = 200  # characters on either side of an event's words that its passage takes in
_RAREST = 12 * math.log(2)


@dataclass(frozen=True, slots=True)
class Profile:
    """A report's words in the measures that tellings are compared by.

    `words` is a unit vector; `names` are names of two words or more with their weight (how rare the rarer half is);
    `numbers` are figures of three digits and more that are not years; `opening` is the vector of title and first lines.
    `recurring` are those names that come up whatever the act: of who speaks, of groups and offices.
    """

    words: Vector
    opening: Vector
    names: Vector
    ages: frozenset[int]
    numbers: frozenset[str]
    recurring: frozenset[str] = frozenset()


def profile_of(report: Report, recurring: Iterable[str] = ()) -> Profile:
    """The profile of a report's title and text; `recurring` names those who speak in it, and groups."""
    title = report.title or ""
    text = f"{title}\n{report.text}"
    words = words_of(text)
    return Profile(
        words=_vector(words, _LONGEST_VECTOR),
        opening=_vector(words_of(f"{title}\n{report.text[:400]}"), _LONGEST_PASSAGE),
        names=_names(report.text),
        ages=frozenset(int(next(g for g in m.groups() if g)) for m in _AGE.finditer(report.text)),
        numbers=frozenset(w for w in words if w.isdigit() and len(w) >= 3 and not _YEAR.match(w)),
        recurring=frozenset(pair for name in recurring for pair in _pairs(name)),
    )


def passage_of(report: Report, spans: Iterable[Span]) -> Vector:
    """The words around some spans of a report, as a unit vector."""
    parts: list[str] = []
    reached = 0
    for span in sorted(spans):
        start, end = max(span.start - _REACH, reached), span.end + _REACH
        if end > start:
            parts.append(report.text[start:end])
            reached = end
    return _vector(words_of(" ".join(parts)), _LONGEST_PASSAGE)


def cosine(left: Vector, right: Vector) -> float:
    """How alike two unit vectors are, in 0..1."""
    if len(left) > len(right):
        left, right = right, left
    return sum(weight * right[word] for word, weight in left.items() if word in right)


def rarity(word: str) -> float:
    """How rare a word is in news, in natural logarithms of how many reports one must read to meet it."""
    return _rarities().get(word, _RAREST)


@cache
def _rarities() -> dict[str, float]:
    return {row["word"]: math.log(2) * int(row["band"]) for row in read_table("reconcile/words.tsv")}


def words_of(text: str) -> list[str]:
    """The words and figures of a text in small letters, without possessive endings."""
    return [_POSSESSIVE.sub("", w) for w in _WORD.findall(text.lower())]


def _vector(words: Iterable[str], longest: int) -> dict[str, float]:
    rarities = _rarities()
    counts = Counter([w for w in words if len(w) > 1])
    weighed = [(-(1 + math.log(n)) * rarities.get(w, _RAREST), w) for w, n in counts.items()]
    kept = [(w, -weight) for weight, w in sorted(weighed)[:longest]]
    norm = math.sqrt(sum(weight * weight for _, weight in kept))
    return {w: weight / norm for w, weight in kept} if norm else {}


def _names(text: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for match in _NAME.finditer(text):
        for pair in _pairs(match.group()):
            found[pair] = max(map(rarity, pair.split(" ")))
    return found


def _pairs(name: str) -> Iterator[str]:
    return (f"{first} {last}" for first, last in pairwise(words_of(name)))
