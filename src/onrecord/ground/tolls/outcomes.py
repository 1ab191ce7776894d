"""What happened to counted people: from the tree first, from the words beside the count where the tree fails."""

from spacy.tokens import Token

from onrecord.ground.tolls.counts import Count
from onrecord.ground.tolls.fate import AUXILIARIES, Fate, collect, fits, is_deed, object_of, one_fate
from onrecord.ground.tolls.lexicon import noun_meaning, state_meaning, verb_meaning
from onrecord.ground.tolls.wording import by_words, state_beside, state_inside, toll_statement
from onrecord.model import Outcome
from onrecord.syntax import OBJECTS

_COPULAS = frozenset(
    {
        "be",
        "leave",
        "find",
        "report",
        "remain",
        "go",
        "get",
        "lie",
        "declare",
        "pronounce",
        "confirm",
        "feel",
        "believe",
        "become",
        "know",
        "think",
        "say",
        "presume",
        "fear",
        "suspect",
        "keep",
        "number",
    }
)
_SAYING = frozenset({"say", "tell", "add", "report", "announce", "claim", "state", "confirm"})
_NOT_DONE = frozenset({"attempted", "failed", "foiled", "planned", "thwarted", "averted"})
_NEAR_VERB = 4  # tokens between verbs that share an object ("killed and badly wounded 12")
_OUT_OF_HOME = frozenset({"home", "homes", "house", "houses", "village", "villages", "land"})


def fate_of(count: Count) -> Fate | None:
    """What the report says happened to these people; None if nothing, or if they are those who did it."""
    if _speaks(count) or _describes(count):
        return None
    return (
        _counted_noun(count)
        or state_beside(count)
        or _by_syntax(count)
        or state_inside(count)
        or by_words(count)
        or toll_statement(count)
        or _weak_noun(count)
    )


def _speaks(count: Count) -> bool:
    """True for "..., an official said" and "A pastor, Ilan Roe, said": whoever tells of it.

    Of more than one only where the verb follows: in "killing 14 soldiers, officials said" parsers join the two.
    """
    doc, head = count.head.doc, count.head
    if head.dep_ == "nsubj" and head.head.lemma_ in _SAYING and doc[count.start].lower_ in ("a", "an"):
        return True
    return count.end < len(doc) and doc[count.end].lemma_ in _SAYING and doc[count.end].tag_ in ("VBD", "VBZ", "VBP")


def _describes(count: Count) -> bool:
    """True for "Omar Doe, a lawyer" and "her husband, a milkman": who somebody is, not how many there were."""
    head, doc = count.head, count.head.doc
    if head.dep_ != "appos" or head.head.i >= count.start or doc[count.start].lower_ not in ("a", "an"):
        return False
    return head.head.pos_ == "PROPN" or any(c.dep_ == "poss" for c in head.head.children)


def _counted_noun(count: Count) -> Fate | None:
    """12 deaths, 20 wounded, no casualties."""
    meaning = noun_meaning(count.head, "noun")
    if meaning is None or (count.bare and count.head.pos_ == "NUM"):
        return None
    return one_fate(meaning, count.head)


def _weak_noun(count: Count) -> Fate | None:
    """Six bodies, 400 hostages: unless a verb has said what became of them."""
    meaning = noun_meaning(count.head, "weak")
    if meaning is None or count.none:
        return None
    if count.head.lemma_ == "life":
        verb = count.head.head
        if verb.lemma_ not in ("claim", "cost", "take", "lose", "toll", "of") and "toll" not in verb.sent.text:
            return None
    return one_fate(meaning, count.head)


def _climb(head: Token) -> Token:
    """The first of the coordinated nouns that a noun hangs on ("two soldiers and a clerk": the soldiers)."""
    seen = 0
    while (
        head.dep_ in ("conj", "appos", "nummod", "quantmod", "nmod", "compound") and seen < 8 and head.head is not head
    ):
        if head.dep_ == "conj" and head.head.pos_ in ("VERB", "AUX"):
            break
        head, seen = head.head, seen + 1
    return head


def _by_syntax(count: Count) -> Fate | None:
    head = _climb(count.head)
    if (
        head.dep_ == "pobj"
        and head.head.lower_ == "of"
        and head.head.head.i >= count.start
        and head.head.head.i < count.end
    ):
        head = _climb(head.head.head)
    verb = head.head
    if head.dep_ in ("nsubj", "nsubjpass", "csubjpass"):
        return _of_subject(count, verb) or _of_clause(count)
    if head.dep_ in OBJECTS or head.dep_ in ("obj", "npadvmod", "dep", "oprd"):
        return _of_object(count, verb) or _of_clause(count)
    if head.dep_ == "pobj" and verb.lower_ == "of":
        meaning = noun_meaning(verb.head, "of")
        if meaning and fits(count, meaning) and not _not_done(verb.head):
            return one_fate(meaning, verb.head)
    return _of_clause(count)


def _not_done(noun: Token) -> bool:
    """True for "the attempted assassination of two officers"."""
    return any(c.lower_ in _NOT_DONE for c in noun.children)


def _verbs(verb: Token) -> list[Token]:
    """A verb and those coordinated with it that have no subject of their own."""
    return [
        verb,
        *(c for c in verb.conjuncts if c.i > verb.i and not any(k.dep_ in ("nsubj", "nsubjpass") for k in c.children)),
    ]


def _of_subject(count: Count, verb: Token) -> Fate | None:
    own = state_meaning(verb)
    if own and verb.tag_ in ("VBG", "JJ") and fits(count, own):
        return one_fate(own, verb)
    if verb.lower_ in AUXILIARIES or verb.lemma_ in _COPULAS:
        state = next(
            (
                t
                for c in verb.children
                if c.dep_ in ("acomp", "attr", "oprd", "xcomp", "ccomp")
                for t in (c, *c.children)
                if state_meaning(t) or (c is t and c.pos_ == "VERB" and verb_meaning(c))
            ),
            None,
        )
        if state is not None:
            meaning = state_meaning(state) or verb_meaning(state)
            return one_fate(meaning, state) if meaning and fits(count, meaning) else None
    return collect(count, [v for v in _verbs(verb) if _befalls_subject(v)], _has_or(verb))


def _befalls_subject(verb: Token) -> bool:
    meaning = verb_meaning(verb)
    if meaning is None:
        return False
    if meaning.how == "befell" or any(c.dep_ in ("nsubjpass", "auxpass", "agent") for c in verb.children):
        return True
    return object_of(verb) is None and not is_deed(verb) and verb.tag_ in ("VBN", "VBD") and meaning.any_noun


def _of_object(count: Count, verb: Token) -> Fate | None:
    if verb.lower_ == "lost" and count.head.lemma_ == "life":
        return None
    shared = [v for v in verb.conjuncts if object_of(v) is None and 0 < verb.i - v.i <= _NEAR_VERB]
    verbs = [v for v in (*shared, verb) if (m := verb_meaning(v)) and m.how == "done"]
    if not verbs:
        return _driven(count, verb)
    return collect(count, verbs, _has_or(verb))


def _driven(count: Count, verb: Token) -> Fate | None:
    """Forced 300 people to flee; driven 300 people from their homes."""
    if verb.lemma_ not in ("force", "drive", "cause", "prompt", "send", "see"):
        return None
    for token in verb.doc[count.end : min(verb.sent.end, count.end + 8)]:
        if token.lemma_ == "flee" or token.lower_ in _OUT_OF_HOME:
            return Fate(((Outcome.DISPLACED, verb),)) if count.people else None
    return None


def _has_or(verb: Token) -> bool:
    return any(c.lower_ in ("or", "and/or") for v in (verb, *verb.conjuncts) for c in v.children if c.dep_ == "cc")


def _of_clause(count: Count) -> Fate | None:
    """29 who will die; soldiers killed in the raid."""
    for child in count.head.children:
        if child.dep_ not in ("relcl", "acl") or child.i < count.end:
            continue
        verbs = [v for v in _verbs(child) if _befalls_subject(v) or _takes(v, child)]
        fate = collect(count, verbs, _has_or(child))
        if fate:
            return fate
    return None


def _takes(verb: Token, clause: Token) -> bool:
    """True for "soldiers killed in the raid" and "fighters (that) we captured": it tells what was done to them."""
    meaning = verb_meaning(verb)
    if meaning is None or meaning.how != "done":
        return False
    if clause.dep_ == "acl":
        return verb.tag_ == "VBN"
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    thing = object_of(verb)
    told = subject is not None and subject.lower_ not in ("who", "that", "which")
    return told and (thing is None or thing.lower_ in ("that", "whom", "which", "who"))
