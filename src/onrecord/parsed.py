"""A parsed report: what every stage after parse reads."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan

from onrecord.model import Quote, Report
from onrecord.spans import Span


@dataclass(frozen=True, slots=True)
class Chain:
    """Mentions of one person, group or thing through a report, in order of the text; `name` is its fullest mention."""

    mentions: tuple[Span, ...]
    name: Span


@dataclass(frozen=True)  # no slots, which would leave cached properties no room
class Parsed:
    """A report with its sentences, tokens, entities, and coreference chains.

    `doc` has the same length and offsets as the report's text, character for character, but not always the same
    characters: upper-case copy is put into mixed case and line breaks inside a paragraph are blanks.  Quote from the
    report (`quote`, `quote_of`), never from `doc`.
    """

    report: Report
    doc: Doc
    chains: tuple[Chain, ...] = ()

    def __post_init__(self) -> None:
        if len(self.text) != len(self.report.text):
            raise ValueError(f"report {self.report.id}: the parse has another length than the text")

    @cached_property
    def text(self) -> str:
        """The text as it was parsed; spaCy joins `doc.text` anew at each access, so it is taken once."""
        return str(self.doc.text)

    @cached_property
    def entities(self) -> tuple[DocSpan, ...]:
        """The named entities, which spaCy makes anew at each access, too."""
        return tuple(self.doc.ents)

    def quote(self, start: int, end: int) -> Quote:
        """The report's words from character `start` to `end`."""
        return self.report.quote(start, end)

    def quote_of(self, span: DocSpan) -> Quote:
        """The report's words under a span of tokens."""
        return self.report.quote(span.start_char, span.end_char)

    def tokens(self, span: Span) -> DocSpan:
        """The tokens that a character span touches (at least one)."""
        found = self.doc.char_span(span.start, span.end, alignment_mode="expand")
        if found is None or not len(found):
            raise ValueError(f"{span} holds no token")
        return found

    def chain_of(self, span: Span) -> Chain | None:
        """The chain that has a mention at this very span, or one that shares its last character."""
        return self._chain_at.get(span) or self._chain_ending_at.get(span.end)

    @cached_property
    def _chain_at(self) -> Mapping[Span, Chain]:
        return {span: chain for chain in reversed(self.chains) for span in chain.mentions}

    @cached_property
    def _chain_ending_at(self) -> Mapping[int, Chain]:
        return {span.end: chain for chain in reversed(self.chains) for span in chain.mentions}

    def resolve(self, quote: Quote) -> Quote:
        """The fullest mention of whom a pronoun or a short mention stands for; the quote itself if none is known."""
        chain = self.chain_of(quote.span)
        return self.quote(chain.name.start, chain.name.end) if chain else quote
