"""What a speaker's own words do: to say that somebody must act is to ask for it."""

from collections.abc import Iterator

from spacy.tokens import Token

from onrecord.coding.arguments import child, expand, is_passive
from onrecord.coding.classes import is_actor
from onrecord.coding.roles import quotes
from onrecord.coding.voices import speaker_of
from onrecord.coding.wordlists import words
from onrecord.model import Attribution, CodedEvent, Status
from onrecord.parsed import Parsed
from onrecord.spans import Span

_DUTY = frozenset({"must", "should", "ought"})


def demands(parsed: Parsed, attribution: Attribution) -> Iterator[CodedEvent]:
    """A REQUEST for each "X must do P" that a source says."""
    for token in parsed.doc:
        if token.lower_ not in _DUTY or token.dep_ != "aux" or not _asks(token):
            continue
        claims = attribution.claims_on(Span(token.idx, token.idx + len(token)))
        speaker = speaker_of(claims, attribution)
        if speaker is None:
            continue
        own = child(token.head, "nsubj")
        asked = expand(own) if own is not None and not is_passive(token.head) and is_actor(own) else ()
        if own is not None and own.lower_ in {"i", "we", "it", "there"}:
            continue
        yield CodedEvent(
            type="REQUEST",
            mode=None,
            anchor=parsed.quote(token.idx, token.idx + len(token)),
            status=Status.OCCURRED,
            polarity=True,
            actor=(speaker,),
            recipient=quotes(asked, parsed, speaker),
            claims=tuple(c.id for c in claims),
            confidence=0.5,
        )


def _asks(modal: Token) -> bool:
    """False for questions, inverted conditions ("should they attack"), and duties to be or to know something."""
    verb = modal.head
    own = child(verb, "nsubj", "nsubjpass")
    if own is None or own.i > modal.i or (verb.lemma_ in words("stative") and not is_passive(verb)):
        return False
    if any(c.lower_ == "have" and c.dep_ == "aux" for c in verb.children):
        return False
    return not verb.sent.text.rstrip().rstrip("”\"'").endswith("?")
