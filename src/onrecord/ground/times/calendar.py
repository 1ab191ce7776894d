"""What days a TIMEX3 value stands for, and sums of days, months and years."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

_QUARTERS = {"Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12), "H1": (1, 6), "H2": (7, 12)}
_SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}
_FORM = re.compile(
    r"(?P<year>\d{4})(?:-(?:W(?P<week>\d\d)(?:-(?P<weekday>\d))?(?P<weekend>-WE)?"
    r"|(?P<part>Q[1-4]|H[12]|SP|SU|FA|WI)|(?P<month>\d\d)(?:-(?P<day>\d\d))?))?(?P<time>T.*)?"
)


@dataclass(frozen=True, slots=True)
class Days:
    """An inclusive stretch of days, either side possibly open, with the precision of the words that name it."""

    start: date | None
    end: date | None
    precision: str


def add_months(day: date, months: int) -> date:
    """The same day of the month so many months on, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def add_units(day: date, number: int, unit: str) -> date:
    """The day so many units on.

    Units: days (D), weeks (W), weekends (WE), months (M), quarters (Q), years (Y), decades (E), centuries (C).

    Raises:
        ValueError, OverflowError: the day lies outside the years 1 to 9999.
    """
    if unit in {"D", "W", "WE"}:
        return day + timedelta(days=number * (1 if unit == "D" else 7))
    months = {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}[unit]
    return add_months(day, number * months)


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def week_of(day: date) -> str:
    """The TIMEX3 value of the week (Monday to Sunday) that holds a day."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def days_of(value: str) -> Days | None:
    """The days of a calendar value; None for durations, sets, references, and years before our era."""
    if re.fullmatch(r"\d{3}", value):
        return Days(date(int(value) * 10, 1, 1), date(int(value) * 10 + 9, 12, 31), "decade")
    if re.fullmatch(r"\d{2}", value):
        return Days(date(max(int(value) * 100, 1), 1, 1), date(int(value) * 100 + 99, 12, 31), "century")
    if re.fullmatch(r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d", value):
        start, _, end = value.partition("/")
        return Days(date.fromisoformat(start), date.fromisoformat(end), "interval")
    match = _FORM.fullmatch(value)
    if match is None:
        return None
    try:
        return _days(match)
    except ValueError:
        return None


def _days(match: re.Match[str]) -> Days:
    year = int(match["year"])
    if match["week"]:
        monday = date.fromisocalendar(year, int(match["week"]), 1)
        first = 5 if match["weekend"] else 0
        return Days(monday + timedelta(days=first), monday + timedelta(days=6), "day" if first else "week")
    if match["part"]:
        return _part(year, match["part"])
    if match["day"]:
        day = date(year, int(match["month"]), int(match["day"]))
        return Days(day, day, "part-of-day" if match["time"] else "day")
    if match["month"]:
        month = int(match["month"])
        return Days(date(year, month, 1), month_end(year, month), "month")
    return Days(date(year, 1, 1), date(year, 12, 31), "year")


def _part(year: int, part: str) -> Days:
    if part in _SEASONS:
        first, last = _SEASONS[part]
        return Days(date(year, first, 1), month_end(year + (last < first), last), "season")
    first, last = _QUARTERS[part]
    return Days(date(year, first, 1), month_end(year, last), "quarter" if part[0] == "Q" else "interval")


def narrowed(days: Days, how: str) -> Days:
    """The early, middle or late part of a stretch: thirds, but of a year Jan-Apr, Jun-Aug, Oct-Dec.

    The end of a month is its last seven days, of anything else the late part.
    """
    start, end = days.start, days.end
    if start is None or end is None or days.precision in ("day", "part-of-day"):
        return days
    if how == "end" and days.precision == "month":
        return Days(end - timedelta(days=6), end, "interval")
    how = "late" if how == "end" else how
    if days.precision == "year":
        months = {"early": (1, 4), "mid": (6, 8), "late": (10, 12)}[how]
        return Days(date(start.year, months[0], 1), month_end(end.year, months[1]), "interval")
    if days.precision == "month":
        first, last = {"early": (1, 10), "mid": (11, 20), "late": (21, end.day)}[how]
        return Days(start.replace(day=first), start.replace(day=last), "interval")
    third = timedelta(days=((end - start).days + 1) // 3)
    one = timedelta(days=1)
    parts = {
        "early": (start, start + third - one),
        "mid": (start + third, end - third),
        "late": (end - third + one, end),
    }
    return Days(*parts[how], "interval")
