"""Where a text's paragraphs begin, and a copy of it, of the same length, that a parser reads best."""

import re
from itertools import pairwise

from onrecord.parse.truecase import truecase

_WRAPPED_WIDTH = 100  # characters; wire copy of the 1980s was set in lines of 65 to 80
_BREAK = re.compile(r"\n[ \t]*\n\s*|\n(?=[ \t]{3,}\S)[ \t]*|\n(?=\s*[-–—•*] )")
# Breaks, blanks of other widths, zero-width blanks, and marks of writing direction: the parser takes them for words.
_UNSEEN = re.compile(r"[^\S ]|[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_SHOUTED = 0.85  # share of capitals among the letters from which a text counts as upper-case copy


def hard_wrapped(text: str) -> bool:
    """True if the lines of a text were broken at a fixed width, so that a line's end is no paragraph's end."""
    lines = text.split("\n")
    if max(map(len, lines)) > _WRAPPED_WIDTH:
        return False
    inner = [line for line, after in pairwise(lines) if line.strip() and after.strip() and not after.startswith("   ")]
    running_on = sum(line.rstrip()[-1] not in ".!?\"'”’:)" for line in inner)
    return running_on > len(inner) / 2


def paragraphs(text: str) -> tuple[int, ...]:
    """The offsets at which paragraphs begin, the first of them included."""
    breaks = _BREAK if hard_wrapped(text) else re.compile(r"\s*\n\s*")
    return tuple(sorted({0, *(m.end() for m in breaks.finditer(text) if m.end() < len(text))}))


def readable(text: str) -> str:
    """The text for the parser: of one length with the original, lines run on, upper-case copy in mixed case."""
    starts = paragraphs(text)
    flowed = "".join(_flow(text[a:b]) for a, b in pairwise((*starts, len(text))))
    return truecase(flowed) if shouted(flowed) else flowed


def _flow(paragraph: str) -> str:
    """One paragraph with its inner line breaks and whatever shows as a blank, or not at all, as blanks."""
    body = paragraph.rstrip()
    return _UNSEEN.sub(" ", body) + paragraph[len(body) :]


def shouted(text: str) -> bool:
    """True for upper-case copy."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 20 and sum(c.isupper() for c in letters) / len(letters) >= _SHOUTED
