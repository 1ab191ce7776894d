"""Which words of a report name an act: verbs, and nouns with or without a light verb."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from onrecord.coding.arguments import is_passive, objects, pobjects, subjects, surface_subject
from onrecord.coding.classes import of_class
from onrecord.coding.lexicon import Entry, Lexicon, Test, light_verbs, load_lexicon
from onrecord.coding.wordlists import words

_NOMINAL = frozenset({"NOUN", "PROPN"})
_NAMES = frozenset({"ORG", "PERSON", "LAW", "WORK_OF_ART", "FAC", "PRODUCT"})


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


def find_anchors(doc: Doc) -> tuple[Anchor, ...]:
    """All anchors of a report in order, nouns that belong to a matched verb phrase left out."""
    lexicon = load_lexicon()
    found: list[Anchor] = []
    taken: set[int] = set()
    for token in doc:
        if token.i in taken:
            continue
        anchor = _noun(token, lexicon) or _verb(token, lexicon)
        if anchor is not None and not _in_name(anchor):
            found.append(anchor)
            taken.update(range(anchor.first, anchor.last + 1))
    parts = {i for a in found if a.entry.verb for i in _parts(a)}
    return tuple(a for a in found if not (a.head.i in parts and not a.entry.verb))


def _parts(anchor: Anchor) -> Iterator[int]:
    further = set(anchor.entry.words[1:])
    if further:
        yield from (t.i for t in _around(anchor.head) if t.lemma_.lower() in further or t.lower_ in further)


def _in_name(anchor: Anchor) -> bool:
    head = anchor.head
    return not anchor.entry.verb and head.ent_type_ in _NAMES and head.pos_ == "PROPN"


def _verb(token: Token, lexicon: Lexicon) -> Anchor | None:
    if token.pos_ not in {"VERB", "ADJ"} or (token.pos_ == "ADJ" and token.tag_ not in {"VBN", "VBD", "VBG"}):
        return None
    if token.dep_ in {"amod", "compound"} and (
        token.lemma_.lower() not in words("telling participle") or token.tag_ != "VBN"
    ):
        return None
    if token.i + 1 < len(token.doc) and token.dep_ == "amod" and token.nbor(-1 if token.i else 0).text == "-":
        return None
    for entry in lexicon.verbs.get(token.lemma_.lower(), ()):
        if _has_words(token, entry) and all(holds(test, token, entry) for test in entry.when):
            last = max([token.i, *(t.i for t in _around(token) if _close(t, token, entry))])
            return Anchor(token, token.i, last, entry)
    return None


def _around(token: Token) -> Iterator[Token]:
    for c in token.children:
        if c.dep_ in {"nsubj", "aux", "advcl", "conj", "punct", "parataxis", "relcl"}:
            continue
        yield c
        if c.dep_ in {"prep", "dobj", "advmod", "nsubjpass", "xcomp", "ccomp", "prt", "acomp", "oprd", "dative"}:
            yield from (
                g
                for g in c.children
                if g.dep_ in {"pobj", "compound", "amod", "dobj", "prep", "nsubj", "advmod", "acomp", "attr"}
            )


def _has_words(token: Token, entry: Entry) -> bool:
    rest = entry.words[1:]
    if not rest:
        return True
    doc = token.doc
    if rest[0] == "-":
        ahead = doc[token.i + 1 : token.i + 1 + len(rest)]
        return len(ahead) == len(rest) and all(_is(t, w) for t, w in zip(ahead, rest, strict=True))
    near = tuple(_around(token))
    return all(any(_is(t, w) for t in near) or (token.i + 1 < len(doc) and doc[token.i + 1].lower_ == w) for w in rest)


def _is(token: Token, word: str) -> bool:
    return token.lemma_.lower() == word or token.lower_ == word


def _close(token: Token, head: Token, entry: Entry) -> bool:
    """True for a further word of the entry that stands close enough to be quoted with its head."""
    return head.i < token.i <= head.i + 4 and any(_is(token, w) for w in entry.words[1:])


def _noun(token: Token, lexicon: Lexicon) -> Anchor | None:
    candidates = lexicon.nouns.get(token.lemma_.lower(), ()) or lexicon.nouns.get(token.lower_, ())
    for entry in candidates:
        last = token.i + len(entry.words) - 1
        if last >= len(token.doc) or not all(_is(token.doc[token.i + k], w) for k, w in enumerate(entry.words)):
            continue
        head = _head(token, last)
        if head is None or (head.dep_ in {"compound", "nmod"} and head.head.i > last):
            continue
        light, side = _carried(head)
        if all(holds(test, head, entry) for test in entry.when):
            return Anchor(head, token.i, last, entry, light, side)
    return None


def _head(first: Token, last: int) -> Token | None:
    """The noun that heads the words; None if they do not make a noun phrase."""
    span = first.doc[first.i : last + 1]
    head = span.root
    if head.pos_ in _NOMINAL or (len(span) > 1 and "-" in span.text and head.pos_ not in {"VERB", "AUX"}):
        return head
    return None


def _carried(noun: Token) -> tuple[Token | None, str]:
    """The light verb that a noun hangs on, and the side of its subject."""
    verb = noun.head
    prep = ""
    if noun.dep_ == "pobj":
        prep, verb = verb.lower_, verb.head
    elif noun.dep_ == "conj" and verb.dep_ == "dobj":
        verb = verb.head
    elif noun.dep_ not in {"dobj", "nsubjpass", "attr", "nsubj"}:
        verb = next((c for c in noun.children if c.dep_ == "acl" and c.tag_ == "VBN"), noun)
    if verb is noun or verb.pos_ not in {"VERB", "AUX"} or (noun.dep_ == "nsubj" and not is_passive(verb)):
        verb = next((c for c in noun.children if c.dep_ in {"acl", "relcl"} and is_passive(c)), noun)
    if verb is noun:
        return None, "actor"
    near = {c.lower_ for c in verb.children if c.dep_ in {"prt", "prep", "advmod"}}
    for rest, side in light_verbs().get(verb.lemma_.lower(), ()):
        if set(rest) <= near and (not prep or prep in rest):
            return verb, side
    return None, "actor"


def holds(test: Test, token: Token, entry: Entry) -> bool:
    """True if the test of a condition holds at this token ("args" is left to whoever knows the sides)."""
    if test.key == "args":
        return True
    return _outcome(test, token) is not test.reverse


def _outcome(test: Test, token: Token) -> bool:
    match test.key:
        case "obj":
            found = objects(token) or pobjects(token, ("dative",))
            return any(of_class(t, *test.values) or _of_kind(t, test.values) for t in found)
        case "subj":
            return any(
                of_class(t, *test.values) or _of_kind(t, test.values) for t in subjects(token) or surface_subject(token)
            )
        case "of":
            return any(of_class(t, *test.values) for t in pobjects(token, ("of",)))
        case "prep":
            return any(c.dep_ in {"prep", "agent"} and c.lower_ in test.values for c in token.children)
        case "noobj":
            return not objects(token)
        case "comp":
            return any(c.dep_ in {"xcomp", "ccomp"} for c in token.children)
        case _:
            spoken = words(test.key)
            return any(t.lemma_.lower() in spoken for t in token.sent)


def _of_kind(noun: Token, classes: tuple[str, ...]) -> bool:
    """True for a measure whose "of" names something of the class ("hundreds of hostages")."""
    return any(of_class(t, *classes) for t in pobjects(noun, ("of",)))
