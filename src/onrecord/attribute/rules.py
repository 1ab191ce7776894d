"""Attributions by rule over the parse: who says what in quotations, indirect speech and cue nouns."""

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from onrecord.attribute.clauses import contents
from onrecord.attribute.cues import Cue, verb_cue
from onrecord.attribute.direct import direct, run_on
from onrecord.attribute.findings import Finding
from onrecord.attribute.nouns import according, nominal
from onrecord.attribute.reading import Reading
from onrecord.attribute.speakers import addresses_reader, mention_span, relative, speaker
from onrecord.model import Attitude
from onrecord.parsed import Parsed
from onrecord.spans import Span

_NOT_YET = frozenset(["will", "would", "may", "might", "could", "should", "shall", "'ll", "must", "can"])
_WILLING = frozenset(
    ["want", "plan", "hope", "expect", "intend", "decline", "refuse", "try", "need", "prepare", "fail"]
)
_CONFIDENCE = {"ccomp": 0.9}


def find(parsed: Parsed) -> tuple[Finding, ...]:
    """The attributions of a report, in order of their content."""
    reading = Reading.of(parsed)
    quoted = direct(reading)
    used = {d.verb for d in quoted}
    found = [d.finding for d in quoted]
    found += _new(_verbal(reading, used), found)
    found += _new(according(reading), found)
    found += _new(nominal(reading), found)
    found += run_on(reading, found)
    return tuple(sorted(found, key=lambda f: (f.content[0].start, -f.content[-1].end)))


def _new(candidates: Iterable[Finding], known: list[Finding]) -> list[Finding]:
    """The candidates that do not repeat a known finding's cue."""
    cues = {f.cue for f in known}
    return [f for f in candidates if f.cue not in cues]


def _verbal(reading: Reading, used: set[int | None]) -> Iterator[Finding]:
    for token in reading.doc:
        if token.pos_ not in {"VERB", "AUX"} or token.i in used:
            continue
        cue = verb_cue(token)
        if cue is None:
            continue
        finding = _of_verb(reading, token, cue)
        if finding is not None:
            yield finding


def _of_verb(reading: Reading, verb: Token, cue: Cue) -> Finding | None:
    attitude = _attitude(verb, cue)
    source = speaker(verb)
    if attitude is None or source is None or addresses_reader(source):
        return None
    if source.i == verb.i or (reading.quoted(verb) and (relative(source) or cue.attitude is not Attitude.SAYS)):
        return None
    content = contents(reading, verb, cue)
    if not content:
        return None
    mention = mention_span(source, outside=verb)
    if any(piece.overlaps(mention) and piece.start <= mention.start for piece in content):
        return None
    confidence = 0.85 if "that" in cue.frames else 0.7
    return Finding(mention, _cue_span(verb, cue), content, _believed(attitude, cue, source), confidence)


def _attitude(verb: Token, cue: Cue) -> Attitude | None:
    """With what attitude the verb gives its content in this tense; None if it is denied or only asked for."""
    words = {c.lower_ for c in verb.children if c.dep_ in {"aux", "neg"}}
    negated = bool(words & {"not", "n't", "never", "n’t"})
    if negated and not words & {"could", "can"}:
        return None
    if words & _NOT_YET and not negated:
        return Attitude.INTENDS
    if verb.dep_ == "xcomp" and verb.head.lemma_ in _WILLING:
        return Attitude.INTENDS
    return cue.attitude


def _believed(attitude: Attitude, cue: Cue, source: Token) -> Attitude:
    """Officials' beliefs are a formula of attribution: their claims."""
    if attitude is Attitude.BELIEVES and cue.kind == "belief" and source.tag_ in {"NNS", "NNPS"}:
        return Attitude.SAYS
    return attitude


def _cue_span(verb: Token, cue: Cue) -> Span:
    end = verb.idx + len(verb.text)
    for child in verb.children:
        if child.i == verb.i + 1 and (child.dep_ == "prt" or child.lower_ in cue.prepositions):
            end = child.idx + len(child.text)
    return Span(verb.idx, end)
