"""How likely two mentions tell of one act: what speaks for it, weighed as annotated reports taught."""

import math
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

import numpy as np
from spacy.tokens import Token

from onrecord.coding.arguments import pobjects, subjects, surface_subject
from onrecord.coding.draft import Draft
from onrecord.coding.wordlists import words
from onrecord.knowledge.files import read_table
from onrecord.knowledge.weighing import chance
from onrecord.model import Quote
from onrecord.network.encode import Floats

KIND, KIND_UNREAD = "same act", "same act, unread"  # with a network's reading, and by the rules alone
_LINKS = ("in", "by", "from", "during", "of", "after", "with")
_SENTENCE = 25  # words
_PLACES, _TIMES = frozenset({"GPE", "LOC", "FAC"}), frozenset({"DATE", "TIME"})


@dataclass(frozen=True, slots=True)
class Trait:
    """What one mention is compared by, worked out once."""

    draft: Draft
    head: Token
    at: int
    sentence: int
    lemma: str
    families: frozenset[str]
    harm: bool
    actors: frozenset[str]
    recipients: frozenset[str]
    places: frozenset[str]
    times: frozenset[str]
    key: Floats | None

    @classmethod
    def of(cls, draft: Draft) -> "Trait":
        """The trait of a mention; its key has length one."""
        head = draft.anchor.head
        lemma = head.lemma_.lower()
        families = _families().get(lemma, frozenset())
        key = None if draft.key is None else draft.key / (np.linalg.norm(draft.key) + 1e-9)
        sides = _words(draft.actor), _words(draft.recipient)
        setting = _named(head, _PLACES), _named(head, _TIMES)
        return cls(draft, head, head.i, head.sent.start, lemma, families, "toll" in families, *sides, *setting, key)


def same_chance(earlier: Trait, later: Trait) -> float:
    """The chance that two mentions tell of one act."""
    read = earlier.key is not None and later.key is not None
    return chance(KIND if read else KIND_UNREAD, features(earlier, later))


def comparable(earlier: Trait, later: Trait) -> bool:
    """False for mentions that need no comparing.

    One affirmed and one denied; two of other types in unrelated words; two that each name both sides, none the same.
    """
    a, b = earlier.draft, later.draft
    if a.polarity != b.polarity or not (a.type == b.type or _related(earlier, later)):
        return False
    return max(_compared(earlier.actors, later.actors), _compared(earlier.recipients, later.recipients)) >= 0


def features(earlier: Trait, later: Trait) -> dict[str, float]:
    """What speaks for and against two mentions telling of one act."""
    a, b = earlier.draft, later.draft
    actors, recipients = _compared(earlier.actors, later.actors), _compared(earlier.recipients, later.recipients)
    words = abs(later.at - earlier.at)
    far = math.log1p(words / _SENTENCE)
    one_sentence = earlier.sentence == later.sentence
    lemma, same_type = earlier.lemma == later.lemma, a.type == b.type
    harm = earlier.harm or later.harm
    crossed = max(_compared(earlier.actors, later.recipients), _compared(earlier.recipients, later.actors)) > 0
    found = {
        "same type": same_type,
        f"type {b.type}": same_type,
        "same lemma": lemma,
        "same lemma, same type": lemma and same_type,
        "same lemma, sides differ": lemma and min(actors, recipients) < 0,
        "related": _related(earlier, later),
        "one clause": one_sentence and (_linked(earlier.head, later.head) or _linked(later.head, earlier.head)),
        "one sentence": one_sentence,
        "next sentence": not one_sentence and words < 2 * _SENTENCE,
        "toll": harm,
        "toll, one sentence": one_sentence and harm,
        "status differs": a.status != b.status,
        "reality differs": a.status.real != b.status.real,
        "mode differs": a.mode is not None and b.mode is not None and a.mode != b.mode,
        "same mode": a.mode is not None and a.mode == b.mode,
        f"actors {actors}": True,
        f"recipients {recipients}": True,
        f"sides {min(actors, recipients)} {max(actors, recipients)}": True,
        "crossed": crossed,
        "places differ": not one_sentence and _compared(earlier.places, later.places) < 0,
        "same place": not one_sentence and _compared(earlier.places, later.places) > 0,
        "times differ": not one_sentence and _compared(earlier.times, later.times) < 0,
        "same time": not one_sentence and _compared(earlier.times, later.times) > 0,
        "other verbs": earlier.head.pos_ == later.head.pos_ == "VERB" and not _related(earlier, later),
        "definite": b.definite,
        "definite, bare": b.definite and not b.actor and not b.recipient,
        "noun": later.head.pos_ != "VERB",
        "both verbs": earlier.head.pos_ == later.head.pos_ == "VERB",
        "same claims": not set(a.claims).isdisjoint(b.claims),
    }
    weighed = {name: 1.0 for name, holds in found.items() if holds} | {"far": far}
    if earlier.key is not None and later.key is not None:
        alike = float(earlier.key @ later.key)
        weighed |= {"alike": alike, "very alike": max(0.0, alike - 0.7), "alike, far": alike * far}
    return weighed


def unread(found: dict[str, float]) -> dict[str, float]:
    """The features that do not need a network."""
    return {name: value for name, value in found.items() if "alike" not in name}


@cache
def _families() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in read_table("act_families.tsv"):
        found[row["lemma"]].add(row["family"])
    return {k: frozenset(v) for k, v in found.items()}


def is_harm(token: Token) -> bool:
    """True for words that say what an act did to people ("killed", "wounded")."""
    return "toll" in _families().get(token.lemma_.lower(), frozenset())


def _related(a: Trait, b: Trait) -> bool:
    """True if the two anchors are one word, or words of one family of acts."""
    return a.lemma == b.lemma or not a.families.isdisjoint(b.families)


def _linked(verb: Token, noun: Token) -> bool:
    """True for a verb and the noun that does it ("killed in the attack")."""
    if noun in pobjects(verb, _LINKS):
        return True
    return verb.pos_ == "VERB" and noun in (*subjects(verb), *surface_subject(verb))


def _named(head: Token, labels: frozenset[str]) -> frozenset[str]:
    """The words of the places, or times, that the sentence of an anchor names."""
    named = (t for t in head.sent if t.ent_type_ in labels)
    return frozenset(t.lower_ for t in named if t.text[0].isupper() or t.text[0].isdigit())


def _compared(a: frozenset[str], b: frozenset[str]) -> int:
    """1 if two sides share a word, 0 if one is not named, -1 if they differ."""
    if not a or not b:
        return 0
    return 1 if a & b else -1


def _words(quotes: tuple[Quote, ...]) -> frozenset[str]:
    return frozenset(
        w.strip("’'s,.()\"“”").lower()
        for q in quotes
        for w in q.text.split()
        if len(w) > 3 and w.lower() not in words("empty in names")
    )
