"""What happened to counted people: from the dependency tree first, from the words beside the count where the tree fails."""

import re
from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.ground.tolls.counts import Count
from onrecord.ground.tolls.lexicon import Meaning, noun_meaning, state_meaning, verb_meaning
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
_FINITE_AUX = frozenset({"was", "were", "is", "are", "been", "being", "be", "got", "had", "has", "have"})
_SKIP = frozenset(
    {
        "also",
        "reportedly",
        "allegedly",
        "later",
        "then",
        "either",
        "both",
        "instantly",
        "apparently",
        "seriously",
        "critically",
        "slightly",
        "severely",
        "badly",
        "lightly",
        "gravely",
        "fatally",
        "to",
        "have",
        "or",
        "and",
        "all",
    }
)
_TOLL_WORDS = re.compile(
    r"\b(?:toll|(?:number|count|tally|figure|total)\s+of\s+(?:the\s+)?(?P<what>\w+(?:\s+\w+){0,2}?))\b", re.IGNORECASE
)
_TOLL_LINK = re.compile(
    r"\b(?:to|at|of|as\s+high\s+as|is|was|stands\s+at|stood\s+at|reached|reaching|hit|exceeded|passed|topped|surpassed|be)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_SAYING = frozenset({"say", "tell", "add", "report", "announce", "claim", "state", "confirm"})
_NEAR_VERB = 4  # tokens between verbs that share an object ("killed and badly wounded 12")
_OUT_OF_HOME = frozenset({"home", "homes", "house", "houses", "village", "villages", "land"})


@dataclass(frozen=True, slots=True)
class Fate:
    """The outcomes of one count, and the token that says each; `shared` if the outcomes share the one count."""

    outcomes: tuple[tuple[Outcome, Token], ...]
    shared: bool = False


def fate_of(count: Count) -> Fate | None:
    """What the report says happened to these people; None if nothing, or if they are those who did it."""
    if _speaks(count):
        return None
    return (
        _counted_noun(count)
        or _state_beside(count)
        or _by_syntax(count)
        or _by_words(count)
        or _toll_statement(count)
        or _weak_noun(count)
    )


def _speaks(count: Count) -> bool:
    """True for "..., an official said": whoever tells of it."""
    doc = count.head.doc
    return count.end < len(doc) and doc[count.end].lemma_ in _SAYING and doc[count.end].tag_ in ("VBD", "VBZ", "VBP")


def _one(meaning: Meaning, token: Token) -> Fate:
    pairs = tuple((outcome, token) for outcome in meaning.outcomes)
    return Fate(pairs, shared=len(pairs) > 1)


def _fits(count: Count, meaning: Meaning) -> bool:
    """Whether the counted can be the people of a trigger: known people, or any noun not known to be something else."""
    if count.bare:
        return count.head.ent_type_ not in ("DATE", "MONEY", "PERCENT", "TIME") or count.head.dep_ in (
            "nsubjpass",
            "dobj",
        )
    return bool(count.people) or (
        meaning.any_noun and count.people is None and count.head.tag_ in ("NNS", "NN", "NNPS", "NNP")
    )


def _counted_noun(count: Count) -> Fate | None:
    """12 deaths, 20 wounded, no casualties."""
    meaning = noun_meaning(count.head, "noun")
    if meaning is None or (count.bare and count.head.pos_ == "NUM"):
        return None
    return _one(meaning, count.head)


def _weak_noun(count: Count) -> Fate | None:
    """Six bodies, 400 hostages: unless a verb has said what became of them."""
    meaning = noun_meaning(count.head, "weak")
    if meaning is None or count.none:
        return None
    if count.head.lemma_ == "life":
        verb = count.head.head
        if verb.lemma_ not in ("claim", "cost", "take", "lose", "toll", "of") and "toll" not in verb.sent.text:
            return None
    return _one(meaning, count.head)


def _state_beside(count: Count) -> Fate | None:
    """12 dead soldiers; 3 dead; at least 40 wounded; 36 people missing."""
    doc = count.head.doc
    inside = [t for t in doc[count.start : count.end] if state_meaning(t)]
    if inside and not count.bare and inside[0].i < count.head.i:
        meaning = state_meaning(inside[0])
        return _one(meaning, inside[0]) if meaning and _fits(count, meaning) else None
    return _run(count, count.end)


def _run(count: Count, at: int) -> Fate | None:
    """The states right after a count, joined by "and" or "or", that are said of it and are not what it did."""
    doc = count.head.doc
    found: list[Token] = []
    either = False
    for token in doc[at : min(len(doc), at + 8)]:
        if state_meaning(token):
            found.append(token)
        elif token.lower_ in ("or", "and", ",", "and/or", "/"):
            either |= token.lower_ in ("or", "and/or", "/")
            if not found:
                return None
        elif token.lower_ in _SKIP or token.is_space:
            continue
        else:
            break
    if not found or _is_deed(found[-1]) or _apart(found, count):
        return None
    return _states(found, count, either)


def _apart(found: list[Token], count: Count) -> bool:
    """True where the count already is the subject of another verb ("12 gunmen wounded in a raid were jailed" is not)."""
    return any(t.pos_ == "VERB" and _object(t) is not None for t in found[:1])


def _states(found: list[Token], count: Count, either: bool) -> Fate | None:
    pairs: dict[Outcome, Token] = {}
    for token in found:
        meaning = state_meaning(token)
        if meaning and _fits(count, meaning):
            for outcome in meaning.outcomes:
                pairs.setdefault(outcome, token)
    return Fate(tuple(pairs.items()), shared=_is_shared(set(pairs), either)) if pairs else None


def _is_shared(outcomes: set[Outcome], either: bool) -> bool:
    """Nobody is both killed and injured: such a count is shared; so is one with "or"."""
    return len(outcomes) > 1 and (either or {Outcome.KILLED, Outcome.INJURED} <= outcomes)


def _is_deed(token: Token) -> bool:
    """True if a participle-like form is an active verb with an object ("three gunmen wounded five")."""
    if token.tag_ not in ("VBD", "VBN", "VBP", "VB"):
        return False
    if any(c.dep_ in ("auxpass", "nsubjpass", "agent") for c in token.children):
        return False
    follows = next((t for t in token.doc[token.i + 1 : token.i + 4] if not t.is_space and t.lower_ not in _SKIP), None)
    if follows is None:
        return False
    return (
        follows.pos_ in ("DET", "NUM", "PRON", "PROPN")
        or follows.lower_ in ("at", "more", "up", "over")
        and follows.nbor().lower_ in ("least", "than", "to")
    )


def _object(verb: Token) -> Token | None:
    return next((c for c in verb.children if c.dep_ in ("dobj", "obj")), None)


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
        if meaning and _fits(count, meaning):
            return _one(meaning, verb.head)
    return _of_clause(count)


def _verbs(verb: Token) -> list[Token]:
    """A verb and those coordinated with it that have no subject of their own."""
    return [
        verb,
        *(c for c in verb.conjuncts if c.i > verb.i and not any(k.dep_ in ("nsubj", "nsubjpass") for k in c.children)),
    ]


def _of_subject(count: Count, verb: Token) -> Fate | None:
    own = state_meaning(verb)
    if own and verb.tag_ in ("VBG", "JJ") and _fits(count, own):
        return _one(own, verb)
    if verb.lower_ in _FINITE_AUX or verb.lemma_ in _COPULAS:
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
            return _one(meaning, state) if meaning and _fits(count, meaning) else None
    return _collect(count, [v for v in _verbs(verb) if _befalls_subject(v)], _has_or(verb))


def _befalls_subject(verb: Token) -> bool:
    meaning = verb_meaning(verb)
    if meaning is None:
        return False
    if meaning.how == "befell" or any(c.dep_ in ("nsubjpass", "auxpass", "agent") for c in verb.children):
        return True
    return _object(verb) is None and not _is_deed(verb) and verb.tag_ in ("VBN", "VBD") and meaning.any_noun


def _of_object(count: Count, verb: Token) -> Fate | None:
    if verb.lower_ == "lost" and count.head.lemma_ == "life":
        return None
    shared = [v for v in verb.conjuncts if _object(v) is None and 0 < verb.i - v.i <= _NEAR_VERB]
    verbs = [v for v in (*shared, verb) if (m := verb_meaning(v)) and m.how == "done"]
    if not verbs:
        return _driven(count, verb)
    return _collect(count, verbs, _has_or(verb))


def _driven(count: Count, verb: Token) -> Fate | None:
    """Forced 300 people to flee; driven 300 people from their homes."""
    if verb.lemma_ not in ("force", "drive", "cause", "prompt", "send", "see"):
        return None
    for token in verb.doc[count.end : min(verb.sent.end, count.end + 8)]:
        if token.lemma_ == "flee" or token.lower_ in _OUT_OF_HOME:
            return Fate(((Outcome.DISPLACED, verb),)) if count.people else None
    return None


def _collect(count: Count, verbs: list[Token], either: bool) -> Fate | None:
    pairs: dict[Outcome, Token] = {}
    for verb in verbs:
        meaning = verb_meaning(verb)
        if meaning and _fits(count, meaning):
            for outcome in meaning.outcomes:
                pairs.setdefault(outcome, verb)
    return Fate(tuple(pairs.items()), shared=_is_shared(set(pairs), either)) if pairs else None


def _has_or(verb: Token) -> bool:
    return any(c.lower_ in ("or", "and/or") for v in (verb, *verb.conjuncts) for c in v.children if c.dep_ == "cc")


def _of_clause(count: Count) -> Fate | None:
    """29 who will die; soldiers killed in the raid."""
    for child in count.head.children:
        if child.dep_ not in ("relcl", "acl") or child.i < count.end:
            continue
        verbs = [v for v in _verbs(child) if _befalls_subject(v) or _takes(v, child)]
        fate = _collect(count, verbs, _has_or(child))
        if fate:
            return fate
    return None


def _takes(verb: Token, clause: Token) -> bool:
    """True for "soldiers killed in the raid" and "fighters (that) we captured": the clause is about what was done to them."""
    meaning = verb_meaning(verb)
    if meaning is None or meaning.how != "done":
        return False
    if clause.dep_ == "acl":
        return verb.tag_ == "VBN"
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    thing = _object(verb)
    told = subject is not None and subject.lower_ not in ("who", "that", "which")
    return told and (thing is None or thing.lower_ in ("that", "whom", "which", "who"))


def _by_words(count: Count) -> Fate | None:
    """Where the tree fails: a passive some words after the count, or a deed right before it."""
    doc, sentence = count.head.doc, count.head.sent
    before = next(
        (
            t
            for t in reversed(doc[max(sentence.start, count.start - 3) : count.start])
            if not t.is_space and t.lower_ not in _SKIP
        ),
        None,
    )
    if (
        before is not None
        and before.tag_ in ("VBG", "VBD", "VBN", "VB", "VBZ", "VBP")
        and not any(c.dep_ in ("auxpass", "nsubjpass") for c in before.children)
    ):
        meaning = verb_meaning(before)
        if meaning and meaning.how == "done" and _fits(count, meaning):
            return _one(meaning, before)
    for token in doc[count.end : min(sentence.end, count.end + 14)]:
        if token.lower_ in _FINITE_AUX:
            return _passive_after(count, token)
        if (
            token.tag_ in ("VBD", "VBZ", "VBP")
            or token.lower_ in (";", "when", "after", "and", "by", "who", "whom", "half")
            or (token.pos_ == "NUM" and token.i > count.end + 2)
        ):
            return None
    return None


def _passive_after(count: Count, auxiliary: Token) -> Fate | None:
    found = []
    either = False
    for token in auxiliary.doc[auxiliary.i + 1 : min(auxiliary.sent.end, auxiliary.i + 9)]:
        if token.tag_ in ("VBN", "VBD", "JJ") and (
            state_meaning(token) or ((m := verb_meaning(token)) and m.how == "done")
        ):
            found.append(token)
        elif token.lower_ in ("or", "and/or"):
            either = True
        elif (
            token.lower_ not in _SKIP
            and token.lower_ not in _FINITE_AUX
            and token.pos_ != "ADV"
            and token.lower_ != ","
        ):
            break
    pairs: dict[Outcome, Token] = {}
    for token in found:
        meaning = state_meaning(token) or verb_meaning(token)
        if meaning and _fits(count, meaning):
            pairs.update((o, token) for o in meaning.outcomes if o not in pairs)
    return Fate(tuple(pairs.items()), shared=_is_shared(set(pairs), either)) if pairs else None


def _toll_statement(count: Count) -> Fate | None:
    """The death toll rose to 43; put the number of dead soldiers at closer to 65."""
    doc = count.head.doc
    start = max(count.head.sent.start, count.start - 18)
    head = doc[start : count.start].text
    words = list(_TOLL_WORDS.finditer(head))
    if not words or not _TOLL_LINK.search(head + " "):
        return None
    if not (count.bare or count.people):
        return None
    said = words[-1]["what"]
    anchor = next(
        (t for t in doc[start : count.start] if t.lower_ in ("toll", "number", "count", "tally", "figure", "total")),
        doc[start],
    )
    if said is None:
        injured = "injury toll" in head.lower()
        return Fate(((Outcome.INJURED if injured else Outcome.KILLED, anchor),))
    for token in doc[start : count.start]:
        meaning = state_meaning(token) or noun_meaning(token, "noun")
        if meaning and token.i > anchor.i:
            return _one(meaning, token)
    return None
