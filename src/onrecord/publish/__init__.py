"""The publish stage: coded reports as a table for people, CSV, JSON Lines, or one web page."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import TextIO

from onrecord.errors import UnknownName
from onrecord.model import CodedReport
from onrecord.publish.columns import COLUMNS, Column
from onrecord.publish.lines import write_jsonl
from onrecord.publish.page import write_html
from onrecord.publish.rows import write_csv
from onrecord.publish.table import write_table

Writer = Callable[[Iterable[CodedReport], TextIO], int]

WRITERS: Mapping[str, Writer] = MappingProxyType(
    {"table": write_table, "jsonl": write_jsonl, "csv": write_csv, "html": write_html}
)

FORMATS: tuple[str, ...] = tuple(WRITERS)

__all__ = ["COLUMNS", "FORMATS", "WRITERS", "Column", "Writer", "write"]


def write(coded: Iterable[CodedReport], to: str, out: TextIO) -> int:
    """Write the reports in one of `FORMATS`; the number of reports written.

    Raises:
        UnknownName: `to` is none of the formats.
    """
    if to not in WRITERS:
        raise UnknownName("format", to, known=FORMATS)
    return WRITERS[to](coded, out)
