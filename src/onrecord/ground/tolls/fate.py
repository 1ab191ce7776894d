"""What happened to one count of people, and whether a trigger word and a count go together."""

from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.ground.tolls.counts import Count
from onrecord.ground.tolls.lexicon import Meaning, state_meaning, verb_meaning
from onrecord.model import Outcome

AUXILIARIES = frozenset({"was", "were", "is", "are", "been", "being", "be", "got", "had", "has", "have"})
PASSED_OVER = frozenset(
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


@dataclass(frozen=True, slots=True)
class Fate:
    """The outcomes of one count, and the token that says each; `shared` if the outcomes share the one count."""

    outcomes: tuple[tuple[Outcome, Token], ...]
    shared: bool = False


def one_fate(meaning: Meaning, token: Token) -> Fate:
    """The fate that one trigger alone says; several outcomes of one word ("casualties") share the count."""
    pairs = tuple((outcome, token) for outcome in meaning.outcomes)
    return Fate(pairs, shared=len(pairs) > 1)


def fits(count: Count, meaning: Meaning) -> bool:
    """Whether the counted can be the people of a trigger: known people, or any noun not known to be something else."""
    if count.bare:
        return count.head.ent_type_ not in ("DATE", "MONEY", "PERCENT", "TIME") or count.head.dep_ in (
            "nsubjpass",
            "dobj",
        )
    return bool(count.people) or (
        meaning.any_noun and count.people is None and count.head.tag_ in ("NNS", "NN", "NNPS", "NNP")
    )


def is_shared(outcomes: set[Outcome], either: bool) -> bool:
    """Nobody is both killed and injured: such a count is shared; so is one with "or"."""
    return len(outcomes) > 1 and (either or {Outcome.KILLED, Outcome.INJURED} <= outcomes)


def collect(count: Count, verbs: list[Token], either: bool) -> Fate | None:
    """The fate that coordinated verbs say, each outcome with the first verb that says it."""
    pairs: dict[Outcome, Token] = {}
    for verb in verbs:
        meaning = verb_meaning(verb)
        if meaning and fits(count, meaning):
            for outcome in meaning.outcomes:
                pairs.setdefault(outcome, verb)
    return Fate(tuple(pairs.items()), shared=is_shared(set(pairs), either)) if pairs else None


def collect_states(found: list[Token], count: Count, either: bool) -> Fate | None:
    """The fate that coordinated states ("killed or wounded") say."""
    pairs: dict[Outcome, Token] = {}
    for token in found:
        meaning = state_meaning(token)
        if meaning and fits(count, meaning):
            for outcome in meaning.outcomes:
                pairs.setdefault(outcome, token)
    return Fate(tuple(pairs.items()), shared=is_shared(set(pairs), either)) if pairs else None


def is_deed(token: Token) -> bool:
    """True if a participle-like form is an active verb with an object ("three gunmen wounded five")."""
    if token.tag_ not in ("VBD", "VBN", "VBP", "VB"):
        return False
    if any(c.dep_ in ("auxpass", "nsubjpass", "agent") for c in token.children):
        return False
    follows = next(
        (t for t in token.doc[token.i + 1 : token.i + 4] if not t.is_space and t.lower_ not in PASSED_OVER), None
    )
    if follows is None:
        return False
    return follows.pos_ in ("DET", "NUM", "PRON", "PROPN") or (
        follows.lower_ in ("at", "more", "up", "over") and follows.nbor().lower_ in ("least", "than", "to")
    )


def object_of(verb: Token) -> Token | None:
    """The direct object of a verb, if it has one."""
    return next((c for c in verb.children if c.dep_ in ("dobj", "obj")), None)
