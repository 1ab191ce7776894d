"""Attributions by the trained model: the words it spots, as findings in the guidelines' sense."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from onrecord.attribute.cues import Cue, noun_cue, verb_cue
from onrecord.attribute.findings import Finding
from onrecord.attribute.spot import Run, Settings, Spotted, spot
from onrecord.model import Attitude
from onrecord.network.encode import Words
from onrecord.network.reading import Reading
from onrecord.parsed import Parsed
from onrecord.spans import Span

_OPENING, _CLOSING = frozenset("“„«‘\"'`"), frozenset("”»’\"'")
_EDGE = frozenset(" \n\t\r\u00a0,;")


@dataclass(frozen=True, slots=True)
class Calibration:
    """How the network's scores become the chance that an attribution is right: a logistic curve over them."""

    intercept: float
    weights: tuple[float, ...]
    threshold: float
    inner_threshold: float

    def chance(self, item: Spotted) -> float:
        """The chance that the content is one that a reader would mark, and its source right."""
        total = self.intercept + sum(w * x for w, x in zip(self.weights, features(item), strict=True))
        return float(1 / (1 + np.exp(-total)))

    def keeps(self, item: Spotted) -> bool:
        """True if the attribution is likely enough to be handed on."""
        return self.chance(item) >= (self.inner_threshold if item.inner else self.threshold)


def features(item: Spotted) -> tuple[float, ...]:
    """What the confidence rests on: the log-odds of cue, content and source, the content's length, a source missing."""
    odds = (_odds(x) for x in (item.cue_score, item.content_score, item.source_score))
    length = sum(end - start for start, end in item.content)
    return (*odds, float(np.log(length)), float(item.source is None))


def _odds(chance: float) -> float:
    held = min(max(chance, 1e-3), 1 - 1e-3)
    return float(np.log(held / (1 - held)))


@dataclass(frozen=True)
class Tuning:
    """How scores become attributions, and how sure those are: what the network's manifest says of them."""

    settings: Settings
    calibration: Calibration

    @classmethod
    def of(cls, manifest: Mapping[str, Any]) -> "Tuning":
        """The part of a manifest that is about attribution."""
        kept = dict(manifest["calibration"])
        return cls(Settings(**manifest["settings"]), Calibration(**(kept | {"weights": tuple(kept["weights"])})))


def find(parsed: Parsed, reading: Reading, tuning: Tuning) -> tuple[Finding, ...]:
    """The attributions of a report, in order of their content."""
    words = reading.words
    spotted = (s for s in spot(reading, tuning.settings) if tuning.calibration.keeps(s))
    found = (_finding(parsed, words, s, tuning.calibration.chance(s)) for s in spotted)
    return tuple(sorted((f for f in found if f is not None), key=lambda f: (f.content[0].start, -f.content[-1].end)))


def _finding(parsed: Parsed, words: Words, item: Spotted, confidence: float) -> Finding | None:
    """The finding in characters, content without the quotation marks around it and the "that" before it."""
    text = parsed.text
    pieces = (_trimmed(text, _without_that(parsed, _span(words, run))) for run in item.content)
    content = tuple(p for p in pieces if p is not None)
    if not content:
        return None
    cue = _span(words, item.cue)
    source = None if item.source is None else _span(words, item.source)
    speaker = None if source is None else parsed.tokens(source)
    return Finding(source, cue, content, attitude(parsed.tokens(cue), speaker), round(confidence, 3))


def _span(words: Words, run: Run) -> Span:
    return Span(int(words.starts[run[0]]), int(words.ends[run[1] - 1]))


def _without_that(parsed: Parsed, span: Span) -> Span:
    """The span without the conjunction that opens a clause of indirect speech."""
    tokens = parsed.tokens(span)
    opens = len(tokens) > 1 and tokens[0].lower_ == "that" and tokens[0].tag_ == "IN"
    return Span(tokens[1].idx, span.end) if opens and tokens[1].idx < span.end else span


def _trimmed(text: str, span: Span) -> Span | None:
    """The span without blanks and commas at its edges, and without quotation marks that pair with nothing inside it."""
    start, end = span.start, span.end
    while True:
        while start < end and text[start] in _EDGE:
            start += 1
        while start < end and text[end - 1] in _EDGE:
            end -= 1
        if start >= end:
            return None
        inside = text[start + 1 : end - 1]
        opens, closes = text[start] in _OPENING, text[end - 1] in _CLOSING
        if opens and not (_marks(inside, _CLOSING) and not closes):
            start += 1
        elif closes and not _marks(inside, _OPENING):
            end -= 1
        else:
            return Span(start, end)


def _marks(text: str, marks: frozenset[str]) -> bool:
    """True if a text holds one of the marks, apostrophes apart."""
    return any(c in marks and c not in "'’" for c in text) or any(f"{q}{q}" in text for q in "'`")


def attitude(cue: DocSpan, source: DocSpan | None) -> Attitude:
    """What a cue does with its content, by the first word in it that the lexicon knows; a cue without one says it.

    What several people believe ("officials believe") is a formula of attribution, and so their claim.
    """
    known = next((c for t in cue if (c := _lexical(t)) is not None), None)
    if known is None:
        return Attitude.SAYS
    formula = known.kind == "belief" and source is not None and source.root.tag_ in {"NNS", "NNPS"}
    return Attitude.SAYS if formula else known.attitude


def _lexical(token: Token) -> Cue | None:
    return (verb_cue(token) if token.pos_ in {"VERB", "AUX"} else None) or noun_cue(token)
