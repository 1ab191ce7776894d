"""Who stands where around a verb or a noun: the grammar of arguments, without regard to meaning."""

from collections.abc import Iterable

from spacy.tokens import Token

from onrecord.coding.classes import is_actor, names_party, of_class
from onrecord.coding.wordlists import words
from onrecord.syntax import agent

_RELATIVE = frozenset({"who", "whom", "which", "that", "whose"})
_DASHES = frozenset({"-", "--", "–", "—", ")-"})
_CLAUSES = frozenset({"xcomp", "ccomp", "advcl", "conj"})


def expand(head: Token) -> tuple[Token, ...]:
    """A noun and the nouns coordinated with it; the antecedent instead of a relative pronoun."""
    head = antecedent(head)
    return (head, *(c for c in head.conjuncts if c.i > head.i and c.pos_ in {"NOUN", "PROPN", "PRON", "NUM", "ADJ"}))


def antecedent(token: Token) -> Token:
    """The noun that a relative pronoun stands for, or the token itself."""
    if token.lower_ not in _RELATIVE:
        return token
    for above in token.ancestors:
        if above.dep_ == "relcl":
            return above.head
        if above.dep_ in {"ccomp", "ROOT"} and above.pos_ in {"VERB", "AUX"}:
            break
    return token


def is_passive(verb: Token) -> bool:
    """True for a passive verb: with its auxiliary, coordinated with one that has it, or a bare participle."""
    if verb.tag_ not in {"VBN", "VBD"}:
        return False
    deps = {c.dep_ for c in verb.children}
    if deps & {"auxpass", "nsubjpass", "agent"}:
        return True
    if verb.dep_ in {"acl", "amod"} and "dobj" not in deps:
        return verb.tag_ == "VBN" or verb.dep_ == "amod"
    if verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "ADJ"} and not deps & {"nsubj", "dobj", "aux"}:
        return is_passive(verb.head)
    return verb.tag_ == "VBN" and not deps & {"aux", "dobj"} and verb.dep_ in {"ROOT", "advcl", "ccomp", "pcomp"}


def is_infinitive(verb: Token) -> bool:
    """True for an infinitive with "to", active or passive."""
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def child(token: Token, *deps: str) -> Token | None:
    """The first dependent with one of these relations."""
    return next((c for c in token.children if c.dep_ in deps), None)


def subjects(verb: Token, depth: int = 0) -> tuple[Token, ...]:
    """Who does what the verb says (grammatical subject of the active, "by" of the passive), conjuncts included."""
    if is_passive(verb):
        doer = agent(verb)
        return expand(doer) if doer is not None else ()
    own = child(verb, "nsubj")
    if own is not None:
        return expand(_past_dateline(own, verb))
    return _inherited(verb, depth) if depth < 6 else ()


def _past_dateline(subject: Token, verb: Token) -> Token:
    """The subject, or the noun after the dash where a dateline was taken for the subject ("LIMA, 3 May -- Rebels")."""
    if verb.i - subject.i < 3 or subject.i > 12:
        return subject
    between = verb.doc[subject.i + 1 : verb.i]
    dash = next((t.i for t in reversed(between) if t.text in _DASHES), None)
    if dash is None or dash + 1 >= verb.i or subject.sent.start > 0:
        return subject
    after = [t for t in verb.doc[dash + 1 : verb.i] if t.pos_ in {"NOUN", "PROPN", "PRON"}]
    return next((t for t in after if t.head.i <= dash or t.head.i >= verb.i), subject)


def _inherited(verb: Token, depth: int) -> tuple[Token, ...]:
    head = verb.head
    if head == verb:
        return ()
    if verb.dep_ in {"acl", "relcl"}:
        if verb.tag_ == "VB" and not of_class(head, "PERSON", "FORCE", "GROUP"):
            return owners(head, depth + 1) or _nearest(verb)
        return expand(head)
    if verb.dep_ in _CLAUSES and head.pos_ in {"VERB", "AUX"}:
        return _controller(head, verb, depth)
    if verb.dep_ == "pcomp":
        above = head.head
        if above.dep_ == "dobj" and is_actor(above):
            return expand(above)
        if above.pos_ not in {"VERB", "AUX"}:
            return owners(above, depth + 1) or _nearest(verb)
        return objects(above, depth + 1) if above.lemma_ in words("blaming") else surface_subject(above, depth + 1)
    if verb.dep_ in {"xcomp", "acomp", "advcl"} and head.pos_ == "ADJ":
        return surface_subject(head.head, depth + 1)
    return _nearest(verb) if verb.tag_ in {"VB", "VBG"} else ()


def _nearest(verb: Token) -> tuple[Token, ...]:
    """The subject of the nearest clause above, for an infinitive or gerund that hangs too loosely to have its own."""
    for above in verb.ancestors:
        if above.pos_ in {"VERB", "AUX"} and (own := child(above, "nsubj", "nsubjpass")) is not None:
            return expand(own)
    return ()


def _controller(head: Token, verb: Token, depth: int) -> tuple[Token, ...]:
    if verb.dep_ in {"xcomp", "ccomp"} and head.lemma_ not in words("subject control"):
        patient = objects(head, depth + 1)
        if patient and any(is_actor(p) for p in patient):
            return patient
        asked = [t for t in pobjects(head, ("on", "to", "upon")) if is_actor(t)]
        if asked and head.lemma_ in {"call", "appeal"}:
            return tuple(asked)
    return surface_subject(head, depth + 1)


def surface_subject(verb: Token, depth: int = 0) -> tuple[Token, ...]:
    """The grammatical subject of a clause, whether its verb is active or passive."""
    own = child(verb, "nsubj", "nsubjpass")
    if own is not None:
        return expand(own)
    return (_inherited(verb, depth) or subjects(verb, depth)) if depth < 6 else ()


def objects(verb: Token, depth: int = 0) -> tuple[Token, ...]:
    """To whom the verb's deed is done (object of the active, subject of the passive), conjuncts included."""
    if is_passive(verb):
        own = child(verb, "nsubjpass", "nsubj")
        if own is not None:
            return expand(own)
        if verb.dep_ in {"acl", "relcl", "amod"}:
            return expand(verb.head)
        if verb.dep_ in {"conj", "xcomp", "advcl"} and depth < 6 and verb.head.pos_ in {"VERB", "AUX", "ADJ"}:
            return surface_subject(verb.head, depth + 1)
        return ()
    own = child(verb, "dobj")
    if own is not None:
        return expand(own)
    partner = next((c for c in verb.children if c.dep_ == "conj" and c.pos_ == "VERB" and c.i - verb.i < 4), None)
    if partner is not None and depth < 2:
        return objects(partner, depth + 1)
    if verb.dep_ == "relcl" and child(verb, "nsubj") is not None and verb.head.pos_ in {"NOUN", "PROPN"}:
        own_subject = child(verb, "nsubj")
        if own_subject is not None and own_subject.lower_ not in _RELATIVE and child(verb, "prep") is None:
            return expand(verb.head)
    below = child(verb, "ccomp")
    if below is not None and below.tag_ == "VB" and not _has_modal(below):
        inner = child(below, "nsubj")
        return expand(inner) if inner is not None else ()
    return ()


def _has_modal(verb: Token) -> bool:
    return any(c.tag_ == "MD" for c in verb.children)


def pobjects(token: Token, preps: Iterable[str]) -> tuple[Token, ...]:
    """The nouns that stand after one of the prepositions ("dative" for an indirect object), conjuncts included."""
    wanted = frozenset(preps)
    found: list[Token] = []
    for c in token.children:
        if c.dep_ == "dative" and "dative" in wanted:
            found += expand(c) if c.pos_ != "ADP" else [t for p in c.children if p.dep_ == "pobj" for t in expand(p)]
        elif c.dep_ in {"prep", "agent", "dative"} and c.lower_ in wanted:
            found += [t for p in c.children if p.dep_ == "pobj" for t in expand(p)]
    return tuple(found)


def owners(noun: Token, depth: int = 0) -> tuple[Token, ...]:
    """Whose a noun is: its possessor, "by" phrase, or the nation or body that stands before it."""
    own = child(noun, "poss")
    if own is not None:
        return expand(own)
    by = pobjects(noun, ("by",)) or tuple(t for t in pobjects(noun, ("from",)) if is_actor(t))
    if by:
        return by
    named = [c for c in noun.children if c.dep_ in {"compound", "amod", "nmod"} and names_party(c)]
    if named:
        return (named[0], *(c for c in named[0].conjuncts if c.i < noun.i))
    if (
        noun.dep_ in {"dobj", "nsubjpass", "attr"}
        and noun.head.lemma_ not in words("thwarting")
        and depth < 4
        and noun.head.pos_ in {"VERB", "AUX"}
    ):
        return subjects(noun.head, depth + 1)
    return ()
