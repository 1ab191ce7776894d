"""Where do quotations begin and end: quotation marks paired, paragraph by paragraph."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.spans import Span

_MARK = re.compile(r"''|``|[“”„«»\"‘’]|(?<![^\W_])'|'(?![^\W_])")
_DOUBLE = {"“": '"', "”": '"', "„": '"', '"': '"', "''": "''", "``": "''", "«": "«", "»": "«"}
_OPENING = frozenset("“„«‘") | {"``"}
_CLOSING = frozenset("”»")
_BEFORE_OPENING = frozenset(" \n\t([{—–-:…/“‘\"'\u00a0")
_BEFORE_CLOSING = frozenset(".,!?;:…)")
_LONGEST_SINGLE = 600  # characters; a lone ’ beyond it is an apostrophe
_EDGE = " \n\t\u00a0,"


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between quotation marks; `span` includes the marks, `inner` leaves them and edge commas out.

    `closed` is false for one that runs to its paragraph's end with no closing mark.
    """

    span: Span
    inner: Span
    closed: bool = True


def paragraphs(text: str) -> tuple[Span, ...]:
    """The paragraphs of a text: what stands between line breaks."""
    return tuple(Span(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text) if m.group().strip())


def quotations(text: str) -> tuple[Quotation, ...]:
    """The outermost quotations of a text, in order."""
    found = (q for paragraph in paragraphs(text) for q in _in_paragraph(text, paragraph))
    return tuple(q for q in found if q is not None)


def _in_paragraph(text: str, paragraph: Span) -> Iterator[Quotation | None]:
    opened: tuple[str, int, int] | None = None
    for mark in _MARK.finditer(text, paragraph.start, paragraph.end):
        sign = mark.group()
        if opened is None:
            if _may_open(text, mark.start(), mark.end(), sign, paragraph):
                opened = (_kind(sign), mark.start(), mark.end())
        elif _kind(sign) == opened[0] and _may_close(text, mark.start(), mark.end(), sign, paragraph):
            yield _quotation(text, opened[1], opened[2], mark.start(), mark.end(), closed=True)
            opened = None
    if opened is not None and opened[0] != "'":
        yield _quotation(text, opened[1], opened[2], paragraph.end, paragraph.end, closed=False)


def _kind(sign: str) -> str:
    return _DOUBLE.get(sign, "'")


def _may_open(text: str, start: int, end: int, sign: str, paragraph: Span) -> bool:
    if sign in _CLOSING or end >= paragraph.end or text[end].isspace():
        return False
    if sign in _OPENING and sign != "‘":
        return True
    free = start == paragraph.start or text[start - 1] in _BEFORE_OPENING
    if _kind(sign) != "'":
        return free or not text[start - 1].isalnum()
    return sign != "’" and free and _single_closes(text, end, paragraph)


def _single_closes(text: str, start: int, paragraph: Span) -> bool:
    """True if a single mark opened before `start` is closed further on, and not by an apostrophe."""
    end = min(paragraph.end, start + _LONGEST_SINGLE)
    for mark in re.finditer(r"[’'](?![^\W_])", text[start:end]):
        at = start + mark.start()
        if at > start and (text[at - 1] in _BEFORE_CLOSING or text[at - 1] not in "sS"):
            return not re.search(r"[“”\"]", text[start:at])
    return False


def _may_close(text: str, start: int, end: int, sign: str, paragraph: Span) -> bool:
    if sign in _OPENING:
        return False
    if sign in _CLOSING:
        return True
    after_free = end >= paragraph.end or not text[end].isalnum()
    if _kind(sign) == "'":
        return after_free and text[start - 1] not in "sS"
    return after_free or not text[start - 1].isspace()


def _quotation(text: str, start: int, inside: int, last: int, end: int, *, closed: bool) -> Quotation | None:
    while inside < last and text[inside] in _EDGE:
        inside += 1
    while last > inside and text[last - 1] in _EDGE:
        last -= 1
    if inside >= last:
        return None
    return Quotation(Span(start, max(end, last)), Span(inside, last), closed)
