"""Reports from JSON Lines: one object a line, of which only `text` must be there."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, Any

from onrecord.read.draft import Draft, Unreadable

MAX_LINE_BYTES = 20_000_000
_KINDS = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object", str: "a string"}
MAY_BE_DATES = frozenset(
    [
        *("date", "day", "datetime", "timestamp", "pubdate", "pub_date", "published_at", "published_date"),
        *("publish_date", "publication_date", "publicationdate", "date_published", "datepublished"),
    ]
)
_SHAPE = 'write one object a line: {"text": "…", "published": "2024-05-03", …}'


@dataclass(frozen=True, slots=True)
class Line:
    """A numbered line of a file (from 1); `data` is None if it is too long to be a report."""

    number: int
    data: bytes | None


def lines(stream: IO[bytes]) -> Iterator[Line]:
    """The lines of a stream that are not blank, never more than one in memory."""
    number = 0
    while data := stream.readline(MAX_LINE_BYTES):
        number += 1
        if len(data) == MAX_LINE_BYTES and not data.endswith(b"\n"):
            while (rest := stream.readline(MAX_LINE_BYTES)) and not rest.endswith(b"\n"):
                pass
            yield Line(number, None)
        elif data.strip(b" \t\r\n\xef\xbb\xbf"):
            yield Line(number, data)


def parse_line(line: Line, where: str) -> Draft:
    """The report that a line holds.

    Raises:
        Unreadable: the line is no JSON object, or a field is missing or of the wrong kind.
    """
    return record_draft(_object(line), where)


def record_draft(record: dict[str, Any], where: str) -> Draft:
    """The report that the fields of a record make up.

    Raises:
        Unreadable: a field is missing or of the wrong kind.
    """
    text = record.get("text")
    if not isinstance(text, str):
        what = "it has no field `text`" if text is None else f"`text` must be a string, and is {_kind(text)}"
        raise Unreadable(what if text is None else f"field {what}", _SHAPE)
    published = _published(record)
    return Draft(
        where=where,
        text=text,
        id=_string(record, "id"),
        url=_string(record, "url"),
        publisher=_string(record, "publisher"),
        byline=_string(record, "byline"),
        published=published,
        title=_string(record, "title"),
        language=_string(record, "language"),
        is_record=True,
        passed_over=() if published else tuple(name for name in record if name.lower() in MAY_BE_DATES),
    )


def _object(line: Line) -> dict[str, Any]:
    if line.data is None:
        raise Unreadable(f"the line is longer than {MAX_LINE_BYTES // 1_000_000} MB", "split it into reports")
    try:
        record = json.loads(line.data.decode("utf-8-sig"))
    except UnicodeDecodeError as err:
        raise Unreadable(f"the line is not UTF-8 (byte {err.start + 1})", "save the file as UTF-8") from err
    except json.JSONDecodeError as err:
        raise Unreadable(f"the line is not JSON: {err.msg} at column {err.colno}", _SHAPE) from err
    except (ValueError, RecursionError) as err:  # a number of thousands of digits, lists nested without end
        raise Unreadable("the line is not usable JSON: a value in it is too deep or too large", _SHAPE) from err
    if not isinstance(record, dict):
        raise Unreadable(f"the line must be an object, and is {_kind(record)}", _SHAPE)
    return record


def _string(record: dict[str, Any], name: str) -> str | None:
    value = record.get(name)
    if value is None or (value == "" and name != "id"):
        return None
    if not isinstance(value, str):
        raise Unreadable(f"field `{name}` must be a string, and is {_kind(value)}", f'write it as "{name}": "{value}"')
    if not value.strip():
        raise Unreadable(f"field `{name}` is blank", "leave it out, or give it a value")
    return value


def _published(record: dict[str, Any]) -> date | None:
    value = record.get("published")
    if value is None or value == "":
        return None
    advice = "write a day as YYYY-MM-DD, or leave the field out"
    if not isinstance(value, str):
        raise Unreadable(f"field `published` must be a string, and is {_kind(value)}", advice)
    try:
        return datetime.fromisoformat(value.strip()).date()
    except ValueError:
        raise Unreadable(f"field `published` is not a date: {value!r}", advice) from None


def _kind(value: object) -> str:
    return "null" if value is None else _KINDS.get(type(value), type(value).__name__)
