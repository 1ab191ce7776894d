"""Readings of days, months, seasons and holidays: what is dated within a year."""

import re
from collections.abc import Callable
from dataclasses import replace

from onrecord.ground.times.calendar import Days, days_of, week_of
from onrecord.ground.times.frame import Frame
from onrecord.ground.times.holidays import falls_on
from onrecord.ground.times.reading import Reading, dated, group_of, no_base, span_of, unresolved, words_of
from onrecord.knowledge.files import read_toml


def read_date(match: re.Match[str], frame: Frame) -> Reading | None:
    """A day of the month, its year given or found."""
    month = int(match["monthno"]) if group_of(match, "monthno") else month_of(match)
    day = int(re.sub(r"\D", "", match["day"]))
    year = int(match["year"]) if group_of(match, "year") else None
    if year is not None and year < 100:
        year += 1900 if year > 40 else 2000
    if year is None and group_of(match, "same"):
        year = same_year(match, frame)
    if year is not None:
        return _day_reading(year, month, day)
    if frame.story.bc is not None and frame.narrative:
        return Reading("DATE", f"BC{frame.story.bc:04d}-{month:02d}-{day:02d}", told=True)
    found = frame.nearest(span_of(match), lambda y: days_of(f"{y:04d}-{month:02d}-{day:02d}"))
    if found is None or found.start is None:
        return no_base(frame)
    if group_of(match, "which") and frame.today and words_of(match["which"]) == "last" and found.start > frame.today:
        return dated(found.start.replace(year=found.start.year - 1).isoformat())
    return dated(found.start.isoformat())


def _day_reading(year: int, month: int, day: int) -> Reading | None:
    value = f"{year:04d}-{month:02d}-{day:02d}"
    return dated(value) if days_of(value) else None


def read_short(match: re.Match[str], frame: Frame) -> Reading | None:
    """30 NOV 89."""
    year = int(match["yy"])
    return _day_reading(year + (1900 if year > 40 else 2000), month_of(match), int(match["day"]))


def read_numeric(match: re.Match[str], frame: Frame) -> Reading | None:
    """11/02/1989: not known, unless only one way round is a date or lies near the published day."""
    one, two, year = int(match["one"]), int(match["two"]), int(match["year"])
    if match["sep"] == "." and len(match["year"]) < 4:
        return None
    year += (1900 if year > 40 else 2000) if year < 100 else 0
    ways = [f"{year:04d}-{m:02d}-{d:02d}" for m, d in {(two, one), (one, two)}]
    good = [(w, days.start) for w in ways if (days := days_of(w)) and days.start]
    if not good:
        return None
    today = frame.today
    if len(good) > 1 and today is not None:
        near = [g for g in good if abs((g[1] - today).days) <= 31]
        good = near if len(near) == 1 else good
    return dated(good[0][0]) if len(good) == 1 else unresolved("day and month may stand either way round")


def read_days(match: re.Match[str], frame: Frame) -> Reading | None:
    """14-15 September: the days from the first to the last."""
    month = month_of(match)
    one, two = (int(re.sub(r"\D", "", match[g])) for g in ("day", "day2"))
    year = int(match["year"]) if match["year"] else None
    if year is None:
        found = frame.nearest(span_of(match), lambda y: days_of(f"{y:04d}-{month:02d}-{one:02d}"))
        if found is None or found.start is None:
            return no_base(frame)
        year = found.start.year
    first, last = _day_reading(year, month, one), _day_reading(year, month, two)
    if first is None or last is None or first.days is None or last.days is None or one > two:
        return None
    return replace(first, days=Days(first.days.start, last.days.end, "interval"))


def month_of(match: re.Match[str]) -> int:
    """The number of the month that a match names."""
    number = read_toml("times.toml")["months"][match["month"].lower().rstrip(".")]
    return int(number)


def same_year(match: re.Match[str], frame: Frame) -> int | None:
    """The year that "of that year", "of the same year", "of last year" names."""
    which = words_of(match["same"])
    if which in ("that", "the same", "the following", "the previous"):
        base = frame.story.year or (frame.today.year if frame.today else None)
    else:
        base = frame.today.year if frame.today and not frame.narrative else frame.story.year
    shift = {"last": -1, "the previous": -1, "next": 1, "the following": 1}.get(which, 0)
    return base + shift if base is not None else None


def read_month(match: re.Match[str], frame: Frame) -> Reading | None:
    """A month, its year given or found."""
    number = month_of(match)
    if group_of(match, "year"):
        return dated(f"{match['year']}-{number:02d}")
    if group_of(match, "same"):
        year = same_year(match, frame)
        return dated(f"{year:04d}-{number:02d}") if year else no_base(frame)
    if not _is_month(match, frame):
        return None
    which = words_of(group_of(match, "which"))
    return _yearly(match, frame, which, lambda y: days_of(f"{y:04d}-{number:02d}"), lambda y: f"{y:04d}-{number:02d}")


def _yearly(
    match: re.Match[str], frame: Frame, which: str, days_in: Callable[[int], Days | None], value: Callable[[int], str]
) -> Reading:
    """A month or season by "last", "this", "next" or alone."""
    today = frame.today
    if today is None or frame.narrative or which in ("that", "the following", "the previous"):
        if frame.story.bc is not None:
            return Reading("DATE", f"BC{frame.story.bc:04d}{value(1000)[4:]}", told=True)
        if frame.story.year is None:
            return no_base(frame)
        if not which:
            found = frame.nearest(span_of(match), days_in)
            return dated(value(found.start.year)) if found and found.start else no_base(frame)
        year = frame.story.year + {"next": 1, "last": -1, "the previous": -1, "the following": 1}.get(which, 0)
        return dated(value(year))
    spans = [(y, d) for y in range(today.year - 2, today.year + 3) if (d := days_in(y)) and d.start and d.end]
    if which in ("last", "this past"):
        return dated(value([y for y, d in spans if d.end and d.end < today][-1]))
    if which in ("next", "this coming"):
        return dated(value(next(y for y, d in spans if d.start and d.start > today)))
    if which == "this":
        return dated(value(today.year))
    found = frame.nearest(span_of(match), days_in)
    return dated(value(found.start.year)) if found and found.start else no_base(frame)


def _is_month(match: re.Match[str], frame: Frame) -> bool:
    """Whether a bare month word is one: written as a name and, where it has another meaning, after a fitting word."""
    word = match["month"].lower().rstrip(".")
    doc_text = frame.parsed.text
    start, end = match.span("month")
    if not doc_text[start].isupper() and not match.string[start:end].isupper():
        return False
    rules = read_toml("times.toml")["bare_months"]
    if group_of(match, "which"):
        return True
    before = re.search(r"([\w-]+)[\s-]*$", match.string[max(0, start - 30) : start])
    led = before is not None and before[1].lower() in rules["before"]
    if len(word) <= 4 and word not in ("june", "july", "may"):
        return led and match.string[start:end].endswith(".")
    if re.match(r"\s*[-–/]\s*[A-Z][a-z]{2,8}\s+\d{4}", doc_text[end : end + 20]):
        return True
    after = re.match(r"\s+([A-Z]\w+)", doc_text[end:])
    if after and not led:
        return False
    return led if word in rules["strict"] else True


def read_season(match: re.Match[str], frame: Frame) -> Reading | None:
    """The summer of 2014, last winter."""
    code = read_toml("times.toml")["seasons"][match["season"].lower()]
    if group_of(match, "year"):
        return dated(f"{match['year']}-{code}")
    if group_of(match, "same"):
        year = same_year(match, frame)
        return dated(f"{year:04d}-{code}") if year else no_base(frame)
    which = words_of(group_of(match, "which"))
    if match["season"].lower() == "fall" and which in ("the", "early", "late", "that"):
        after = match.string[match.end() : match.end() + 4].lower()
        if which != "late" and after.startswith((" of", " in")):
            return None
    return _yearly(match, frame, which, lambda y: days_of(f"{y:04d}-{code}"), lambda y: f"{y:04d}-{code}")


def read_holiday(match: re.Match[str], frame: Frame) -> Reading | None:
    """Christmas 2007, last Thanksgiving, Ramadan."""
    days = _holiday(match, frame)
    if days is None or days.start is None or days.end is None:
        return no_base(frame)
    if match["week"]:
        return dated(week_of(days.start))
    value = days.start.isoformat() + (f"/{days.end.isoformat()}" if days.end != days.start else "")
    return Reading("DATE", value, days, told=True)


def _holiday(match: re.Match[str], frame: Frame) -> Days | None:
    def days_in(year: int) -> Days | None:
        found = falls_on(match["holiday"], year)
        return Days(*found, "day" if found[0] == found[1] else "interval") if found else None

    if match["year"]:
        return days_in(int(match["year"]))
    today = frame.today
    if not match["which"] or today is None or frame.narrative:
        return frame.nearest(span_of(match), days_in)
    near = [days for y in range(today.year - 1, today.year + 2) if (days := days_in(y)) and days.start]
    which = match["which"].lower()
    if which == "last":
        near = [d for d in near if d.start and d.start < today][-1:]
    elif which == "next":
        near = [d for d in near if d.start and d.start > today]
    else:
        near = [d for d in near if d.start and d.start.year == today.year]
    return near[0] if near else None
