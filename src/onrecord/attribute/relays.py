"""Through whom a source's word came: the outlet it was told to or carried by, the quoting paper, a video's issuer."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from onrecord.attribute.bearers import is_body, is_outlet, is_recording, recordings
from onrecord.attribute.channels import is_news, is_publisher
from onrecord.attribute.speakers import own_subject, speaker
from onrecord.knowledge.sectors import sector_of
from onrecord.spans import Span
from onrecord.syntax import agent, noun_phrase, tokens_in

_HEARERS = frozenset(["tell", "inform", "brief", "telephone", "phone", "call"])
_CARRYING = "quote cite carry publish broadcast air report distribute release post print interview issue relay run"
_CARRIERS = frozenset(_CARRYING.split())
_QUOTING = frozenset({"quote", "cite"})
_THROUGH = frozenset({"to", "with", "on", "through", "via", "over"})
_ISSUING = frozenset(["release", "publish", "post", "issue", "broadcast", "circulate", "distribute", "upload", "share"])
_PEOPLE = frozenset(["reporter", "journalist", "correspondent", "newsman", "press", "media", "editor"])
_PLURAL = frozenset({"NNS", "NNPS"})


def outlet(cue: DocSpan, beside: Sequence[Span], publisher: str | None) -> Token | None:
    """The news organisation to which a claim was told, or which carried it, by the words beside it or the cue's own.

    `publisher` is the report's own, known also by its initials.
    """
    told = (c for t in cue for c in t.children if c.i >= cue.end)
    heard = (k for c in told if c.dep_ in {"prep", "dative"} and c.lower_ == "to" for k in c.children)
    for token in (*_tokens(cue.doc, beside), *heard):
        if token.pos_ not in {"NOUN", "PROPN"} or not _receives(token):
            continue
        if names_outlet(token) or is_publisher(noun_phrase(token, short=True).text, publisher):
            return token
    return None


def _tokens(doc: Doc, parts: Iterable[Span]) -> Iterator[Token]:
    for part in parts:
        found = doc.char_span(part.start, part.end, alignment_mode="contract")
        yield from found if found is not None else ()


def _receives(token: Token) -> bool:
    """True for whom something is told to, or who carries it: by its place in the clause."""
    if token.dep_ in {"dobj", "dative"}:
        return token.head.lemma_ in _HEARERS
    if token.dep_ != "pobj":
        return False
    prep = token.head
    if prep.lower_ == "by":
        return prep.head.lemma_ in _CARRIERS
    if prep.lower_ == "in":
        return prep.head.lemma_ in {"publish", "print"}
    return prep.lower_ in _THROUGH


def names_outlet(token: Token) -> bool:
    """True for a noun phrase that names an agency, paper, station or the like, not the people who work there."""
    if token.lemma_.lower() in _PEOPLE or token.tag_ in _PLURAL:
        return False
    heads = (token, *(c for c in token.children if c.dep_ in {"appos", "compound", "nmod"}))
    if any(is_outlet(t.lower_) for t in heads):
        return True
    if token.pos_ != "PROPN":
        return False
    phrase = noun_phrase(token, short=True).text
    return is_news(phrase) or sector_of(phrase) == "JRN"


def quoting(source: Token) -> Token | None:
    """Who quotes the source: X in "X quoted the source as saying", "the source was quoted by X as saying"."""
    verb = source.head
    if verb.lemma_ not in _QUOTING or verb.dep_ == "advcl":
        return None
    if source.dep_ == "nsubjpass":
        return agent(verb)
    return _no_pronoun(speaker(verb)) if source.dep_ in {"dobj", "nsubj"} and speaker(verb) != source else None


@dataclass(frozen=True, slots=True)
class Issuers:
    """Who issued the recordings that a report tells of, in order of the text: where each is told, and the issuer."""

    found: tuple[tuple[int, Token], ...]

    @classmethod
    def of(cls, doc: Doc) -> "Issuers":
        """The issuers of a report's recordings."""
        told = ((t, _issuer(t)) for t in _recordings(doc) if t.pos_ in {"NOUN", "PROPN"})
        return cls(tuple((t.idx, who) for t, who in told if who is not None and _acts(who)))

    def behind(self, doc: Doc, beside: Sequence[Span]) -> Token | None:
        """Who issued the recording in which the words beside a claim set it ("in the video", "on tape")."""
        if not self.found:
            return None
        for token in _tokens(doc, beside):
            if is_recording(token.lemma_.lower()) and token.dep_ == "pobj" and token.head.lower_ in {"in", "on"}:
                return next((who for at, who in reversed(self.found) if at <= token.idx), None)
        return None


def _recordings(doc: Doc) -> Iterator[Token]:
    """The words for recordings, in order; a capitalised word keeps its capital as a lemma."""
    found = {t.i for lemma in (True, False) for t in tokens_in(doc, recordings(), lemma=lemma)}
    return (doc[i] for i in sorted(found))


def _issuer(recording: Token) -> Token | None:
    """Who a phrase or clause says issued a recording: "a video released by X", "X posted a video", "X's video"."""
    for child in recording.children:
        if child.dep_ == "acl" and child.lemma_ in _ISSUING and (by := agent(child)) is not None:
            return by
        if child.dep_ == "relcl" and child.lemma_ in _ISSUING:
            return agent(child) or _no_pronoun(own_subject(child))
        if child.dep_ in {"prep", "agent"} and child.lower_ in {"by", "from"}:
            return next((k for k in child.children if k.dep_ == "pobj"), None)
    head = recording.head
    if recording.dep_ == "dobj" and head.lemma_ in _ISSUING:
        return _no_pronoun(own_subject(head) or speaker(head))
    if recording.dep_ == "nsubjpass" and head.lemma_ in _ISSUING:
        return agent(head)
    return None


def _no_pronoun(token: Token | None) -> Token | None:
    return token if token is not None and token.pos_ in {"NOUN", "PROPN"} else None


def _acts(issuer: Token) -> bool:
    """True for people and bodies, which issue things; false for what a parse may take for their issuer."""
    if issuer.pos_ == "PROPN" or issuer.ent_type_ in {"PERSON", "ORG", "NORP"} or is_body(issuer.lower_):
        return True
    return sector_of(noun_phrase(issuer).text) is not None
