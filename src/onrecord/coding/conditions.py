"""Whether the conditions of a lexicon entry hold where its words stand."""

from spacy.tokens import Token

from onrecord.coding.arguments import objects, pobjects, subjects, surface_subject
from onrecord.coding.classes import of_class
from onrecord.coding.lexicon import Test, load_lexicon
from onrecord.coding.wordlists import words


def holds(test: Test, token: Token, *, light: bool = False) -> bool:
    """True if the test holds at this token ("args" is left to whoever knows the sides)."""
    if test.key == "args":
        return True
    if test.key == "light":
        return light is not test.reverse
    return _outcome(test, token) is not test.reverse


def _outcome(test: Test, token: Token) -> bool:
    match test.key:
        case "obj":
            return any(_is_of(t, test.values) for t in objects(token) or pobjects(token, ("dative",)))
        case "subj":
            return any(_is_of(t, test.values) for t in subjects(token) or surface_subject(token))
        case "of":
            return any(of_class(t, *test.values) for t in pobjects(token, ("of",)))
        case "prep":
            return any(c.dep_ in {"prep", "agent"} and c.lower_ in test.values for c in token.children)
        case "noobj":
            return not objects(token)
        case "comp":
            return any(_is_clause(c, test.values) for c in token.children)
        case _:
            return _shape(test.key, token)


def _shape(key: str, token: Token) -> bool:
    """The tests that name no class."""
    match key:
        case "participle":
            return token.dep_ in {"acl", "amod"} and token.tag_ == "VBN"
        case "anon":
            return any(t.lemma_.lower() in words("anonymity") for c in token.children for t in (c, *c.children))
        case "hostile":
            return any(t.lemma_.lower() in words("hostile") for t in token.children if t.dep_ in {"xcomp", "dobj"})
        case "deed":
            return any(_names_force(t) for t in token.children)
        case "poss":
            return any(c.dep_ == "poss" for c in token.children)
        case "subject":
            return token.dep_ in {"nsubj", "nsubjpass"}
        case "compl":
            return _called_names(token)
        case _:
            spoken = words(key)
            return any(t.lemma_.lower() in spoken for t in token.sent)


def _names_force(token: Token) -> bool:
    """True for an object or a gerund that names an attack or another act of force."""
    lexicon = load_lexicon()
    if token.dep_ == "dobj":
        entries = lexicon.nouns.get(token.lemma_.lower(), ())
    elif token.dep_ == "xcomp" and token.tag_ == "VBG":
        entries = lexicon.verbs.get(token.lemma_.lower(), ())
    else:
        return False
    return any(e.type in {"ASSAULT", "COERCE"} and len(e.words) == 1 for e in entries)


def _is_clause(token: Token, kinds: tuple[str, ...]) -> bool:
    """True for a dependent clause: any, an infinitive ("to"), or one with a finite verb ("that")."""
    if token.dep_ not in {"xcomp", "ccomp"}:
        return False
    infinitive = token.tag_ == "VB" and any(c.lower_ == "to" for c in token.children)
    return not kinds or ("to" in kinds and infinitive) or ("that" in kinds and token.dep_ == "ccomp" and not infinitive)


def _is_of(noun: Token, classes: tuple[str, ...]) -> bool:
    """True for a noun of one of the classes, or a measure whose "of" names one ("hundreds of hostages")."""
    return of_class(noun, *classes) or any(of_class(t, *classes) for t in pobjects(noun, ("of",)))


def _called_names(verb: Token) -> bool:
    """True if somebody or something is called by a bad name."""
    bad = words("negative")
    near = [g for c in verb.children if c.dep_ != "nsubj" for g in (c, *c.children)]
    return any(
        t.lemma_.lower() in bad for t in [*near, *(g for t in near if t.dep_ in {"pobj", "oprd"} for g in t.children)]
    )
