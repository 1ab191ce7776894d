"""Where something stands: character ranges, and the map from clean text back to the original."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of characters [start, end) in a report's text; never empty."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span must be non-empty and non-negative, got {self.start}:{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: "Span") -> bool:
        """True if the two share a character."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: "Span") -> bool:
        """True if the other lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end


def hull(spans: Iterable[Span]) -> Span:
    """The smallest span that holds all of the given ones.

    Raises:
        ValueError: no span was given.
    """
    found = tuple(spans)
    if not found:
        raise ValueError("the hull of no spans is not defined")
    return Span(min(s.start for s in found), max(s.end for s in found))


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Piecewise map of clean-text offsets to offsets in the decoded original.

    `clean[i]` and `raw[i]` are the starts of the i-th run of characters that stand alike in both; an
    offset between two runs (a character that cleaning put in) maps to the last character before it.
    """

    clean: tuple[int, ...]
    raw: tuple[int, ...]
    lengths: tuple[int, ...]

    def __post_init__(self) -> None:
        if not len(self.clean) == len(self.raw) == len(self.lengths):
            raise ValueError("clean, raw and lengths must be of one length")
        if list(self.clean) != sorted(self.clean) or list(self.raw) != sorted(self.raw):
            raise ValueError("clean and raw offsets must not fall")

    def original(self, offset: int) -> int | None:
        """The offset in the original of a clean-text offset, or None if nothing before it was mapped."""
        i = bisect_right(self.clean, offset) - 1
        if i < 0:
            return None
        return self.raw[i] + min(offset - self.clean[i], max(self.lengths[i] - 1, 0))
