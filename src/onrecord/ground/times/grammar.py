"""The shapes of time expressions: compiled patterns, each with the name of how it is read."""

import re
from dataclasses import dataclass
from functools import cache

from onrecord.ground.numbers import cardinal_pattern
from onrecord.knowledge.files import read_toml

_CLOCK = (
    r"(?P<hour>[01]?\d|2[0-4])(?:[:.](?P<minute>[0-5]\d)(?::[0-5]\d)?)?\s*"
    r"(?P<half>a\.?\s?m\b\.?|p\.?\s?m\b\.?|o[’']clock)|(?P<hour24>[01]?\d|2[0-3]):(?P<minute24>[0-5]\d)(?!\d)"
    r"|(?P<military>[01]\d[0-5]\d|2[0-3][0-5]\d)(?=\s*(?:gmt|utc|local\s+time|hours|hrs)\b)"
)
_ZONE = r"(?:\s*\(?(?:gmt|utc|est|edt|cst|cdt|pst|pdt|bst|cet|local\s+time|hours|hrs)\b\)?)?"

# name of the reading, pattern; <X> stands for a fragment below.  The longest match at a place wins, then the earlier rule.
_RULES: tuple[tuple[str, str], ...] = (
    ("date", r"(?P<year><YEAR>)-(?P<monthno>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?![\d-])"),
    ("numeric", r"(?P<one>\d{1,2})(?P<sep>[/.])(?P<two>\d{1,2})(?P=sep)(?P<year>\d{4}|\d\d)(?![\d/])"),
    (
        "date",
        r"(?:<DOW>,?\s+)?(?:the\s+)?(?P<day><DAY>)(?:\s+day)?(?:\s+of)?\s*[\s-]\s*(?P<month><MONTH>)(?:,?\s+|-)(?:of\s+)?(?P<year><YEAR>|\d\d(?=\s*\())",
    ),
    (
        "date",
        r"(?:<DOW>,?\s+)?(?P<month><MONTH>)\s+(?:the\s+)?(?P<day><DAY>)(?:,\s*|\s+)(?:in\s+|of\s+)?(?P<year><YEAR>)",
    ),
    ("short", r"(?P<day>[0-3]?\d)\s+(?P<month><MONTH>)\s+(?P<yy>\d\d)(?![\d:,.]\d)"),
    (
        "days",
        r"(?P<day><DAY>)\s*(?:-|–|—|to|and|or|until)\s*(?P<day2><DAY>)(?:\s+of)?\s+(?P<month><MONTH>)(?:,?\s+(?P<year><YEAR>))?",
    ),
    (
        "days",
        r"(?P<month><MONTH>)\s+(?P<day><DAY>)\s*(?:-|–|—|to|and|or|until)\s*(?P<day2><DAY>)(?!\s+(?:<MONTH>|people))(?:,?\s+(?P<year><YEAR>))?",
    ),
    (
        "date",
        r"(?:<DOW>,?\s+)?(?:the\s+)?(?P<day><DAY>)(?:\s+day)?(?:\s+of)?\s*[\s-]\s*(?P<month><MONTH>)(?:\s+of\s+(?P<same>that|the\s+same|this|the\s+following|the\s+previous|last|next)\s+year)?",
    ),
    (
        "date",
        r"(?:<DOW>,?\s+|(?P<which>last|next)\s+)?(?P<month><MONTH>)\s+(?:the\s+)?(?P<day><DAY>)(?!\s*(?:-?year|people|%|:\d)|,\d|\d)(?:\s+of\s+(?P<same>that|the\s+same|this|the\s+following|the\s+previous|last|next)\s+year)?",
    ),
    (
        "month",
        r"(?P<month><MONTH>)(?:,?\s+(?:of\s+)?(?P<year><YEAR>)|\s+(?:of\s+)?(?P<same>that|the\s+same|this|the\s+following|the\s+previous|last|next)\s+year)?",
    ),
    (
        "month",
        r"(?P<which>last|next|this|that|this\s+past|this\s+coming|the\s+following|the\s+previous)\s+(?P<month><MONTH>)(?!\s+\d)",
    ),
    (
        "season",
        r"(?P<the>(?:the|that)\s+)?(?P<season><SEASON>)(?:\s+of)?(?:\s+(?P<year><YEAR>)|\s+(?P<same>that|the\s+same|this|the\s+following|the\s+previous|last|next)\s+year)(?:\s*[-/–]\s*\d\d)?",
    ),
    (
        "season",
        r"(?P<which>last|next|this|that|this\s+past|this\s+coming|the\s+following|the\s+previous|the|early|late)\s+(?P<season><SEASON>)(?:\s+months)?",
    ),
    (
        "quarter",
        r"(?:the\s+)?(?P<ordinal>first|second|third|fourth|final|last|latter|1st|2nd|3rd|4th)\s+(?P<span>quarter|half)(?:\s+of\s+(?:the\s+year\s+)?(?:(?P<year><YEAR>)|(?P<same>this|last|next|that|the\s+same|the\s+following|the\s+previous)\s+year|the\s+year))?",
    ),
    ("years", r"(?P<year><YEAR>)\s*(?:-|–|—|/|to)\s*(?P<year2><YEAR>|\d\d)(?!\d|-\d|\s+(?:<MONTH>))"),
    (
        "bc",
        r"(?:(?:the\s+)?(?:(?P<month><MONTH>)|(?P<season><SEASON>))(?:\s+of)?\s+)?(?:ca?\.\s*)?"
        r"(?:(?P<first>\d{1,4})\s*[-–—]\s*)?(?P<number>\d{1,4})(?P<plural>s)?\s*(?:b\.?\s?c\.?\s?e\b\.?|b\.\s?c\.|bc\b)",
    ),
    ("bcyear", r"(?P<number>[1-9]\d\d)(?![\w%]|[,.:]\d|-\w)"),
    ("decade", r"(?:the\s+)?(?P<decade>1\d\d|20\d)0[’']?s(?!\w)(?:\s+and\s+(?:early\s+|late\s+)?(?:’|')?\d0s)?"),
    ("decade", r"(?:the\s+)?[’'‘](?P<yy>[2-9])0s(?!\w)"),
    ("decade", r"the\s+(?:nineteen[\s-])?(?P<name><DECADE>)(?!\w)"),
    (
        "century",
        r"(?:the\s+)?(?:(?P<no>\d{1,2})(?:st|nd|rd|th)|(?P<ordinal><ORDINAL>|twenty[\s-]first))[\s-]+century(?P<bc>\s+b\.?c\.?(?:e\.?)?)?",
    ),
    ("year", r"(?:the\s+year\s+)?(?P<year><YEAR>)(?!\d|[,.:/]\d|s\b|-\w|\s*%)"),
    ("deictic", r"(?P<word><DEICTIC>)(?:[’']s(?=\s))?(?:\s+(?P<part><PART>))?"),
    ("tonight", r"(?:tonight|overnight|last\s+night|this\s+(?P<part>morning|afternoon|evening))(?!\w)"),
    (
        "weekday",
        r"(?P<dow><DOW>)(?P<plural>s)?(?:[’']s?(?=\s))?(?:\s+(?P<part><PART>)(?!\w))?(?:\s+(?P<week>last|this|next)\s+week)?(?!-)",
    ),
    (
        "weekday",
        r"(?P<which>last|next|this|this\s+past|this\s+coming|coming|the\s+following|the\s+previous|the\s+next|that|every|each)\s+(?P<dow><DOW>)(?:\s+(?P<part><PART>)(?!\w))?",
    ),
    (
        "period",
        r"(?P<which>last|next|this|this\s+past|past|this\s+coming|coming|previous|following|the\s+following|the\s+previous|the\s+preceding|the\s+next|the\s+coming|the\s+past|the\s+last|that|that\s+same|the\s+same|that\s+very|this\s+very|the\s+current|same)\s+(?P<unit>day|week|weekend|month|quarter|year|decade|century|morning|afternoon|evening|night)(?!\w)(?:\s+(?P<part>morning|afternoon|evening|night)(?!\w))?",
    ),
    (
        "period",
        r"(?P<which>the)\s+(?P<unit>day|week|month|year|night|morning|evening)\s+(?P<side>before(?!\s+last\s+<DOW>)|after|earlier|later|previous)(?!\w)(?:\s+(?P<deictic>yesterday|last(?!\s+<DOW>)))?",
    ),
    ("within", r"the\s+(?P<unit>day|week|month|year|decade|century)(?!\w)"),
    ("weekend", r"(?:the\s+)weekend(?!\w)"),
    (
        "shift",
        r"(?P<fuzzy><FUZZY>)?(?P<number><NUMBER>|<VAGUE>)[\s-]+(?:more\s+|full\s+|short\s+)?(?P<unit><UNIT>)s?\s+(?P<side>ago|earlier|before(?=\s*[,.;)]|\s+(?:when|as|in)\b)|previously|later|afterwards?|after(?=\s*[,.;)])|from\s+now|hence|from\s+(?P<deictic>today|yesterday|tomorrow))(?!\w)",
    ),
    (
        "shift",
        r"(?P<fuzzy><FUZZY>)?(?P<number>)(?P<unit>days|weeks|months|years|decades|centuries|hours|minutes)\s+(?P<side>ago|earlier|previously|later|afterwards?)(?!\w)",
    ),
    (
        "shift",
        r"(?P<number>a\s+year|a\s+week|a\s+month)\s+(?P<side>ago|earlier|later)\s+(?P<weekday><DOW>|today|yesterday)(?!\w)",
    ),
    (
        "stretch",
        r"(?P<the>the\s+)?(?P<which>past|last|previous|preceding|next|coming|following|first|final|recent)\s+(?P<number><NUMBER>|<VAGUE>|couple\s+of|several|few|)(?:\s*[\s-]\s*|(?<=\s))(?:more\s+|or\s+so\s+)?(?P<unit>minutes?|hours?|days?|nights?|weeks?|months?|years?|decades?|centur(?:y|ies)|quarters?|weekends?)(?!\w)",
    ),
    (
        "stretch",
        r"the\s+(?P<number><NUMBER>)\s+(?P<which>previous|preceding|following|past)\s+(?P<unit>days?|weeks?|months?|years?|decades?)(?!\w)",
    ),
    (
        "recent",
        r"(?P<which>recent|coming|subsequent|succeeding|intervening)\s+(?P<unit>days|weeks|months|years|decades|hours)(?!\w)",
    ),
    ("ago", r"(?P<word>long\s+ago|some\s+time\s+ago|not\s+long\s+ago)(?!\w)"),
    (
        "duration",
        r"(?P<fuzzy><FUZZY>)?(?P<number><NUMBER>|<VAGUE>|\d+\s+(?:1/2|½)|a\s+half|half\s+an?|an?|a\s+full|a\s+whole)(?:\s+and\s+(?P<half>a\s+half))?(?:[\s-]+(?:more|full|straight|consecutive|whole|long|other|bloody|solid))?[\s-]+(?P<unit><UNIT>)s?(?:-(?:long|old))?(?!\w)",
    ),
    ("plural", r"(?P<unit>minutes|hours|days|weeks|months|years|decades|centuries)(?:-long)?(?!\w)"),
    ("plural", r"(?P<unit>hour|day|week|month|year|decade|decades)s?-long(?!\w)"),
    ("clock", rf"(?:{_CLOCK}){_ZONE}(?:\s+in\s+the\s+(?P<part>morning|afternoon|evening)|\s+at\s+night)?"),
    ("clock", r"(?P<hourword><NUMBER>)\s+in\s+the\s+(?P<part>morning|afternoon|evening)"),
    (
        "part",
        r"(?:the\s+)?(?:early\s+|late\s+|pre-?)?(?P<part><PART>)(?:\s+hours)?(?!\w|\s+(?:time|shift|prayers?|star|raids?|club|news|standard|post|of\s+the\s+long))",
    ),
    ("sets", r"(?P<word><SETS>)(?!\w)"),
    (
        "every",
        r"(?:every|each|per)\s+(?:other\s+)?(?:(?P<number><NUMBER>)\s+)?(?P<unit>hours?|days?|nights?|weeks?|months?|quarters?|years?|decades?)(?!\w)",
    ),
    ("rate", r"an?\s+(?P<unit>hour|day|night|week|month|year)(?!\w)"),
    (
        "holiday",
        r"(?:(?P<which>last|next|this)\s+)?(?P<holiday><HOLIDAY>)(?!\w)(?:,?\s+(?P<year><YEAR>)|\s+(?P<week>week)\b)?",
    ),
    ("reference", r"(?P<word><REFERENCE>)(?!\w|-)"),
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One shape: how a match is read, and its pattern."""

    reading: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Grammar:
    """The rules, by the kind of first word they can begin with, and the patterns for what stands around a match."""

    start: re.Pattern[str]
    rules: tuple[Rule, ...]
    narrowing: re.Pattern[str]
    part_of: re.Pattern[str]
    relation: re.Pattern[str]


def either(words: object) -> str:
    """A pattern for any of the words, longest first."""
    ordered = sorted((str(w) for w in words), key=len, reverse=True)  # type: ignore[attr-defined]
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in ordered)


def _fragments() -> dict[str, str]:
    data = read_toml("times.toml")
    months = [m for m in data["months"] if len(m) > 4 or m in ("may", "june", "july")]
    short = [m for m in data["months"] if m not in months]
    full_days = [d for d in data["weekdays"] if d.endswith("day")]
    short_days = [d for d in data["weekdays"] if not d.endswith("day")]
    vague = r"(?:a\s+)?(?:few|couple(?:\s+of)?|several|many|some|dozens\s+of|dozen|number\s+of)"
    return {
        "MONTH": rf"(?:(?:{either(months)})(?!\w)|(?:{either(short)})(?!\w)\.?)",
        "DOW": rf"(?:(?:{either(full_days)})|(?:{either(short_days)})\.(?=,?\s))",
        "DAY": r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?!\d|[,.]\d)",
        "YEAR": r"(?:1[0-9]\d\d|20\d\d)",
        "SEASON": either(data["seasons"]),
        "PART": either(data["parts"]),
        "UNIT": r"(?:second|minute|hour|day|night|week|fortnight|month|year|decade|century|centurie|weekend)",
        "DECADE": either(data["decades"]),
        "ORDINAL": either(data["ordinals"]),
        "DEICTIC": either(data["deictic"]),
        "SETS": either(data["sets"]),
        "HOLIDAY": either(name for row in data["holidays"] for name in row["names"]),
        "REFERENCE": either(word for words in data["references"].values() for word in words),
        "NUMBER": rf"(?:{cardinal_pattern()}|an?(?=\s))",
        "VAGUE": vague,
        "FUZZY": r"(?:(?:about|around|some|nearly|almost|over|under|more\s+than|less\s+than|at\s+least|approximately|roughly|just\s+over|just\s+under|just|only|barely|up\s+to|as\s+little\s+as)\s+)",
    }


@cache
def grammar() -> Grammar:
    """The grammar, compiled once."""
    parts = _fragments()
    data = read_toml("times.toml")

    def build(source: str) -> re.Pattern[str]:
        for name, fragment in parts.items():
            source = source.replace(f"<{name}>", fragment)
        return re.compile(source, re.IGNORECASE)

    rules = tuple(Rule(name, build(source)) for name, source in _RULES)
    modifiers = "|".join(f"(?P<{how}>{either(words)})" for how, words in data["narrowing"].items())
    return Grammar(
        start=re.compile(r"(?<![\w$€£])(?<![\d][.,:/-])(?=\w|[’'‘]\d0s)", re.IGNORECASE),
        rules=rules,
        narrowing=re.compile(rf"(?<!\w)(?:{modifiers})(?:[\s-]+the)?(?:\s+|-)$", re.IGNORECASE),
        part_of=re.compile(
            rf"(?<!\w)(?:early\s+|late\s+)?(?:in\s+)?(?:the\s+)?(?:early\s+|late\s+)?(?P<part>{parts['PART']})(?:\s+hours)?\s+(?:of|on)\s+$",
            re.IGNORECASE,
        ),
        relation=re.compile(
            r"(?<!\w)(?P<word>since(?:\s+at\s+least)?|until|till|by|before|prior\s+to|after|from|between|ever\s+since|starting|beginning|up\s+to)"
            r"(?:\s+(?:the|at\s+least|about|around|as\s+early\s+as|last))?\s+$",
            re.IGNORECASE,
        ),
    )
