"""The shapes of time expressions: compiled patterns, each with the name of how it is read."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from onrecord.ground.numbers import cardinal_pattern
from onrecord.knowledge.files import read_toml


@dataclass(frozen=True, slots=True)
class Shape:
    """One shape: how a match is read, and its pattern."""

    reading: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Grammar:
    """The words that an expression can begin with and those it must hold, the shapes, and what stands before it."""

    openers: frozenset[str]
    cores: frozenset[str]
    shapes: tuple[Shape, ...]
    narrowing: re.Pattern[str]
    part_of: re.Pattern[str]
    relation: re.Pattern[str]


def either(words: Iterable[str]) -> str:
    """A pattern for any of the words, longest first."""
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in ordered)


def _fragments(data: dict[str, Any]) -> dict[str, str]:
    full_months = [m for m in data["months"] if len(m) > 4 or m in ("may", "june", "july")]
    short_months = [m for m in data["months"] if m not in full_months]
    full_days = [d for d in data["weekdays"] if d.endswith("day")]
    short_days = [d for d in data["weekdays"] if not d.endswith("day")]
    return {
        "MONTH": rf"(?:(?:{either(full_months)})(?!\w)|(?:{either(short_months)})(?!\w)\.?)",
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
        "VAGUE": rf"(?:a\s+)?(?:{either(data['vague'])})",
        "FISCAL": r"(?:(?:fiscal|financial)\s+(?:year\s+)?)",
        "ZONE": r"(?:(?:gmt|utc|e[sd]?t|c[sd]t|p[sd]t|bst|cet|local\s+time|hours|hrs)\b)",
        "FUZZY": rf"(?:(?:{either(data['fuzzy'])})\s+)",
    }


def _first_words(data: dict[str, Any]) -> set[str]:
    """Every word that an expression can begin with, so that other places need no look."""
    listed: list[str] = list(data["openers"]) + list(data["fuzzy"]) + list(data["vague"])
    for table in ("months", "weekdays", "seasons", "parts", "ordinals", "deictic", "sets"):
        listed += list(data[table])
    listed += [word for words in data["references"].values() for word in words]
    listed += [name for row in data["holidays"] for name in row["names"]]
    listed += [plural for unit in data["units"] for plural in (unit, unit + "s", unit.removesuffix("y") + "ies")]
    numbers = read_toml("numbers.toml")
    listed += [*numbers["units"], *numbers["scales"]]
    return {re.split(r"[\s-]", word)[0] for word in listed}


def _core_words(data: dict[str, Any]) -> set[str]:
    """Words of which every expression in letters holds at least one (of a phrase the last word tells)."""
    listed: list[str] = [*data["units"], "centuries", "half", "ago", "overnight", "tonight"]
    for table in ("months", "weekdays", "seasons", "parts", "decades", "deictic", "sets"):
        listed += list(data[table])
    listed += [word for words in data["references"].values() for word in words]
    listed += [name for row in data["holidays"] for name in row["names"]]
    return {re.split(r"[\s-]", word)[-1] for word in listed}


@cache
def grammar() -> Grammar:
    """The grammar, compiled once."""
    data = read_toml("times.toml")
    parts = _fragments(data)

    def build(source: str) -> re.Pattern[str]:
        for name, fragment in parts.items():
            source = source.replace(f"<{name}>", fragment)
        return re.compile(source, re.IGNORECASE | re.VERBOSE)

    modifiers = "|".join(f"(?P<{how}>{either(words)})" for how, words in data["narrowing"].items())
    around = read_toml("time_shapes.toml")["around"]
    return Grammar(
        openers=frozenset(_first_words(data)),
        cores=frozenset(_core_words(data)),
        shapes=tuple(Shape(row["reading"], build(row["pattern"])) for row in read_toml("time_shapes.toml")["shapes"]),
        narrowing=re.compile(rf"(?<!\w)(?:{modifiers})(?:[\s-]+the)?(?:\s+|-)$", re.IGNORECASE),
        part_of=build(around["part_of"]),
        relation=build(around["relation"]),
    )
