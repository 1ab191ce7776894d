"""Reports from tables (CSV, TSV): one row a report, of which only the column `text` must be there."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BufferedReader
from typing import Any

from onrecord.read.decoding import decode
from onrecord.read.draft import Draft, Unreadable
from onrecord.read.jsonl import MAY_BE_DATES, record_draft

MAX_CELL_CHARS = 5_000_000  # more is a quotation mark that is never closed
_FIELDS = ("text", "id", "url", "publisher", "byline", "published", "title", "language")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_ESCAPED = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, by its number there (from 1, the header being 0), or what is wrong with it."""

    number: int
    cells: dict[str, str]
    trouble: Unreadable | None = None

    def draft(self, where: str) -> Draft:
        """The report that the row holds.

        Raises:
            Unreadable: it holds none.
        """
        if self.trouble:
            raise self.trouble
        return record_draft(dict[str, Any]({"text": ""}) | self.cells, where)


def rows(stream: BufferedReader) -> Iterator[Row]:
    """The rows of a table that are not empty, never more than one in memory; the header names the columns.

    Columns of other names than the fields of a report are left alone.  Cells that are not UTF-8 are read as the
    likeliest legacy encoding.  A row that cannot be told from what follows, or that has more cells than there are
    columns, comes with its trouble.

    Raises:
        Unreadable: there is no column `text`, or there are two of a name that is read.
    """
    encoding = "utf-16" if stream.peek(2)[:2] in _UTF_16 else "utf-8-sig"
    lines = io.TextIOWrapper(
        stream, encoding, errors="surrogateescape" if encoding == "utf-8-sig" else "replace", newline=""
    )
    header = lines.readline(MAX_CELL_CHARS)
    delimiter = max("\t;,", key=header.count)
    columns = _columns(next(csv.reader([header], delimiter=delimiter), []))
    csv.field_size_limit(MAX_CELL_CHARS)
    source = _Source(lines)
    yield from _rows(csv.reader(source, delimiter=delimiter), source, columns)
    lines.detach()


class _Source:
    """The lines of a table; `ended` once a reader has asked for one more than there are."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        try:
            return next(self._lines)
        except StopIteration:
            self.ended = True
            raise


def _columns(header: list[str]) -> list[str]:
    columns = [_readable(name).strip().lower() for name in header]
    if "text" not in columns:
        found = ", ".join(f"`{name}`" for name in columns[:12] if name) or "none"
        advice = "name the column that holds the reports' texts `text`"
        raise Unreadable(f"this table has no column `text` (its columns: {found})", advice, left_out=True)
    if twice := [name for name, n in Counter(columns).items() if n > 1 and name in _FIELDS]:
        raise Unreadable(f"this table has several columns `{twice[0]}`", "rename all but one of them")
    return columns


def _rows(reader: Any, source: _Source, columns: list[str]) -> Iterator[Row]:
    number = 0
    while True:
        number += 1
        try:
            row = next(reader, None)
        except csv.Error as err:
            advice = "look for a quotation mark that is not closed; what comes after it was not read"
            yield Row(number, {}, Unreadable(f"the table breaks here: {err}", advice))
            return
        if row is None and number == 1:
            raise Unreadable("there are no rows in this table", "give one with a row for each report")
        if row is None:
            return
        if any(cell.strip() for cell in row):
            yield _row(number, row, columns, whole=not source.ended)


def _row(number: int, row: list[str], columns: list[str], *, whole: bool) -> Row:
    """The row by the names of its columns; it is not whole if the table ended inside a quotation."""
    if not whole:
        reason = "a quotation mark opens in this row and is never closed: all that follows would be part of the cell"
        return Row(number, {}, Unreadable(reason, "close it; what comes after it was not read"))
    if any(cell.strip() for cell in row[len(columns) :]):
        reason = f"the row has {len(row)} cells, and the table {len(columns)} columns"
        return Row(number, {}, Unreadable(reason, "put a text that holds commas or tabs between quotation marks"))
    cells = zip(columns, map(_readable, row), strict=False)
    read = {name: cell for name, cell in cells if name in _FIELDS or name in MAY_BE_DATES}
    return Row(number, {name: cell for name, cell in read.items() if cell.strip()})


def _readable(cell: str) -> str:
    """The cell, with bytes that were not UTF-8 read as something likelier."""
    return decode(cell.encode("utf-8", "surrogateescape")).text if _ESCAPED.search(cell) else cell
