"""Readings of lengths of time, alone or reckoned from a day: three days, two weeks ago, the past year, twice a week."""

import re
from dataclasses import replace
from datetime import date, timedelta

from onrecord.ground.numbers import number_of
from onrecord.ground.times.calendar import Days, add_units, days_of, week_of
from onrecord.ground.times.frame import Frame
from onrecord.ground.times.reading import Reading, dated, group_of, no_base, words_of
from onrecord.knowledge.files import read_toml

_LETTERS = {"minute": "M", "hour": "H", "second": "S", "night": "D", "fortnight": "W", "weekend": "WE"}


def letter_of(unit: str) -> str:
    """The ISO letter of a unit ("weeks": W)."""
    one = "century" if unit.lower().startswith("centur") else unit.lower().rstrip("s")
    letter = _LETTERS.get(one) or str(read_toml("times.toml")["units"][one])
    return letter


def is_clock_unit(unit: str) -> bool:
    """True for hours and shorter units."""
    return unit.lower().startswith(("hour", "minute", "second"))


def count_of(words: str | None) -> float | None:
    """The number of a number word; None for a vague one ("several", "few", none at all)."""
    flat = words_of(words)
    if flat in ("a", "an", "another", "a full", "a whole"):
        return 1
    if flat.startswith(("couple", "a couple")):
        return 2
    return number_of(flat) if flat else None


def length_of(number: float | None, unit: str) -> str:
    """A TIMEX3 duration: P3D, PT2H, PXY."""
    letter = letter_of(unit)
    if letter in "EC":
        number, letter = (number * (10 if letter == "E" else 100) if number is not None else None), "Y"
    if unit.lower().startswith("fortnight") and number is not None:
        number *= 2
    figure = "X" if number is None else f"{number:g}"
    return f"P{'T' if is_clock_unit(unit) else ''}{figure}{letter}"


def read_shift(match: re.Match[str], frame: Frame) -> Reading | None:
    """Two days ago, three weeks earlier, a month later."""
    side, unit, number = words_of(match["side"]), match.groupdict().get("unit") or "", count_of(match["number"])
    if not unit:
        unit, number = match["number"].split()[-1], 1.0
    back = side.startswith(("ago", "earlier", "before", "previously"))
    forward_from_now = side.startswith(("from", "hence"))
    if number is not None and is_clock_unit(unit) and side.startswith(("later", "earlier", "after", "before")):
        return Reading("DURATION", length_of(number, unit))
    if number is None or is_clock_unit(unit):
        value = "PAST_REF" if back else "FUTURE_REF"
        return Reading(
            "DATE", value, Days(None, frame.today, "interval") if back and frame.today and not frame.narrative else None
        )
    if words_of(group_of(match, "weekday")):
        return _week_ago(match, frame, back=back, unit=unit)
    base = _base(frame, deictic=side == "ago" or forward_from_now)
    sign = -1 if back else 1
    reading = _shifted(frame, base, round(number) * sign, unit)
    low = count_of(group_of(match, "low"))
    if low is None:
        return reading
    return _between(_shifted(frame, base, round(low) * sign, unit), reading)


def _shifted(frame: Frame, base: tuple[date | None, int | None], count: int, unit: str) -> Reading:
    """What lies so many units from a day or, where no day is known, from a year."""
    day, year = base
    letter = letter_of(unit)
    if unit.lower().startswith("fortnight"):
        count *= 2
    if day is None:
        if year is not None and letter in "YEC":
            return dated(_coarse(date(year, 1, 1), count, letter))
        return no_base(frame)
    return _near_day(dated(_coarse(day, count, letter)), day, count, letter)


def _between(one: Reading, other: Reading) -> Reading:
    """Two or three days ago: read as the second, with the days of both."""
    if one.days is None or other.days is None:
        return other
    starts = [d.start for d in (one.days, other.days) if d.start]
    ends = [d.end for d in (one.days, other.days) if d.end]
    return replace(other, days=Days(min(starts, default=None), max(ends, default=None), "interval"))


def _near_day(reading: Reading, base: date, count: int, letter: str) -> Reading:
    """One week or year from a day is told to the day or month, whatever its value; more of them are not."""
    if abs(count) != 1 or letter not in "WY" or reading.days is None:
        return reading
    day = add_units(base, count, letter)
    near = Days(day, day, "day") if letter == "W" else days_of(f"{day:%Y-%m}")
    return replace(reading, days=near)


def _base(frame: Frame, *, deictic: bool) -> tuple[date | None, int | None]:
    """The day, or at least the year, that a shift starts from."""
    story = frame.story
    if frame.narrative:
        current = story.day if story.day and story.day.year == story.year else None
        if current is None and story.year and story.month:
            current = date(story.year, story.month, 1)
        return current, story.year
    if deictic or story.day is None:
        return frame.today, None
    return story.day, None


def _coarse(base: date, count: int, letter: str) -> str:
    """The value of the day, week, month, year that lies so many of them from a base."""
    try:
        day = add_units(base, count, letter)
    except (ValueError, OverflowError):
        return "PAST_REF" if count < 0 else "FUTURE_REF"
    if letter == "W":
        return week_of(day)
    return {"D": day.isoformat(), "M": f"{day:%Y-%m}", "Q": f"{day.year}-Q{(day.month + 2) // 3}"}.get(
        letter, f"{day.year:04d}"
    )


def _week_ago(match: re.Match[str], frame: Frame, *, back: bool, unit: str) -> Reading:
    """A week ago Monday, a year ago today."""
    if frame.today is None:
        return no_base(frame)
    word = words_of(match["weekday"])
    base = frame.today
    if word not in ("today", "yesterday"):
        base -= timedelta(days=(base.isoweekday() - read_toml("times.toml")["weekdays"][word]) % 7)
    elif word == "yesterday":
        base -= timedelta(days=1)
    return dated(add_units(base, -1 if back else 1, letter_of(unit)).isoformat())


def stretch(frame: Frame, number: float | None, unit: str, *, back: bool) -> Reading:
    """The past three weeks: a length of time that ends, or starts, on the published day."""
    value = length_of(number, unit)
    today = frame.today if not frame.narrative else None
    if today is None:
        return Reading("DURATION", value)
    if number is None:
        return Reading("DURATION", value, Days(None, today, "interval") if back else Days(today, None, "interval"))
    if is_clock_unit(unit):
        days = max(1, round(number / 24)) if unit.lower().startswith("hour") else 0
        other = today + timedelta(days=-days if back else days)
    else:
        other = add_units(today, round(number) * (-1 if back else 1), letter_of(unit))
    return Reading("DURATION", value, Days(other, today, "interval") if back else Days(today, other, "interval"))


def read_stretch(match: re.Match[str], frame: Frame) -> Reading | None:
    """The past 24 hours, the next two months, the first three days."""
    which, words, unit = match["which"].lower(), words_of(match["number"]), match["unit"]
    if not words and not unit.lower().endswith("s"):
        return None
    number = count_of(words) if words else None
    if which in ("first", "final"):
        return Reading("DURATION", length_of(number, unit)) if words else None
    if which in ("previous", "preceding", "following"):
        return Reading("DURATION", length_of(number, unit))
    return stretch(frame, number, unit, back=which in ("past", "last", "recent"))


def read_recent(match: re.Match[str], frame: Frame) -> Reading | None:
    """Recent weeks, coming years."""
    which = match["which"].lower()
    if which in ("recent", "coming"):
        return stretch(frame, None, match["unit"], back=which == "recent")
    return Reading("DURATION", length_of(None, match["unit"]))


_A_LENGTH = re.compile(
    r"\b(?:for|in|after|within|over|nearly|almost|about|than|under|least|half|of|lasted|last|took|spent|another|during|only|just)\s+$",
    re.I,
)


def read_duration(match: re.Match[str], frame: Frame) -> Reading | None:
    """Three days, a two-day visit, half an hour; ages of people are none."""
    text, unit, words = match.string, match["unit"], words_of(match["number"])
    rest = text[match.end() : match.end() + 12].lower()
    if re.match(r"[\s-]+(?:old|of\s+age|to\s+life|olds)\b", rest) or match.group().lower().endswith("-old"):
        return None
    if (
        re.match(r"(?:second|weekend)s?$", unit, re.I)
        and not unit.lower().startswith("weekend")
        and not re.match(r"\d|[a-z-]+\s+seconds", match.group(), re.I)
    ):
        return None
    if (
        words in ("a", "an")
        and not match["fuzzy"]
        and not _A_LENGTH.search(text[max(0, match.start() - 12) : match.start()])
    ):
        return _a_unit(match, frame) if "long" not in match.group() else Reading("DURATION", length_of(1, unit))
    if unit.lower() == "second" and not match.group().lower().endswith(("s", "-second", "long")):
        return None
    number = count_of(words)
    low = count_of(group_of(match, "low"))
    if low is not None and (number is None or low >= number):
        return None
    if re.match(r"\d+\s+(?:1/2|½)", words):
        number = int(words.split()[0]) + 0.5
    elif words in ("a half", "half a", "half an"):
        number = 0.5
    if match["half"] and number is not None:
        number += 0.5
    return Reading("DURATION", length_of(number, unit))


_MEASURED = re.compile(r"\s+(?:after|before|apart|or\s+(?:two|so|more))\b", re.I)
_COUNTED = re.compile(
    r"(?:\d|\b(?:once|twice|times|thousand|million|billion|hundred|minutes|hours|days|nights|weeks|months))\s+$"
    r"|(?:[$€£]?\d[\d,.]*|\b(?:two|three|four|five|six|seven|eight|nine|ten))\s+[\w-]+\s+$"
    r"|(?:[$€£][\d,.]+(?:m|bn|k)?\)?|\b(?:million|billion|dollars|euros|pounds))(?:\s+[a-z]+){0,4}\s+$",
    re.I,
)


def _a_unit(match: re.Match[str], frame: Frame) -> Reading | None:
    """ "Three times a week" is a set, "a week after the vote" a length; "a week" elsewhere says too little."""
    if _MEASURED.match(match.string, match.end()):
        return Reading("DURATION", length_of(1, match["unit"]))
    if _COUNTED.search(match.string[max(0, match.start() - 40) : match.start()]):
        return Reading("SET", length_of(1, match["unit"]))
    return None


_PLURAL_CUES = re.compile(
    r"\b(?:for|after|over|within|during|through|many|several|few|some|spent|took|takes|lasted|of|past|in|just|only|two|the)\s+$",
    re.I,
)


def read_plural(match: re.Match[str], frame: Frame) -> Reading | None:
    """Years of war, for months."""
    text = match.string
    follows = re.match(
        r"\s+(?:of|after|before|later|ago|earlier|when|since)\b", text[match.end() : match.end() + 12], re.I
    )
    led = _PLURAL_CUES.search(text[max(0, match.start() - 10) : match.start()])
    if "-long" in match.group().lower():
        return Reading("DURATION", length_of(None if match["unit"].lower().endswith("s") else 1, match["unit"]))
    if not led and not follows:
        return None
    return Reading("DURATION", length_of(None, match["unit"]))


def read_sets(match: re.Match[str], frame: Frame) -> Reading | None:
    """Daily, annually."""
    after = re.match(r"\s+([A-Z]\w+)", match.string[match.end() : match.end() + 20])
    if after and match.group()[0].isupper() and not match.string[: match.end()].isupper():
        return None
    return Reading("SET", read_toml("times.toml")["sets"][match["word"].lower()])


def read_every(match: re.Match[str], frame: Frame) -> Reading | None:
    """Every day, each year, per month, every other week."""
    return Reading("SET", length_of(count_of(match["number"]) or (2 if match["other"] else 1), match["unit"]))


def read_rate(match: re.Match[str], frame: Frame) -> Reading | None:
    """Twice a week."""
    return _a_unit(match, frame)
