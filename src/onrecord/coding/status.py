"""How real an act is: its own mood and tense, then the words that govern its anchor, one after the other."""

from dataclasses import replace

from spacy.tokens import Token

from onrecord.coding.anchors import Anchor, outer
from onrecord.coding.arguments import child, is_infinitive, is_passive
from onrecord.coding.classes import is_actor
from onrecord.coding.lexicon import governors, load_lexicon
from onrecord.coding.mood import is_generic, is_subjunctive, modifiers, noun_tense, own_mood, perhaps, tells_past, tense
from onrecord.coding.ontology import load_ontology
from onrecord.coding.reality import Reality
from onrecord.coding.wordlists import words
from onrecord.model import Status

_DEPTH = 8  # clauses that a word of news prose lies deep, at most
_VERBS = frozenset({"VERB", "AUX"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "VBG"})
_Step = tuple[Token, Reality, bool] | None


def reality(anchor: Anchor) -> Reality:
    """The status, polarity and hedging of the act that an anchor names."""
    found = Reality() if anchor.entry.verb else modifiers(anchor.head, Reality())
    nominal = anchor.governor == anchor.head and not anchor.entry.verb
    found, top = _climb(anchor.governor, found, nominal=nominal, act=None if anchor.entry.verb else anchor.head)
    if found.status is not None:
        return found
    if not anchor.entry.verb and anchor.entry.mode == "ceasefire" and _is_agreed(anchor):
        return replace(found, status=Status.INTENDED)
    lasting = anchor.entry.type in words("lasting type")
    if anchor.entry.type in words("done by saying") and anchor.head.dep_ == "advcl" and top == anchor.head:
        return replace(found, status=Status.OCCURRED)
    if nominal:
        return replace(found, status=noun_tense(anchor.head, lasting=anchor.entry.type in {"ASSAULT", "COERCE"}))
    return replace(found, status=tense(top, lasting=lasting))


def _is_agreed(anchor: Anchor) -> bool:
    """True for a ceasefire that was signed or announced, which says nothing yet of its being kept."""
    noun = anchor.head
    verb = anchor.light if anchor.light is not None else noun.head if noun.dep_ in {"dobj", "nsubjpass"} else None
    return verb is not None and verb.lemma_ in words("agreeing")


def is_refusal(anchor: Anchor, real: Reality) -> bool:
    """True for "we will not negotiate", "does not talk with murderers": not to deal with somebody is to refuse it."""
    verb = anchor.governor
    if real.polarity or anchor.entry.type not in words("refused by not doing") or verb.pos_ not in _VERBS:
        return False
    near = {c.lower_ for c in verb.children if c.dep_ in {"aux", "neg"}}
    return not near.isdisjoint({"not", "n't", "n’t", "never"}) and not near.isdisjoint(words("refusing auxiliary"))


def _climb(token: Token, found: Reality, *, nominal: bool, act: Token | None) -> tuple[Reality, Token]:
    """From an anchor to what governs it; with the verb whose tense counts if nothing else decides."""
    top = token
    for _ in range(_DEPTH):
        if token.pos_ in _VERBS and not nominal:
            found = own_mood(token, found, act)
            top = token if top.tag_ == "VB" or is_infinitive(top) else top
        step = _noun_step(outer(token), found) if nominal else _verb_step(token, found)
        if step is None:
            break
        token, found, nominal = step
    return found, top


def _noun_step(noun: Token, found: Reality) -> _Step:
    """From a noun to what governs it."""
    head, dep = noun.head, noun.dep_
    if head == noun:
        return None
    if dep == "pobj":
        prep, head = head, head.head
        if prep.lower_ == "without":
            return head, found.negated(), head.pos_ in {"NOUN", "PROPN"}
        if prep.lower_ not in words("complement preposition"):
            return None
        dep = "prep"
    if dep == "conj":
        return head, found, True
    if head.pos_ in _VERBS:
        return _under_verb(noun, head, dep, found)
    if head.pos_ in {"NOUN", "PROPN"} and dep in {"prep", "compound"} and (effect := _effect(head, "n")):
        return head, modifiers(head, found.with_effect(effect)), True
    if head.pos_ == "ADJ" and dep == "prep" and (effect := governors().get(("a", head.lemma_))):
        return head.head, found.with_effect(effect), False
    return None


def _under_verb(noun: Token, verb: Token, dep: str, found: Reality) -> _Step:
    if dep in {"nsubj", "nsubjpass"}:
        return _as_subject(verb, dep, found)
    effect = _effect(verb, "v")
    if dep == "dobj" and verb.lemma_ in words("governs by preposition") | words("ending"):
        return None
    if dep in {"dobj", "attr"} and verb.lemma_ in {"announce", "order"} and noun.lemma_ in words("done by word"):
        return verb, found, False
    if effect is None or (dep == "prep" and effect in {"occurred", "ongoing"}):
        if dep in {"dobj", "attr"} and verb.lemma_ in {"see", "have", "be", "take", "bring"}:
            return verb, found, False
        if dep == "dobj" and (planned := _of_a_plan(verb)):
            return verb, found.with_effect(planned), False
        return (verb, found.with_status(Status.HYPOTHETICAL), False) if _only_possible(noun, verb, dep) else None
    return verb, found.with_effect(effect), False


def _of_a_plan(verb: Token) -> str | None:
    """The effect of what "the plan includes", "the agreement provides for", and the like."""
    own = child(verb, "nsubj")
    return _effect(own, "n") if own is not None and own.pos_ == "NOUN" else None


def _only_possible(noun: Token, verb: Token, dep: str) -> bool:
    """True for what a verb that may come true would bring about ("could lead to violence")."""
    known = any(c.lower_ in words("pointing") or c.dep_ == "poss" for c in noun.children)
    if dep not in {"dobj", "prep"} or not perhaps(verb):
        return False
    return not known or verb.lemma_ in words("bringing about")


def _as_subject(verb: Token, dep: str, found: Reality) -> _Step:
    if verb.lemma_ in {"continue", "remain", "persist", "rage"}:
        return verb, found.with_status(Status.ONGOING), False
    if verb.lemma_ in words("being held"):
        return verb, found, False
    if dep == "nsubj":
        return _copula(verb, found)
    effect = _effect(verb, "v")
    return (verb, found.with_effect(effect), False) if effect else None


def _copula(verb: Token, found: Reality) -> _Step:
    """ "Talks are due", "the strikes would be dangerous": the predicate or the modal tells of the noun."""
    if verb.lemma_ != "be":
        return None
    for c in verb.children:
        if c.dep_ == "acomp" and (effect := governors().get(("a", c.lemma_.lower()))):
            return verb, found.with_effect(effect), False
    modal = any(c.dep_ == "aux" and c.lower_ in {"would", "could", "might", "may", "will"} for c in verb.children)
    return (verb, found.with_status(Status.HYPOTHETICAL), False) if modal else None


def _verb_step(verb: Token, found: Reality) -> _Step:
    """From a verb to what governs its clause."""
    head, dep = verb.head, verb.dep_
    if dep == "relcl" and is_generic(verb):
        return head, found.with_status(Status.HYPOTHETICAL), True
    if head == verb or dep in {"relcl", "parataxis", "ROOT"}:
        return None
    if dep == "conj" and is_subjunctive(verb, head):
        return head, found, False
    if dep == "conj":
        return (head, found, head.pos_ in {"NOUN", "PROPN"}) if _shares_clause(verb, head) else None
    if dep == "pcomp":
        prep, head = head, _above(head)
        if prep.lower_ in {"without", "by"} and head.pos_ in _VERBS:
            return head, found.negated() if prep.lower_ == "without" else found, False
        if prep.lower_ in words("time clause") | {"by", "despite", "without"}:
            return None
    if dep == "advcl":
        return _purpose(verb, head, found)
    if head.pos_ in {"NOUN", "PROPN"}:
        return _under_noun(verb, head, dep, found)
    if head.pos_ == "ADJ" or head.tag_ == "RB":
        effect = governors().get(("a", head.lemma_.lower()))
        return (head.head, found.with_effect(effect), False) if effect else None
    return _complement(verb, head, dep, found) if dep in {"xcomp", "ccomp", "pcomp", "csubj"} else None


def _under_noun(verb: Token, head: Token, dep: str, found: Reality) -> _Step:
    """From a clause that says what a noun is about: "plans to", "the demand that", "rumours that" (denied, perhaps)."""
    if head.lemma_.lower() in words("report of a deed"):
        return head, found, True
    effect = _effect(head, "n")
    if dep == "acl" and not is_infinitive(verb) and (effect != "demanded" or tells_past(verb)):
        effect = None
    return (head, modifiers(head, found.with_effect(effect)), True) if effect else None


def _above(prep: Token) -> Token:
    """What a preposition before a gerund hangs on: the verb, where it was hung on that verb's object."""
    while prep.dep_ == "conj" and prep.head.pos_ == "ADP":
        prep = prep.head
    head = prep.head
    return head.head if head.dep_ == "dobj" and is_actor(head) else head


def _shares_clause(verb: Token, head: Token) -> bool:
    return head.pos_ in {"VERB", "AUX"} and child(verb, "nsubj", "nsubjpass") is None and head.tag_ == verb.tag_


def _purpose(verb: Token, head: Token, found: Reality) -> _Step:
    """An infinitive of purpose is as real as the verb above only where that verb reaches it ("used them to hit")."""
    marks = {c.lower_ for c in verb.children if c.dep_ in {"mark", "advmod", "aux"}}
    if not is_infinitive(verb) or marks & (words("condition") | words("time clause")):
        return None
    if head.lemma_ in words("purpose reached"):
        return head, found, False
    effect = _effect(head, "v")
    return (head, found.with_effect(effect), False) if effect and effect != "occurred" else None


def _complement(verb: Token, head: Token, dep: str, found: Reality) -> _Step:
    if verb.tag_ == "VBG" and head.lemma_ in words("ending"):
        return None
    effect = _effect(head, "v")
    if head.lemma_ in words("expecting") and effect:
        own = child(verb, "nsubj", "nsubjpass") is not None
        effect = ("hypothetical" if head.lemma_ == "expect" else "demanded") if own else "intended"
    if is_infinitive(verb) and head.lemma_ in {"be", "go"}:
        return head, found.with_status(Status.INTENDED), False
    if is_infinitive(verb) and head.lemma_ == "have":
        return head, found.with_status(Status.DEMANDED), False
    if is_infinitive(verb) and head.lemma_ == "fail":
        return head, found.negated(), False
    if effect is None:
        return (head, found, False) if dep == "xcomp" and not any(c.dep_ == "neg" for c in head.children) else None
    told = dep == "ccomp" and verb.tag_ in _FINITE and not is_passive(verb) and not is_infinitive(verb)
    past = dep == "ccomp" and tells_past(verb)
    if (past and effect in {"intended", "demanded"}) or (told and (effect == "intended" or head.lemma_ == "tell")):
        return None
    return head, found.with_effect(effect), False


def _effect(word: Token, pos: str) -> str | None:
    """The effect of a governing word: by the table of governors, else by the type of act it names."""
    lemma = word.lemma_.lower()
    if (particle := child(word, "prt")) and (listed := governors().get((pos, f"{lemma}-{particle.lower_}"))):
        return listed
    if lemma in words("governs by preposition") and any(c.dep_ == "prt" for c in word.children):
        return None
    if listed := governors().get((pos, lemma)):
        return listed
    lexicon = load_lexicon()
    entries = (lexicon.verbs if pos == "v" else lexicon.nouns).get(lemma, ())
    kind = next((e.type for e in entries if len(e.words) == 1), None)
    governs = load_ontology().type(kind).governs if kind else None
    return governs.value if governs else None
