"""Quotations and their cues: before, after or in the middle, and those that run on with no cue of their own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from onrecord.attribute.cues import verb_cue
from onrecord.attribute.findings import Finding
from onrecord.attribute.quotations import Quotation
from onrecord.attribute.reading import Reading, spans_of
from onrecord.attribute.speakers import asked_for, mention_span, own_subject, relative, speaker
from onrecord.model import Attitude
from onrecord.spans import Span

_REACH = 40  # tokens between a quotation's end and its cue, appositions of the speaker included
_REACH_BACK = 14  # tokens between a cue and the quotation it opens
_FEWEST_WORDS = 3  # in a quotation that runs on with no cue
_AFTER = frozenset(",?!.…—–-")
_RUN_ON_GAP = 6  # characters between a sentence's end and a quotation that runs on from it


@dataclass(frozen=True, slots=True)
class Direct:
    """A quotation's finding, with the token of its cue if it has one."""

    finding: Finding
    verb: int | None


def direct(reading: Reading) -> tuple[Direct, ...]:
    """The quotations that have a cue, in order, broken ones as one finding in fragments."""
    found: list[Direct] = []
    for quote in reading.quotes:
        verb = _cue_before(reading, quote)
        if verb is not None and found and found[-1].verb == verb.i:
            last = found[-1]
            if _same_sentence(reading, verb, quote):
                piece = reading.trim(quote.inner.start, quote.inner.end) or quote.inner
                found[-1] = replace(last, finding=_with(last.finding, piece))
            continue
        if verb is None:
            verb = _cue_after(reading, quote)
        if verb is not None:
            item = _finding(reading, quote, verb)
            if item is not None:
                found.append(item)
    return tuple(found)


def _with(finding: Finding, piece: Span) -> Finding:
    return replace(finding, content=(*finding.content, piece))


def _same_sentence(reading: Reading, verb: Token, quote: Quotation) -> bool:
    between = reading.text[verb.idx : quote.span.start]
    return not any(stop in between for stop in (". ", ".\n", "\n"))


def _finding(reading: Reading, quote: Quotation, verb: Token) -> Direct | None:
    before = verb.idx < quote.span.start
    source = speaker(verb) if own_subject(verb) is not None or before else None
    span = mention_span(source, outside=verb) if source is not None else None
    if span is not None and reading.quote_at(span.start) == quote:
        span = None
    if span is None and not before:
        span = _name_beside(reading, quote, verb)
    if span is None:
        return None
    start = quote.inner.start if before else _start_of(reading, quote)
    content = spans_of([reading.trim(start, quote.inner.end)])
    if not content:
        return None
    cue = Span(verb.idx, verb.idx + len(verb.text))
    return Direct(
        Finding(span, cue, content, Attitude.SAYS, 0.95 if before or start == quote.inner.start else 0.9), verb.i
    )


def _start_of(reading: Reading, quote: Quotation) -> int:
    """Where the content starts: with the sentence if it begins before its quotation marks."""
    start = reading.sentence_start(quote.span.start)
    lead = reading.text[start : quote.span.start].strip(" \n\"'“”‘’–—-")
    return start if lead.strip() else quote.inner.start


def _name_beside(reading: Reading, quote: Quotation, verb: Token) -> Span | None:
    """The words between quotation and cue, or after the cue, where the parse has found no subject."""
    doc, first = reading.doc, reading.token_index(quote.span.end)
    own = next((t for t in doc[first : verb.i] if t.pos_ in {"NOUN", "PROPN", "PRON"}), None)
    if own is None:
        own = next((t for t in doc[verb.i + 1 : verb.i + 6] if t.pos_ in {"NOUN", "PROPN", "PRON"}), None)
    if own is None or reading.quoted(own):
        return None
    while own.dep_ in {"compound", "nmod", "poss", "amod", "det"} and own.head.i > own.i:
        own = own.head
    return mention_span(own, outside=verb)


def _cue_after(reading: Reading, quote: Quotation) -> Token | None:
    doc, text = reading.doc, reading.text
    first = reading.token_index(quote.span.end)
    beyond = text[quote.span.end : quote.span.end + 2].lstrip()[:1]
    if not quote.closed or not (text[_mark(text, quote)] in _AFTER or beyond in _AFTER):
        return None
    if text[_mark(text, quote)] == "." and beyond not in {",", "-", "–", "—"}:
        return None
    for i in range(first, min(first + _REACH, len(doc))):
        token = doc[i]
        if token.text in {".", ";", ":"} or "\n" in token.text_with_ws or (token.is_space and "\n" in token.text):
            return _speaking(token)
        if reading.quoted(token):
            return None
        if (verb := _speaking(token)) is not None:
            return verb
    return None


def _mark(text: str, quote: Quotation) -> int:
    """The last character inside the marks, an edge comma included."""
    at = quote.inner.end
    return at if at < len(text) and text[at] == "," else at - 1


def _speaking(token: Token) -> Token | None:
    if token.pos_ not in {"VERB", "AUX"}:
        return None
    cue = verb_cue(token)
    if cue is None or not cue.speaks:
        return None
    subject = own_subject(token)
    if subject is not None and relative(subject):
        return None
    if token.dep_ in {"acl", "advcl"} and token.tag_ in {"VBG", "VBN"} and subject is None:
        return None
    return token


def _cue_before(reading: Reading, quote: Quotation) -> Token | None:
    doc, text = reading.doc, reading.text
    last = reading.token_index(quote.span.start) - 1
    clear = text[: quote.span.start].rstrip()[-1:] in {":", ","}
    floor = max(last - _REACH_BACK, -1)
    for i in range(last, floor, -1):
        token = doc[i]
        if token.text in {".", "?", "!", ";"} or token.is_space or reading.quoted(token):
            return None
        if token.pos_ not in {"VERB", "AUX"}:
            continue
        cue = verb_cue(token)
        if cue is not None and cue.speaks:
            if asked_for(token):
                return None
            if clear and _adjuncts(tuple(doc[i + 1 : last + 1])):
                return token
            return token if i == last and _ends_sentence(reading, quote) else None
        if token.dep_ not in {"acl", "amod", "relcl"}:
            return None
    return None


def _ends_sentence(reading: Reading, quote: Quotation) -> bool:
    """True if nothing of the sentence follows a quotation, or only a comma or conjunction."""
    after = reading.text[quote.span.end : quote.span.end + 4].lstrip(" ")
    return not after or after[0] in ".,;\n" or reading.text[quote.inner.end - 1] in ".?!"


def _adjuncts(between: Sequence[Token]) -> bool:
    """True if nothing but addressees, times and circumstances stands between a cue and its quotation."""
    return not any((t.pos_ == "VERB" and t.tag_ in {"VBD", "VBZ", "VBP"}) or t.lower_ == "that" for t in between)


def run_on(reading: Reading, found: Sequence[Finding]) -> tuple[Finding, ...]:
    """Quotations with no cue that go on from the claim before them."""
    more: list[Finding] = []
    ordered = sorted(found, key=lambda f: f.content[0].start)
    for quote in reading.quotes:
        if any(_takes(piece, quote.inner) for f in ordered for piece in f.content) or not _runs(reading, quote):
            continue
        known = sorted([*ordered, *more], key=lambda f: f.content[0].start)
        before = [f for f in known if _last(f) <= quote.span.start and _speaks_outside(reading, f)]
        if before and before[-1].source is not None and _near(reading, _last(before[-1]), quote.span.start):
            content = spans_of([reading.trim(quote.inner.start, quote.inner.end)])
            if content:
                more.append(Finding(before[-1].source, None, content, Attitude.SAYS, 0.75))
    return tuple(more)


def _speaks_outside(reading: Reading, finding: Finding) -> bool:
    """True for a claim that the reporter, not a quoted speaker, attributes."""
    quoted = finding.cue is not None and reading.quote_at(finding.cue.start) is not None
    return finding.attitude is Attitude.SAYS and not quoted


def _takes(piece: Span, inner: Span) -> bool:
    """True if a claim's content is a quotation or reaches into it from outside."""
    return piece.overlaps(inner) and not (inner.holds(piece) and len(piece) < 0.8 * len(inner))


def _last(finding: Finding) -> int:
    ends = [finding.content[-1].end]
    ends += [span.end for span in (finding.cue, finding.source) if span is not None]
    return max(ends) if finding.cue is not None else ends[0]


def _runs(reading: Reading, quote: Quotation) -> bool:
    """True for a quotation that makes a sentence of its own."""
    text = reading.text
    if len(text[quote.inner.start : quote.inner.end].split()) < _FEWEST_WORDS:
        return False
    head = text[: quote.span.start].rstrip(" \n")
    begins = not head or head[-1] in ".?!\"”’'" or "\n" in text[len(head) : quote.span.start]
    ends = (
        text[quote.inner.end - 1] in ".?!…])"
        or text[quote.inner.end : quote.inner.end + 1] == ","
        or text[quote.span.end : quote.span.end + 1] in {".", "\n", ""}
    )
    return begins and ends and not text[quote.inner.start].islower()


def _near(reading: Reading, last: int, start: int) -> bool:
    """True if no sentence of the reporter's stands between a claim and a quotation."""
    between = reading.text[last:start]
    stops = sum(between.count(stop) for stop in (". ", ".\n", '." ', ".” ", "? ", "! ", "\n\n"))
    return len(between) < 400 and stops <= 2
