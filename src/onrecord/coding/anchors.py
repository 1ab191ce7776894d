"""Which words of a report name an act: verbs, and nouns with or without a light verb."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from onrecord.coding.arguments import is_passive
from onrecord.coding.conditions import holds
from onrecord.coding.lexicon import Entry, Lexicon, light_verbs, load_lexicon
from onrecord.coding.wordlists import words

_POINTING = frozenset({"the", "this", "that", "these", "those"})
_NOMINAL = frozenset({"NOUN", "PROPN"})
_NAMES = frozenset({"ORG", "PERSON", "LAW", "WORK_OF_ART", "FAC", "PRODUCT"})
_BESIDE = frozenset({"nsubj", "aux", "auxpass", "advcl", "conj", "punct", "parataxis", "relcl", "cc", "mark", "neg"})
_WITHIN = frozenset({"compound", "amod", "prep", "dobj", "nsubj", "advmod", "acomp", "attr", "npadvmod", "prt"})


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words that name an act: the head token, the tokens `first`..`last`, and the lexicon entry they match.

    `light` is the verb that only carries an event noun, and `side` the side of the act that verb's subject is on.
    """

    head: Token
    first: int
    last: int
    entry: Entry
    light: Token | None = None
    side: str = "actor"

    @property
    def governor(self) -> Token:
        """The token whose tense and mood say whether the act is real."""
        return self.light if self.light is not None else self.head

    @property
    def is_definite(self) -> bool:
        """True for a noun that points back ("the attack") or is dated."""
        return not self.entry.verb and any(c.lower_ in _POINTING or c.ent_type_ == "DATE" for c in self.head.children)


def find_anchors(doc: Doc) -> tuple[Anchor, ...]:
    """All anchors of a report in order, nouns that belong to a matched verb phrase left out."""
    lexicon = load_lexicon()
    found: list[Anchor] = []
    taken: set[int] = set()
    firsts = lexicon.firsts
    for token in doc:
        if token.i in taken or (token.lower_ not in firsts and token.lemma_.lower() not in firsts):
            continue
        anchor = _noun(token, lexicon) or _verb(token, lexicon)
        if anchor is not None:
            found.append(anchor)
            taken.update(range(anchor.first, anchor.last + 1))
    return _without_parts(found)


def _without_parts(found: list[Anchor]) -> tuple[Anchor, ...]:
    """One anchor for "held talks": the noun if its light verb is the other, for its sides are named with it."""
    carried = {a.light.i: a for a in found if a.light is not None}
    same = {
        i for i, a in carried.items() for v in found if v.entry.verb and v.head.i == i and v.entry.type == a.entry.type
    }
    verbs = [a for a in found if a.entry.verb and not (a.head.i in same and carried[a.head.i].head.i in _parts(a))]
    parts = {i for a in verbs for i in _parts(a)}
    kept = {id(a) for a in verbs}
    return tuple(a for a in found if id(a) in kept or (not a.entry.verb and a.head.i not in parts))


def _parts(anchor: Anchor) -> set[int]:
    """The tokens that the further words of a verb phrase stand for."""
    further = set(anchor.entry.words[1:])
    if not further:
        return set()
    return {t.i for t in _around(anchor.head, anchor.entry) if t.lemma_.lower() in further}


def _verb(token: Token, lexicon: Lexicon) -> Anchor | None:
    candidates = lexicon.verbs.get(token.lemma_.lower())
    if not candidates or not _can_be_verb(token):
        return None
    for entry in candidates:
        if _has_words(token, entry) and all(holds(test, token) for test in entry.when):
            near = (t.i for t in _around(token, entry) if _close(t, token, entry))
            return Anchor(token, token.i, max([token.i, *near]), entry)
    return None


def _can_be_verb(token: Token) -> bool:
    if token.pos_ not in {"VERB", "ADJ"} or not token.tag_.startswith("VB"):
        return False
    if token.dep_ not in {"amod", "compound"}:
        return True
    hyphen = token.i > 0 and token.nbor(-1).text in {"-", "–"}
    return token.tag_ == "VBN" and token.lemma_.lower() in words("telling participle") and not hyphen


def _around(token: Token, entry: Entry) -> Iterator[Token]:
    """The words close to a verb in which the rest of its phrase may stand."""
    for c in token.children:
        if c.dep_ in _BESIDE:
            continue
        yield c
        if c.dep_ in {"prep", "agent", "dative"}:
            if c.lower_ in entry.words:
                yield from (g for p in c.children for g in (p, *p.children) if p.dep_ in {"pobj", "pcomp", "prep"})
        elif c.dep_ != "nsubjpass":
            yield from (g for g in c.children if g.dep_ in _WITHIN)


def _has_words(token: Token, entry: Entry) -> bool:
    rest = entry.words[1:]
    if not rest:
        return True
    doc = token.doc
    if rest[0] == "-":
        ahead = doc[token.i + 1 : token.i + 1 + len(rest)]
        return len(ahead) == len(rest) and all(_is(t, w) for t, w in zip(ahead, rest, strict=True))
    near = tuple(_around(token, entry))
    return all(any(_is(t, w) for t in near) or (token.i + 1 < len(doc) and doc[token.i + 1].lower_ == w) for w in rest)


def _is(token: Token, word: str) -> bool:
    return token.lemma_.lower() == word or token.lower_ == word


def _close(token: Token, head: Token, entry: Entry) -> bool:
    """True for a further word of the entry that stands close enough to be quoted with its head."""
    return head.i < token.i <= head.i + 6 and any(_is(token, w) for w in entry.words[1:])


def _noun(token: Token, lexicon: Lexicon) -> Anchor | None:
    candidates = lexicon.nouns.get(token.lemma_.lower(), ()) or lexicon.nouns.get(token.lower_, ())
    for entry in candidates:
        last = token.i + len(entry.words) - 1
        if last >= len(token.doc) or not all(_is(token.doc[token.i + k], w) for k, w in enumerate(entry.words)):
            continue
        head = _head(token, last)
        if head is None or _is_name(head) or (_modifies(head) and head.head.i > last):
            continue
        light, side = _carried(outer(head))
        if all(holds(test, head, light=light is not None) for test in entry.when):
            return Anchor(head, token.i, last, entry, light, side)
    return None


def _modifies(head: Token) -> bool:
    """True for a noun that only tells what kind another is ("attack helicopter"), which "mediation effort" does not."""
    return head.dep_ in {"compound", "nmod"} and head.head.lemma_.lower() not in words("effort")


def _is_name(head: Token) -> bool:
    """True for a noun that is part of a name or a date ("Human Rights Defence Campaign", "March")."""
    return (head.ent_type_ in _NAMES and head.pos_ == "PROPN") or (head.ent_type_ == "DATE" and head.lower_ == "march")


def _head(first: Token, last: int) -> Token | None:
    """The noun that heads the words; None if they do not make a noun phrase."""
    span = first.doc[first.i : last + 1]
    head = span.root
    if (
        head.pos_ in _NOMINAL
        or (head.lower_ == "dead" and head.dep_ != "amod")
        or (len(span) > 1 and "-" in span.text and head.pos_ not in {"VERB", "AUX"})
    ):
        return head
    return None


def outer(noun: Token) -> Token:
    """The noun itself, or the one that only packs it ("a wave of attacks")."""
    if noun.dep_ == "compound" and noun.head.lemma_.lower() in words("effort"):
        return noun.head
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_.lower() in words("container"):
        return noun.head.head
    return noun


def _carried(noun: Token) -> tuple[Token | None, str]:
    """The light verb that a noun hangs on, and the side of its subject."""
    verb, prep = _verb_above(noun)
    if verb is None:
        return None, "actor"
    near = {c.lower_ for c in verb.children if c.dep_ in {"prt", "prep", "advmod", "acomp"}}
    near |= {g.lower_ for c in verb.children if c.dep_ == "acomp" for g in c.children}
    for rest, side in light_verbs().get(verb.lemma_.lower(), ()):
        if set(rest) <= near and (not prep or prep in rest):
            return verb, side
    return None, "actor"


def _verb_above(noun: Token) -> tuple[Token | None, str]:
    verb, prep = noun.head, ""
    if noun.dep_ == "pobj":
        prep, verb = verb.lower_, verb.head
        if verb.pos_ == "ADJ" and verb.dep_ == "acomp":
            verb = verb.head
    elif noun.dep_ == "conj" and verb.dep_ == "dobj":
        verb = verb.head
    direct = noun.dep_ in {"dobj", "nsubjpass", "attr", "pobj", "conj"} or (noun.dep_ == "nsubj" and is_passive(verb))
    if direct and verb != noun and verb.pos_ in {"VERB", "AUX"}:
        return verb, prep
    return next((c for c in noun.children if c.dep_ in {"acl", "relcl"} and is_passive(c)), None), ""
