"""What an expression is reckoned from: the published day, the dateline, or the story told so far."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from spacy.tokens import Token

from onrecord.ground.times.calendar import Days, days_of
from onrecord.knowledge.files import read_toml
from onrecord.model import Report
from onrecord.parsed import Parsed
from onrecord.spans import Span

_DATELINE = re.compile(
    r"[A-Z][A-Za-z.' ,()-]{2,60},\s+(?P<day>\d{1,2})\s+(?P<month>[A-Za-z]{3,9})\.?\s+(?P<year>\d{4}|\d\d)"
    r"\s*(?:\(|--|—|–|-\s)"
)
_OLD_YEARS = re.compile(r"(?<![\d$€£.,-])(1[5-9]\d\d|20\d\d)(?![\d,]|\s*%)|\b\d{2,3}\s*(?:BC|BCE)\b")
_DEICTIC = re.compile(
    r"\b(?:yesterday|today|tonight|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:last|this|next)\s+(?:week|month))\b",
    re.I,
)
_WILL = frozenset({"will", "wo", "shall", "'ll", "’ll"})
_PLANS = frozenset(
    [
        "plan",
        "expect",
        "schedule",
        "due",
        "set",
        "intend",
        "hope",
        "vow",
        "promise",
        "agree",
        "prepare",
        "likely",
        "pledge",
        "propose",
    ]
)
_SETS_DATE = frozenset(
    ["plan", "expect", "schedule", "due", "slate"]
)  # ahead in the past tense too: "was due on Friday"
_AHEAD_CUE = re.compile(
    r"\b(?:by|until|till|as\s+soon\s+as|as\s+early\s+as|no\s+later\s+than|deadline\s+of|beginning|starting)\s+"
    r"(?:about\s+|around\s+|next\s+|early\s+|late\s+|mid-?\s*)?"
    r"(?:(?:\d{1,2}(?:[:.]\d\d)?\s*[ap]\.?m\.?|noon|midnight)(?:\s+[A-Z]{2,4})?\s+(?:on\s+)?)?$",
    re.IGNORECASE,
)
_SET_FOR = re.compile(
    r"\b(?:announced|called|planned|scheduled|set|slated|due|billed|strikes?|shutdowns?|protests?|march(?:es)?|rall(?:y|ies)"
    r"|elections?|polls?|vote|talks|meetings?|summit|session|hearing)\s+(?:[a-z]+\s+){0,2}?for\s+(?:next\s+)?$",
    re.IGNORECASE,
)
_OWNS = re.compile(r"['’]s?\b")
_SOON, _LONG_GONE = 65, 270  # days: a bare date this soon and this long gone is the coming one, even in a past clause
_TOO_FAR = 180  # days: a bare date further ahead than this, and not as long gone, is the one gone by
_TURN_ON, _TURN_BACK = (
    8,
    10,
)  # months: in a story, January after November is next year's, December after January last year's
_ASIDE = 12  # years: a bare year this far from the story is an aside and does not move it
_MIN_OLD = 8  # a news report seldom names so many earlier years; the narratives measured name dozens


@dataclass(slots=True)
class Story:
    """The latest date that the text has told of, as a value and, where it has one, as a day."""

    value: str | None = None
    day: date | None = None
    year: int | None = None
    month: int | None = None
    bc: int | None = None

    def tell(self, value: str) -> None:
        """Take note of a date that the text names."""
        if value.startswith("BC"):
            if len(value) >= 6:
                self.bc, self.value = int(value[2:6]), value
            return
        days = days_of(value)
        if days is None or days.start is None or days.precision in ("decade", "century"):
            return
        far = self.year is not None and abs(days.start.year - self.year) > _ASIDE
        if days.precision == "year" and far:
            return
        self.bc = None
        self.value, self.year = value, days.start.year
        self.month = days.start.month if days.precision != "year" else None
        if days.precision in ("day", "part-of-day"):
            self.day = days.start


@dataclass(frozen=True, slots=True)
class Frame:
    """How one report's times are reckoned: `today` is None in a narrative, and where nothing tells the day."""

    parsed: Parsed
    today: date | None
    narrative: bool
    story: Story = field(default_factory=Story)

    @property
    def here(self) -> date | None:
        """The day that bare shifts ("two days earlier") start from."""
        return self.story.day if self.narrative else self.today

    def outlook(self, span: Span) -> str:
        """Whether the clause that holds a span looks "ahead", "back", or neither way ("")."""
        return _outlook(self.parsed, span)

    def nearest(self, span: Span, days_in: Callable[[int], Days | None]) -> Days | None:
        """The occurrence of a yearly date that the words mean, given its days in any year."""
        if self.narrative or self.today is None:
            return self._in_story(days_in)
        today, outlook = self.today, self.outlook(span)
        found = [d for y in (today.year - 1, today.year, today.year + 1) if (d := days_in(y)) and d.start and d.end]
        gone = [d for d in found if d.start and d.start <= today]
        coming = [d for d in found if d.end and d.end >= today]
        if coming and gone and coming[0].start and gone[-1].end:
            ahead, back = (coming[0].start - today).days, (today - gone[-1].end).days
            if outlook == "ahead":
                return gone[-1] if ahead > _TOO_FAR and back < _TOO_FAR else coming[0]
            long_gone = back > _LONG_GONE and ahead < _SOON
            return coming[0] if long_gone or (outlook == "" and ahead * 3 < back) else gone[-1]
        return gone[-1] if gone else coming[0] if coming else None

    def _in_story(self, days_in: Callable[[int], Days | None]) -> Days | None:
        """The occurrence in the story's year; next to a month told it may be one of the year before or after."""
        story = self.story
        if story.year is None:
            return None
        found = [d for y in (story.year, story.year + 1, story.year - 1) if (d := days_in(y)) and d.start]
        if not found or story.month is None or not found[0].start:
            return found[0] if found else None
        away = found[0].start.month - story.month
        wanted = story.year + (1 if away <= -_TURN_ON else -1 if away >= _TURN_BACK else 0)
        return next((d for d in found if d.start and d.start.year == wanted), found[0])


def frame_of(parsed: Parsed) -> Frame:
    """The frame of a report: its published day or, failing that, its dateline's; neither in a narrative.

    A report that names many years, nearly all before its own and with hardly a "yesterday" between, is a narrative of
    the past: its bare months and days belong to the story, not to the day it was published.
    """
    report = parsed.report
    day = report.published or dateline(report)
    return Frame(parsed=parsed, today=day, narrative=day is None or _is_narrative(report.text, day))


def _is_narrative(text: str, day: date) -> bool:
    years = [int(y) if y else 0 for y in _OLD_YEARS.findall(text)]
    old = sum(y < day.year for y in years)
    deictic = len(_DEICTIC.findall(text))
    return old >= _MIN_OLD and old >= 0.7 * len(years) and old > 1.5 * deictic


def dateline(report: Report) -> date | None:
    """The day in a wire report's dateline ("SAN JUAN, 3 MAR 89 (AGENCY) --"), if one stands in its first lines."""
    match = _DATELINE.search(report.text[:400])
    if match is None:
        return None
    month = read_toml("times.toml")["months"].get(match["month"].lower())
    year = int(match["year"])
    year += (1900 if year > 40 else 2000) if year < 100 else 0
    try:
        return date(year, month, int(match["day"])) if month else None
    except ValueError:
        return None


def _outlook(parsed: Parsed, span: Span) -> str:
    text = parsed.report.text
    if _SET_FOR.search(text, max(0, span.start - 40), span.start) and not _OWNS.match(text, span.end):
        return "ahead"
    cue = _AHEAD_CUE.search(text, max(0, span.start - 40), span.start)
    token: Token = parsed.tokens(span).root
    if cue:
        until = cue.group().lower().startswith(("until", "till"))
        return "back" if until and _had_not(token) else "ahead"
    direct = token.dep_ != "poss"
    for _ in range(12):
        if token.pos_ in ("VERB", "AUX"):
            looks = "ahead" if direct and _would(token) else _verb_looks(token)
            direct = False
            if looks or token.dep_ == "ROOT":
                return looks
        elif token.dep_ == "acomp" and token.lower_ in _PLANS:
            return "ahead"
        if token.head is token:
            return ""
        token = token.head
    return ""


def _had_not(token: Token) -> bool:
    """True in "they had not spoken until Thursday", where the day that ends the wait is past."""
    verb = next((t for t in token.ancestors if t.pos_ in ("VERB", "AUX")), None)
    if verb is None:
        return False
    words = {c.lower_ for c in verb.children if c.dep_ in ("neg", "aux")}
    return bool(words & {"not", "n't", "n’t", "never"}) and bool(words & {"had", "did"})


def _would(verb: Token) -> bool:
    """True for "would be held on Sunday", which looks ahead from a saying of now, and not for "would have been"."""
    words = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    return "would" in words and "have" not in words


def _verb_looks(verb: Token) -> str:
    auxiliaries = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    if (
        auxiliaries & _WILL
        or (verb.lemma_ in _PLANS and (verb.tag_ != "VBD" or verb.lemma_ in _SETS_DATE))
        or verb.lower_ in _WILL
    ):
        return "ahead"
    if verb.tag_ == "VBD" or auxiliaries & {"was", "were", "had", "has", "have", "did", "'ve"}:
        return "back"
    if "to" in auxiliaries:
        head = verb.head
        if head.lemma_ in _PLANS or (head.lemma_ == "be" and head.tag_ in ("VBZ", "VBP")):
            return "ahead"
    if verb.tag_ == "VBG" and auxiliaries & {"is", "are", "'s", "’s", "'re"}:
        return "ahead"
    return ""


def week_before(day: date) -> date:
    """The Monday of the week before a day's own."""
    return day - timedelta(days=day.weekday() + 7)
