"""Which reading belongs to which shape, and the readings of clock times and of words for past, present and future."""

import re
from collections.abc import Mapping

from onrecord.ground.times.calendar import Days
from onrecord.ground.times.dates import (
    read_date,
    read_days,
    read_holiday,
    read_month,
    read_numeric,
    read_season,
    read_short,
)
from onrecord.ground.times.deixis import (
    read_close,
    read_deictic,
    read_period,
    read_tonight,
    read_weekday,
    read_weekend,
    read_within,
)
from onrecord.ground.times.frame import Frame
from onrecord.ground.times.lengths import (
    count_of,
    read_duration,
    read_every,
    read_plural,
    read_rate,
    read_recent,
    read_sets,
    read_shift,
    read_stretch,
)
from onrecord.ground.times.reading import Read, Reading, words_of
from onrecord.ground.times.years import (
    read_bc,
    read_bcyear,
    read_century,
    read_decade,
    read_quarter,
    read_year,
    read_years,
)
from onrecord.knowledge.files import read_toml


def read_clock(match: re.Match[str], frame: Frame) -> Reading | None:
    """10:35 a.m., 2130 GMT: on the day that the words around it name."""
    groups = match.groupdict()
    if groups.get("hourword"):
        hour, minute = count_of(match["hourword"]), 0
        if hour is None or not 1 <= hour <= 12:
            return None
        hour += 12 if groups["part"].lower() != "morning" and hour < 12 else 0
    elif match["hour"]:
        hour, minute = int(match["hour"]), int(match["minute"] or 0)
        half = match["half"].lower()
        if half.startswith("p") and hour < 12:
            hour += 12
        elif half.startswith("a") and hour == 12:
            hour = 0
    elif match["hour24"]:
        hour, minute = int(match["hour24"]), int(match["minute24"])
    else:
        hour, minute = int(match["military"][:2]), int(match["military"][2:])
    return Reading("TIME", f"T{int(hour):02d}:{minute:02d}")


def read_part(match: re.Match[str], frame: Frame) -> Reading | None:
    """Dawn, midnight, the evening: a part of a day that the words around it name."""
    code = read_toml("times.toml")["parts"][match["part"].lower()]
    before = match.string[max(0, match.start() - 12) : match.start()].lower()
    if (
        not _DAY_FOLLOWS.match(match.string, match.end())
        and not re.search(
            r"\b(?:at|in|before|by|after|until|since|from|during|around|late|early|this|pre-?)\s*$", before
        )
        and not match.group().lower().startswith("the early")
    ):
        return None
    value = "12:00" if code == "MI" else code
    return Reading("TIME", f"T{value}")


_DAY_FOLLOWS = re.compile(r"\s+(?:on\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.I)


def read_ago(match: re.Match[str], frame: Frame) -> Reading | None:
    """Long ago."""
    return Reading("DATE", "PAST_REF")


def read_reference(match: re.Match[str], frame: Frame) -> Reading | None:
    """Now, recently, in the future: no days of its own."""
    flat = words_of(match["word"])
    for value, words in read_toml("times.toml")["references"].items():
        if flat in words:
            days = (
                Days(None, frame.today, "interval")
                if value == "PAST_REF" and frame.today and not frame.narrative
                else None
            )
            return Reading("DATE", value, days)
    return None


READINGS: Mapping[str, Read] = {
    "date": read_date,
    "short": read_short,
    "numeric": read_numeric,
    "days": read_days,
    "month": read_month,
    "season": read_season,
    "quarter": read_quarter,
    "years": read_years,
    "bc": read_bc,
    "bcyear": read_bcyear,
    "decade": read_decade,
    "century": read_century,
    "year": read_year,
    "deictic": read_deictic,
    "tonight": read_tonight,
    "weekday": read_weekday,
    "period": read_period,
    "within": read_within,
    "weekend": read_weekend,
    "close": read_close,
    "shift": read_shift,
    "stretch": read_stretch,
    "recent": read_recent,
    "ago": read_ago,
    "duration": read_duration,
    "plural": read_plural,
    "clock": read_clock,
    "part": read_part,
    "sets": read_sets,
    "every": read_every,
    "rate": read_rate,
    "holiday": read_holiday,
    "reference": read_reference,
}
