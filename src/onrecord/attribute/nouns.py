"""Attributions whose cue is no verb: "his claim that …", "reports of …", "according to …", a name and a colon."""

from collections.abc import Iterator

from spacy.tokens import Token

from onrecord.attribute.bearers import is_document, is_measure
from onrecord.attribute.clauses import content_span
from onrecord.attribute.cues import Cue, noun_cue
from onrecord.attribute.findings import Finding
from onrecord.attribute.reading import Reading, spans_of
from onrecord.attribute.speakers import addresses_reader, mention_span, speaker
from onrecord.knowledge.sectors import sector_of
from onrecord.model import Attitude
from onrecord.spans import Span
from onrecord.syntax import noun_phrase, tokens_in

_BEARERS = frozenset(["report", "rumor", "rumour", "complaint", "allegation", "accusation", "estimate", "claim"])
_SPEAKERS = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_LIGHT = frozenset(["make", "issue", "give", "release", "repeat", "send", "publish", "file", "lodge", "voice", "raise"])


def nominal(reading: Reading) -> Iterator[Finding]:
    """The attributions of cue nouns with their clause or complement."""
    for token in reading.doc:
        if token.pos_ != "NOUN":
            continue
        cue = noun_cue(token)
        if cue is None:
            continue
        edges = _complement(token, cue)
        if edges is None:
            continue
        content = content_span(reading, token, *edges)
        source = _owner(token, cue)
        if content is None or source is None or addresses_reader(source):
            continue
        mention = _whole(token) if source == token else mention_span(source, outside=token)
        yield Finding(mention, Span(token.idx, token.idx + len(token.text)), (content,), cue.attitude, 0.6)


def _complement(noun: Token, cue: Cue) -> tuple[Token, Token] | None:
    for child in noun.children:
        if child.i < noun.i:
            continue
        if child.dep_ in {"acl", "ccomp", "relcl"} and "that" in cue.frames and _that(child):
            return child.left_edge, child.right_edge
        if child.dep_ == "acl" and "to" in cue.frames and any(k.lower_ == "to" for k in child.children):
            return child.left_edge, child.right_edge
        if child.dep_ == "prep" and child.lower_ in cue.prepositions:
            target = next((k for k in child.children if k.dep_ in {"pobj", "pcomp"}), None)
            if target is not None:
                return target.left_edge, target.right_edge
    return None


def _that(clause: Token) -> bool:
    """True for a content clause: opened by "that" with nothing in the clause that "that" stands for."""
    return any(k.lower_ == "that" and k.dep_ == "mark" for k in clause.children)


def _owner(noun: Token, cue: Cue) -> Token | None:
    for child in noun.children:
        if child.dep_ == "poss":
            return child
        if child.dep_ in {"prep", "agent"} and child.lower_ in {"by", "from"}:
            return next((k for k in child.children if k.dep_ == "pobj"), None)
    if noun.dep_ == "dobj" and noun.head.lemma_ in _LIGHT:
        return speaker(noun.head)
    return noun if noun.lemma_.lower() in _BEARERS else None


def _whole(noun: Token) -> Span:
    """The noun with what stands before it: "amid reports" without the clause that follows."""
    first = noun.left_edge if noun.left_edge.i >= noun.i - 4 else noun
    return Span(first.idx, noun.idx + len(noun.text))


def according(reading: Reading) -> Iterator[Finding]:
    """The attributions of "according to …"."""
    doc = reading.doc
    for token in tokens_in(doc, frozenset({"according"})):
        if token.i + 1 >= len(doc) or doc[token.i + 1].lower_ != "to":
            continue
        to = doc[token.i + 1]
        name = next((k for k in to.children if k.dep_ in {"pobj", "pcomp"}), None)
        name = name or next((k for k in token.children if k.dep_ == "pobj"), None)
        if name is None or addresses_reader(name) or not _speaks(reading, name):
            continue
        mention = mention_span(name, outside=to)
        content = _of_sentence(reading, token, mention)
        if content:
            yield Finding(mention, Span(token.idx, to.idx + len(to.text)), content, Attitude.SAYS, 0.9)


def _speaks(reading: Reading, name: Token) -> bool:
    """False for what only sets a measure ("according to plan"); inside a quotation, for all but speakers and papers."""
    if is_measure(name.lemma_.lower()) and not any(c.dep_ == "poss" for c in name.children):
        return False
    if not reading.quoted(name) or name.ent_type_ in _SPEAKERS or is_document(name.lemma_.lower()):
        return True
    phrase = noun_phrase(name)
    return name.pos_ in {"PRON", "PROPN"} or sector_of(reading.text[phrase.start_char : phrase.end_char]) is not None


def _of_sentence(reading: Reading, token: Token, mention: Span) -> tuple[Span, ...]:
    """The sentence around an "according to" phrase, without it; inside a quotation, no further than its marks."""
    text, start = reading.text, reading.sentence_start(token.idx)
    quote = reading.quote_at(token.idx)
    if quote is not None:
        start = max(start, quote.inner.start)
    end = _sentence_end(reading, mention.end)
    governor = next((a for a in token.ancestors if a.pos_ in {"VERB", "AUX"}), None)
    if governor is not None and governor.dep_ in {"advcl", "ccomp", "relcl"} and not _fronted(text, start, token):
        lead = next((k for k in governor.children if k.dep_ == "mark"), None)
        inner = lead.idx + len(lead.text) if lead is not None else governor.left_edge.idx
        if governor.dep_ in {"advcl", "relcl"} and start < inner < token.idx:
            start = inner
    before = reading.trim(start, token.idx)
    behind = reading.trim(mention.end, end)
    if before is not None and len(text[before.start : before.end].split()) > 2:
        return (before,)
    return spans_of([behind])


def _fronted(text: str, start: int, token: Token) -> bool:
    return len(text[start : token.idx].split()) <= 2


def _sentence_end(reading: Reading, offset: int) -> int:
    """Where the sentence ends: at a stop outside quotations, at the line's end, or with the quotation it stands in."""
    quote = reading.quote_at(offset)
    limit = quote.inner.end if quote is not None else len(reading.text)
    for token in reading.doc[reading.token_index(offset) :]:
        if token.idx >= limit:
            return limit
        if token.text in {".", "?", "!"} and (quote is not None or not reading.quoted(token)):
            return token.idx
        if "\n" in token.text_with_ws:
            return token.idx + (0 if token.is_space else len(token.text))
        inside = reading.quote_at(token.idx)
        over = quote is None and inside is not None and inside.inner.end <= token.idx + len(token.text)
        if inside is not None and over and reading.text[inside.inner.end - 1] in ".?!":
            return inside.inner.end
    return limit
