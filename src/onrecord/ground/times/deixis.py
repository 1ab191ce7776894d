"""Readings of what points from a day: yesterday, Wednesday, last week, the next day, the weekend."""

import re
from dataclasses import replace
from datetime import date, timedelta

from onrecord.ground.times.calendar import Days, add_months, narrowed, week_of
from onrecord.ground.times.frame import Frame
from onrecord.ground.times.lengths import stretch
from onrecord.ground.times.reading import Reading, dated, group_of, no_base, span_of, unresolved, with_part, words_of
from onrecord.knowledge.files import read_toml
from onrecord.spans import Span


def read_deictic(match: re.Match[str], frame: Frame) -> Reading | None:
    """Yesterday, today, tomorrow, with or without the part of the day."""
    if frame.today is None or frame.narrative:
        return unresolved("the day it is said on is not told")
    shift = read_toml("times.toml")["deictic"][words_of(match["word"])]
    return with_part(frame.today + timedelta(days=shift), group_of(match, "part"), told=shift != 0)


def read_tonight(match: re.Match[str], frame: Frame) -> Reading | None:
    """Tonight, overnight, last night, this morning."""
    if frame.today is None or frame.narrative:
        return unresolved("the day it is said on is not told")
    words = words_of(match.group())
    if words == "overnight":
        before = frame.today - timedelta(days=1)
        reading = with_part(frame.today, "night", told=False)
        return replace(reading, days=Days(before, frame.today, "part-of-day"))
    day = frame.today - timedelta(days=1) if words == "last night" else frame.today
    return with_part(day, match["part"] or "night", told=False)


def read_weekday(match: re.Match[str], frame: Frame) -> Reading | None:
    """A weekday: the nearest one not after the published day, unless the words look ahead."""
    number = read_toml("times.toml")["weekdays"][match["dow"].lower().rstrip(".")]
    which, week = words_of(group_of(match, "which")), words_of(group_of(match, "week"))
    if _named_otherwise(match, frame):
        return None
    if group_of(match, "plural") or which in ("every", "each"):
        return Reading("SET", f"XXXX-WXX-{number}")
    if frame.today is None or frame.narrative:
        if frame.story.day is None:
            return no_base(frame)
        ahead = (number - frame.story.day.isoweekday()) % 7
        return with_part(frame.story.day + timedelta(days=ahead), group_of(match, "part"))
    return with_part(_weekday(frame, span_of(match), number, which, week), group_of(match, "part"))


def _weekday(frame: Frame, span: Span, number: int, which: str, week: str) -> date:
    today = frame.today or date.min
    monday = today - timedelta(days=today.weekday())
    if week:
        return monday + timedelta(days=number - 1 + {"last": -7, "this": 0, "next": 7}[week])
    back, ahead = (today.isoweekday() - number) % 7, (number - today.isoweekday()) % 7
    if which in ("last", "this past", "the previous"):
        return today - timedelta(days=back or 7)
    if which in ("next", "this coming", "coming", "the next", "the following"):
        return today + timedelta(days=ahead or 7)
    if which == "this" or frame.outlook(span) == "ahead":
        return today + timedelta(days=ahead)
    return today - timedelta(days=back)


def _named_otherwise(match: re.Match[str], frame: Frame) -> bool:
    """True for the Sunday Times, Bloody Sunday and the like."""
    after = re.match(r"\s+([A-Za-z]+)", match.string[match.end("dow") : match.end("dow") + 20])
    before = re.search(
        r"(bloody|black|good|holy|palm|easter|ash|cyber|super)\s+$",
        match.string[max(0, match.start() - 12) : match.start()],
        re.I,
    )
    if before:
        return True
    if after is None or after[1].lower() not in read_toml("times.toml")["not_weekdays"]["words"]:
        return False
    return frame.parsed.text[match.end("dow") + after.start(1)].isupper()


_BACK = frozenset(["last", "previous", "the previous", "the preceding", "the last", "this past"])
_AHEAD = frozenset(["next", "this coming", "coming", "following", "the following", "the next", "the coming"])
_STORY = frozenset(
    [
        "that",
        "that same",
        "the same",
        "that very",
        "this very",
        "same",
        "previous",
        "the previous",
        "the preceding",
        "following",
        "the following",
        "the next",
    ]
)


_YEARS_IN = {"year": 1, "decade": 10, "century": 100}


def read_period(match: re.Match[str], frame: Frame) -> Reading | None:
    """Last week, next month, that year, the following day, the day before."""
    which, unit = words_of(match["which"]), match["unit"].lower()
    side = words_of(group_of(match, "side"))
    if which == "the":
        which = {"before": "the previous", "earlier": "the previous", "previous": "the previous"}.get(
            side, "the following"
        )
        if group_of(match, "deictic"):
            return with_part(frame.today - timedelta(days=2), None) if frame.today else no_base(frame)
        if not re.match(
            r"\s*(?:[.,;:)]|$|by|in|on|at|when|and|with|for|to|as|while|that\b)", match.string[match.end() :], re.I
        ):
            return None
    if which in ("past", "the past", "the last") and unit == "weekend":
        which = "last"
    if which in ("past", "the past", "the last") and unit not in ("day", "night", "morning"):
        return stretch(frame, 1, unit, back=True)
    if which == "same" and match.string[max(0, match.start() - 4) : match.start()].lower() == "the ":
        return None
    if which in ("this", "last", "next") and frame.narrative and unit == "day":
        return None
    on_story = which in _STORY or frame.narrative
    shift = -1 if which in _BACK else 1 if which in _AHEAD else 0
    part = group_of(match, "part")
    if unit in ("morning", "afternoon", "evening", "night"):
        part, unit = unit, "day"
        shift = (
            -1
            if which in ("last", "the previous")
            else 1
            if which in ("the next", "the following", "next", "following")
            else 0
        )
    reading = shifted_period(frame, unit, shift, on_story=on_story, part=part)
    return _so_far(reading, match, frame) if which == "this" else reading


def _so_far(reading: Reading, match: re.Match[str], frame: Frame) -> Reading:
    """This week, this month, of what has been done in it: not beyond the published day."""
    days, today = reading.days, frame.today
    if days is None or today is None or frame.narrative or frame.outlook(span_of(match)) == "ahead":
        return reading
    if days.start is None or days.end is None or not days.start <= today < days.end:
        return reading
    return replace(reading, days=Days(days.start, today, days.precision))


def shifted_period(frame: Frame, unit: str, shift: int, *, on_story: bool, part: str | None = None) -> Reading:
    """The day, week, month, year ... so many of them after the one that holds the base."""
    story = frame.story
    if story.bc is not None and on_story and unit in _YEARS_IN:
        number = (story.bc - shift * _YEARS_IN[unit]) // _YEARS_IN[unit]
        width = {"year": 4, "decade": 3}.get(unit, 2)
        return Reading("DATE", f"BC{number:0{width}d}", told=unit == "year") if number > 0 else no_base(frame)
    if unit == "year":
        year = story.year if on_story and story.year else frame.today.year if frame.today else None
        return dated(f"{year + shift:04d}") if year else no_base(frame)
    if unit == "month" and on_story and story.year and story.month:
        day = add_months(date(story.year, story.month, 1), shift)
        return dated(f"{day:%Y-%m}")
    base = story.day if on_story and story.day else None if frame.narrative else frame.today
    if base is None:
        return no_base(frame)
    if unit in ("day", "weekend", "week"):
        if unit == "day":
            return with_part(base + timedelta(days=shift), part)
        value = week_of(base + timedelta(days=7 * shift))
        return dated(value + ("-WE" if unit == "weekend" else ""))
    if unit == "month":
        return dated(f"{add_months(base, shift):%Y-%m}")
    if unit == "quarter":
        moved = add_months(base, 3 * shift)
        return dated(f"{moved.year}-Q{(moved.month + 2) // 3}")
    return dated(f"{base.year // (10 if unit == 'decade' else 100) + shift}")


def read_within(match: re.Match[str], frame: Frame) -> Reading | None:
    """The year, in "the end of the year": only words that narrow it make it one of time."""
    head = match.string[max(0, match.start() - 30) : match.start()]
    if not re.search(
        r"(?:early|late|earlier|later|mid|middle|end|start|beginning|rest|remainder|outset|part|half)\s+(?:of|in)\s+$",
        head,
        re.I,
    ):
        return None
    return shifted_period(frame, match["unit"].lower(), 0, on_story=frame.narrative)


def read_close(match: re.Match[str], frame: Frame) -> Reading | None:
    """Year-end, the month's end: the last part of the year or month."""
    reading = shifted_period(frame, match["unit"].lower(), 0, on_story=frame.narrative)
    return replace(reading, days=narrowed(reading.days, "late")) if reading.days else reading


def read_weekend(match: re.Match[str], frame: Frame) -> Reading | None:
    """The weekend: the last one begun, or the coming one if the words look ahead."""
    if frame.today is None or frame.narrative:
        return no_base(frame)
    shift = 0 if frame.today.isoweekday() >= 6 or frame.outlook(span_of(match)) == "ahead" else -7
    return dated(week_of(frame.today + timedelta(days=shift)) + "-WE")
