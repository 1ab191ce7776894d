"""Who speaks: the subject of a cue, wherever the sentence puts it, and the words that name them."""

from spacy.tokens import Token

from onrecord.attribute.bearers import is_document
from onrecord.spans import Span
from onrecord.syntax import agent

_RELATIVE = frozenset({"who", "which", "that", "whom"})
_ADDRESSED = frozenset({"i", "we", "you", "me", "us", "myself"})
_CLIMBS = frozenset({"conj", "xcomp", "pcomp", "prep", "advcl", "aux", "auxpass", "ccomp"})
_OF_WHOM = frozenset({"from", "by", "of"})
_LONGEST = 45  # tokens in one mention of a source; a longer one is a misreading


def speaker(verb: Token) -> Token | None:
    """The word that names who performs a cue verb; None for nobody ("it was reported", "was told")."""
    if _is_passive(verb):
        return agent(verb)
    own = own_subject(verb)
    if own is not None:
        return own
    if verb.dep_ in {"relcl", "acl"}:
        return _of_noun(verb)
    if verb.dep_ == "pcomp" and verb.head.lower_ == "as" and verb.head.head.lemma_ in {"quote", "cite"}:
        return _quoted(verb.head.head)
    return _inherited(verb)


def own_subject(verb: Token) -> Token | None:
    """The subject among a verb's own children, None if it has none but an empty "it" or "there"."""
    return next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass", "csubj"}), None)


def _is_passive(verb: Token) -> bool:
    return any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children)


def _quoted(verb: Token) -> Token | None:
    if _is_passive(verb):
        return own_subject(verb)
    return next((c for c in verb.children if c.dep_ == "dobj"), None)


def _of_noun(verb: Token) -> Token | None:
    """The speaker of a participle after a noun: who issued the statement, or the noun itself."""
    noun = verb.head
    if not is_document(noun.lemma_.lower()):
        return noun
    for child in noun.children:
        if child.dep_ == "poss":
            return child
        if child.dep_ in {"prep", "agent"} and child.lower_ in _OF_WHOM:
            return next((c for c in child.children if c.dep_ == "pobj"), noun)
    if noun.dep_ == "dobj" and not _is_passive(noun.head):
        return speaker(noun.head) or noun
    return noun


def _inherited(verb: Token) -> Token | None:
    """The subject of the verb that this one is joined to or depends on."""
    token, steps = verb, 0
    while token.dep_ in _CLIMBS and token.head is not token and steps < 6:
        token, steps = token.head, steps + 1
        if token.pos_ not in {"VERB", "AUX"}:
            continue
        if _is_passive(token) and token.dep_ not in _CLIMBS:
            return own_subject(token)
        own = own_subject(token)
        if own is not None and own.dep_ != "csubj":
            return own
        if token.dep_ in {"relcl", "acl"}:
            return _of_noun(token)
    return None


def addresses_reader(token: Token) -> bool:
    """True for "I", "we", "you": a speaker who is already being quoted."""
    return token.lower_ in _ADDRESSED


def relative(token: Token) -> bool:
    """True for a relative pronoun."""
    return token.lower_ in _RELATIVE and token.tag_ in {"WP", "WDT", "IN", "WP$", "DT"}


def mention_span(head: Token, *, outside: Token | None = None) -> Span:
    """The words that name a speaker, appositions included, relative clauses after a comma left out.

    `outside` is the cue, which a mention never reaches across.
    """
    doc, left, right = head.doc, head.left_edge.i, head.right_edge.i
    for child in head.children:
        if child.i > head.i and child.dep_ in {"relcl", "acl", "advcl", "parataxis", "ccomp", "punct", "cc"}:
            edge = child.left_edge.i
            if child.dep_ in {"relcl", "acl"} and doc[edge - 1].text not in {",", "–", "—", "-", "("}:
                continue
            if child.dep_ in {"punct", "cc"} and child.text not in {":", "“", '"', ";", "”", "–", "—"}:
                continue
            if edge > head.i:
                right = min(right, edge - 1)
    if outside is not None and left <= outside.i <= right:
        left, right = (left, outside.i - 1) if outside.i > head.i else (outside.i + 1, right)
    if right - left > _LONGEST:
        left, right = head.i, head.i
    return _trimmed(head, left, right)


def _trimmed(head: Token, left: int, right: int) -> Span:
    doc = head.doc
    for i in range(head.i, right + 1):
        if "\n" in doc[i].whitespace_ or doc[i].is_space:
            right = max(head.i, i - 1)
            break
    while left < head.i and (doc[left].is_punct or doc[left].is_space or doc[left].dep_ in {"cc", "mark"}):
        left += 1
    while right > head.i and ((doc[right].is_punct and doc[right].text not in {")", "."}) or doc[right].is_space):
        right -= 1
    if right > head.i and doc[right].text == ".":
        right -= 1
    return Span(doc[left].idx, doc[right].idx + len(doc[right].text))
