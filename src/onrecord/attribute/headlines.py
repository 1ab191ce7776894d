"""A name and a colon: "Mayor: road to stay closed", and the turns of an interview."""

import re
from collections.abc import Iterator

from onrecord.attribute.findings import Finding
from onrecord.attribute.quotations import paragraphs
from onrecord.attribute.reading import Reading, spans_of
from onrecord.knowledge.sectors import sector_of
from onrecord.model import Attitude
from onrecord.spans import Span

_TURN = re.compile(r"\s*([^\W\d_][^:\n.!?;“\"]{1,70}):\s+(?=\S)")
_LONGEST_NAME = 9  # words before the colon
_FEWEST_WORDS = 3  # words after it


def headlines(reading: Reading) -> Iterator[Finding]:
    """The paragraphs that begin with a speaker and a colon."""
    for paragraph in paragraphs(reading.text):
        turn = _TURN.match(reading.text, paragraph.start, paragraph.end)
        if turn is None:
            continue
        name = Span(turn.start(1), turn.end(1))
        content = reading.trim(turn.end(), _content_end(reading, turn.end(), paragraph.end))
        if content is None or len(reading.text[content.start : content.end].split()) < _FEWEST_WORDS:
            continue
        if _speaker(reading, name):
            cue = Span(turn.end(1), turn.end(1) + 1)
            yield Finding(name, cue, spans_of([content]), Attitude.SAYS, 0.6)


def _content_end(reading: Reading, start: int, end: int) -> int:
    quote = reading.quote_at(start)
    return quote.inner.end if quote is not None else end


def _speaker(reading: Reading, name: Span) -> bool:
    """True for a short phrase without a verb that names a person or body."""
    tokens = reading.tokens(name.start, name.end)
    if not tokens or len(tokens) > _LONGEST_NAME or any(t.pos_ in {"VERB", "AUX"} for t in tokens):
        return False
    root = reading.doc[tokens[0].i : tokens[-1].i + 1].root
    person = root.ent_type_ in {"PERSON", "ORG"} and root.pos_ == "PROPN"
    return person or sector_of(reading.text[name.start : name.end]) is not None
