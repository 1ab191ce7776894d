"""From counts and fates to tolls: what is part of what, and which counts are shared."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from onrecord.ground.tolls.counts import Count, find_counts
from onrecord.ground.tolls.fate import Fate, one_fate
from onrecord.ground.tolls.lexicon import is_person, noun_meaning
from onrecord.ground.tolls.outcomes import fate_of
from onrecord.model import Outcome, Toll
from onrecord.parsed import Parsed
from onrecord.spans import Span

_DEFINITE = frozenset({"the", "these", "those", "both", "all"})
_OF_THE = 3  # "of the dead": a word fewer than it has, once "the" is left out
_CARED = frozenset({"take", "rush", "admit", "treat", "be", "remain"})  # words of care say again that people were hurt
_THEM = frozenset({"them", "whom", "these", "those", "dead", "victims", "killed"})
_PLACED = frozenset({"in", "at", "on", "near", "from", "inside", "outside"})  # "in one of them": a place
_PRONOUNS = frozenset({"them", "whom"})
_FIGURE = re.compile(
    r"\b(?:figures?|number|count|tally|estimate|total)\b(?:\s+\w+){0,2}?\s+(?:at|is|was|to)\s+[\"“'‘`]*\s*$",
    re.IGNORECASE,
)
_COPULA = frozenset({"was", "were", "are", "is"})
_INCLUDING = frozenset({"including", "among", "included", "includes"})


@dataclass(frozen=True, slots=True)
class FoundToll:
    """A toll and the word that says its outcome ("killed", "dead"); `toll.part_of` is an index into all found."""

    toll: Toll
    trigger: Span | None


def find_tolls(parsed: Parsed) -> tuple[FoundToll, ...]:
    """The counts of people that a report gives, in order of the text, with the bounds that its words license.

    "no one was killed" is a toll of 0; a count that several outcomes share gives one toll for each, `combined`.
    """
    found: list[FoundToll] = []
    held: list[tuple[Count, int]] = []
    for count in find_counts(parsed):
        if _named_again(count, held):
            continue
        whole = _whole(count, held, found)
        fate = fate_of(count) if whole is None or _of_them(count) else None
        if whole is not None and (fate is None or (_says(fate, found[whole].toll.outcome) and not _is_done_to(count))):
            base = found[whole]
            if not count.none and count.people is not False:
                held.append((count, whole))
                found.append(_toll(parsed, count, base.toll.outcome, base.trigger, part_of=whole))
            continue
        fate = fate or _other_figure(count, held, found) or _of_the_dead(count)
        if fate is None:
            continue
        again = _counted_already(count, fate, found)
        if again is not None:
            found.append(_toll(parsed, count, found[again].toll.outcome, _span(fate.outcomes[0][1]), part_of=again))
            continue
        new = _tolls(parsed, count, fate)
        if _told_again(count, new, found):
            continue
        held.append((count, len(found)))
        found.extend(new)
    return tuple(found)


def _told_again(count: Count, new: Sequence[FoundToll], found: Sequence[FoundToll]) -> bool:
    """True for "the two men were captured" after two men were: the same people, not more of them."""
    if count.head.doc[count.start].lower_ not in _DEFINITE:
        return False
    told = {(f.toll.outcome, f.toll.low, f.toll.high) for f in found}
    return all((n.toll.outcome, n.toll.low, n.toll.high) in told for n in new)


def _tolls(parsed: Parsed, count: Count, fate: Fate) -> list[FoundToll]:
    unknown = count.low == 1 and count.high is None
    shared = fate.shared and not count.none and not unknown
    return [_toll(parsed, count, outcome, _span(token), combined=shared) for outcome, token in fate.outcomes]


def _toll(
    parsed: Parsed,
    count: Count,
    outcome: Outcome,
    trigger: Span | None,
    *,
    part_of: int | None = None,
    combined: bool = False,
) -> FoundToll:
    mention = parsed.quote(count.span.start, count.span.end)
    low = None if combined else count.low
    toll = Toll(outcome, count.of, mention, low, count.high, count.approx, part_of, combined=combined)
    return FoundToll(toll, trigger)


def _span(token: Token) -> Span:
    return Span(token.idx, token.idx + len(token))


def _whole(count: Count, held: Sequence[tuple[Count, int]], found: Sequence[FoundToll]) -> int | None:
    """The toll that already holds these people: "17 soldiers, including four officers", "12, two of them children"."""
    if not held:
        return None
    last, index = held[-1]
    doc = count.head.doc
    if _is_subset(count, last, found[index].toll):
        return _root(index, found)
    if doc[count.start].sent != doc[last.start].sent:
        return None
    if _of_them(count):
        return _root(index, found)
    between = doc[last.end : count.start]
    if any(t.lower_ in _INCLUDING for t in between) and not any(
        t.pos_ == "VERB" and t.lower_ not in _INCLUDING for t in between
    ):
        return index
    partial = found[index].toll.part_of
    if partial is not None and len(between) <= 4 and all(t.lower_ in (",", "and", "or", "as", "well") for t in between):
        return partial
    return None


def _is_done_to(count: Count) -> bool:
    """True for "the army killed eight of them": an act of its own, no part of those who had been killed before."""
    return count.head.dep_ in {"dobj", "obj"} and count.head.head.pos_ == "VERB"


def _root(index: int, found: Sequence[FoundToll]) -> int:
    part_of = found[index].toll.part_of
    return index if part_of is None else part_of


def _named_again(count: Count, held: Sequence[tuple[Count, int]]) -> bool:
    """True for the woman in "eight were hurt, one of them, a young woman, badly": she has just been counted."""
    if not held or count.head.doc[count.start].lower_ not in ("a", "an"):
        return False
    last, doc = held[-1][0], count.head.doc
    between = [t.lower_ for t in doc[last.end : count.start] if t.lower_ != ","]
    return last.high == 1 and between in (["of", "them"], ["of", "whom"])


def _of_them(count: Count) -> bool:
    doc = count.head.doc
    if doc[count.start - 1].lower_ in _PLACED and count.start:
        return False
    after = [t.lower_ for t in doc[count.end : count.end + 2]]
    before = [t.lower_ for t in doc[max(0, count.start - 2) : count.start]]
    return (
        after in (["of", "them"], ["of", "whom"]) or before in (["of", "them"], ["of", "whom"]) or count.of in _PRONOUNS
    )


def _is_subset(count: Count, last: Count, whole: Toll) -> bool:
    """Four were children; eleven of the dead were Italians: said of fewer people, right after the count of them all."""
    doc = count.head.doc
    begin = doc[last.start].sent.end
    if not doc[last.start].sent.start <= count.start < _sentence_end(doc, begin) or not _fewer(count, whole):
        return False
    if not (count.bare or count.of.lower() in _THEM):
        return False
    after = _past_of_them(count)
    if after >= len(doc) or doc[after].is_punct:
        return False
    if doc[after].lower_ in _COPULA:
        said = next((c for c in doc[after].children if c.dep_ == "attr" and c.i > after), None)
    else:
        said = (
            next((t for t in doc[after : after + 3] if t.pos_ not in ("ADJ", "DET")), None)
            if after > count.end
            else None
        )
    return said is not None and said.pos_ in ("NOUN", "PROPN") and bool(is_person(said))


def _past_of_them(count: Count) -> int:
    """The token after "of them" and "of the dead" that follow a count; the one after the count where they do not."""
    words = [t.lower_ for t in count.head.doc[count.end : count.end + 3]]
    if words[:1] != ["of"]:
        return count.end
    words = [w for w in words if w != "the"]
    return count.end + 2 + (len(words) < _OF_THE) if len(words) > 1 and words[1] in _THEM else count.end


def _sentence_end(doc: Doc, begin: int) -> int:
    """Where the sentence that begins at a token ends; the token itself at the end of the text."""
    return doc[begin].sent.end if begin < len(doc) else begin


def _fewer(count: Count, whole: Toll) -> bool:
    """Whether a count can be a part of a toll."""
    most = whole.high if whole.high is not None else whole.low
    return count.low is not None and count.low > 0 and (whole.high is None or most is None or count.low < most)


def _other_figure(count: Count, held: Sequence[tuple[Count, int]], found: Sequence[FoundToll]) -> Fate | None:
    """The fate in "the government's figure is 36" and "others put the number at 600": that of the toll told before."""
    if not held or not count.bare or count.none:
        return None
    last, index = held[-1]
    doc = count.head.doc
    sentence = doc[count.start].sent
    if not last.end <= sentence.start or sentence.start > _sentence_end(doc, doc[last.start].sent.end):
        return None
    if not _FIGURE.search(doc[sentence.start : count.start].text + " "):
        return None
    return Fate(((found[index].toll.outcome, count.head),))


def _of_the_dead(count: Count) -> Fate | None:
    """The fate in "eleven of the dead" and "three of the wounded"."""
    after = _past_of_them(count)
    state = count.head.doc[after - 1]
    meaning = noun_meaning(state, "noun") if count.bare and after > count.end else None
    return one_fate(meaning, state) if meaning else None


def _counted_already(count: Count, fate: Fate, found: Sequence[FoundToll]) -> int | None:
    """The toll that holds "eleven of the dead", or the wounded who are then said to be in hospital."""
    outcome, token = fate.outcomes[0]
    cared = outcome == Outcome.INJURED and token.lemma_ in _CARED
    of_them = _past_of_them(count) > count.end and not _is_done_to(count)
    if len(fate.outcomes) > 1 or not (cared or of_them):
        return None
    wholes = (i for i, f in enumerate(found) if f.toll.outcome == outcome and f.toll.part_of is None)
    return next((i for i in reversed(tuple(wholes)) if cared or _fewer(count, found[i].toll)), None)


def _says(fate: Fate, outcome: Outcome) -> bool:
    return any(o == outcome for o, _ in fate.outcomes)
