"""How actors stand to one another by a report's own words: who leads, belongs to, backs, left or swore loyalty to whom.

A relation is taken down only where both sides are told: the one by a name or a kind of people, the other by a name or
as a body of its own ("a Salafi group").  What is planned, denied or merely asked for keeps its status and polarity.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import LEMMA, LOWER
from spacy.strings import get_string_id
from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from onrecord.ground.actors import Actors
from onrecord.knowledge.countries import countries, country_of, nationality_words
from onrecord.knowledge.files import read_table, read_toml
from onrecord.knowledge.groups import group_of
from onrecord.model import Actor, Attribution, Quote, Relation, RelationKind, Status, Time, Unresolved
from onrecord.parsed import Parsed
from onrecord.syntax import conjuncts, negated, noun_phrase, subject

_ATTACHED = frozenset({"prep", "agent", "dative"})
_TITLES = frozenset({"compound", "nmod", "amod"})
_TOWARDS = frozenset({RelationKind.ALLIED_WITH, RelationKind.OPPOSED_TO, RelationKind.PLEDGED_TO})
_BY_NAME = frozenset({"ORG", "NORP", "PERSON", "GPE", "FAC"})
_HYPHENS = frozenset({"-", "‐", "–"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_GOVERNED = frozenset({"xcomp", "ccomp", "acl"})
_CLIMB = 3  # verbs and nouns that may govern one another above an anchor
_STATUSES = frozenset(Status)


@dataclass(frozen=True, slots=True)
class _Word:
    """A word that carries a relation, as its row in the table says."""

    kind: RelationKind
    turned: bool
    links: frozenset[str]
    marks: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Reading:
    """A relation word met in the text with the heads of its two sides."""

    word: _Word
    anchor: Token
    ones: tuple[Token, ...]
    others: tuple[Token | DocSpan, ...]


@cache
def _words(shape: str) -> Mapping[str, tuple[_Word, ...]]:
    found: dict[str, tuple[_Word, ...]] = {}
    for row in read_table("relation_words.tsv"):
        if row["shape"] == shape:
            links, marks = (frozenset(filter(None, row[column].split("|"))) for column in ("links", "marks"))
            word = _Word(RelationKind(row["kind"]), row["turned"] == "yes", links, marks)
            found[row["word"]] = (*found.get(row["word"], ()), word)
    return found


@cache
def _keys() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """The hashes of the lemmas and of the forms by which relation words are known, for one quick pass over a text."""
    lemmas = [w for shape in ("noun", "verb") for word in _words(shape) for w in (word, word.title(), word.upper())]
    return tuple(np.array([get_string_id(w) for w in listed], dtype=np.uint64) for listed in (lemmas, _words("word")))  # type: ignore[return-value]


@cache
def _effects() -> Mapping[str, str]:
    """What governing verbs make of an act ("plan": intended)."""
    return {row["lemma"]: row["effect"] for row in read_table("governors.tsv") if row["pos"] == "v"}


@cache
def _listed(kind: str) -> frozenset[str]:
    return frozenset(read_toml("relations.toml")[kind])


def find_relations(
    parsed: Parsed, attribution: Attribution, actors: Actors, times: Sequence[Time | Unresolved]
) -> tuple[Relation, ...]:
    """The relations that a report asserts, in order of the text, each once for each voice that asserts it."""
    found: dict[tuple[object, ...], Relation] = {}
    for reading in _readings(parsed.doc):
        status, polarity = _mood(reading.anchor)
        anchor = parsed.quote_of(parsed.doc[reading.anchor.i : reading.anchor.i + 1])
        claims = tuple(claim.id for claim in attribution.claims_on(anchor.span))
        time = _time_of(parsed, reading.anchor, times)
        for one, other in _sides(parsed, actors, reading):
            key = (reading.word.kind, one.id, other.id, status, polarity, claims)
            if one.id != other.id and key not in found:
                number = f"R{len(found) + 1}"
                found[key] = Relation(number, reading.word.kind, one, other, time, status, polarity, claims)
    return tuple(found.values())


def _readings(doc: Doc) -> Iterator[_Reading]:
    nouns, verbs, words = _words("noun"), _words("verb"), _words("word")
    lemmas, forms = _keys()
    hits = np.isin(doc.to_array(LEMMA), lemmas) | np.isin(doc.to_array(LOWER), forms)
    for token in (doc[int(i)] for i in np.flatnonzero(hits)):
        lower = token.lower_
        if token.pos_ in {"NOUN", "PROPN"}:
            for word in nouns.get(token.lemma_.lower(), ()):
                yield from _by_noun(token, word)
        elif lower in words and (pair := tuple(_by_word(token, words[lower][0]))):
            yield from pair
        elif token.pos_ == "VERB":
            for word in verbs.get(token.lemma_.lower(), ()):
                yield from _by_verb(token, word)


def _by_noun(noun: Token, word: _Word) -> Iterator[_Reading]:
    """X, the armed wing of Y; Y's armed wing, X; X is an ally of Y; Y leader X."""
    modifiers = {child.lower_ for child in noun.children if child.i < noun.i}
    title = noun.dep_ in _TITLES and noun.head.pos_ == "PROPN" and noun.head.i > noun.i
    before = noun.doc[(noun.head if title else noun).left_edge.i : noun.i]
    if title:
        modifiers |= {token.lower_ for token in before}
    if any(token.lower_ in _listed("unsure") for token in before) or (
        word.marks - {"*"} and not modifiers & word.marks
    ):
        return
    ones = _bearers(noun, title=title)
    others = _complements(noun, word.links) or _owners(noun)
    if ones and others:
        yield _Reading(_one_of_many(noun, word, modifiers), noun, ones, others)


def _one_of_many(noun: Token, word: _Word, modifiers: set[str]) -> _Word:
    """An office that many hold ("a senior commander") makes a member; the one who leads is told as such."""
    many = bool(modifiers & _listed("one_of_many")) or noun.tag_ in {"NNS", "NNPS"}
    if noun.dep_ in _TITLES and noun.lemma_.lower() in _listed("ranks"):
        many = True
    return replace(word, kind=RelationKind.MEMBER_OF) if many and word.kind is RelationKind.LEADS else word


def _bearers(noun: Token, *, title: bool) -> tuple[Token, ...]:
    """Whom a noun is said of: in apposition, as a predicate, or as a title before a name."""
    if title:
        return (noun.head,)
    if noun.dep_ == "appos":
        return (_top(noun),)
    named = [child for child in noun.children if child.dep_ == "appos" and child.pos_ == "PROPN"]
    if named:
        return tuple(named[:1])
    if noun.dep_ == "attr" and noun.head.lemma_ in {"be", "become", "remain"}:
        own = subject(noun.head)
        return _who(own, noun.head)
    return ()


def _top(token: Token) -> Token:
    """What a chain of appositions is about."""
    while token.dep_ == "appos" and token.head is not token:
        token = token.head
    return token


def _who(own: Token | None, verb: Token) -> tuple[Token, ...]:
    """The subject, with a relative pronoun replaced by what it stands for, and those coordinated with it."""
    if own is None:
        return ()
    if own.lower_ in _RELATIVE:
        return (_top(verb.head),) if verb.dep_ == "relcl" and verb.head.pos_ in {"NOUN", "PROPN"} else ()
    return conjuncts(_counted(own))


def _counted(head: Token) -> Token:
    """Whom a number is of ("hundreds of fighters")."""
    if head.ent_type_ == "CARDINAL":
        return next((t for child in head.children if child.dep_ == "prep" for t in child.children), head)
    return head


def _complements(head: Token, links: frozenset[str]) -> tuple[Token, ...]:
    for child in head.children:
        if child.dep_ in _ATTACHED and child.lower_ in links and child.i > head.i:
            for noun in child.children:
                if noun.dep_ == "pobj":
                    return conjuncts(noun)
    return ()


def _owners(noun: Token) -> tuple[Token | DocSpan, ...]:
    """The possessor of a noun, or the name right before it."""
    owner = next((child for child in noun.children if child.dep_ == "poss"), None)
    if owner is not None:
        return (owner,) if owner.pos_ == "PROPN" else ()
    end = noun.i
    while end > noun.sent.start and noun.doc[end - 1].lower_ in _listed("between"):
        end -= 1
    start = end
    while start > noun.sent.start and _nameable(noun.doc[start - 1]):
        start -= 1
    span = noun.doc[start:end]
    return (span,) if len(span) and group_of(span.text) is not None else ()


def _nameable(token: Token) -> bool:
    return token.pos_ == "PROPN" or token.ent_type_ in {"ORG", "NORP"} or token.text in _HYPHENS


def _by_verb(verb: Token, word: _Word) -> Iterator[_Reading]:
    """X pledged allegiance to Y; X, who leads Y; X has broken away from Y."""
    if word.marks and not any(child.lower_ in word.marks for child in verb.children):
        return
    others: tuple[Token, ...]
    if "-" in word.links:
        others = tuple(t for child in verb.children if child.dep_ == "dobj" for t in conjuncts(child))
    else:
        marked = [child for child in verb.children if child.lower_ in word.marks]
        others = next(filter(None, (_complements(t, word.links) for t in (verb, *marked))), ())
    ones = _who(subject(verb) or _controller(verb), verb)
    if ones and others:
        yield _Reading(word, verb, ones, others)


def _controller(verb: Token) -> Token | None:
    """Whom a participle or an infinitive after a noun is about ("militants pledging allegiance to Y")."""
    if verb.dep_ == "acl" and verb.tag_ == "VBG":
        return verb.head
    if verb.dep_ == "acl":  # "its plan to join Y"
        return subject(verb.head)
    return subject(verb.head) if verb.dep_ == "conj" else None


def _by_word(word: Token, meant: _Word) -> Iterator[_Reading]:
    """X, loyal to Y; X is backed by Y; Y-backed X."""
    others: tuple[Token | DocSpan, ...] = _complements(word, meant.links) or _hyphenated(word)
    if not others:
        return
    if word.dep_ in {"amod", "acl", "appos"} or (word.dep_ == "conj" and word.head.dep_ in {"amod", "acl"}):
        head = word.head.head if word.dep_ == "conj" else word.head
        nearest = max((t for t in conjuncts(head) if t.i < word.i), key=lambda t: t.i, default=head)
        yield _Reading(meant, word, (_top(nearest),), others)
    elif word.dep_ in {"acomp", "ROOT", "relcl", "conj", "ccomp", "advcl"}:
        clause = word.head if word.dep_ == "acomp" else word
        yield _Reading(meant, word, _who(subject(clause), clause), others)


def _hyphenated(word: Token) -> tuple[DocSpan, ...]:
    """The name before a hyphen ("Iran-backed")."""
    doc, i = word.doc, word.i
    if i < 2 or doc[i - 1].text not in _HYPHENS or not doc[i - 2].text[:1].isupper():
        return ()
    start = i - 2
    while start > word.sent.start and doc[start - 1].ent_type_ and doc[start - 1].ent_type_ == doc[start].ent_type_:
        start -= 1
    return (doc[start : i - 1],)


def _sides(parsed: Parsed, actors: Actors, reading: _Reading) -> Iterator[tuple[Actor, Actor]]:
    """The pairs of actors that stand in the relation, subject first."""
    kind, turned = reading.word.kind, reading.word.turned
    led = kind is RelationKind.LEADS
    ones = [actor for t in reading.ones if (actor := _actor(parsed, actors, t, acting=not (led and turned)))]
    for other in reading.others:
        known = _named(parsed, actors, other, anyone=kind in _TOWARDS or (led and turned))
        if known and reading.anchor.lemma_ == "join" and not known.id.startswith("group:"):
            continue  # "joined the navy in the search"
        for one in ones if known else ():
            if led and not turned and one.id.startswith("group:"):
                continue  # a body leads nothing but a coalition, and that is told by "Y-led"
            if known and one.country and one.country == known.country and known.id == f"state:{known.country}":
                continue  # that a state's forces side with it is no news
            yield (known, one) if known and turned else (one, known)  # type: ignore[misc]


def _actor(parsed: Parsed, actors: Actors, head: Token, *, acting: bool) -> Actor | None:
    """The actor that a noun or a pronoun stands for, if it is one that a relation can be said of."""
    if head.pos_ == "PRON":
        quote = parsed.quote_of(parsed.doc[head.i : head.i + 1])
        found = actors.ground(quote)
        told = found.sector is not None or found.name.split(" ")[-1].lower() in _listed("bodies")
        return found if told and parsed.resolve(quote) != quote else None
    span, lemma = _span(head), head.lemma_.lower()
    if lemma in _listed("acts") or not (
        _bears_name(head) or lemma in _listed("bodies") or (acting and actors.acts(span))
    ):
        return None
    found = actors.ground(parsed.quote_of(span))
    if found.id.startswith("state:") and country_of(span.text) is None:
        return actors.stranger(found.mention)  # whose forces they are is what the relation tells
    return found


def _named(parsed: Parsed, actors: Actors, side: Token | DocSpan, *, anyone: bool) -> Actor | None:
    """The actor that is named, or told as a body of its own; None for anything else."""
    span = side if isinstance(side, DocSpan) else _span(side)
    head = span.root
    actor = actors.ground(parsed.quote_of(span))
    if actor.id.startswith("actor") and _is_adjective(head):
        nation = countries().get(nationality_words().get(head.lower_, ""))
        return Actor(actor.mention, f"state:{nation.iso3}", nation.name, "GOV", nation.iso3) if nation else None
    if actor.id.startswith(("group:", "state:")):
        return actor if anyone or not _is_seat(actor) else None
    if _bears_name(head) and (anyone or head.ent_type_ not in {"PERSON", "GPE"}):
        return actor
    vague = any(child.lower_ in _listed("vague") for child in head.children)
    return actor if head.pos_ == "NOUN" and head.lemma_.lower() in _listed("bodies") and not vague else None


def _is_adjective(head: Token) -> bool:
    """True for the word of a nation or a people, which is no body by itself ("Kurdish-led")."""
    return head.pos_ == "ADJ" or head.ent_type_ == "NORP" or head.lower_ in nationality_words()


def _is_seat(actor: Actor) -> bool:
    """True for a bare state: one leads, leaves or joins bodies; what holds between states is told by other words."""
    return actor.id.count(":") == 1 and actor.id.startswith("state:")


def _bears_name(head: Token) -> bool:
    return head.pos_ == "PROPN" and head.ent_type_ in _BY_NAME


def _span(head: Token) -> DocSpan:
    """The phrase of a noun without what follows it, articles in; a name with all its words."""
    span = noun_phrase(head, short=True)
    start, end = span.start, head.i + 1
    while start < head.i and (span.doc[start].is_punct or span.doc[start].is_space):
        start += 1
    while head.ent_type_ and end < len(head.doc) and head.doc[end].ent_iob_ == "I":
        end += 1
    return span.doc[start:end]


def _mood(anchor: Token) -> tuple[Status, bool]:
    """How real the relation is by the words that govern its anchor, and whether it is affirmed."""
    clause = anchor.head if anchor.dep_ in {"attr", "acomp"} else anchor
    polarity = not negated(clause)
    if any(child.dep_ == "mark" and child.lower_ in {"if", "unless"} for child in clause.children):
        return Status.HYPOTHETICAL, polarity
    if any(child.dep_ == "aux" and child.lower_ in _listed("to_come") for child in clause.children):
        return Status.INTENDED, polarity
    for _ in range(_CLIMB):
        if clause.dep_ not in _GOVERNED:
            break
        linked, clause = clause.dep_, clause.head
        effect = _effects().get(clause.lemma_.lower())
        if effect in _STATUSES and (linked != "ccomp" or effect != Status.OCCURRED):
            return Status(effect), polarity and not negated(clause)
        if clause.lemma_.lower() in _listed("denying"):
            return Status.OCCURRED, not polarity
    return Status.OCCURRED, polarity


def _time_of(parsed: Parsed, anchor: Token, times: Sequence[Time | Unresolved]) -> Time | None:
    """When the verb says that it came about."""
    if anchor.pos_ != "VERB":
        return None
    for time in times:
        mention: Quote | None = time.mention
        if mention is None or isinstance(time, Unresolved) or time.start is None:
            continue
        root = parsed.tokens(mention.span).root
        if anchor in (root.head, root.head.head) and root.sent.start == anchor.sent.start:
            return time
    return None
