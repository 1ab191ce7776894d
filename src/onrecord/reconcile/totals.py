"""Figures that count the people of several acts, by the words of their clause."""

import re
from functools import cache

from onrecord.incidents import Told
from onrecord.knowledge.files import read_toml
from onrecord.model import Time, Toll

_LONGEST = 400  # characters of a sentence on either side of a figure
_SENTENCE_END = re.compile(r"[.!?][\"”’]?(?=\s|$)|\n\s*\n")
_IN_YEAR = re.compile(r"\b[Ii]n ((?:19|20)\d\d)\b")
_CLAUSE_END = re.compile(r"[,;:—–](?=\s)|\s-+\s")


def is_cumulative(told: Told, toll: Toll) -> bool:
    """True if the words of a figure's own clause say that it is a total over several acts.

    "Rebels killed 12 people, bringing the toll to 530": 530 is a total, 12 is not.
    """
    span = toll.mention.span
    sentence, at = _sentence(told.report.text, span.start, span.end)
    start, end = _clause(sentence, at, at + len(span))
    if _any_of("total_span").search(sentence[start:end]) or _of_other_year(told, sentence[start:end]):
        return True
    before = _any_of("total_before").search(sentence[start:at])
    return before is not None and not _any_of("one_act").search(sentence)


def _of_other_year(told: Told, clause: str) -> bool:
    """True for "in 2012, 13 died" where the act is of another year."""
    time = told.event.time
    ends = (time.start, time.end) if isinstance(time, Time) else ()
    years = {day.year for day in (*ends, told.report.published) if day is not None}
    return bool(years) and any(int(found.group(1)) not in years for found in _IN_YEAR.finditer(clause))


def _sentence(text: str, start: int, end: int) -> tuple[str, int]:
    """The sentence around some characters, and where in it they begin."""
    first = max((m.end() for m in _SENTENCE_END.finditer(text, max(0, start - _LONGEST), start)), default=None)
    first = max(0, start - _LONGEST) if first is None else first
    stop = _SENTENCE_END.search(text, end, end + _LONGEST)
    return text[first : stop.start() if stop else end + _LONGEST], start - first


def _clause(sentence: str, start: int, end: int) -> tuple[int, int]:
    """The clause around some characters of a sentence, with the words before the sentence's first comma."""
    cuts = [m for m in _CLAUSE_END.finditer(sentence) if m.end() <= start]
    stop = _CLAUSE_END.search(sentence, end)
    return cuts[-1].end() if len(cuts) > 1 else 0, stop.start() if stop else len(sentence)


@cache
def _any_of(name: str) -> re.Pattern[str]:
    blank = r"\s+"
    found = "|".join(read_toml("reconcile/voices.toml")[name]).replace(" ", blank)
    return re.compile(rf"\b(?:{found})\b", re.IGNORECASE)
