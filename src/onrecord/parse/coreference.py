"""Who is meant by "he", "the group" or a surname: chains of mentions, found by names, apposition, number and recency.

A first, cautious resolver over the parse: a mention that no rule places stands alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from onrecord.knowledge.files import read_toml
from onrecord.parsed import Chain
from onrecord.spans import Span
from onrecord.syntax import SUBJECTS, noun_phrase

_NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_REACH = 3  # sentences back that a pronoun may look; farther ones are mostly wrong on news
_PLURAL = frozenset({"NNS", "NNPS"})


@cache
def _words() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    data = read_toml("coreference.toml")
    titles = {word: gender for gender, words in data["titles"].items() for word in words}
    heads = {word: kind for kind, words in data["heads"].items() for word in words}
    return data["pronouns"], titles, heads


@dataclass(slots=True)
class _Entity:
    """A chain while it is built."""

    kind: str  # person, group or thing
    mentions: list[Span] = field(default_factory=list)
    name: Span | None = None
    keys: set[str] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)
    gender: str | None = None
    plural: bool = False
    sentence: int = -1
    subject: bool = False
    token: int = -1


@dataclass(frozen=True, slots=True)
class _Mention:
    head: Token
    span: Span
    sentence: int
    kind: str  # person, group or thing; for a pronoun m, f, many or one
    keys: frozenset[str]
    definite: bool


def chains(doc: Doc) -> tuple[Chain, ...]:
    """The coreference chains of two or more mentions, in order of their first mention."""
    entities: list[_Entity] = []
    for mention in _mentions(doc):
        found = _antecedent(mention, entities)
        if found is None:
            if mention.kind in _words()[0].values():
                continue
            found = _Entity(kind=mention.kind)
            entities.append(found)
        _add(found, mention)
    made = ((tuple(sorted(set(e.mentions))), e.name) for e in entities)
    linked = (Chain(mentions, name) for mentions, name in made if name and len(mentions) > 1)
    return tuple(sorted(linked, key=lambda chain: chain.mentions[0]))


def _mentions(doc: Doc) -> Iterator[_Mention]:
    """Names, definite and other nouns of persons and groups, and pronouns, in order of their heads."""
    pronouns, _, heads = _words()
    named = {ent.root.i: ent for ent in doc.ents if ent.label_ in _NAMED}
    for number, sentence in enumerate(doc.sents):
        for token in sentence:
            if token.i in named:
                ent = named[token.i]
                if ent.label_ == "NORP" and token.dep_ in {"compound", "amod", "nmod"}:
                    continue  # "a Salvadoran colonel" is no mention of the Salvadorans
                phrase = noun_phrase(token, short=True)
                kind = "person" if ent.label_ == "PERSON" else "group" if ent.label_ == "NORP" else "thing"
                yield _Mention(token, _span(phrase), number, kind, _name_keys(ent.text, kind), definite=False)
            elif token.lower_ in pronouns and token.pos_ == "PRON":
                span = Span(token.idx, token.idx + len(token))
                yield _Mention(token, span, number, pronouns[token.lower_], frozenset(), definite=True)
            elif token.pos_ == "NOUN" and token.dep_ not in {"compound", "amod"}:
                sort = heads.get(token.lower_) or heads.get(token.lemma_)
                if sort is None:
                    continue
                definite = any(c.lower_ in {"the", "this", "that", "these", "those"} for c in token.children)
                span = _span(noun_phrase(token, short=True))
                yield _Mention(token, span, number, "thing" if sort == "group" else sort, frozenset(), definite)


def _span(phrase: DocSpan) -> Span:
    return Span(phrase.start_char, phrase.end_char)


def _name_keys(name: str, kind: str) -> frozenset[str]:
    """What another mention of the same name would share: a person's surname, a body's full name."""
    words = [w for w in name.replace("’s", "").replace("'s", "").split() if w.lower() not in {"the", "a", "an"}]
    if not words:
        return frozenset()
    if kind == "person":
        return frozenset({words[-1].lower(), " ".join(words).lower()})
    initials = "".join(w[0] for w in words if w[0].isupper())
    return frozenset({" ".join(words).lower(), *([initials.lower()] if len(initials) > 2 else [])})


def _antecedent(mention: _Mention, entities: list[_Entity]) -> _Entity | None:
    if mention.keys:
        return next((e for e in reversed(entities) if e.keys & mention.keys), None) or _apposed(mention, entities)
    if mention.kind in _words()[0].values():
        return _for_pronoun(mention, entities)
    return _apposed(mention, entities) or (_for_noun(mention, entities) if mention.definite else None)


def _apposed(mention: _Mention, entities: list[_Entity]) -> _Entity | None:
    """The entity that this mention stands in apposition to."""
    if mention.head.dep_ != "appos":
        return None
    governor = mention.head.head.idx
    found = next((e for e in reversed(entities) if any(s.start <= governor < s.end for s in e.mentions)), None)
    two_names = found is not None and bool(found.keys) and bool(mention.keys)
    return None if two_names or (found and found.plural != (mention.head.tag_ in _PLURAL)) else found


def _for_pronoun(mention: _Mention, entities: list[_Entity]) -> _Entity | None:
    near = [e for e in entities if mention.sentence - e.sentence <= _REACH and _agrees(mention, e)]
    if not near:
        return None
    return max(near, key=lambda e: _salience(mention, e))


def _agrees(mention: _Mention, entity: _Entity) -> bool:
    if mention.kind in {"m", "f"}:
        return entity.kind == "person" and not entity.plural and entity.gender in {None, mention.kind}
    if mention.kind == "one":
        return entity.kind == "thing" and not entity.plural
    return entity.plural or entity.kind == "group" or (entity.kind == "thing" and not entity.gender)


def _salience(mention: _Mention, entity: _Entity) -> tuple[float, int]:
    """Nearer sentences, subjects, and for plurals plural nouns come first; then the latest mention."""
    score = -2.0 * (mention.sentence - entity.sentence)
    score += 1.5 if entity.subject else 0.0
    score += 1.0 if mention.kind == "many" and entity.plural else 0.0
    return score, entity.token


def _for_noun(mention: _Mention, entities: list[_Entity]) -> _Entity | None:
    """For a definite noun: the last entity with that head, else the last person of no other title."""
    if mention.kind == "person" and _qualified(mention.head):
        return None
    head, plural = mention.head.lemma_.lower(), mention.head.tag_ in _PLURAL
    same = next((e for e in reversed(entities) if head in e.heads and e.plural == plural), None)
    if same is not None or mention.kind != "person" or plural:
        return same
    near = (e for e in reversed(entities) if e.kind == "person" and not e.plural and not e.heads)
    return next((e for e in near if mention.sentence - e.sentence <= _REACH), None)


def _qualified(head: Token) -> bool:
    """True for a noun that says itself whom it means ("the Iraqi minister", "the head of the mission")."""
    return any(c.dep_ in {"amod", "compound", "poss", "prep", "relcl", "acl", "nmod"} for c in head.children)


def _add(entity: _Entity, mention: _Mention) -> None:
    head = mention.head
    pronoun = mention.kind in _words()[0].values()
    entity.mentions.append(mention.span)
    entity.keys |= mention.keys
    entity.sentence, entity.token = mention.sentence, head.i
    entity.subject = head.dep_ in SUBJECTS
    if pronoun:
        entity.gender = entity.gender or (mention.kind if mention.kind in {"m", "f"} else None)
        return
    entity.name = entity.name or mention.span
    entity.plural = entity.plural or head.tag_ in _PLURAL
    titles = _words()[1]
    words = [t.lower_ for t in head.children] + [head.lower_]
    entity.gender = entity.gender or next((titles[w] for w in words if w in titles), None)
    if not mention.keys:
        entity.heads.add(head.lemma_.lower())
    entity.heads |= {t.lower_ for t in head.children if t.dep_ == "compound" and t.lower_ in _words()[2]}
