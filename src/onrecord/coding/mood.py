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
_NOT = frozenset({"not", "n't", "n’t", "never", "neither", "nor"})
_MOOD = frozenset({"aux", "auxpass", "neg", "advmod", "mark", "preconj"})
_BARE_MODALS = frozenset({"MD", "TO"})
_BARE = frozenset({"VB", "VBN", "VBG"})
_PROGRESSIVE = frozenset({"is", "are", "was", "were", "been", "'re", "’re", "'s", "’s", "am", "being"})


def modifiers(noun: Token, found: Reality) -> Reality:
    """What the adjectives and the determiner before a noun say of it: planned, alleged, no."""
    for c in noun.children:
        if c.lower_ in words("hedging adjective"):
            found = replace(found, hedged=True)
        elif c.dep_ == "det" and c.lower_ == "any":
            found = found.with_status(Status.HYPOTHETICAL)
        elif c.dep_ in {"det", "neg"} and c.lower_ in words("negation"):
            found = found.negated()
        elif c.dep_ in {"amod", "compound"} and (effect := governors().get(("a", c.lower_))):
            found = found.with_effect(effect)
    return found


def own_mood(verb: Token, found: Reality, act: Token | None = None) -> Reality:
    """Modals, negation and hedges that hang on the verb itself (or on the one it is coordinated with).

    `act` is the noun that the status is asked of: its own "no" is not counted again when it is the verb's subject.
    """
    own_words = {c.lower_ for c in verb.children if c.dep_ in _MOOD} | _shared(verb)
    if own_words & words("hedge"):
        found = replace(found, hedged=True)
    if _is_negated(verb, own_words, act) or _of_nobody(child(verb, "nsubj", "nsubjpass"), act):
        found = found.negated()
    if own_words & words("condition") or _is_asked(verb):
        return found.with_status(Status.HYPOTHETICAL)
    return _modal(verb, own_words, found)


def _is_asked(verb: Token) -> bool:
    """True for the verb of a question ("have any been detained?")."""
    own = child(verb, "nsubj", "nsubjpass")
    asks = own is not None and any(c.dep_ in {"aux", "auxpass"} and c.i < own.i for c in verb.children)
    return asks and verb.sent.text.rstrip(" \n\"'”’").endswith("?")


def is_generic(verb: Token) -> bool:
    """True for a relative clause in the present of whoever may do it ("those who harbour them", "anyone who")."""
    head = verb.head
    whoever = head.lower_ in words("whoever") or any(c.lower_ in {"any", "every"} for c in head.children)
    return (
        whoever and verb.tag_ in {"VBZ", "VBP", "VB"} and not any(c.dep_ in {"aux", "auxpass"} for c in verb.children)
    )


def tells_past(verb: Token) -> bool:
    """True for a finite verb that tells what was or is so, by its form or its auxiliary."""
    return verb.tag_ == "VBD" or any(
        c.dep_ in {"aux", "auxpass"} and c.tag_ in {"VBD", "VBZ", "VBP"} for c in verb.children
    )


def is_subjunctive(verb: Token, head: Token) -> bool:
    """True for a coordinated clause that is conditional or asked for with the first ("unless A stops and B leaves")."""
    if any(c.dep_ == "mark" and c.lower_ in words("condition") for c in head.children):
        return True
    return any(c.dep_ == "auxpass" and c.tag_ == "VB" for c in verb.children) and _modals(verb).isdisjoint(_BARE_MODALS)


def _modals(verb: Token) -> set[str]:
    return {c.tag_ for c in verb.children if c.dep_ == "aux"}


def _shared(verb: Token) -> set[str]:
    """The auxiliaries and the negation that a coordinated verb shares with the first one."""
    own = {c.dep_ for c in verb.children}
    if verb.dep_ != "conj" or verb.head.pos_ != "VERB" or own & {"aux", "nsubj", "nsubjpass"} or verb.tag_ not in _BARE:
        return set()
    return {c.lower_ for c in verb.head.children if c.dep_ in {"aux", "neg"}}


def _of_nobody(subject: Token | None, act: Token | None) -> bool:
    """True if the subject is nobody ("no one", "none of them", "no troops")."""
    if subject is None or subject == act:
        return False
    first = subject.doc[subject.left_edge.i].lower_
    return (
        subject.lower_ in words("nobody")
        or (first == "not" and subject.left_edge.i < subject.i)
        or any(c.lower_ in words("negation") for c in subject.children if c.dep_ in {"det", "neg", "preconj"})
    )


def _is_negated(verb: Token, own_words: set[str], act: Token | None) -> bool:
    """True for "not", "never", "no longer", "reached no agreement"; "not until" says that it did happen."""
    for c in verb.children:
        if c.lower_ == "longer" and any(g.lower_ == "no" for g in c.children):
            return True
        if c.dep_ == "dobj" and c != act and any(g.dep_ == "det" and g.lower_ == "no" for g in c.children):
            return True
    return bool(own_words & _NOT) and not any(c.lower_ == "until" for c in verb.children)


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
