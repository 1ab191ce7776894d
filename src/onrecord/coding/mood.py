"""What a verb or noun says of its own reality: modals, negation, tense, aspect, and the adjectives before a noun."""

from dataclasses import replace

from spacy.tokens import Token

from onrecord.coding.arguments import child, is_infinitive
from onrecord.coding.lexicon import governors
from onrecord.coding.reality import Reality
from onrecord.coding.wordlists import words
from onrecord.model import Status

_FUTURE = frozenset({"will", "shall", "'ll", "’ll", "wo"})
_POSSIBLE = frozenset({"could", "may", "might", "can", "ca"})
_DUTY = frozenset({"must", "should", "ought"})
_PROGRESSIVE = frozenset({"is", "are", "was", "were", "been", "'re", "’re", "'s", "’s", "am", "being"})


def modifiers(noun: Token, found: Reality) -> Reality:
    """What the adjectives and the determiner before a noun say of it: planned, alleged, no."""
    for c in noun.children:
        if c.lower_ in words("hedging adjective"):
            found = replace(found, hedged=True)
        elif c.dep_ in {"det", "neg"} and c.lower_ in words("negation"):
            found = found.negated()
        elif c.dep_ in {"amod", "compound"} and (effect := governors().get(("a", c.lower_))):
            found = found.with_effect(effect)
    return found


def own_mood(verb: Token, found: Reality) -> Reality:
    """Modals, negation and hedges that hang on the verb itself (or on the one it is coordinated with)."""
    own_words = {c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass", "neg", "advmod", "mark"}}
    if (
        not any(c.dep_ == "aux" for c in verb.children)
        and verb.dep_ == "conj"
        and verb.head.pos_ == "VERB"
        and not child(verb, "nsubj", "nsubjpass")
    ):
        own_words |= {c.lower_ for c in verb.head.children if c.dep_ == "aux" and verb.tag_ in {"VB", "VBN", "VBG"}}
    if own_words & words("hedge"):
        found = replace(found, hedged=True)
    if own_words & {"not", "n't", "n’t", "never"} or (
        (own := child(verb, "nsubj", "nsubjpass")) is not None
        and any(c.lower_ in words("negation") for c in own.children if c.dep_ in {"det", "neg"})
    ):
        found = found.negated()
    if own_words & words("condition"):
        return found.with_status(Status.HYPOTHETICAL)
    return _modal(verb, own_words, found)


def _is_negated(verb: Token, own_words: set[str]) -> bool:
    """True for "not", "never", "no longer"; "not until" says that it did happen."""
    if any(c.lower_ == "longer" and any(g.lower_ == "no" for g in c.children) for c in verb.children):
        return True
    return bool(own_words & {"not", "n't", "n’t", "never"}) and not any(c.lower_ == "until" for c in verb.children)


def _modal(verb: Token, present: set[str], found: Reality) -> Reality:
    conditional = any(
        c.dep_ == "advcl" and any(m.lower_ in words("condition") for m in c.children) for c in verb.children
    )
    if present & _POSSIBLE:
        return found.with_status(Status.HYPOTHETICAL)
    if present & _DUTY:
        return found.with_status(Status.DEMANDED)
    if present & _FUTURE or "would" in present:
        return found.with_status(Status.HYPOTHETICAL if conditional else Status.INTENDED)
    return found


def perhaps(verb: Token) -> bool:
    """True for a verb under "could", "may", "might" or "would"."""
    return any(c.dep_ == "aux" and c.lower_ in {*_POSSIBLE, "would"} for c in verb.children)


def tense(verb: Token, *, lasting: bool) -> Status:
    """What tense and aspect alone say: done, going on, or (an infinitive) not yet done."""
    forms = {c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}}
    if verb.tag_ == "VBG" and (forms & _PROGRESSIVE or (verb.dep_ == "acl" and lasting)):
        return Status.ONGOING
    if is_infinitive(verb):
        return Status.INTENDED
    if "being" in forms and forms & {"is", "are"}:
        return Status.ONGOING
    return Status.ONGOING if verb.tag_ in {"VBZ", "VBP"} and lasting and not forms else Status.OCCURRED


def noun_tense(noun: Token, *, lasting: bool) -> Status:
    """A war or a siege goes on unless its clause or a date puts it in the past; other deeds were done."""
    named = lasting and noun.lemma_.lower() in words("lasting noun")
    return Status.ONGOING if named and not _is_past(noun) else Status.OCCURRED


def _is_past(noun: Token) -> bool:
    """True if the noun's clause tells of it in the past, or a year stands with it."""
    verb = next((a for a in noun.ancestors if a.pos_ in {"VERB", "AUX"}), None)
    near = (*noun.children, *(t for c in noun.children if c.dep_ == "prep" for t in c.children))
    dated = any(t.ent_type_ == "DATE" for t in near)
    return dated or (verb is not None and noun.dep_ in {"dobj", "nsubj", "nsubjpass"} and verb.tag_ == "VBD")
