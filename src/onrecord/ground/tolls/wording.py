"""Fates from the words beside a count, where the dependency tree is not needed or fails."""

import re

from spacy.tokens import Token

from onrecord.ground.tolls.counts import Count
from onrecord.ground.tolls.fate import (
    AUXILIARIES,
    PASSED_OVER,
    Fate,
    collect_states,
    fits,
    is_deed,
    is_shared,
    object_of,
    one_fate,
)
from onrecord.ground.tolls.lexicon import is_state, noun_meaning, state_meaning, verb_meaning
from onrecord.model import Outcome

_TOLL_WORDS = re.compile(
    r"\b(?:toll|(?:number|count|tally|figure|total)\s+(?:of\s+(?:the\s+)?(?P<what>[\"“'‘]?\w+(?:\s+\w+){0,2}?)|(?P<whom>(?!toll|number|count|tally|figure|of\b)\w+))"
    r"|(?:the|its|their|his|her|our|own|enemy)\s+(?:\w+\s+)?(?P<lost>dead|losses|fatalities))\b",
    re.IGNORECASE,
)
_TOLL_LINK = re.compile(
    r"\b(?:to|at|of|(?:dead|wounded|injured)\s+as|as\s+high\s+as|is|was|were|stands\s+at|stood\s+at|reached|reaching|hit|exceeded|passed|topped"
    r"|surpassed|be|numbered)\s+(?:\w+\s+)?[\"“'‘`]*\s*$",
    re.IGNORECASE,
)
_PUTTING = frozenset({"put", "give", "estimate", "raise", "bring", "take", "be", "number", "reach", "set", "place"})


def state_beside(count: Count) -> Fate | None:
    """3 dead; at least 40 wounded; 36 people missing."""
    return None if _state_in(count) else _run(count, count.end)


def state_inside(count: Count) -> Fate | None:
    """12 dead soldiers, two captured pilots: where no verb says what was done to them then."""
    state = _state_in(count)
    meaning = state_meaning(state) if state else None
    return one_fate(meaning, state) if state and meaning and fits(count, meaning) else None


def _state_in(count: Count) -> Token | None:
    """The word before the counted noun that says what happened to them."""
    inside = next((t for t in count.head.doc[count.start : count.end] if state_meaning(t)), None)
    return inside if inside and not count.bare and inside.i < count.head.i else None


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
        elif token.lower_ in PASSED_OVER or token.is_space:
            continue
        else:
            break
    if len(found) > 1 and is_deed(found[-1]) and found[-2].tag_ not in ("VBD", "VBN"):
        found.pop()  # "left 70 people dead and displaced 90,000"
    if not found or is_deed(found[-1]) or _apart(found, count):
        return None
    return collect_states(found, count, either)


def _apart(found: list[Token], count: Count) -> bool:
    """True where the word is an active verb with people of its own ("12 gunmen wounded a guard")."""
    return any(t.pos_ == "VERB" and object_of(t) is not None for t in found[:1])


def by_words(count: Count) -> Fate | None:
    """Where the tree fails: a passive some words after the count, or a deed right before it."""
    doc, sentence = count.head.doc, count.head.sent
    before = next(
        (
            t
            for t in reversed(doc[max(sentence.start, count.start - 3) : count.start])
            if not t.is_space and t.lower_ not in PASSED_OVER
        ),
        None,
    )
    if (
        before is not None
        and before.tag_ in ("VBG", "VBD", "VBN", "VB", "VBZ", "VBP")
        and not any(c.dep_ in ("auxpass", "nsubjpass") for c in before.children)
    ):
        meaning = verb_meaning(before)
        if meaning and meaning.how == "done" and fits(count, meaning):
            return one_fate(meaning, before)
    for token in doc[count.end : min(sentence.end, count.end + 14)]:
        if token.lower_ in AUXILIARIES:
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
            token.lower_ not in PASSED_OVER
            and token.lower_ not in AUXILIARIES
            and token.pos_ != "ADV"
            and token.lower_ != ","
        ):
            break
    pairs: dict[Outcome, Token] = {}
    for token in found:
        meaning = state_meaning(token) or verb_meaning(token)
        if meaning and fits(count, meaning):
            pairs.update((o, token) for o in meaning.outcomes if o not in pairs)
    return Fate(tuple(pairs.items()), shared=is_shared(set(pairs), either)) if pairs else None


def toll_statement(count: Count) -> Fate | None:
    """The death toll rose to 43; put the number of dead soldiers at closer to 65."""
    doc = count.head.doc
    start = max(count.head.sent.start, count.start - 18)
    head = doc[start : count.start].text
    found = [m for m in _TOLL_WORDS.finditer(head) if not m["whom"] or is_state(m["whom"])]
    if not found or not _TOLL_LINK.search(head + " ") or not (count.bare or count.people):
        return None
    words = [m for m in found if not m["lost"]]
    if not words:
        return _losses(count, start, found[-1])
    said = words[-1]["what"] or words[-1]["whom"]
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
            return one_fate(meaning, token)
    return None


def _losses(count: Count, start: int, found: re.Match[str]) -> Fate | None:
    """Put the dead in the town at 2,000; put its own losses at 18: with nothing but such a verb before the number."""
    doc = count.head.doc
    at = doc[start].idx + found.start("lost")
    anchor = next((t for t in doc[start : count.start] if t.idx <= at < t.idx + len(t)), None)
    if anchor is None or anchor.head.lemma_ not in _PUTTING:
        return None
    between = doc[anchor.i + 1 : count.start]
    if any(t.pos_ in ("VERB", "NUM") and t.lemma_ not in _PUTTING for t in between):
        return None
    return Fate(((Outcome.KILLED, anchor),))
