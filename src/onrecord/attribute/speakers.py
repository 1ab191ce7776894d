"""Who speaks: the subject of a cue, wherever the sentence puts it, and the words that name them."""

from spacy.tokens import Token

from onrecord.attribute.bearers import is_document
from onrecord.attribute.cues import verb_cue
from onrecord.model import Attitude
from onrecord.spans import Span
from onrecord.syntax import agent

_RELATIVE = frozenset({"who", "which", "that", "whom"})
_ADDRESSED = frozenset({"i", "we", "you", "me", "us", "myself"})
_CLIMBS = frozenset({"conj", "xcomp", "pcomp", "prep", "advcl", "aux", "auxpass", "ccomp"})
_WILLING = frozenset(
    [
        "want",
        "plan",
        "hope",
        "expect",
        "intend",
        "decline",
        "refuse",
        "try",
        "need",
        "prepare",
        "fail",
        "hesitate",
        "refrain",
        "prefer",
    ]
)
_ASIDES = frozenset({"while", "whereas", "although", "though", "but", "and", "as"})
_OF_WHOM = frozenset({"from", "by", "of"})
_DASHES = frozenset({"--", "—", "–"})
_LONGEST = 45  # tokens in one mention of a source; a longer one is a misreading


def speaker(verb: Token) -> Token | None:
    """The word that names who performs a cue verb; None for nobody ("it was reported", "was told")."""
    if _is_passive(verb):
        return agent(verb)
    own = own_subject(verb)
    if own is not None:
        return own
    above = reporting(verb) if resumption(verb) is not None else None
    if above is not None:
        return speaker(above)
    if verb.dep_ in {"relcl", "acl"}:
        return _of_noun(verb)
    if verb.dep_ == "xcomp" and verb.head.pos_ == "ADJ":
        return None
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
    if verb.dep_ == "acl" and verb.tag_ == "VB":
        return None
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


def asked_for(verb: Token) -> bool:
    """True for speech that is only wanted, tried or declined ("declined to say")."""
    infinitive = verb.dep_ == "advcl" and any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)
    return (verb.dep_ == "xcomp" or infinitive) and verb.head.lemma_ in _WILLING


def addresses_reader(token: Token) -> bool:
    """True for "I", "we", "you": a speaker who is already being quoted."""
    return token.lower_ in _ADDRESSED and token.pos_ == "PRON"


def resumption(token: Token) -> int | None:
    """Where the reporter's own words set in again if this is their verb ("…, but said …", "…, adding …"), else None."""
    cue = verb_cue(token)
    if cue is None or token.dep_ not in {"advcl", "conj", "acl"}:
        return None
    if token.tag_ == "VBG":
        if not cue.speaks or not token.i:
            return None
        return token.i - 1 if token.doc[token.i - 1].text == "," else _conjunction(token, token.i - 1, comma=True)
    subject = own_subject(token)
    if subject is None:
        turns = cue.speaks or (cue.attitude is Attitude.SAYS and token.head.tag_ != token.tag_)
        return _conjunction(token, token.i, comma=False) if turns and token.dep_ == "conj" else None
    if not cue.speaks or token.dep_ == "acl":
        return None
    return _conjunction(token, min(token.left_edge.i, subject.left_edge.i), comma=True)


def _conjunction(token: Token, edge: int, *, comma: bool) -> int | None:
    """The conjunction at or shortly before an edge, or the comma before it."""
    doc = token.doc
    for at in range(edge, max(edge - 4, 0), -1):
        if doc[at].lower_ in _ASIDES and doc[at].dep_ in {"cc", "mark", "advmod"}:
            if doc[at - 1].text == ",":
                return at - 1
            return at if not comma or doc[at].lower_ not in {"and", "as"} else None
    return None


def reporting(token: Token) -> Token | None:
    """The cue verb in whose complement a verb stands."""
    for above in token.ancestors:
        if above.dep_ == "ccomp" and above.head.i < above.i:
            cue = verb_cue(above.head)
            return above.head if cue is not None and cue.speaks else None
        if above.dep_ not in {"conj", "advcl", "xcomp", "ccomp", "acomp", "attr"}:
            return None
    return None


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
    right = _loose_apposition(head, right)
    if outside is not None and left <= outside.i <= right:
        left, right = (left, outside.i - 1) if outside.i > head.i else (outside.i + 1, right)
    if right - left > _LONGEST:
        left, right = head.i, head.i
    return _trimmed(head, left, right)


def _trimmed(head: Token, left: int, right: int) -> Span:
    doc = head.doc
    left = _after_dateline(head, left, right)
    head = head if left <= head.i else doc[left : right + 1].root
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


def _after_dateline(head: Token, left: int, right: int) -> int:
    """Where a mention begins behind a dateline that the parse has joined to it ("PORT SALE -- President Moe")."""
    doc = head.doc
    if left and not doc[left - 1].is_space:
        return left
    for i in range(left + 1, right):
        if doc[i].text in _DASHES:
            return i + 1
        if not (doc[i - 1].text.isupper() or doc[i - 1].is_punct):
            return left
    return left


def _loose_apposition(head: Token, right: int) -> int:
    """The end of a description that the parse takes for a second subject ("Moe, an aide to the mayor, was …")."""
    doc = head.doc
    if head.pos_ != "PROPN" or head.dep_ not in {"nsubj", "nsubjpass"}:
        return right
    right -= doc[right].text == "," and right > head.i
    if right + 2 >= len(doc):
        return right
    after = next((c for c in head.head.children if c.dep_ == head.dep_ and c.i > right), None)
    if after is None or after.pos_ != "NOUN" or after.left_edge.i != right + 2 or doc[right + 1].text != ",":
        return right
    return after.right_edge.i if doc[right + 2].lower_ in {"a", "an", "the"} else right
