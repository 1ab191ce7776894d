"""Readings of years, their quarters and halves, decades, centuries, and years before our era."""

import re
from dataclasses import replace
from datetime import date

from onrecord.ground.times.calendar import Days, days_of
from onrecord.ground.times.dates import month_of, same_year
from onrecord.ground.times.frame import Frame
from onrecord.ground.times.reading import Reading, dated, group_of, no_base, span_of
from onrecord.knowledge.files import read_toml
from onrecord.spans import Span


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
    year = int(match["year"]) if match["year"] else same_year(match, frame) if match["same"] else None
    if year is None:
        if half and "the year" not in whole:
            return None
        year = frame.story.year if frame.narrative else frame.today.year if frame.today else None
        if year is None:
            return no_base(frame)
        if frame.today and not frame.narrative and frame.outlook(span_of(match)) != "ahead":
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
        value += f"-{month_of(match):02d}"
    elif match["season"]:
        value += f"-{read_toml('times.toml')['seasons'][match['season'].lower()]}"
    return Reading("DATE", value, told=True)


def read_bcyear(match: re.Match[str], frame: Frame) -> Reading | None:
    """480, in a story of the years before our era."""
    led = YEAR_CUES.search(match.string[max(0, match.start() - 14) : match.start()])
    if frame.story.bc is None or not led or not AFTER_YEAR.match(match.string, match.end()):
        return None
    return Reading("DATE", f"BC{int(match['number']):04d}", told=True)


def read_decade(match: re.Match[str], frame: Frame) -> Reading | None:
    """The 1990s, the '90s, the nineties."""
    if group_of(match, "decade"):
        return dated(match["decade"])
    tens = (
        int(match["yy"]) if group_of(match, "yy") else read_toml("times.toml")["decades"][match["name"].lower()] // 10
    )
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


YEAR_CUES = re.compile(
    r"\b(?:in|since|of|by|until|till|from|to|during|before|after|and|between|through|for|early|late|mid|around|about|year|years|than|"
    r"circa|spring|summer|autumn|fall|winter|end|or|throughout|back|as|fiscal|financial|ca\.|on|beyond|into|post|pre|next|last|the)[\s,-]*$",
    re.IGNORECASE,
)
AFTER_YEAR = re.compile(
    r"\s*(?:$|[.,;:)\]\"”’'–—-]|(?:and|or|when|as|after|before|by|the|but|to|in|on|with|at|for|was|were|is|has|had|that|which|who|while|because)\b)",
    re.IGNORECASE,
)


def read_year(match: re.Match[str], frame: Frame) -> Reading | None:
    """A year alone, unless it counts something ("2000 soldiers")."""
    text, (start, end) = match.string, match.span("year")
    token = frame.parsed.tokens(Span(start, end))[0]
    led = YEAR_CUES.search(text[max(0, start - 14) : start]) is not None
    follows = token.nbor() if token.i + 1 < len(token.doc) else None
    counts = follows is not None and follows.tag_ in ("NNS", "NNPS") and follows.lower_ not in ("polls", "elections")
    if counts and (token.dep_ == "nummod" or not led):
        return None
    year = int(match["year"])
    plain = led or token.ent_type_ == "DATE" or text[max(0, start - 1) : start] == "("
    if not plain and not (1900 <= year <= 2099 and AFTER_YEAR.match(text, end)):
        return None
    if not 1000 <= year <= 2099 or (year < 1900 and not (led or token.ent_type_ == "DATE")):
        return None
    told = not (frame.narrative and frame.outlook(Span(start, end)) == "ahead")
    return dated(f"{year}", told=told)
