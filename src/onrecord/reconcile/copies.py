"""Which reports carry the same text, whole or in good part, so that a text printed twice is one voice.

A text is sampled by its shingles (runs of seven words): those whose hash falls in a fixed quarter.  Unlike MinHash,
such a sample (Broder's mod-m sketch) tells containment as well as resemblance, so an agency's text is found inside
a longer piece.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from xxhash import xxh3_64_intdigest

from onrecord.model import Report
from onrecord.reconcile.union import Union

SHINGLE = 7
CONTAINED = 0.5  # share of the shorter text's shingles from which two texts are copies
_SAMPLE = 4  # one shingle in so many is kept
_FEWEST = 6  # sampled shingles below which a text is too short to judge
_CROWD = 40  # holders of one shingle above which each is compared with the first alone, so that cost stays linear
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Copies:
    """Clusters of reports that carry one text: `origin` gives each report the earliest one of its cluster."""

    origin: Mapping[str, str] = field(default_factory=dict)
    sizes: Mapping[str, int] = field(default_factory=dict)

    def same(self, left: str, right: str) -> bool:
        """True if two reports (by id) carry the same text."""
        return left == right or self.origin.get(left, left) == self.origin.get(right, right)


def copies_of(reports: Iterable[Report]) -> Copies:
    """The clusters of copies among some reports."""
    known = {r.id: r for r in reports}
    sketches = {i: sketch for i, r in known.items() if len(sketch := sketch_of(r.text)) >= _FEWEST}
    joined = Union[str]()
    first_of: dict[str, str] = {}
    for report in known.values():
        if (same := first_of.setdefault(report.sha256, report.id)) != report.id:
            joined.join(same, report.id)
    for (left, right), shared in _shared(sketches).items():
        if shared >= CONTAINED * min(len(sketches[left]), len(sketches[right])):
            joined.join(left, right)
    origin: dict[str, str] = {}
    for members in joined.groups():
        first = min(members, key=lambda i: (known[i].published is None, known[i].published, i))
        origin |= dict.fromkeys(members, first)
    return Copies(origin, Counter(origin.values()))


def sketch_of(text: str) -> frozenset[int]:
    """The sampled shingles of a text."""
    return frozenset(h for h in _shingles(_WORD.findall(text.lower())) if h % _SAMPLE == 0)


def share_of_words(left: str, right: str) -> float:
    """The share of the shorter passage's shingles that stand in the other; 0 if it has too few words for one."""
    ours, theirs = (set(_shingles(_WORD.findall(t.lower()))) for t in (left, right))
    fewest = min(len(ours), len(theirs))
    return len(ours & theirs) / fewest if fewest else 0.0


def _shingles(words: Sequence[str]) -> Iterable[int]:
    return (xxh3_64_intdigest(" ".join(words[i : i + SHINGLE]).encode()) for i in range(len(words) - SHINGLE + 1))


def _shared(sketches: Mapping[str, frozenset[int]]) -> Counter[tuple[str, str]]:
    holders: defaultdict[int, list[str]] = defaultdict(list)
    for report, sketch in sketches.items():
        for shingle in sketch:
            holders[shingle].append(report)
    found: Counter[tuple[str, str]] = Counter()
    for holding in holders.values():
        members = sorted(holding)
        found.update(combinations(members, 2) if len(members) <= _CROWD else ((members[0], m) for m in members[1:]))
    return found
