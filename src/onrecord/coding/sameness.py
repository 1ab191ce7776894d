"""How likely two mentions tell of one act: what speaks for it, weighed as annotated reports taught."""

import math
from collections import defaultdict
from functools import cache

import numpy as np
from spacy.tokens import Token

from onrecord.coding.arguments import pobjects, subjects, surface_subject
from onrecord.coding.draft import Draft
from onrecord.coding.wordlists import words
from onrecord.knowledge.files import read_table
from onrecord.knowledge.weighing import chance
from onrecord.model import Quote

KIND, KIND_UNREAD = "same act", "same act, unread"  # with a network's reading, and by the rules alone
_LINKS = ("in", "by", "from", "during", "of", "after", "with")
_SENTENCE = 25  # words


def same_chance(earlier: Draft, later: Draft) -> float:
    """The chance that two mentions tell of one act."""
    read = earlier.key is not None and later.key is not None
    return chance(KIND if read else KIND_UNREAD, features(earlier, later))


def comparable(earlier: Draft, later: Draft) -> bool:
    """False for mentions that need no comparing: one affirmed and one denied; of other types in unrelated words."""
    return earlier.polarity == later.polarity and (earlier.type == later.type or related(earlier, later))


def features(earlier: Draft, later: Draft) -> dict[str, float]:
    """What speaks for and against two mentions telling of one act."""
    a, b = earlier.anchor.head, later.anchor.head
    actors, recipients = compared(earlier.actor, later.actor), compared(earlier.recipient, later.recipient)
    far = math.log1p(abs(b.i - a.i) / _SENTENCE)
    alike = _alike(earlier, later)
    one_sentence = a.sent.start == b.sent.start
    lemma = a.lemma_.lower() == b.lemma_.lower()
    found = {
        "same type": float(earlier.type == later.type),
        f"type {later.type}": float(earlier.type == later.type),
        "same lemma": float(lemma),
        "same lemma, same type": float(lemma and earlier.type == later.type),
        "same lemma, sides differ": float(lemma and min(actors, recipients) < 0),
        "related": float(related(earlier, later)),
        "one clause": float(one_sentence and (_linked(a, b) or _linked(b, a))),
        "one sentence": float(one_sentence),
        "next sentence": float(not one_sentence and abs(b.i - a.i) < 2 * _SENTENCE),
        "far": far,
        "toll": float(_harm(a) or _harm(b)),
        "toll, one sentence": float(one_sentence and (_harm(a) or _harm(b))),
        "status differs": float(earlier.status != later.status),
        "reality differs": float(earlier.status.real != later.status.real),
        "mode differs": float(bool(earlier.mode and later.mode and earlier.mode != later.mode)),
        "same mode": float(earlier.mode is not None and earlier.mode == later.mode),
        f"actors {actors}": 1.0,
        f"recipients {recipients}": 1.0,
        f"sides {min(actors, recipients)} {max(actors, recipients)}": 1.0,
        "crossed": float(compared(earlier.actor, later.recipient) > 0 or compared(earlier.recipient, later.actor) > 0),
        "definite": float(later.definite),
        "definite, bare": float(later.definite and not later.actor and not later.recipient),
        "noun": float(b.pos_ != "VERB"),
        "both verbs": float(a.pos_ == b.pos_ == "VERB"),
        "same claims": float(bool(set(earlier.claims) & set(later.claims))),
    }
    if alike is not None:
        found |= {"alike": alike, "very alike": max(0.0, alike - 0.7), "alike, far": alike * far}
    return found


def unread(found: dict[str, float]) -> dict[str, float]:
    """The features that do not need a network."""
    return {name: value for name, value in found.items() if "alike" not in name}


def _alike(a: Draft, b: Draft) -> float | None:
    """The cosine between what the network makes of the two anchors, None without a network."""
    if a.key is None or b.key is None:
        return None
    return float(a.key @ b.key / (np.linalg.norm(a.key) * np.linalg.norm(b.key) + 1e-9))


@cache
def _families() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in read_table("act_families.tsv"):
        found[row["lemma"]].add(row["family"])
    return {k: frozenset(v) for k, v in found.items()}


def related(a: Draft, b: Draft) -> bool:
    """True if the two anchors are one word, or words of one family of acts."""
    x, y = a.anchor.head.lemma_.lower(), b.anchor.head.lemma_.lower()
    return x == y or not _families().get(x, frozenset()).isdisjoint(_families().get(y, frozenset()))


def _harm(token: Token) -> bool:
    return "toll" in _families().get(token.lemma_.lower(), frozenset())


def _linked(verb: Token, noun: Token) -> bool:
    """True for a verb and the noun that does it ("killed in the attack")."""
    if noun in pobjects(verb, _LINKS):
        return True
    return verb.pos_ == "VERB" and noun in (*subjects(verb), *surface_subject(verb))


def compared(a: tuple[Quote, ...], b: tuple[Quote, ...]) -> int:
    """1 if two sides share someone, 0 if one is not named, -1 if they differ."""
    if not a or not b:
        return 0
    return 1 if _words(a) & _words(b) else -1


def _words(quotes: tuple[Quote, ...]) -> frozenset[str]:
    return frozenset(
        w.strip("’'s,.()\"“”").lower()
        for q in quotes
        for w in q.text.split()
        if len(w) > 3 and w.lower() not in words("empty in names")
    )
