"""Small readings of a dependency tree (spaCy's English labels) that several stages share."""

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from spacy.attrs import LEMMA, LOWER
from spacy.strings import get_string_id
from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
OBJECTS = frozenset({"dobj", "dative", "attr", "oprd"})
_LEFT_OUT = frozenset({"relcl", "acl", "appos", "punct", "cc", "conj", "advcl", "parataxis", "prep", "case"})


def tokens_in(text: Doc | DocSpan, words: frozenset[str], *, lemma: bool = False) -> Iterator[Token]:
    """The tokens that are among some lower-case words, or whose lemma is: without a look at each token."""
    doc, start = (text.doc, text.start) if isinstance(text, DocSpan) else (text, 0)
    numbers = np.asarray(text.to_array([LEMMA if lemma else LOWER]))  # type: ignore[union-attr]
    wanted = _ids(words)
    for i, number in enumerate(numbers.reshape(-1).tolist()):
        if number in wanted:
            yield doc[start + i]


@lru_cache(maxsize=64)
def _ids(words: frozenset[str]) -> frozenset[int]:
    """spaCy's numbers of some words."""
    return frozenset(get_string_id(word) for word in words)


def noun_phrase(head: Token, *, short: bool = False) -> DocSpan:
    """The phrase of a noun: its modifiers without relative clauses, appositions and coordinated nouns.

    Prepositional modifiers ("the chief of police") stay, unless `short`.
    """
    dropped = _LEFT_OUT if short else _LEFT_OUT - {"prep"}
    left = right = head.i
    for child in head.children:
        if child.dep_ in dropped or child.is_space:
            continue
        edges = [t.i for t in child.subtree] if child.dep_ != "prep" else [t.i for t in _plain_subtree(child)]
        left, right = min(left, *edges), max(right, *edges)
    return head.doc[left : right + 1]


def _plain_subtree(token: Token) -> Iterator[Token]:
    """A token and what hangs on it, without clauses and punctuation."""
    yield token
    for child in token.children:
        if child.dep_ not in {"relcl", "acl", "appos", "punct", "advcl", "parataxis"}:
            yield from _plain_subtree(child)


def conjuncts(head: Token) -> tuple[Token, ...]:
    """The head and the tokens coordinated with it, in order."""
    return (head, *head.conjuncts) if head.dep_ != "conj" else (head,)


def subject(verb: Token) -> Token | None:
    """The subject of a verb: its own, or the one it shares with a coordinated or governing verb."""
    seen: set[int] = set()
    token: Token | None = verb
    while token is not None and token.i not in seen:
        seen.add(token.i)
        own = next((c for c in token.children if c.dep_ in SUBJECTS and c.dep_ != "expl"), None)
        if own is not None:
            return own
        token = token.head if token.dep_ in {"conj", "xcomp", "aux", "auxpass"} and token.head is not token else None
    return None


def passive(verb: Token) -> bool:
    """True for a verb in the passive voice, participles after a noun ("soldiers killed in the raid") included."""
    if any(c.dep_ in {"auxpass", "nsubjpass", "agent"} for c in verb.children):
        return True
    return verb.tag_ == "VBN" and verb.dep_ in {"acl", "amod"} and not any(c.dep_ == "dobj" for c in verb.children)


def agent(verb: Token) -> Token | None:
    """Who a passive verb names with "by"."""
    for child in verb.children:
        if child.dep_ == "agent":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def negated(verb: Token) -> bool:
    """True if the verb or its auxiliary carries a negation, or its subject a "no"."""
    if any(c.dep_ == "neg" or c.lower_ in {"never", "no", "neither", "nor"} for c in verb.children):
        return True
    own = subject(verb)
    return own is not None and any(
        c.lower_ in {"no", "neither"} and c.dep_ in {"det", "neg", "preconj"} for c in own.children
    )
