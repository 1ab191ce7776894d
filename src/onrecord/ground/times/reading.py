"""What a reading of a time expression is, and the small questions that all readings ask."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from onrecord.ground.times.calendar import Days, days_of
from onrecord.ground.times.frame import Frame
from onrecord.knowledge.files import read_toml
from onrecord.spans import Span

NO_DAY = "no day of publication to reckon from"
NO_STORY = "no earlier date in the text to hang on"


@dataclass(frozen=True, slots=True)
class Reading:
    """What an expression means: a TIMEX3 type and value with its days, or the reason why it has none.

    `value` None with a reason is an expression that cannot be pinned down; `told` marks a date that the story goes on
    from.
    """

    type: str
    value: str | None
    days: Days | None = None
    reason: str = ""
    told: bool = False


Read = Callable[[re.Match[str], Frame], Reading | None]


def unresolved(reason: str) -> Reading:
    """An expression that is one of time but cannot be pinned down, with the reason."""
    return Reading("DATE", None, None, reason)


def dated(value: str, *, told: bool = True) -> Reading:
    """A calendar value with the days that follow from it."""
    return Reading("TIME" if "T" in value else "DATE", value, days_of(value), told=told)


def no_base(frame: Frame) -> Reading:
    """An expression that lacks the day it is reckoned from."""
    return unresolved(NO_STORY if frame.narrative else NO_DAY)


def words_of(text: str | None) -> str:
    """A text in lower case with single blanks."""
    return " ".join((text or "").lower().split())


def span_of(match: re.Match[str]) -> Span:
    """Where a match stands."""
    return Span(*match.span())


def group_of(match: re.Match[str], name: str) -> str | None:
    """What a group took; None also where the pattern has no such group."""
    return match.groupdict().get(name)


def with_part(day: date, part: str | None, *, told: bool = True) -> Reading:
    """A day, or the named part of it."""
    code = read_toml("times.toml")["parts"][part.lower()] if part else ""
    return dated(day.isoformat() + (f"T{code}" if code else ""), told=told)
