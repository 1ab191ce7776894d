"""Whom may a pronoun mean: people for "he", several for "they", bodies and documents for "it"."""

from collections.abc import Callable, Iterator

from spacy.tokens import Token

from onrecord.attribute.bearers import is_body, is_document
from onrecord.knowledge.countries import country_of
from onrecord.knowledge.sectors import sector_of
from onrecord.syntax import SUBJECTS

HE = frozenset(["he", "she", "his", "her", "him", "himself", "herself"])
THEY = frozenset(["they", "their", "them", "both", "themselves", "many", "some", "others"])
IT = frozenset(["it", "its", "itself"])
WHO = frozenset(["who", "which", "that", "whom", "whose"])
PRONOUNS = HE | THEY | IT | WHO
_FEMALE, _MALE = frozenset({"she", "her", "herself", "ms", "mrs"}), frozenset({"he", "his", "him", "himself", "mr"})
_REACH = 160  # tokens back that a pronoun may reach


def gender(word: str) -> str | None:
    """What a pronoun or title tells of somebody's sex: "f", "m" or nothing."""
    word = word.lower().rstrip(".")
    return "f" if word in _FEMALE else "m" if word in _MALE else None


def fits(pronoun: str) -> Callable[[Token], bool]:
    """The test of whether a noun may be what a pronoun stands for."""
    if pronoun in HE:
        return human
    return _several if pronoun in THEY else _thing


def human(token: Token) -> bool:
    """True for a noun that names one person."""
    if token.ent_type_ == "PERSON":
        return True
    if token.ent_type_ in {"GPE", "NORP", "LOC", "FAC"}:
        return False
    if token.pos_ == "PROPN":
        named = [c for c in token.children if c.dep_ == "appos" and c.tag_ == "NN" and human(c)]
        if named or token.ent_type_ == "ORG" or is_body(token.lower_) or token.text.isupper():
            return bool(named)
        return country_of(token.text) is None
    return token.tag_ == "NN" and not is_body(token.lower_) and sector_of(token.text) is not None


def _several(token: Token) -> bool:
    return (
        token.tag_ in {"NNS", "NNPS"}
        or token.ent_type_ in {"ORG", "NORP"}
        or any(c.dep_ == "conj" for c in token.children)
    )


def _thing(token: Token) -> bool:
    return token.ent_type_ in {"ORG", "GPE"} or (
        token.tag_ == "NN" and (is_body(token.lower_) or is_document(token.lower_))
    )


def subjects_before(token: Token) -> Iterator[Token]:
    """The subjects of clauses before a token, nearest first; within its own sentence, only those of earlier clauses."""
    doc = token.doc
    for i in range(token.i - 1, max(token.i - _REACH, -1), -1):
        if doc[i].dep_ in SUBJECTS and doc[i].pos_ in {"NOUN", "PROPN", "PRON"}:
            yield doc[i]
