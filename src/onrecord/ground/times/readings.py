"""How each shape of time expression is read: from a match to a TIMEX3 value and its days."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from onrecord.ground.numbers import number_of
from onrecord.ground.times import calendar as cal
from onrecord.ground.times.calendar import Days, add_units, days_of, week_of
from onrecord.ground.times.frame import Frame
from onrecord.ground.times.holidays import falls_on
from onrecord.knowledge.files import read_toml
from onrecord.spans import Span

NO_DAY = "no day of publication to reckon from"
NO_STORY = "no earlier date in the text to hang on"


@dataclass(frozen=True, slots=True)
class Reading:
    """What an expression means: a TIMEX3 type and value with its days, or the reason why it has none.

    `value` None with a reason is an expression that cannot be pinned down.  `told` is the date that the story goes on from.
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


def _no_base(frame: Frame) -> Reading:
    return unresolved(NO_STORY if frame.narrative else NO_DAY)


def _words(text: str | None) -> str:
    return " ".join((text or "").lower().split())


def _span(match: re.Match[str]) -> Span:
    return Span(*match.span())


def _month(match: re.Match[str]) -> int:
    number = read_toml("times.toml")["months"][match["month"].lower().rstrip(".")]
    return int(number)


def _same_year(match: re.Match[str], frame: Frame) -> int | None:
    """The year that "of that year", "of the same year", "of last year" names."""
    which = _words(match["same"])
    if which in ("that", "the same", "the following", "the previous"):
        base = frame.story.year or (frame.today.year if frame.today else None)
    else:
        base = frame.today.year if frame.today and not frame.narrative else frame.story.year
    shift = {"last": -1, "the previous": -1, "next": 1, "the following": 1}.get(which, 0)
    return base + shift if base is not None else None


def _group(match: re.Match[str], name: str) -> str | None:
    return match.groupdict().get(name)


def read_date(match: re.Match[str], frame: Frame) -> Reading | None:
    """A day of the month, its year given or found."""
    month = int(match["monthno"]) if _group(match, "monthno") else _month(match)
    day = int(re.sub(r"\D", "", match["day"]))
    year = int(match["year"]) if _group(match, "year") else None
    if year is not None and year < 100:
        year += 1900 if year > 40 else 2000
    if year is None and _group(match, "same"):
        year = _same_year(match, frame)
    if year is not None:
        return _day_reading(year, month, day)
    if frame.story.bc is not None and frame.narrative:
        return Reading("DATE", f"BC{frame.story.bc:04d}-{month:02d}-{day:02d}", told=True)
    found = frame.nearest(_span(match), lambda y: days_of(f"{y:04d}-{month:02d}-{day:02d}"))
    if found is None or found.start is None:
        return _no_base(frame)
    if _group(match, "which") and frame.today and _words(match["which"]) == "last" and found.start > frame.today:
        return dated(found.start.replace(year=found.start.year - 1).isoformat())
    return dated(found.start.isoformat())


def _day_reading(year: int, month: int, day: int) -> Reading | None:
    value = f"{year:04d}-{month:02d}-{day:02d}"
    return dated(value) if days_of(value) else None


def read_short(match: re.Match[str], frame: Frame) -> Reading | None:
    """30 NOV 89."""
    year = int(match["yy"])
    return _day_reading(year + (1900 if year > 40 else 2000), _month(match), int(match["day"]))


def read_numeric(match: re.Match[str], frame: Frame) -> Reading | None:
    """11/02/1989: which is the month, unless only one way round is a date or the published day decides, is not known."""
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
    month = _month(match)
    one, two = (int(re.sub(r"\D", "", match[g])) for g in ("day", "day2"))
    year = int(match["year"]) if match["year"] else None
    if year is None:
        found = frame.nearest(_span(match), lambda y: days_of(f"{y:04d}-{month:02d}-{one:02d}"))
        if found is None or found.start is None:
            return _no_base(frame)
        year = found.start.year
    first, last = _day_reading(year, month, one), _day_reading(year, month, two)
    if first is None or last is None or first.days is None or last.days is None or one > two:
        return None
    return replace(first, days=Days(first.days.start, last.days.end, "interval"))


def read_month(match: re.Match[str], frame: Frame) -> Reading | None:
    """A month, its year given or found."""
    number = _month(match)
    if _group(match, "year"):
        return dated(f"{match['year']}-{number:02d}")
    if _group(match, "same"):
        year = _same_year(match, frame)
        return dated(f"{year:04d}-{number:02d}") if year else _no_base(frame)
    if not _is_month(match, frame):
        return None
    which = _words(_group(match, "which"))
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
            return _no_base(frame)
        if not which:
            found = frame.nearest(_span(match), days_in)
            return dated(value(found.start.year)) if found and found.start else _no_base(frame)
        year = frame.story.year + {"next": 1, "last": -1, "the previous": -1, "the following": 1}.get(which, 0)
        return dated(value(year))
    spans = [(y, d) for y in range(today.year - 2, today.year + 3) if (d := days_in(y)) and d.start and d.end]
    if which in ("last", "this past"):
        return dated(value([y for y, d in spans if d.end and d.end < today][-1]))
    if which in ("next", "this coming"):
        return dated(value(next(y for y, d in spans if d.start and d.start > today)))
    if which == "this":
        return dated(value(today.year))
    found = frame.nearest(_span(match), days_in)
    return dated(value(found.start.year)) if found and found.start else _no_base(frame)


def _is_month(match: re.Match[str], frame: Frame) -> bool:
    """Whether a bare month word is the month: written as a name, and for names with another meaning, after a fitting word."""
    word = match["month"].lower().rstrip(".")
    doc_text = frame.parsed.doc.text
    start, end = match.span("month")
    if not doc_text[start].isupper() and not match.string[start:end].isupper():
        return False
    rules = read_toml("times.toml")["bare_months"]
    if _group(match, "which"):
        return True
    before = re.search(r"([\w-]+)[\s-]*$", match.string[max(0, start - 30) : start])
    led = before is not None and before[1].lower() in rules["before"]
    if len(word) <= 4 and word not in ("june", "july", "may"):
        return led and match.string[start:end].endswith(".")
    after = re.match(r"\s+([A-Z]\w+)", doc_text[end:])
    if after and not led:
        return False
    return led if word in rules["strict"] else True


def read_season(match: re.Match[str], frame: Frame) -> Reading | None:
    """The summer of 2014, last winter."""
    code = read_toml("times.toml")["seasons"][match["season"].lower()]
    if _group(match, "year"):
        return dated(f"{match['year']}-{code}")
    if _group(match, "same"):
        year = _same_year(match, frame)
        return dated(f"{year:04d}-{code}") if year else _no_base(frame)
    which = _words(_group(match, "which"))
    if match["season"].lower() == "fall" and which in ("the", "early", "late", "that"):
        after = match.string[match.end() : match.end() + 4].lower()
        if which != "late" and after.startswith((" of", " in")):
            return None
    return _yearly(match, frame, which, lambda y: days_of(f"{y:04d}-{code}"), lambda y: f"{y:04d}-{code}")


def read_quarter(match: re.Match[str], frame: Frame) -> Reading | None:
    """The fourth quarter, the second half of 2008."""
    half = match["span"].lower() == "half"
    word = match["ordinal"].lower()
    number = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}.get(
        word, 2 if half else 4
    )
    if half and number > 2:
        return None
    whole = match.group().lower()
    year = int(match["year"]) if match["year"] else _same_year(match, frame) if match["same"] else None
    if year is None:
        if half and "the year" not in whole:
            return None
        year = frame.story.year if frame.narrative else frame.today.year if frame.today else None
        if year is None:
            return _no_base(frame)
        if frame.today and not frame.narrative and frame.outlook(_span(match)) != "ahead":
            days = days_of(f"{year}-{'H' if half else 'Q'}{number}")
            year -= bool(days and days.start and days.start > frame.today)
    return dated(f"{year:04d}-{'H' if half else 'Q'}{number}")


def read_years(match: re.Match[str], frame: Frame) -> Reading | None:
    """2013-15: from the first day of the one to the last of the other."""
    first, second = int(match["year"]), int(match["year2"])
    second += first // 100 * 100 if second < 100 else 0
    if not first < second <= first + 60:
        return None
    return replace(dated(f"{first}"), days=Days(date(first, 1, 1), date(second, 12, 31), "interval"))


def read_bc(match: re.Match[str], frame: Frame) -> Reading | None:
    """480 BC: a value without days, for the calendar does not reach there."""
    number = int(match["number"])
    if match["plural"]:
        return Reading("DATE", f"BC{number // 10:03d}")
    value = f"BC{number:04d}"
    if match["month"]:
        value += f"-{_month(match):02d}"
    elif match["season"]:
        value += f"-{read_toml('times.toml')['seasons'][match['season'].lower()]}"
    return Reading("DATE", value, told=True)


def read_bcyear(match: re.Match[str], frame: Frame) -> Reading | None:
    """480, in a story of the years before our era."""
    led = _YEAR_CUES.search(match.string[max(0, match.start() - 14) : match.start()])
    if frame.story.bc is None or not led or not _AFTER_YEAR.match(match.string, match.end()):
        return None
    return Reading("DATE", f"BC{int(match['number']):04d}", told=True)


def read_decade(match: re.Match[str], frame: Frame) -> Reading | None:
    """The 1990s, the '90s, the nineties."""
    if _group(match, "decade"):
        return dated(match["decade"])
    tens = int(match["yy"]) if _group(match, "yy") else read_toml("times.toml")["decades"][match["name"].lower()] // 10
    return dated(f"19{tens}")


def read_century(match: re.Match[str], frame: Frame) -> Reading | None:
    """The 19th century."""
    word = (match["ordinal"] or "").lower()
    number = (
        int(match["no"])
        if match["no"]
        else 21
        if word.startswith("twenty")
        else read_toml("times.toml")["ordinals"][word]
    )
    if match["bc"]:
        return Reading("DATE", f"BC{number - 1:02d}")
    return dated(f"{number - 1:02d}") if number <= 22 else None


_YEAR_CUES = re.compile(
    r"\b(?:in|since|of|by|until|till|from|to|during|before|after|and|between|through|for|early|late|mid|around|about|year|years|than|"
    r"circa|spring|summer|autumn|fall|winter|end|or|throughout|back|as|ca\.|on|beyond|into|post|pre|next|last|the)[\s,-]*$",
    re.IGNORECASE,
)
_AFTER_YEAR = re.compile(
    r"\s*(?:$|[.,;:)\]\"”’'–—-]|(?:and|or|when|as|after|before|by|the|but|to|in|on|with|at|for|was|were|is|has|had|that|which|who|while|because)\b)",
    re.IGNORECASE,
)


def read_year(match: re.Match[str], frame: Frame) -> Reading | None:
    """A year alone, unless it counts something ("2000 soldiers")."""
    text, (start, end) = match.string, match.span("year")
    token = frame.parsed.tokens(Span(start, end))[0]
    led = _YEAR_CUES.search(text[max(0, start - 14) : start]) is not None
    follows = token.nbor() if token.i + 1 < len(token.doc) else None
    counts = follows is not None and follows.tag_ in ("NNS", "NNPS") and follows.lower_ not in ("polls", "elections")
    if counts and (token.dep_ == "nummod" or not led):
        return None
    year = int(match["year"])
    plain = led or token.ent_type_ == "DATE" or text[max(0, start - 1) : start] == "("
    if not plain and not (1900 <= year <= 2099 and _AFTER_YEAR.match(text, end)):
        return None
    if not 1000 <= year <= 2099 or (year < 1900 and not (led or token.ent_type_ == "DATE")):
        return None
    told = not (frame.narrative and frame.outlook(Span(start, end)) == "ahead")
    return dated(f"{year}", told=told)


def read_deictic(match: re.Match[str], frame: Frame) -> Reading | None:
    """Yesterday, today, tomorrow, with or without the part of the day."""
    if frame.today is None or frame.narrative:
        return unresolved("the day it is said on is not told")
    shift = read_toml("times.toml")["deictic"][_words(match["word"])]
    return _with_part(frame.today + timedelta(days=shift), _group(match, "part"), told=shift != 0)


def _with_part(day: date, part: str | None, *, told: bool = True) -> Reading:
    code = read_toml("times.toml")["parts"][part.lower()] if part else ""
    return dated(day.isoformat() + (f"T{code}" if code else ""), told=told)


def read_tonight(match: re.Match[str], frame: Frame) -> Reading | None:
    """Tonight, overnight, last night, this morning."""
    if frame.today is None or frame.narrative:
        return unresolved("the day it is said on is not told")
    words = _words(match.group())
    if words == "overnight":
        before = frame.today - timedelta(days=1)
        reading = _with_part(frame.today, "night", told=False)
        return replace(reading, days=Days(before, frame.today, "part-of-day"))
    day = frame.today - timedelta(days=1) if words == "last night" else frame.today
    return _with_part(day, match["part"] or "night", told=False)


def read_weekday(match: re.Match[str], frame: Frame) -> Reading | None:
    """A weekday: the nearest one not after the published day, unless the words look ahead."""
    number = read_toml("times.toml")["weekdays"][match["dow"].lower().rstrip(".")]
    which, week = _words(_group(match, "which")), _words(_group(match, "week"))
    if _named_otherwise(match, frame):
        return None
    if _group(match, "plural") or which in ("every", "each"):
        return Reading("SET", f"XXXX-WXX-{number}")
    if frame.today is None or frame.narrative:
        if frame.story.day is None:
            return _no_base(frame)
        ahead = (number - frame.story.day.isoweekday()) % 7
        return _with_part(frame.story.day + timedelta(days=ahead), _group(match, "part"))
    return _with_part(_weekday(frame, _span(match), number, which, week), _group(match, "part"))


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
    return frame.parsed.doc.text[match.end("dow") + after.start(1)].isupper()


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


def read_period(match: re.Match[str], frame: Frame) -> Reading | None:
    """Last week, next month, that year, the following day, the day before."""
    which, unit = _words(match["which"]), match["unit"].lower()
    side = _words(_group(match, "side"))
    if which == "the":
        which = {"before": "the previous", "earlier": "the previous", "previous": "the previous"}.get(
            side, "the following"
        )
        if _group(match, "deictic"):
            return _with_part(frame.today - timedelta(days=2), None) if frame.today else _no_base(frame)
        if not re.match(
            r"\s*(?:[.,;:)]|$|by|in|on|at|when|and|with|for|to|as|while|that\b)", match.string[match.end() :], re.I
        ):
            return None
    if which in ("past", "the past", "the last") and unit not in ("day", "night", "morning"):
        return _stretch(frame, 1, unit, back=True)
    if which == "same" and match.string[max(0, match.start() - 4) : match.start()].lower() == "the ":
        return None
    if which in ("this", "last", "next") and frame.narrative and unit == "day":
        return None
    on_story = which in _STORY or frame.narrative
    shift = -1 if which in _BACK else 1 if which in _AHEAD else 0
    part = _group(match, "part")
    if unit in ("morning", "afternoon", "evening", "night"):
        part, unit = unit, "day"
        shift = (
            -1
            if which in ("last", "the previous")
            else 1
            if which in ("the next", "the following", "next", "following")
            else 0
        )
    return _shifted_period(frame, unit, shift, on_story=on_story, part=part)


def _shifted_period(frame: Frame, unit: str, shift: int, *, on_story: bool, part: str | None = None) -> Reading:
    """The day, week, month, year ... so many of them after the one that holds the base."""
    story = frame.story
    if unit == "year":
        year = story.year if on_story and story.year else frame.today.year if frame.today else None
        return dated(f"{year + shift:04d}") if year else _no_base(frame)
    if unit == "month" and on_story and story.year and story.month:
        day = cal.add_months(date(story.year, story.month, 1), shift)
        return dated(f"{day:%Y-%m}")
    base = story.day if on_story and story.day else None if frame.narrative else frame.today
    if base is None:
        return _no_base(frame)
    if unit in ("day", "weekend", "week"):
        if unit == "day":
            return _with_part(base + timedelta(days=shift), part)
        value = week_of(base + timedelta(days=7 * shift))
        return dated(value + ("-WE" if unit == "weekend" else ""))
    if unit == "month":
        return dated(f"{cal.add_months(base, shift):%Y-%m}")
    if unit == "quarter":
        moved = cal.add_months(base, 3 * shift)
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
    return _shifted_period(frame, match["unit"].lower(), 0, on_story=frame.narrative)


def read_weekend(match: re.Match[str], frame: Frame) -> Reading | None:
    """The weekend: the last one begun, or the coming one if the words look ahead."""
    if frame.today is None or frame.narrative:
        return _no_base(frame)
    shift = 0 if frame.today.isoweekday() >= 6 or frame.outlook(_span(match)) == "ahead" else -7
    return dated(week_of(frame.today + timedelta(days=shift)) + "-WE")


_LETTERS = {"minute": "M", "hour": "H", "second": "S", "night": "D", "fortnight": "W", "weekend": "WE"}


def _letter(unit: str) -> str:
    one = "century" if unit.lower().startswith("centur") else unit.lower().rstrip("s")
    letter = _LETTERS.get(one) or str(read_toml("times.toml")["units"][one])
    return letter


def _clock_unit(unit: str) -> bool:
    return unit.lower().startswith(("hour", "minute", "second"))


def _count(words: str | None) -> float | None:
    """The number of a number word; None for a vague one ("several", "few", none at all)."""
    flat = _words(words)
    if flat in ("a", "an", "a full", "a whole"):
        return 1
    if flat.startswith(("couple", "a couple")):
        return 2
    return number_of(flat) if flat else None


def _length(number: float | None, unit: str) -> str:
    """A TIMEX3 duration: P3D, PT2H, PXY."""
    letter = _letter(unit)
    if letter in "EC":
        number, letter = (number * (10 if letter == "E" else 100) if number is not None else None), "Y"
    if unit.lower().startswith("fortnight") and number is not None:
        number *= 2
    figure = "X" if number is None else f"{number:g}"
    return f"P{'T' if _clock_unit(unit) else ''}{figure}{letter}"


def read_shift(match: re.Match[str], frame: Frame) -> Reading | None:
    """Two days ago, three weeks earlier, a month later."""
    side, unit, number = _words(match["side"]), match.groupdict().get("unit") or "", _count(match["number"])
    if not unit:
        unit, number = match["number"].split()[-1], 1.0
    back = side.startswith(("ago", "earlier", "before", "previously"))
    forward_from_now = side.startswith(("from", "hence"))
    if number is None or _clock_unit(unit):
        value = "PAST_REF" if back else "FUTURE_REF"
        return Reading(
            "DATE", value, Days(None, frame.today, "interval") if back and frame.today and not frame.narrative else None
        )
    if _words(_group(match, "weekday")):
        return _week_ago(match, frame, back=back, unit=unit)
    base, year = _base(frame, deictic=side == "ago" or forward_from_now)
    count = round(number) * (-1 if back else 1)
    letter = _letter(unit)
    if unit.lower().startswith("fortnight"):
        count *= 2
    if base is None:
        if year is not None and letter in "YEC":
            return dated(_coarse(date(year, 1, 1), count, letter))
        return _no_base(frame)
    return dated(_coarse(base, count, letter))


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
        return _no_base(frame)
    word = _words(match["weekday"])
    base = frame.today
    if word not in ("today", "yesterday"):
        base -= timedelta(days=(base.isoweekday() - read_toml("times.toml")["weekdays"][word]) % 7)
    elif word == "yesterday":
        base -= timedelta(days=1)
    return dated(add_units(base, -1 if back else 1, _letter(unit)).isoformat())


def _stretch(frame: Frame, number: float | None, unit: str, *, back: bool) -> Reading:
    """The past three weeks: a length of time that ends, or starts, on the published day."""
    value = _length(number, unit)
    today = frame.today if not frame.narrative else None
    if today is None:
        return Reading("DURATION", value)
    if number is None:
        return Reading("DURATION", value, Days(None, today, "interval") if back else Days(today, None, "interval"))
    if _clock_unit(unit):
        days = max(1, round(number / 24)) if unit.lower().startswith("hour") else 0
        other = today + timedelta(days=-days if back else days)
    else:
        other = add_units(today, round(number) * (-1 if back else 1), _letter(unit))
    return Reading("DURATION", value, Days(other, today, "interval") if back else Days(today, other, "interval"))


def read_stretch(match: re.Match[str], frame: Frame) -> Reading | None:
    """The past 24 hours, the next two months, the first three days."""
    which, words, unit = match["which"].lower(), _words(match["number"]), match["unit"]
    if not words and not unit.lower().endswith("s"):
        return None
    number = _count(words) if words else None
    if which in ("first", "final"):
        return Reading("DURATION", _length(number, unit)) if words else None
    if which in ("previous", "preceding", "following"):
        return Reading("DURATION", _length(number, unit))
    return _stretch(frame, number, unit, back=which in ("past", "last", "recent"))


def read_recent(match: re.Match[str], frame: Frame) -> Reading | None:
    """Recent weeks, coming years."""
    which = match["which"].lower()
    if which in ("recent", "coming"):
        return _stretch(frame, None, match["unit"], back=which == "recent")
    return Reading("DURATION", _length(None, match["unit"]))


def read_ago(match: re.Match[str], frame: Frame) -> Reading | None:
    """Long ago."""
    return Reading("DATE", "PAST_REF")


_A_LENGTH = re.compile(
    r"\b(?:for|in|after|within|over|nearly|almost|about|than|under|least|half|of|lasted|last|took|spent|another|during|only|just)\s+$",
    re.I,
)


def read_duration(match: re.Match[str], frame: Frame) -> Reading | None:
    """Three days, a two-day visit, half an hour; ages of people are none."""
    text, unit, words = match.string, match["unit"], _words(match["number"])
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
        return _a_unit(match, frame) if "long" not in match.group() else Reading("DURATION", _length(1, unit))
    if unit.lower() == "second" and not rest.startswith("s"):
        return None
    number = _count(words)
    if re.match(r"\d+\s+(?:1/2|½)", words):
        number = int(words.split()[0]) + 0.5
    elif words in ("a half", "half a", "half an"):
        number = 0.5
    if match["half"] and number is not None:
        number += 0.5
    return Reading("DURATION", _length(number, unit))


def _a_unit(match: re.Match[str], frame: Frame) -> Reading | None:
    """ "Three times a week" is a set; "a week" elsewhere says too little."""
    before = match.string[max(0, match.start() - 30) : match.start()]
    if re.search(r"(?:\d|once|twice|times|thousand|million|billion|hundred)\s+$|\d[\d,.]*\s+\w+\s+$", before, re.I):
        return Reading("SET", _length(1, match["unit"]))
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
        return Reading("DURATION", _length(None if match["unit"].lower().endswith("s") else 1, match["unit"]))
    if not led and not follows:
        return None
    return Reading("DURATION", _length(None, match["unit"]))


def read_clock(match: re.Match[str], frame: Frame) -> Reading | None:
    """10:35 a.m., 2130 GMT: on the day that the words around it name."""
    groups = match.groupdict()
    if groups.get("hourword"):
        hour, minute = _count(match["hourword"]), 0
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
    if not re.search(
        r"\b(?:at|in|before|by|after|until|since|from|during|around|late|early|this|pre-?)\s*$", before
    ) and not match.group().lower().startswith("the early"):
        return None
    value = "12:00" if code == "MI" else code
    return Reading("TIME", f"T{value}")


def read_sets(match: re.Match[str], frame: Frame) -> Reading | None:
    """Daily, annually."""
    after = re.match(r"\s+([A-Z]\w+)", match.string[match.end() : match.end() + 20])
    if after and match.group()[0].isupper() and not match.string[: match.end()].isupper():
        return None
    return Reading("SET", read_toml("times.toml")["sets"][match["word"].lower()])


def read_every(match: re.Match[str], frame: Frame) -> Reading | None:
    """Every day, each year, per month."""
    return Reading("SET", _length(_count(match["number"]) or 1, match["unit"]))


def read_rate(match: re.Match[str], frame: Frame) -> Reading | None:
    """Twice a week."""
    return _a_unit(match, frame)


def read_holiday(match: re.Match[str], frame: Frame) -> Reading | None:
    """Christmas 2007, last Thanksgiving, Ramadan."""
    name = match["holiday"]

    def days_in(year: int) -> Days | None:
        found = falls_on(name, year)
        return Days(found[0], found[1], "day" if found[0] == found[1] else "interval") if found else None

    if match["year"]:
        days = days_in(int(match["year"]))
    elif match["which"] and frame.today and not frame.narrative:
        spans = [
            d for y in range(frame.today.year - 1, frame.today.year + 2) if (d := days_in(y)) and d.end and d.start
        ]
        back = [d for d in spans if d.end and d.end < frame.today]
        ahead = [d for d in spans if d.start and d.start > frame.today]
        days = {"last": back[-1:], "next": ahead[:1]}.get(
            match["which"].lower(), [d for d in spans if d.start and d.start.year == frame.today.year]
        )
        days = days[0] if days else None
    else:
        days = frame.nearest(_span(match), days_in)
    if days is None or days.start is None or days.end is None:
        return _no_base(frame)
    if match["week"]:
        return dated(week_of(days.start))
    value = days.start.isoformat() + (f"/{days.end.isoformat()}" if days.end != days.start else "")
    return Reading("DATE", value, days, told=True)


def read_reference(match: re.Match[str], frame: Frame) -> Reading | None:
    """Now, recently, in the future: no days of its own."""
    flat = _words(match["word"])
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
