"""Which words stand for people, and which say what happened to them."""

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from onrecord.knowledge.files import read_table
from onrecord.model import Outcome

_PERSON_ENDINGS = ("man", "men", "woman", "women", "people", "ists", "ist", "ians", "ian", "ites", "ees", "eers", "eer")
_NUMBER_ENTITIES = frozenset({"MONEY", "PERCENT", "DATE", "TIME", "ORDINAL"})


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a trigger word says: the outcomes, how it takes its people, and whether any counted noun will do."""

    outcomes: tuple[Outcome, ...]
    how: str
    any_noun: bool


@cache
def _people() -> dict[str, bool]:
    return {row["noun"]: row["people"] == "yes" for row in read_table("people.tsv")}


@cache
def _meanings() -> dict[tuple[str, str], Meaning]:
    """By word and way: (kill, done)."""
    found = {}
    for row in read_table("tolls.tsv"):
        both = row["outcome"] == "casualty"
        outcomes = (Outcome.KILLED, Outcome.INJURED) if both else (Outcome(row["outcome"]),)
        found[row["word"], row["how"]] = Meaning(outcomes, row["how"], row["whom"] == "any")
    return found


@cache
def _phrases() -> dict[str, tuple[tuple[tuple[str, ...], Meaning], ...]]:
    """Triggers of several words by their verb: shoot -> (dead,), (to, death)."""
    found: dict[str, list[tuple[tuple[str, ...], Meaning]]] = {}
    for (word, _), meaning in _meanings().items():
        verb, *rest = word.split()
        if rest:
            found.setdefault(verb, []).append((tuple(rest), meaning))
    return {verb: tuple(items) for verb, items in found.items()}


def is_person(noun: Token) -> bool | None:
    """True for a noun that stands for people, False for one that does not, None if nothing tells."""
    for form in (noun.lower_, noun.lemma_.lower(), noun.lower_.removesuffix("s"), noun.lower_.removesuffix("es")):
        known = _people().get(form)
        if known is not None:
            return known
    if noun.ent_type_ in _NUMBER_ENTITIES:
        return False
    if noun.ent_type_ == "NORP" or noun.lower_.endswith(_PERSON_ENDINGS):
        return True
    return None


def verb_meaning(verb: Token) -> Meaning | None:
    """What a verb (with its particle: "shot dead", "taken hostage") says of its object or subject; None if nothing."""
    lemma = verb.lemma_.lower()
    for rest, meaning in _phrases().get(lemma, ()):
        if _followed(verb, rest):
            return meaning
    if lemma == "gun" and not any(c.lower_ == "down" for c in verb.children):
        return None
    return _meanings().get((lemma, "done")) or _meanings().get((lemma, "befell"))


def _followed(verb: Token, rest: tuple[str, ...]) -> bool:
    """True if the words stand soon after the verb, whatever its object in between."""
    end = min(verb.sent.end, verb.i + 14)
    words = [t.lower_ for t in verb.doc[verb.i + 1 : end]]
    reach = 3 if len(rest) == 1 else len(words)
    return any(tuple(words[i : i + len(rest)]) == rest for i in range(min(reach, len(words))))


def state_meaning(token: Token) -> Meaning | None:
    """What an adjective or participle says of the people it is said of ("dead", "wounded", "missing")."""
    return _meanings().get((token.lower_, "state"))


def is_state(word: str) -> bool:
    """True for a word that can say of people what happened to them, whatever its place in the sentence."""
    return (word.lower(), "state") in _meanings()


def noun_meaning(token: Token, how: str) -> Meaning | None:
    """What a noun says that counts its people itself ("noun", "weak") or takes them with "of" ("of")."""
    return _meanings().get((token.lower_, how)) or _meanings().get((token.lemma_.lower(), how))
