"""On which days a holiday falls in a year: fixed days, Easter, nth weekdays, and the tabular Islamic calendar."""

import calendar
from datetime import date, timedelta
from functools import cache
from typing import Any

from onrecord.knowledge.files import read_toml

_EPOCH = 227015  # proleptic Gregorian ordinal of 1 Muharram 1 (civil reckoning, 19 July 622)


def easter(year: int) -> date:
    """Easter Sunday of the Western churches (the anonymous Gregorian reckoning)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def hijri(year: int, month: int, day: int) -> date:
    """A day of the tabular Islamic calendar; sightings of the moon may put it a day or two off."""
    days = (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2 + day - 1
    return date.fromordinal(_EPOCH + days)


@cache
def known() -> dict[str, dict[str, Any]]:
    """Every holiday's rule by its name in lower case."""
    return {name: row for row in read_toml("times.toml")["holidays"] for name in row["names"]}


def falls_on(name: str, year: int) -> tuple[date, date] | None:
    """First and last day of a holiday in a year of our calendar; None for a name that is none."""
    rule = known().get(" ".join(name.lower().split()))
    if rule is None:
        return None
    if "fixed" in rule:
        day = date.fromisoformat(f"{year}-{rule['fixed']}")
        return day, day
    if "easter" in rule:
        day = easter(year) + timedelta(days=rule["easter"])
        return day, day
    if "nth" in rule:
        day = _nth(year, *rule["nth"])
        return day, day
    return _islamic(year, *rule["hijri"])


def _nth(year: int, month: int, weekday: int, which: int) -> date:
    weeks = calendar.monthcalendar(year, month)
    days = [week[weekday - 1] for week in weeks if week[weekday - 1]]
    return date(year, month, days[which - 1 if which > 0 else which])


def _islamic(year: int, month: int, first: int, last: int) -> tuple[date, date] | None:
    guess = round((year - 621.57) * 33 / 32)
    for hijri_year in range(guess - 2, guess + 2):
        start = hijri(hijri_year, month, first)
        if start.year == year:
            end = (
                hijri(hijri_year, month % 12 + 1, 1) - timedelta(days=1)
                if last == 30
                else hijri(hijri_year, month, last)
            )
            return start, end
    return None
