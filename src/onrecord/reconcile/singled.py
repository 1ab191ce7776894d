"""People told of as killed or hurt whom nobody counts: "John Roe, 34, was shot dead" names one and gives no figure."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from onrecord.incidents import Told
from onrecord.knowledge.files import read_toml
from onrecord.model import Actor, Outcome, Quote

OUTCOMES = (Outcome.KILLED, Outcome.INJURED)

_SENTENCE_END = re.compile(r"[.!?][\"”’]?(?=\s|$|[A-Z])|\n")
_OPENING = 250  # characters of a report in which it tells what it is about
_PLACE_OR_THING = frozenset({"GOV", "BUS", "JUD", "MED", "EDU", "IGO", "NGO"})
_MANY = re.compile(r"\b(?:people|men|women|children|boys|girls|soldiers|others|\w+s)$", re.IGNORECASE)


def singled_out(told: Iterable[Told], outcome: Outcome) -> tuple[int, int]:
    """How many people are told of one by one as killed (or hurt), for certain and in all, by the fullest report.

    For certain are those whom an act's own words kill ("shot dead") where the title or the first lines tell of a death
    too; the others are of acts in whose sentence a death is told ("was shot on Monday and died"). Where a report opens
    with the act and with no death, one that is told further down is another's.
    """
    by_report: defaultdict[str, list[Told]] = defaultdict(list)
    for one in told:
        if one.event.polarity and one.event.status.real and one.event.type == "ASSAULT":
            by_report[one.report.id].append(one)
    found = [_in_report(mine, outcome) for mine in by_report.values()]
    return max((sure for sure, _ in found), default=0), max((people for _, people in found), default=0)


def _in_report(told: Sequence[Told], outcome: Outcome) -> tuple[int, int]:
    harmed = [one for one in told if any(tells_of(s, outcome) for s in _sentences(one))]
    report = told[0].report
    opens_with_it = tells_of(f"{report.title or ''}. {report.text[:_OPENING]}", outcome)
    if not harmed or (not opens_with_it and any(q.span.start < _OPENING for one in told for q in _quotes(one))):
        return 0, 0
    names = {name for one in harmed for a in one.event.recipient if (name := _person(a)) is not None}
    own_words = (quote for one in harmed for quote in _telling(one, outcome))
    sure = opens_with_it and any(tells_of(q.text, outcome) for q in own_words)
    return int(sure), max(len(names), 1)


def _quotes(told: Told) -> tuple[Quote, ...]:
    return told.event.anchor, *told.event.also


def _telling(told: Told, outcome: Outcome) -> tuple[Quote, ...]:
    """The words of an act that tell what came of it: of who was hurt, the first alone, as who died was hurt before."""
    return _quotes(told) if outcome is Outcome.KILLED else (told.event.anchor,)


def tells_of(sentence: str, outcome: Outcome) -> bool:
    """True if a sentence tells that someone was killed, or hurt."""
    return _tells(sentence, outcome.value)


def doer_died(told: Iterable[Told]) -> bool:
    """True if a sentence of an act tells that who did it died by the own hand."""
    real = (one for one in told if one.event.polarity and one.event.status.real and one.event.type == "ASSAULT")
    return any(_tells(sentence, "doer") for one in real for sentence in _sentences(one))


def _tells(sentence: str, of: str) -> bool:
    harm, taken_back = _patterns(of)
    return bool(harm.search(taken_back.sub(" ", sentence)))


def _sentences(told: Told) -> Iterable[str]:
    text = told.report.text
    for quote in _quotes(told):
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
def _patterns(of: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    lists = read_toml("reconcile/harm.toml")[of]
    return _any_of(lists["words"]), _any_of(lists["not"])


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)
