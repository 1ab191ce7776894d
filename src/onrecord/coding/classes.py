"""What kind of thing a noun names: the classes that the lexicon's conditions speak of."""

from collections import defaultdict
from functools import cache

from spacy.tokens import Token

from onrecord.coding.wordlists import words
from onrecord.errors import UnknownName
from onrecord.knowledge.countries import by_name, fold
from onrecord.knowledge.files import read_table

_OF_ENTITY: dict[str, frozenset[str]] = {
    "GPE": frozenset({"GPE"}),
    "LOC": frozenset({"TERRITORY"}),
    "FAC": frozenset({"TERRITORY", "BUILDING"}),
    "PERSON": frozenset({"PERSON", "LEADER"}),
    "NORP": frozenset({"PERSON", "GROUP"}),
    "ORG": frozenset({"GROUP"}),
    "MONEY": frozenset({"MONEY"}),
}
_ACTORS = frozenset(
    {"PERSON", "LEADER", "GROUP", "FORCE", "GPE", "GOVERNMENT", "CROWD", "WORKER", "CIVILIAN", "CAPTIVE"}
)
_AGENTIVE = ("ker", "der", "ter", "ger", "ler", "mer", "ner", "ator", "ist", "ian", "ee")
_NO_ACTOR = frozenset(["it", "this", "that", "which", "what", "there"])


@cache
def _table() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in read_table("noun_classes.tsv"):
        found[row["lemma"]].add(row["class"])
    return {lemma: frozenset(names) for lemma, names in found.items()}


@cache
def class_names() -> frozenset[str]:
    """The names of all classes."""
    return frozenset(name for names in _table().values() for name in names) | {"GPE"}


def check_class(name: str) -> str:
    """The name itself if it is a class.

    Raises:
        UnknownName: it is none.
    """
    if name not in class_names():
        raise UnknownName("noun class", name, class_names())
    return name


def classes_of(token: Token) -> frozenset[str]:
    """The classes of a noun, by its lemma and by the entity it heads."""
    found = _table().get(token.lemma_.lower(), frozenset()) | _table().get(token.lower_, frozenset())
    return found | _OF_ENTITY.get(token.ent_type_, frozenset())


def is_actor(token: Token) -> bool:
    """True if the noun may name someone who acts: people, forces, bodies, states, proper names, counts of people."""
    if token.lower_ in _NO_ACTOR:
        return token.lower_ == "it"
    if token.pos_ in {"PROPN", "PRON", "NUM"} or token.lemma_.lower() in words("count of people"):
        return token.ent_type_ not in {"DATE", "TIME", "MONEY", "PERCENT", "LAW", "WORK_OF_ART", "EVENT", "QUANTITY"}
    if classes_of(token) & _ACTORS or token.ent_type_ in {"NORP", "ORG", "GPE", "PERSON"} or _is_addressed(token):
        return True
    return token.pos_ == "NOUN" and token.lemma_.lower().endswith(_AGENTIVE) and not classes_of(token)


def _is_addressed(noun: Token) -> bool:
    """True for the object of a verb that only people can be the object of ("urged landlords to")."""
    return noun.dep_ in {"dobj", "nsubjpass"} and noun.pos_ == "NOUN" and noun.head.lemma_ in words("addressing")


def names_party(modifier: Token) -> bool:
    """True for a word before a noun that says whose deed it is ("Israeli raid"), not where or of what kind."""
    if modifier.ent_type_ == "GPE":
        return fold(modifier.doc[modifier.left_edge.i : modifier.i + 1].text) in by_name()
    if modifier.ent_type_ in {"NORP", "ORG", "PERSON"}:
        return True
    return of_class(modifier, "FORCE", "CROWD", "GOVERNMENT") and modifier.lemma_.lower() not in words("kind of deed")


def of_class(token: Token, *names: str) -> bool:
    """True if the noun is of one of the classes."""
    return not classes_of(token).isdisjoint(names)
