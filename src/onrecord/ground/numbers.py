"""What a number expression licenses: the figure, or the bounds that its words leave."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from onrecord.knowledge.files import read_toml
from onrecord.spans import Span

_FILE = "numbers.toml"
_BEYOND_COUNT = 1e15  # digits in such a row are a code, not a number of anything
DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number expression in a text and the bounds that it licenses.

    `span` takes in the words that qualify the number ("at least 100"), `core` is the number alone ("100"); `low` and
    `high` are None where the words leave that side open; `vague` marks words without a definite figure ("dozens").
    """

    span: Span
    core: Span
    low: int | None
    high: int | None
    approx: bool = False
    vague: bool = False


def _either(words: list[str]) -> str:
    """A pattern for any of the words, longest first, blanks of any kind between them."""
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in ordered)


@cache
def cardinal_pattern() -> str:
    """The source of a pattern for a whole number in figures or words (no groups): 1,680; 2.5 million; twenty-one."""
    data = read_toml(_FILE)
    tens = _either([w for w, n in data["units"].items() if n >= 20])
    ones = _either([w for w, n in data["units"].items() if 0 < n < 10])
    scales = _either(list(data["scales"]))
    unit = rf"(?:(?:{tens})(?:[\s-](?:{ones}))?|(?:{_either(list(data['units']))}))\b"
    words = rf"(?:{unit}|an?(?=\s+(?:{scales})\b))(?:[\s-](?:{scales})\b(?:\s+(?:and\s+)?{unit})?)*"
    return rf"(?:(?:half\s+a\s+(?:{scales})\b)|(?:{DIGITS})(?![\d])(?:\s+(?:{scales})\b)*|{words})"


def number_of(words: str) -> float | None:
    """The figure that number words or digits stand for; None if they are no number."""
    data = read_toml(_FILE)
    total = current = 0.0
    seen = False
    for word in re.split(r"[\s-]+", words.lower().strip()):
        bare = word.replace(",", "")
        if word == "half":
            current, seen = 0.5, True
        elif word in ("a", "an"):
            current = current or 1.0
        elif word == "and":
            continue
        elif re.fullmatch(r"\d+(?:\.\d+)?", bare):
            current, seen = current + float(bare), True
        elif word in data["units"]:
            current, seen = current + data["units"][word], True
        elif word in data["scales"]:
            scale = data["scales"][word]
            current, seen = (current or 1.0) * scale, True
            if scale >= 1000:
                total, current = total + current, 0.0
        else:
            return None
    return total + current if seen and total + current < _BEYOND_COUNT else None


@cache
def _scanner() -> re.Pattern[str]:
    data = read_toml(_FILE)
    before = _either([w for words in data["before"].values() for w in words])
    after = _either([w for words in data["after"].values() for w in words])
    n, vague = cardinal_pattern(), _either(list(data["vague"]))
    core = (
        rf"(?P<vague>(?:{vague})(?![\w-]))"
        rf"|(?:(?P<between>between|from)\s+)?(?P<first>{n})"
        rf"(?:(?:\s+(?P<join>to|or|and)\s+|\s*[-–]\s*)(?:(?:as\s+many\s+as|maybe|possibly|perhaps|even)\s+)?(?P<second>{n}))?"
    )
    return re.compile(
        rf"(?<![\w,/$€£#-])(?<!\d\.)(?P<before>(?:(?:{before})\s+)*)(?P<core>{core})(?P<plus>\+)?(?![\w/]|[.,:]\d|\s?%|-[a-z])"
        rf"(?:\s+(?P<after>{after})\b)?",
        re.IGNORECASE,
    )


@cache
def _kinds(place: str) -> tuple[dict[str, str], re.Pattern[str]]:
    """The ways of qualifying a number by their words before or after it, and the longest such words in a text."""
    kinds = {" ".join(w.split()): k for k, known in read_toml(_FILE)[place].items() for w in known}
    return kinds, re.compile(rf"(?<!\w)(?:{_either(list(kinds))})(?!\w)")  # "no more than" is not "more than"


def _kind(words: str, place: str) -> set[str]:
    """Which ways of qualifying (least, most, about) the words before or after a number make use of."""
    kinds, longest = _kinds(place)
    return {kinds[" ".join(m.split())] for m in longest.findall(words.lower())}


def find_quantities(text: str) -> Iterator[Quantity]:
    """The number expressions of a text from left to right, years included: the caller knows what is counted."""
    position = 0
    scanner = _scanner()
    while match := scanner.search(text, position):
        quantity = _read(match)
        if quantity is not None:
            yield quantity
        position = quantity.span.end if quantity else match.end()


def _read(match: re.Match[str]) -> Quantity | None:
    kinds = _kind(match["before"], "before") if match["before"] else set()
    kinds |= _kind(match["after"], "after") if match["after"] else set()
    if match["plus"]:
        kinds.add("least")
    start, core = match.start(), Span(*match.span("core"))
    if match["vague"]:
        low = read_toml(_FILE)["vague"][" ".join(match["vague"].lower().split())]
        return Quantity(Span(start, match.end()), core, low, None, approx=True, vague=True)
    first = number_of(match["first"])
    if first is None or (first % 1 and first < 100):
        return None
    second = number_of(match["second"]) if match["second"] else None
    apart = match["join"] and match["join"].lower() == "and" and not match["between"]
    if second is None or apart or second <= first:
        core = Span(*match.span("first"))
        end = core.end if second is not None else match.end()
        return _bounded(Span(start, end), core, round(first), kinds)
    return Quantity(Span(start, match.end()), core, round(first), round(second), approx="about" in kinds)


def _bounded(span: Span, core: Span, n: int, kinds: set[str]) -> Quantity:
    if "least" in kinds:
        return Quantity(span, core, n, None)
    if "most" in kinds:
        return Quantity(span, core, None, n)
    return Quantity(span, core, n, n, approx="about" in kinds)
