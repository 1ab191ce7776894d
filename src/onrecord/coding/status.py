"""How real an act is: read from tense, aspect, mood and negation, and from the words that govern its anchor."""

from dataclasses import dataclass, replace

from spacy.tokens import Token

from onrecord.coding.anchors import Anchor, outer
from onrecord.coding.arguments import child, is_passive
from onrecord.coding.lexicon import governors, load_lexicon
from onrecord.coding.ontology import load_ontology
from onrecord.coding.wordlists import words
from onrecord.model import Status

_FUTURE = frozenset({"will", "shall", "'ll", "’ll", "wo"})
_POSSIBLE = frozenset({"could", "may", "might", "can", "ca"})
_DUTY = frozenset({"must", "should", "ought"})
_PROGRESSIVE = frozenset({"is", "are", "was", "were", "been", "'re", "’re", "'s", "’s", "am", "being"})
_UNREAL = frozenset({Status.INTENDED, Status.DEMANDED, Status.THREATENED, Status.HYPOTHETICAL})


@dataclass(frozen=True, slots=True)
class Reality:
    """What is known so far of an act: its status (None: nothing yet), whether it is said to be, and whether hedged."""

    status: Status | None = None
    polarity: bool = True
    hedged: bool = False

    def with_effect(self, effect: str) -> "Reality":
        """After a governing word has had its effect; what stands nearer to the act weighs more."""
        match effect:
            case "refused":
                return replace(self.with_status(Status.INTENDED), polarity=not self.polarity)
            case "called-off":
                return replace(self.with_status(Status.INTENDED), polarity=not self.polarity)
            case "improbable":
                return replace(self.with_status(Status.HYPOTHETICAL), polarity=not self.polarity)
            case "denied":
                return replace(self, polarity=not self.polarity)
            case "occurred":
                return self
            case _:
                return self.with_status(Status(effect))

    def with_status(self, status: Status) -> "Reality":
        """A status read further out: it holds unless a nearer word already made the act unreal."""
        if self.status in _UNREAL or (self.status is not None and status not in _UNREAL):
            return self
        return replace(self, status=status)

    def negated(self) -> "Reality":
        """Turned into its contrary."""
        return replace(self, polarity=not self.polarity)


def reality(anchor: Anchor) -> Reality:
    """The status, polarity and hedging of the act that an anchor names."""
    found = Reality()
    if not anchor.entry.verb:
        found = _modifiers(anchor.head, found)
    token = anchor.governor
    found = _climb(token, found, nominal=token is anchor.head and not anchor.entry.verb)
    if found.status is None:
        found = replace(found, status=_tense(anchor))
    return found


def _modifiers(noun: Token, found: Reality) -> Reality:
    for c in noun.children:
        if c.lower_ in words("hedging adjective"):
            found = replace(found, hedged=True)
        elif c.dep_ in {"det", "neg"} and c.lower_ in words("negation"):
            found = found.negated()
        elif c.dep_ in {"amod", "compound"} and (effect := governors().get(("a", c.lower_))):
            found = found.with_effect(effect)
    return found


def _climb(token: Token, found: Reality, *, nominal: bool) -> Reality:
    for _ in range(8):
        if token.pos_ in {"VERB", "AUX"} and not nominal:
            found = _own_mood(token, found)
        step = _noun_step(outer(token), found) if nominal else _verb_step(token, found)
        if step is None:
            return found
        token, found, nominal = step
    return found


def _own_mood(verb: Token, found: Reality) -> Reality:
    """Modals, negation and hedges that hang on the verb itself (or on the one it is coordinated with)."""
    own_words = {c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass", "neg", "advmod", "mark"}}
    if (
        not any(c.dep_ == "aux" for c in verb.children)
        and verb.dep_ == "conj"
        and verb.head.pos_ == "VERB"
        and not child(verb, "nsubj", "nsubjpass")
    ):
        own_words |= {c.lower_ for c in verb.head.children if c.dep_ == "aux" and verb.tag_ in {"VB", "VBN", "VBG"}}
    if own_words & words("hedge"):
        found = replace(found, hedged=True)
    if own_words & {"not", "n't", "n’t", "never"} or (
        (own := child(verb, "nsubj", "nsubjpass")) is not None
        and any(c.lower_ in words("negation") for c in own.children if c.dep_ in {"det", "neg"})
    ):
        found = found.negated()
    if own_words & words("condition"):
        return found.with_status(Status.HYPOTHETICAL)
    return _modal(verb, own_words, found)


def _is_negated(verb: Token, own_words: set[str]) -> bool:
    """True for "not", "never", "no longer"; "not until" says that it did happen."""
    if any(c.lower_ == "longer" and any(g.lower_ == "no" for g in c.children) for c in verb.children):
        return True
    return bool(own_words & {"not", "n't", "n’t", "never"}) and not any(c.lower_ == "until" for c in verb.children)


def _modal(verb: Token, present: set[str], found: Reality) -> Reality:
    conditional = any(
        c.dep_ == "advcl" and any(m.lower_ in words("condition") for m in c.children) for c in verb.children
    )
    if present & _POSSIBLE:
        return found.with_status(Status.HYPOTHETICAL)
    if present & _DUTY:
        return found.with_status(Status.DEMANDED)
    if present & _FUTURE or "would" in present:
        return found.with_status(Status.HYPOTHETICAL if conditional else Status.INTENDED)
    return found


def _noun_step(noun: Token, found: Reality) -> tuple[Token, Reality, bool] | None:
    """From a noun to what governs it."""
    head, dep = noun.head, noun.dep_
    if head is noun:
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
    if head.pos_ in {"VERB", "AUX"}:
        return _governed(noun, head, dep, found)
    if head.pos_ in {"NOUN", "PROPN"} and dep in {"prep", "compound"} and (effect := _effect(head, "n")):
        return head, _modifiers(head, found.with_effect(effect)), True
    if head.pos_ == "ADJ" and dep == "prep" and (effect := governors().get(("a", head.lemma_))):
        return head.head, found.with_effect(effect), False
    return None


def _governed(noun: Token, verb: Token, dep: str, found: Reality) -> tuple[Token, Reality, bool] | None:
    subject = dep == "nsubj" or (dep == "nsubjpass" and verb.lemma_ not in words("being held"))
    if dep in {"nsubj", "nsubjpass"}:
        if verb.lemma_ in {"continue", "remain", "persist", "rage"}:
            return verb, found.with_status(Status.ONGOING), False
        if verb.lemma_ in words("being held") or (not subject and not _effect(verb, "v")):
            return verb, found, False
        if dep == "nsubj":
            return _copula(verb, found)
    effect = _effect(verb, "v")
    if effect is None or (dep == "prep" and effect in {"occurred", "ongoing"}):
        return (
            (verb, found, False)
            if verb.lemma_ in {"see", "have", "be", "take", "bring"} and dep in {"dobj", "attr"}
            else None
        )
    return verb, found.with_effect(effect), False


def _copula(verb: Token, found: Reality) -> tuple[Token, Reality, bool] | None:
    """ "Talks are due", "the strikes would be dangerous": the predicate or the modal tells of the noun."""
    if verb.lemma_ != "be":
        return None
    for c in verb.children:
        if c.dep_ == "acomp" and (effect := governors().get(("a", c.lemma_.lower()))):
            return verb, found.with_effect(effect), False
    modal = any(c.dep_ == "aux" and c.lower_ in {"would", "could", "might", "may", "will"} for c in verb.children)
    return (verb, found.with_status(Status.HYPOTHETICAL), False) if modal else None


def _verb_step(verb: Token, found: Reality) -> tuple[Token, Reality, bool] | None:
    """From a verb to what governs its clause."""
    head, dep = verb.head, verb.dep_
    if head is verb or dep in {"relcl", "parataxis", "ROOT"}:
        return None
    if dep == "conj":
        return (head, found, head.pos_ in {"NOUN", "PROPN"}) if _shares_clause(verb, head) else None
    if dep == "pcomp":
        if head.lower_ == "without":
            return None if head.head.pos_ not in {"VERB", "AUX"} else (head.head, found.negated(), False)
        if head.lower_ in words("time clause") | {"by", "despite"}:
            return None
        head = head.head
    if dep == "advcl":
        return _adverbial(verb, head, found)
    if head.pos_ in {"NOUN", "PROPN"}:
        if dep == "acl" and verb.tag_ != "VB":
            return None
        effect = _effect(head, "n")
        return (head, _modifiers(head, found.with_effect(effect or "occurred")), True) if effect else None
    if head.pos_ == "ADJ" or head.tag_ == "RB":
        effect = governors().get(("a", head.lemma_.lower()))
        return (head.head, found.with_effect(effect), False) if effect else None
    if dep in {"xcomp", "ccomp", "pcomp", "csubj"}:
        return _complement(verb, head, dep, found)
    return None


def _shares_clause(verb: Token, head: Token) -> bool:
    return head.pos_ in {"VERB", "AUX"} and child(verb, "nsubj", "nsubjpass") is None and head.tag_ == verb.tag_


def _adverbial(verb: Token, head: Token, found: Reality) -> tuple[Token, Reality, bool] | None:
    """From an adverbial clause up: only an infinitive of purpose takes its reality from the verb above."""
    marks = {c.lower_ for c in verb.children if c.dep_ in {"mark", "advmod", "aux"}}
    if verb.tag_ != "VB" or "to" not in marks or marks & (words("condition") | words("time clause")):
        return None
    if head.lemma_ in words("purpose reached"):
        return head, found, False
    effect = _effect(head, "v")
    return (head, found.with_effect(effect), False) if effect and effect != "occurred" else None


def _complement(verb: Token, head: Token, dep: str, found: Reality) -> tuple[Token, Reality, bool] | None:
    effect = _effect(head, "v")
    if head.lemma_ in words("expecting"):
        own = child(verb, "nsubj", "nsubjpass") is not None
        effect = effect and (("hypothetical" if head.lemma_ == "expect" else "demanded") if own else "intended")
    if head.lemma_ == "be" and verb.tag_ == "VB":
        return head, found.with_status(Status.INTENDED), False
    if head.lemma_ == "go" and verb.tag_ == "VB":
        return head, found.with_status(Status.INTENDED), False
    if head.lemma_ == "have" and verb.tag_ == "VB":
        return head, found.with_status(Status.DEMANDED), False
    if head.lemma_ == "fail" and verb.tag_ == "VB":
        return head, found.negated(), False
    if effect is None:
        return (head, found, False) if dep == "xcomp" and not any(c.dep_ == "neg" for c in head.children) else None
    if dep == "ccomp" and effect in {"intended", "demanded"} and verb.tag_ in {"VBD", "VBN"} and not is_passive(verb):
        return None
    after = found.with_effect(effect)
    return head, after, False


def _effect(word: Token, pos: str) -> str | None:
    """The effect of a governing word: by the table of governors, else by the type of act it names."""
    listed = governors().get((pos, word.lemma_.lower()))
    if listed:
        return listed
    lexicon = load_lexicon()
    entries = (lexicon.verbs if pos == "v" else lexicon.nouns).get(word.lemma_.lower(), ())
    kind = next((e.type for e in entries if len(e.words) == 1), None)
    governs = load_ontology().type(kind).governs if kind else None
    return governs.value if governs else None


def _tense(anchor: Anchor) -> Status:
    """What tense alone says: done, or going on."""
    verb = anchor.governor
    lasting = anchor.entry.type in words("lasting type")
    if verb.pos_ not in {"VERB", "AUX"}:
        named = verb.lemma_.lower() in words("lasting noun") and anchor.entry.type in {"ASSAULT", "COERCE"}
        return Status.ONGOING if named and not _is_past(verb) else Status.OCCURRED
    forms = {c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}}
    if verb.tag_ == "VBG" and (forms & _PROGRESSIVE or (verb.dep_ == "acl" and lasting)):
        return Status.ONGOING
    if verb.tag_ == "VB" and "to" in forms and verb.dep_ in {"advcl", "acl", "xcomp", "relcl"}:
        return Status.INTENDED
    if "being" in forms and forms & {"is", "are"}:
        return Status.ONGOING
    if verb.tag_ in {"VBZ", "VBP"} and lasting and not forms and anchor.entry.mode not in {"explosives"}:
        return Status.ONGOING
    return Status.OCCURRED


def _is_past(noun: Token) -> bool:
    """True if the noun's clause tells of it in the past, or a year stands with it."""
    verb = next((a for a in noun.ancestors if a.pos_ in {"VERB", "AUX"}), None)
    near = (*noun.children, *(t for c in noun.children if c.dep_ == "prep" for t in c.children))
    dated = any(t.ent_type_ == "DATE" for t in near)
    return dated or (verb is not None and noun.dep_ in {"dobj", "nsubj", "nsubjpass"} and verb.tag_ == "VBD")
