"""Coded reports as JSON Lines: the interchange format, one object a report."""

import json
from collections.abc import Iterable
from typing import TextIO

from onrecord.model import CodedReport
from onrecord.records import to_json


def write_jsonl(coded: Iterable[CodedReport], out: TextIO) -> int:
    """Write each report as one line of JSON; the number of reports written."""
    written = 0
    for report in coded:
        out.write(_line(report))
        out.write("\n")
        written += 1
    return written


def _line(coded: CodedReport) -> str:
    record = to_json(coded)
    line = json.dumps(record, ensure_ascii=False)
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:  # half a character cannot be written as it is, but has an escape
        return json.dumps(record)
    return line.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("\x85", "\\u0085")
