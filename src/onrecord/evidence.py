"""The words of a report that support a value, checked against its text when they are made."""

from dataclasses import InitVar, dataclass
from typing import Self

from onrecord.errors import EvidenceError
from onrecord.spans import Span, hull


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a report and where they stand; one that is not the slice of its text cannot be made.

    `of` is the report's whole text.  `fragments` are the parts of a quote that its reporter broke up
    ("A," she said, "B"); then `text` and `span` are their hull.

    Raises:
        EvidenceError: `text` is not `of[span.start:span.end]`, or a fragment lies outside the span.
    """

    text: str
    span: Span
    fragments: tuple[Span, ...] = ()
    of: InitVar[str] = ""

    def __post_init__(self, of: str) -> None:
        if of[self.span.start : self.span.end] != self.text:
            found = of[self.span.start : self.span.end]
            raise EvidenceError(f"{self.text!r} is not at {self.span.start}:{self.span.end}, there stands {found!r}")
        if self.fragments and hull(self.fragments) != self.span:
            raise EvidenceError(f"the fragments of {self.text!r} do not make up its span")

    @classmethod
    def cut(cls, text: str, start: int, end: int) -> Self:
        """The words of `text` from `start` to `end` (end exclusive)."""
        return cls(text=text[start:end], span=Span(start, end), of=text)

    @classmethod
    def join(cls, text: str, fragments: tuple[Span, ...]) -> Self:
        """A quote in fragments; one fragment alone makes a plain quote."""
        whole = hull(fragments)
        parts = tuple(sorted(fragments)) if len(fragments) > 1 else ()
        return cls(text=text[whole.start : whole.end], span=whole, fragments=parts, of=text)

    def holds_in(self, text: str) -> bool:
        """True if these very words stand at this span of `text`."""
        return text[self.span.start : self.span.end] == self.text

    @property
    def pieces(self) -> tuple[Span, ...]:
        """The fragments, or the span itself where there are none."""
        return self.fragments or (self.span,)

    def covers(self, span: Span) -> bool:
        """True if one of the pieces overlaps the span."""
        return any(piece.overlaps(span) for piece in self.pieces)
