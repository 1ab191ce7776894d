"""Finds the time expressions of a report and joins those that belong together."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from onrecord.ground.times.calendar import Days, narrowed, week_of
from onrecord.ground.times.frame import Frame, frame_of
from onrecord.ground.times.grammar import Grammar, grammar
from onrecord.ground.times.lengths import count_of, length_of
from onrecord.ground.times.reading import Reading, dated
from onrecord.ground.times.readings import READINGS
from onrecord.knowledge.files import read_toml
from onrecord.model import Time, Unresolved
from onrecord.parsed import Parsed
from onrecord.spans import Span

_ON = re.compile(r"\s*(?:,|on|of|-|\()?\s*(?:the\s+)?", re.IGNORECASE)
_AT = re.compile(
    r"\s*,?\s*(?:at|in|before|about|around|by|(?:shortly|just) (?:before|after)|until|from|since|after)?"
    r"\s*(?:about|around)?\s*(?:the)?\s*",
    re.IGNORECASE,
)
_WORD = re.compile(r"(?P<opens>(?<![\w$€£])(?<!\d[.,:/-])(?:[’'‘](?=\d0s)|\d|[^\W\d_]+))|\d+|[^\W\d_]+")
_LOOK_AHEAD = 48  # characters from where an expression begins to its word of time; a longer number word has none
_LOOK_BACK = 90  # characters before an expression in which "since the war began in" may stand
_YEAR = re.compile(r"\b[12]\d{3}\b")
_JOINT = re.compile(
    r"\s*(?:,|and|or|to|until|till|through|-|–|—|/)\s*(?:the\s+|in\s+)?(?:early\s+|late\s+)?", re.IGNORECASE
)
_WEEK_OF = re.compile(r"(?<!\w)(?:the\s+)?week\s+of\s+$", re.IGNORECASE)
_END = re.compile(r"\bend\b", re.IGNORECASE)
_NOT = re.compile(r"(?:\bnot|n['’]t|\bnever)\b[^.;:,]{0,60}$", re.IGNORECASE)
_TO = re.compile(
    r"\s*(?:to|until|till|through|and|and\s+the|-|–|—)\s*(?:the\s+|late\s+|early\s+|mid-?\s*|the\s+end\s+of\s+)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Found:
    """An expression in its place, as it is read."""

    span: Span
    reading: Reading


def find_times(parsed: Parsed) -> tuple[Time | Unresolved, ...]:
    """The time expressions of a report, from left to right, with their values and days.

    An expression under "since", "until", "from ... to" carries the days of the whole phrase.  Relative expressions of
    a report without a day of publication (or a dateline) are unresolved; in narratives they hang on the story.
    """
    frame = frame_of(parsed)
    text = parsed.report.text
    found = list(_joined(_shared_years(list(_scan(frame)), text), frame, text))
    return tuple(_result(parsed, item) for item in _ranged(found, frame, text))


def _scan(frame: Frame) -> Iterator[Found]:
    """Each match read in turn, so that the story knows what stands before."""
    rules, text, position = grammar(), frame.parsed.report.text, 0
    for start in _openings(rules, text):
        if start < position:
            continue
        for reading, match in _matches(rules, text, start):
            result = READINGS[reading](match, frame)
            if result is None:
                continue
            items = _split(reading, match, result)
            items[0] = _widened(items[0], rules, frame, text, position)
            for item in items:
                if item.reading.told and item.reading.value:
                    frame.story.tell(item.reading.value)
                yield item
            position = match.end()
            break


def _openings(rules: Grammar, text: str) -> Iterator[int]:
    """The places where an expression can begin: an opening word or figure, a word of time or a figure soon after it."""
    waiting: list[int] = []
    for match in _WORD.finditer(text):
        start, word = match.start(), match.group().lower()
        figure = not word[-1].isalpha()
        if match.lastgroup and (figure or word in rules.openers or word.removesuffix("s") in rules.openers):
            waiting.append(start)
        if figure or word in rules.cores or word.removesuffix("s") in rules.cores:
            yield from (place for place in waiting if start - place <= _LOOK_AHEAD)
            waiting.clear()


def _matches(rules: Grammar, text: str, start: int) -> list[tuple[str, re.Match[str]]]:
    """The rules that fit at a place, longest match first, the earlier rule among equals."""
    fits = [
        (rule.reading, match)
        for rule in rules.shapes
        if (match := rule.pattern.match(text, start)) and match.group().strip()
    ]
    return sorted(fits, key=lambda fit: -fit[1].end())


def _split(reading: str, match: re.Match[str], result: Reading) -> list[Found]:
    """A range in one breath ("14-15 September", "2013-15") as its two ends, each with the days of both."""
    whole = Span(match.start(), len(match.group().rstrip()) + match.start())
    if reading == "bc" and match["first"]:
        first = replace(result, value=f"BC{int(match['first']):04d}")
        return [Found(Span(*match.span("first")), first), Found(Span(match.start("number"), whole.end), result)]
    if reading == "duration" and match["low"]:
        low = replace(result, value=length_of(count_of(match["low"]), match["unit"]))
        return [
            Found(Span(match.start(), match.end("low")), low),
            Found(Span(match.start("number"), whole.end), result),
        ]
    if reading not in ("days", "years") or result.days is None or result.days.end is None:
        return [Found(whole, result)]
    second = "day2" if reading == "days" else "year2"
    month_first = reading == "days" and match.start("month") < match.start("day")
    cut = match.end("day") if reading == "days" else match.end("year")
    last = result.days.end.isoformat() if reading == "days" else f"{result.days.end.year}"
    right_end = match.end(second) if month_first and not match["year"] else whole.end
    return [
        Found(Span(match.start(), cut), result),
        Found(Span(match.start(second), right_end), replace(result, value=last, told=False)),
    ]


def _widened(item: Found, rules: Grammar, frame: Frame, text: str, floor: int) -> Found:
    """The expression with the words before it that narrow it ("early", "the end of", "the night of")."""
    reading = item.reading
    head = text[max(floor, item.span.start - 40) : item.span.start]
    if reading.value is None or reading.type in ("DURATION", "SET") or reading.value.startswith("T"):
        return item
    part = rules.part_of.search(head)
    if part and reading.days and reading.days.precision == "day" and "T" not in reading.value:
        code = read_toml("times.toml")["parts"][part["part"].lower()]
        start = item.span.start - len(head) + part.start()
        value = reading.value + ("T12:00" if code == "MI" else f"T{code}")
        lead = len(part.group()) - len(part.group().lstrip())
        return Found(Span(start + lead, item.span.end), replace(dated(value), told=True))
    week = _WEEK_OF.search(head)
    if week and reading.days and reading.days.start and reading.days.precision == "day":
        return Found(
            Span(item.span.start - len(head) + week.start(), item.span.end), dated(week_of(reading.days.start))
        )
    narrow = rules.narrowing.search(head)
    if narrow is None or narrow.lastgroup is None:
        return item
    how = "end" if narrow.lastgroup == "late" and _END.search(narrow.group()) else narrow.lastgroup
    apart = narrow.lastgroup in ("earlier", "later") and _stands_alone(item, text)
    span = item.span if apart else Span(item.span.start - len(head) + narrow.start(), item.span.end)
    return Found(span, replace(reading, days=_narrow(reading.days, how, frame)))


def _stands_alone(item: Found, text: str) -> bool:
    """True for a day or week of its own: in "earlier Friday" the adverb goes with the act, in "later that day" not."""
    days = item.reading.days
    small = days is not None and days.precision in ("day", "part-of-day", "week")
    return small and not text.startswith(("the ", "that "), item.span.start)


def _narrow(days: Days | None, how: str, frame: Frame) -> Days | None:
    if days is None or days.start is None or days.end is None:
        return days
    if how in ("early", "mid", "late", "end"):
        return narrowed(days, how)
    today = frame.today
    if today is None or not days.start <= today <= days.end:
        return days
    if how == "later":
        return Days(min(today + timedelta(days=1), days.end), days.end, "interval")
    last = today if days.precision == "year" else max(days.start, today - timedelta(days=1))
    return Days(days.start, last, "interval")


def _shared_years(found: list[Found], text: str) -> list[Found]:
    """Months and days that take their year from the one they are joined to ("from June to August 2020")."""
    shared = list(found)
    for i in range(len(shared) - 2, -1, -1):
        first, after = shared[i], shared[i + 1]
        words = text[first.span.start : first.span.end], text[after.span.start : after.span.end]
        if (
            _YEAR.search(words[0])
            or not _YEAR.search(words[1])
            or not _JOINT.fullmatch(text, first.span.end, after.span.start)
        ):
            continue
        if first.reading.days and after.reading.days and first.reading.days.precision in ("day", "month", "season"):
            shared[i] = Found(first.span, _in_year_of(first.reading, after.reading.value or ""))
    return shared


def _in_year_of(reading: Reading, value: str) -> Reading:
    """The reading in the year of a later one, or in the year before if it would come after it."""
    own = reading.value or ""
    moved = value[:4] + own[4:]
    if moved > value and value[4:5] == "-" and moved[5:7].isdigit():
        moved = f"{int(value[:4]) - 1}{own[4:]}"
    return dated(moved) if value[:4].isdigit() else reading


def _joined(found: list[Found], frame: Frame, text: str) -> Iterator[Found]:
    """Clock times and parts of days put on their days: the date beside them, else the last one of the sentence."""
    taken: set[int] = set()
    for i, item in enumerate(found):
        if i in taken:
            continue
        after = found[i + 1] if i + 1 < len(found) else None
        if after is None or not _belong(found, i, text):
            yield _placed(item, found[:i], frame) if _is_clock(item) else item
            continue
        taken.add(i + 1)
        yield _put(after, item) if _is_clock(item) else _put(item, after)


def _belong(found: list[Found], i: int, text: str) -> bool:
    """True for "10 a.m. on Friday" and "Friday at 10 a.m.", unless that time goes with another day after it."""
    item, after = found[i], found[i + 1]
    if _is_clock(item):
        return _is_day(after) and _ON.fullmatch(text, item.span.end, after.span.start) is not None
    if not (_is_day(item) and _is_clock(after) and _AT.fullmatch(text, item.span.end, after.span.start)):
        return False
    beyond = found[i + 2] if i + 2 < len(found) else None
    return beyond is None or not (_is_day(beyond) and _ON.fullmatch(text, after.span.end, beyond.span.start))


def _is_clock(item: Found) -> bool:
    return item.reading.value is not None and item.reading.value.startswith("T")


def _is_day(item: Found) -> bool:
    return item.reading.days is not None and item.reading.days.precision in ("day", "part-of-day")


def _put(day: Found, clock: Found) -> Found:
    """A day and a time of that day as one expression."""
    span = Span(min(day.span.start, clock.span.start), max(day.span.end, clock.span.end))
    return Found(span, dated(f"{(day.reading.value or '').partition('T')[0]}{clock.reading.value}"))


def _placed(clock: Found, before: list[Found], frame: Frame) -> Found:
    """A time of day that names no day: the day last named in its sentence, else, for a clock, the published one."""
    sentence = frame.parsed.tokens(clock.span).root.sent
    for item in reversed(before):
        if item.span.start < sentence.start_char:
            break
        if _is_day(item) and item.reading.value:
            return Found(clock.span, dated(f"{item.reading.value.partition('T')[0]}{clock.reading.value}"))
    exact = ":" in (clock.reading.value or "")
    day: date | None = None
    if frame.narrative:
        told = [f for f in before if _is_day(f)]
        day = told[-1].reading.days.start if told and told[-1].reading.days else None
    elif exact:
        day = frame.today
    if day is None:
        return Found(clock.span, Reading("TIME", None, None, "the day is not told"))
    return Found(clock.span, dated(f"{day.isoformat()}{clock.reading.value}"))


def _ranged(found: list[Found], frame: Frame, text: str) -> Iterator[Found]:
    """Expressions under "since", "until", "between ... and": the days of the whole phrase."""
    relation = grammar().relation
    upper: tuple[int, Days] | None = None
    for i, item in enumerate(found):
        days = item.reading.days
        if upper and upper[0] == i:
            yield Found(item.span, replace(item.reading, days=upper[1]))
            continue
        match = relation.search(text, max(0, item.span.start - _LOOK_BACK), item.span.start)
        if match is None or days is None or item.reading.type in ("DURATION", "SET"):
            yield item
            continue
        word = match["word"].lower().split()[0]
        after = found[i + 1] if i + 1 < len(found) else None
        if (
            word in ("from", "between")
            and after
            and after.reading.days
            and _TO.fullmatch(text, item.span.end, after.span.start)
        ):
            whole = _whole(days, after.reading.days)
            if whole:
                upper = (i + 1, whole)
                yield Found(item.span, replace(item.reading, days=whole))
                continue
        if word in ("until", "till") and _NOT.search(text, max(0, match.start() - _LOOK_BACK), match.start()):
            yield item  # what was not done until a day was done on it
            continue
        yield Found(item.span, replace(item.reading, days=_related(word, days, frame)))


def _whole(first: Days, last: Days) -> Days | None:
    if first.start is None or last.end is None or first.start > last.end:
        return None
    return Days(first.start, last.end, "interval")


def _related(word: str, days: Days, frame: Frame) -> Days:
    """The days since, until, by, before or after a stretch of days; an open side is None."""
    today = frame.today if not frame.narrative else None
    one = timedelta(days=1)
    if word in ("since", "ever"):
        return Days(days.start, today if today and days.start and days.start <= today else None, "interval")
    ahead = today is not None and days.end is not None and days.end > today
    if days.precision == "part-of-day" and word in ("before", "prior", "by", "until", "till") and not ahead:
        return days  # "before dawn on Friday" is still that Friday
    if word in ("until", "till", "up", "by"):
        return Days(today if ahead else None, days.end, "interval")
    if word in ("before", "prior"):
        return Days(None, days.start - one if days.start else None, "interval")
    if word == "after":
        return Days(days.start, None, "interval")
    if word in ("from", "starting", "beginning"):
        return Days(days.start, None, "interval")
    return days


def _result(parsed: Parsed, item: Found) -> Time | Unresolved:
    mention = parsed.quote(item.span.start, item.span.end)
    reading = item.reading
    if reading.value is None:
        return Unresolved(mention, reading.reason)
    days = reading.days
    precision = days.precision if days else "part-of-day" if reading.type == "TIME" else "interval"
    return Time(
        mention, reading.type, reading.value, days.start if days else None, days.end if days else None, precision
    )
