"""People told of as killed or hurt whom nobody counts: "John Roe, 34, was shot dead" names one and gives no figure."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from onrecord.incidents import Told
from onrecord.knowledge.files import read_toml
from onrecord.model import Actor, Outcome

OUTCOMES = (Outcome.KILLED, Outcome.INJURED)

_SENTENCE_END = re.compile(r"[.!?][\"”’]?(?=\s|$|[A-Z])|\n")
_PLACE_OR_THING = frozenset({"GOV", "BUS", "JUD", "MED", "EDU", "IGO", "NGO"})
_MANY = re.compile(r"\b(?:people|men|women|children|boys|girls|soldiers|others|\w+s)$", re.IGNORECASE)


def singled_out(told: Iterable[Told], outcome: Outcome) -> tuple[int, int]:
    """How many people are told of one by one as killed (or hurt), for certain and in all, by the fullest report.

    For certain are those whom an act's own words kill ("shot dead"); the others are of acts in whose sentence a death
    is told ("was shot on Monday and died").
    """
    by_report: defaultdict[str, list[Told]] = defaultdict(list)
    for one in told:
        if one.event.polarity and one.event.status.real and one.event.type == "ASSAULT":
            by_report[one.report.id].append(one)
    found = [_in_report(mine, outcome) for mine in by_report.values()]
    return max((sure for sure, _ in found), default=0), max((people for _, people in found), default=0)


def _in_report(told: Sequence[Told], outcome: Outcome) -> tuple[int, int]:
    harmed = [one for one in told if any(tells_of(s, outcome) for s in _sentences(one))]
    names = {name for one in harmed for a in one.event.recipient if (name := _person(a)) is not None}
    sure = any(tells_of(q.text, outcome) for one in harmed for q in (one.event.anchor, *one.event.also))
    return int(sure), max(len(names), 1) if harmed else 0


def tells_of(sentence: str, outcome: Outcome) -> bool:
    """True if a sentence tells that someone was killed, or hurt."""
    harm, taken_back = _patterns(outcome)
    return bool(harm.search(taken_back.sub(" ", sentence)))


def _sentences(told: Told) -> Iterable[str]:
    text = told.report.text
    for quote in (told.event.anchor, *told.event.also):
        ends = [m.end() for m in _SENTENCE_END.finditer(text, max(0, quote.span.start - 400), quote.span.start)]
        stop = _SENTENCE_END.search(text, quote.span.end)
        yield text[ends[-1] if ends else max(0, quote.span.start - 400) : stop.start() if stop else len(text)]


def _person(actor: Actor) -> str | None:
    """The last name of a person who is named; None for groups and bare nouns."""
    words = actor.name.split()
    if len(words) < 2 or actor.sector in _PLACE_OR_THING or not all(w[:1].isupper() for w in words[-2:]):
        return None
    return None if _MANY.search(actor.name) and actor.name.islower() else words[-1].casefold()


@cache
def _patterns(outcome: Outcome) -> tuple[re.Pattern[str], re.Pattern[str]]:
    lists = read_toml("reconcile/harm.toml")[outcome.value]
    return _any_of(lists["words"]), _any_of(lists["not"])


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)
