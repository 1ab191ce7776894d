"""Report text is hostile input: what is done to it before a person's screen, page or spreadsheet sees it."""

import re
from itertools import pairwise

SLACK = 30  # what the note of what is left out would take itself
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters, among them the escape that commands a terminal
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks that turn the direction of reading
    "\u200b\u2060\ufeff\u00ad"  # characters without width
    "\ud800-\udfff]"  # halves of characters, which no file can hold
)
_WRAP = re.compile(r"(?<=\S)\n(?=\S)")
_PLAIN = str.maketrans(
    {"→": "->", "—": "--", "–": "-", "…": "...", "·": "-", "“": '"', "”": '"', "‘": "'", "’": "'", "⟦": "[", "⟧": "]"}
)


def visible(text: str) -> str:
    """The text with each hidden character (control, direction, no width) shown as its code, such as ⟦U+202E⟧."""
    return _HIDDEN.sub(lambda m: f"⟦U+{ord(m[0]):04X}⟧", text)


def one_line(text: str) -> str:
    """The text on one line: every run of white space is one blank."""
    return " ".join(text.split())


def flowing(text: str) -> str:
    """The text with the line ends of hard-wrapped copy (all lines about as long) as blanks, and of the same length."""
    lines = text.split("\n")
    wrapped = sorted(len(line) for line, after in pairwise(lines) if line.strip() and after.strip() == after != "")
    if len(wrapped) < 4 or wrapped[-1] > 100 or wrapped[len(wrapped) // 2] < 45:
        return text
    return _WRAP.sub(" ", text)


def shorten(text: str, limit: int) -> str:
    """The text on one line; well beyond the limit it ends at a word, with an ellipsis and how much is left out."""
    whole = one_line(text)
    if len(whole) <= limit + SLACK:
        return whole
    head = whole[:limit].rsplit(" ", 1)[0]
    return f"{head} … [{len(whole) - len(head)} more characters]"


def encodable(text: str, encoding: str) -> str:
    """The text as a stream of this encoding can take it: typographic marks in plain ones, the rest as escapes."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        plain = text.translate(_PLAIN)
        return plain.encode(encoding, "backslashreplace").decode(encoding)
    return text
