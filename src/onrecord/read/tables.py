"""Reports from tables (CSV, TSV): one row a report, of which only the column `text` must be there."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader
from typing import Any

from onrecord.read.decoding import decode
from onrecord.read.draft import Draft, Unreadable
from onrecord.read.jsonl import record_draft

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
    likeliest legacy encoding.

    Raises:
        Unreadable: there is no column `text`.
    """
    encoding = "utf-16" if stream.peek(2)[:2] in _UTF_16 else "utf-8-sig"
    lines = io.TextIOWrapper(
        stream, encoding, errors="surrogateescape" if encoding == "utf-8-sig" else "replace", newline=""
    )
    header = lines.readline(MAX_CELL_CHARS)
    delimiter = max("\t;,", key=header.count)
    columns = _columns(next(csv.reader([header], delimiter=delimiter), []))
    csv.field_size_limit(MAX_CELL_CHARS)
    reader = csv.reader(lines, delimiter=delimiter)
    yield from _rows(reader, columns)
    lines.detach()


def _columns(header: list[str]) -> list[str]:
    columns = [_readable(name).strip().lower() for name in header]
    if "text" not in columns:
        found = ", ".join(f"`{name}`" for name in columns[:12] if name) or "none"
        advice = "name the column that holds the reports' texts `text`"
        raise Unreadable(f"this table has no column `text` (its columns: {found})", advice, left_out=True)
    return columns


def _rows(reader: Any, columns: list[str]) -> Iterator[Row]:
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
            cells = zip(columns, map(_readable, row), strict=False)
            yield Row(number, {name: cell for name, cell in cells if name in _FIELDS and cell.strip()})


def _readable(cell: str) -> str:
    """The cell, with bytes that were not UTF-8 read as something likelier."""
    return decode(cell.encode("utf-8", "surrogateescape")).text if _ESCAPED.search(cell) else cell
