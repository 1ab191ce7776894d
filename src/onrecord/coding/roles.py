"""Who did it and to whom: the sides of an act, as nouns of the parse, then as quotes of the report."""

from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.coding.anchors import Anchor
from onrecord.coding.arguments import child, expand, is_passive, objects, owners, pobjects, subjects
from onrecord.coding.classes import is_actor, of_class
from onrecord.coding.wordlists import words
from onrecord.model import Quote
from onrecord.parsed import Parsed

_VERBAL = frozenset(
    [
        "AGREE",
        "CONSULT",
        "SUPPORT",
        "CONCEDE",
        "COOPERATE",
        "AID",
        "REQUEST",
        "ACCUSE",
        "REJECT",
        "THREATEN",
        "SANCTION",
    ]
)
_FIRST_PERSON = frozenset(["i", "we", "me", "us", "my", "our", "ours", "mine"])
_PRONOUNS = frozenset(
    [
        "he",
        "she",
        "it",
        "they",
        "him",
        "her",
        "them",
        "his",
        "its",
        "their",
        "theirs",
        "himself",
        "itself",
        "themselves",
        "who",
    ]
)
_NOBODY = frozenset({"it", "there", "this", "that", "nobody"})
_NAMED = frozenset({"NORP", "GPE", "ORG", "PERSON"})
_OCCASION = frozenset({"for", "in", "at", "during", "to"})
_OWN_DEED = frozenset({"withdraw", "resign", "disarm"})  # in RETREAT the one of whom the noun is said does it
_MEANS = ("with", "by", "using", "from", "in")


@dataclass(frozen=True, slots=True)
class Sides:
    """The nouns that name who acts, whom it touches, and by what means."""

    actor: tuple[Token, ...] = ()
    recipient: tuple[Token, ...] = ()
    instrument: tuple[Token, ...] = ()


def sides(anchor: Anchor) -> Sides:
    """The sides of the act that an anchor names."""
    found = _verb_sides(anchor) if anchor.entry.verb else _noun_sides(anchor)
    actor = tuple(dict.fromkeys(t for t in found.actor if _can_act(t)))
    weapons = tuple(t for t in found.actor if t not in actor and _is_means(t))
    recipient = tuple(dict.fromkeys(t for t in _patients(anchor, found.recipient) if t not in actor))
    return Sides(actor, recipient, (*weapons, *_means(anchor)))


def _verb_sides(anchor: Anchor) -> Sides:
    verb, entry = anchor.head, anchor.entry
    actor = subjects(verb)
    if entry.recipient == ("subj",) or entry.recipient[0] == "subj":
        return Sides((), actor or objects(verb))
    recipient: tuple[Token, ...] = ()
    for place in entry.recipient:
        recipient = objects(verb) if place == "obj" else pobjects(verb, (place,))
        recipient = tuple(t for t in recipient if _fits(anchor, t))
        if recipient:
            break
    if not recipient and anchor.last > verb.i:
        recipient = _below(anchor)
    if not recipient and entry.type in {"ACCUSE", "REQUEST"}:
        recipient = _told_of(verb)
    if entry.actor == "none":
        return Sides((), recipient)
    if entry.actor == "both":
        together = (*actor, *recipient) if len(actor) < 2 and entry.type == "ASSAULT" else actor
        return Sides(together, () if entry.type == "ASSAULT" else recipient)
    return Sides(actor, recipient)


def _told_of(verb: Token) -> tuple[Token, ...]:
    """Who is said to have done it, or is to do it: the subject of "alleged that the army had fired"."""
    clause = child(verb, "ccomp")
    if clause is None or is_passive(clause):
        return ()
    own = child(clause, "nsubj")
    return tuple(t for t in expand(own) if is_actor(t)) if own is not None and own.lower_ not in _NOBODY else ()


def _below(anchor: Anchor) -> tuple[Token, ...]:
    """The recipient that hangs on the noun of a verb phrase ("laid siege to the town")."""
    for token in anchor.head.doc[anchor.first + 1 : anchor.last + 1]:
        if token.pos_ == "NOUN":
            found = pobjects(token, anchor.entry.recipient) or pobjects(token, ("on", "to", "against", "of", "with"))
            if found:
                return found
    return ()


def _noun_sides(anchor: Anchor) -> Sides:
    noun, entry = anchor.head, anchor.entry
    first = anchor.head.doc[anchor.first]
    actor = _noun_owners(noun)
    recipient = pobjects(noun, tuple(p for p in entry.recipient if p not in {"obj", "between"}))
    if entry.actor == "both":
        parties = pobjects(noun, ("between", "among")) or _involved(noun)
        if not parties and entry.type in {"CONSULT", "AGREE", "COOPERATE"}:
            parties = tuple(t for t in pobjects(noun, ("of",)) if is_actor(t))
        if parties:
            return Sides(parties, ())
        if entry.type == "ASSAULT" and recipient and not actor:
            actor = _light_subject(anchor)
        return (
            Sides((*actor, *recipient), ())
            if entry.type == "ASSAULT" and pobjects(noun, ("with",))
            else Sides(actor or _light_subject(anchor), recipient)
        )
    if entry.actor == "none":
        return Sides((), recipient or actor or _light_subject(anchor))
    if not recipient and first.i < noun.i:
        recipient = pobjects(first, ("of", "on", "against"))
    if anchor.light is not None and anchor.side == "recipient":
        return Sides(actor, recipient or surface(anchor.light))
    if not actor:
        actor = _light_subject(anchor)
    if not recipient and anchor.light is not None:
        recipient = tuple(t for t in pobjects(anchor.light, ("on", "against", "at", "to", "with")) if is_actor(t))
    if entry.type == "RETREAT" and entry.mode in _OWN_DEED:
        return Sides(actor or recipient, ())
    if (
        entry.type in {"COERCE", "RETREAT", "SANCTION"}
        and not pobjects(noun, ("by",))
        and child(noun, "poss") is not None
        and noun.lemma_.lower() not in words("owned by its doer")
        and not recipient
    ):
        return Sides((), actor)
    return Sides(actor, recipient)


def _involved(noun: Token) -> tuple[Token, ...]:
    """The parties of "an operation involving X and Y"."""
    return tuple(t for c in noun.children if c.dep_ in {"acl", "prep"} and c.lower_ == "involving" for t in objects(c))


def _noun_owners(noun: Token) -> tuple[Token, ...]:
    for c in noun.children:
        if c.dep_ in {"acl", "relcl"} and is_passive(c) and (by := subjects(c)):
            return by
    return owners(noun, depth=4)


def _light_subject(anchor: Anchor) -> tuple[Token, ...]:
    if anchor.side == "recipient":
        return ()
    if anchor.light is not None:
        return subjects(anchor.light)
    noun = anchor.head
    if anchor.entry.type == "CONSULT" and noun.dep_ == "pobj" and noun.head.lower_ in _OCCASION:
        above = noun.head.head
        return surface(above) if above.pos_ in {"VERB", "AUX"} else ()
    return ()


def surface(verb: Token) -> tuple[Token, ...]:
    """The grammatical subject of a light verb that makes it the one who suffers the act."""
    own = child(verb, "nsubj", "nsubjpass")
    return expand(own) if own is not None else subjects(verb)


def _can_act(token: Token) -> bool:
    if token.lemma_.lower() in words("crewed") and token.dep_ == "nsubj":
        return True
    return is_actor(token) or (of_class(token, "WEAPON", "VEHICLE") and _has_owner(token))


def _has_owner(token: Token) -> bool:
    return any(c.ent_type_ in _NAMED or c.dep_ == "poss" for c in token.children)


def _is_means(token: Token) -> bool:
    return of_class(token, "WEAPON", "BANG", "BULLET", "ROCKET", "GAS", "STONE")


def _means(anchor: Anchor) -> tuple[Token, ...]:
    if anchor.entry.type not in {"ASSAULT", "PROTEST"}:
        return ()
    return tuple(t for t in pobjects(anchor.head, _MEANS) if _is_means(t))


def _fits(anchor: Anchor, token: Token) -> bool:
    """An act of words is directed at someone, or at something of theirs; a deed may touch anything but its weapon."""
    own = anchor.first <= token.i <= anchor.last and token.lemma_ in anchor.entry.words
    if own or token.ent_type_ in {"DATE", "TIME", "PERCENT"}:
        return False
    if anchor.entry.type in _VERBAL:
        return is_actor(token) or bool(_possessor(token))
    if anchor.entry.type == "RETREAT" and anchor.entry.mode in {"withdraw", "resign"}:
        return of_class(token, "PERSON", "CIVILIAN") and not of_class(token, "FORCE")
    if anchor.entry.type == "RETREAT":
        return not of_class(token, "GPE", "TERRITORY") or anchor.entry.mode == "return"
    return True


def _patients(anchor: Anchor, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    if anchor.entry.type not in _VERBAL:
        return tuple(t for t in tokens if t.ent_type_ not in {"DATE", "TIME", "PERCENT"})
    return tuple(p for t in tokens for p in ((t,) if is_actor(t) else _possessor(t)))


def _possessor(noun: Token) -> tuple[Token, ...]:
    """Whose the thing is that was asked for, condemned or refused."""
    return tuple(t for t in (owners(noun, depth=4) or pobjects(noun, ("by", "of", "on", "to"))) if is_actor(t))[:2]


def is_stand_in(token: Token) -> bool:
    """True for a pronoun, whose meaning another mention gives."""
    return token.pos_ == "PRON" or token.lower_ in _PRONOUNS | _FIRST_PERSON


def quotes(tokens: tuple[Token, ...], parsed: Parsed, speaker: Quote | None) -> tuple[Quote, ...]:
    """The noun phrases of these nouns; for a pronoun whom it stands for, for "I" and "we" the speaker."""
    found: dict[tuple[int, int], Quote] = {}
    for token in tokens:
        quote = _quote(token, parsed, speaker)
        if quote is not None:
            found.setdefault((quote.span.start, quote.span.end), quote)
    return tuple(found.values())


def _quote(token: Token, parsed: Parsed, speaker: Quote | None) -> Quote | None:
    if token.lower_ in _FIRST_PERSON and not token.is_upper:
        return speaker
    quote = _phrase(token, parsed)
    if token.lower_ in _PRONOUNS or token.pos_ == "PRON":
        named = parsed.resolve(quote)
        return None if named.span == quote.span and token.lower_ in _PRONOUNS else named
    if token.ent_type_ == "PERSON" and " " not in quote.text:
        return parsed.resolve(quote)
    return quote


def _phrase(head: Token, parsed: Parsed) -> Quote:
    """The noun with what stands before it, and an "of" that tells what a number or a name counts."""
    if head.dep_ in {"compound", "amod", "nmod"}:
        return parsed.quote(head.idx, head.idx + len(head))
    left = right = head.i
    for c in head.children:
        if c.dep_ in {"det", "compound", "amod", "nummod", "nmod", "poss", "quantmod"} and c.i < head.i:
            left = min(left, c.left_edge.i)
        elif c.dep_ == "prep" and c.lower_ == "of" and c.i == right + 1:
            right = max([right, *(noun.i for noun in c.children if noun.dep_ == "pobj")])
        elif c.dep_ == "appos" and c.ent_type_ in _NAMED and c.i <= right + 6:
            right = max(right, c.i)
    text = head.doc[left : right + 1]
    return parsed.quote(text.start_char, text.end_char)
