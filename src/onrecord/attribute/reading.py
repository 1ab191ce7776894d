"""One parsed report as the rules read it: its tokens, its quotations, and how spans are trimmed."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from onrecord.attribute.quotations import Quotation, quotations
from onrecord.parsed import Parsed
from onrecord.spans import Span

_FURNITURE = re.compile(
    r"\s*(?:[A-Z][^\n()\"“]{0,60}\([A-Z][\w /&.-]{1,30}\)\s*[-–—]+\s*)?(?:\[?[A-Z][A-Z ]+\]\s*)*"
)  # a dateline and editors' marks: "PORT SALE, 3 May (AFP) -- [TEXT]"
_LEFT_EDGE = " \n\t\u00a0,;:.–—-\"'“”‘’„«»`)]"
_RIGHT_EDGE = " \n\t\u00a0,;:–—-\"'“”‘’„«»`(["


@dataclass(frozen=True, slots=True)
class Reading:
    """A report's parse with its quotations and the offsets at which tokens start."""

    parsed: Parsed
    doc: Doc
    text: str
    starts: tuple[int, ...]
    quotes: tuple[Quotation, ...]
    quote_starts: tuple[int, ...]

    @classmethod
    def of(cls, parsed: Parsed) -> "Reading":
        """The reading of a parsed report."""
        text = parsed.text
        quotes = quotations(text)
        return cls(
            parsed=parsed,
            doc=parsed.doc,
            text=text,
            starts=tuple(t.idx for t in parsed.doc),
            quotes=quotes,
            quote_starts=tuple(q.span.start for q in quotes),
        )

    def quote_at(self, offset: int) -> Quotation | None:
        """The quotation that an offset lies in."""
        i = bisect_right(self.quote_starts, offset) - 1
        return self.quotes[i] if i >= 0 and offset < self.quotes[i].span.end else None

    def quoted(self, token: Token) -> bool:
        """True for a token inside quotation marks."""
        return self.quote_at(token.idx) is not None

    def token_index(self, offset: int) -> int:
        """The index of the first token that starts at an offset or after it."""
        i = bisect_right(self.starts, offset)
        return i - 1 if i and self.starts[i - 1] == offset else i

    def tokens(self, start: int, end: int) -> list[Token]:
        """The tokens that start in a range of characters."""
        return [self.doc[i] for i in range(self.token_index(start), self.token_index(end))]

    def trim(self, start: int, end: int) -> Span | None:
        """A content without quotation marks and stops at its edges; None if nothing is left.

        A full stop, question mark or exclamation mark stays where it stands inside quotation marks.
        """
        text = self.text
        furniture = _FURNITURE.match(self.parsed.report.text, start, end)
        start = furniture.end() if furniture is not None else start
        while start < end and text[start] in _LEFT_EDGE:
            start += 1
        marked = False
        while end > start and (text[end - 1] in _RIGHT_EDGE or (text[end - 1] == "." and not marked)):
            if text[end - 1] == "." and (self._ends_quotation(end) or self._abbreviates(start, end)):
                break
            end -= 1
        return Span(start, end) if start < end else None

    def _ends_quotation(self, end: int) -> bool:
        quote = self.quote_at(end - 1)
        return quote is not None and quote.inner.end == end

    def _abbreviates(self, start: int, end: int) -> bool:
        i = self.token_index(end) - 1
        token = self.doc[i] if i >= 0 else None
        return token is not None and len(token.text) > 1 and token.idx + len(token.text) == end and token.idx >= start

    def sentence_start(self, offset: int) -> int:
        """Where the sentence around an offset begins, by full stops and line breaks outside quotations."""
        i = offset
        while i > 0:
            before = self.text[i - 1]
            if before == "\n":
                return i
            if before.isspace() and i > 1 and self._stops(i - 2):
                return i
            quote = self.quote_at(i - 1)
            if quote is not None and quote.span.end == i and quote.closed and self._full(quote) and i < offset:
                return i
            i = quote.span.start if quote is not None and quote.span.end <= offset else i - 1
        return 0

    def _full(self, quote: Quotation) -> bool:
        return self.text[quote.inner.end - 1] in ".?!" and self.text[quote.span.end : quote.span.end + 1].isspace()

    def _stops(self, at: int) -> bool:
        """True if the character at an offset ends a sentence."""
        while at > 0 and self.text[at] in "\"'”’)»":
            at -= 1
        if self.text[at] not in ".?!":
            return False
        i = bisect_right(self.starts, at) - 1
        return self.doc[i].text in {".", "?", "!", "...", "?!"} or (
            i + 1 < len(self.doc) and bool(self.doc[i + 1].is_sent_start)
        )


def spans_of(pieces: Iterable[Span | None]) -> tuple[Span, ...]:
    """The pieces that are left, in order."""
    return tuple(sorted(p for p in pieces if p is not None))
