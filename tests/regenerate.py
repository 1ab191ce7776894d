"""`python -m tests.regenerate`: bring examples.jsonl and the golden records in step with the sample reports.

Golden records say what the coder gave for the samples when they were last looked at.  They show a change; they are
not the truth.  Read the diff before it is committed.
"""

import json
from pathlib import Path

from onrecord.model import CodedReport, Report
from onrecord.pipeline import load_pipeline
from onrecord.records import to_json
from tests.samples import EXAMPLES, GOLDEN, read_listing, sample_reports

STANDING = {"coder": {"name": "onrecord", "version": "any"}}


def golden_text(coded: CodedReport) -> str:
    """A coded report as its golden file holds it: without the coder's version, which changes nothing."""
    return json.dumps(to_json(coded) | STANDING, ensure_ascii=False, indent=1) + "\n"


def listing_text() -> str:
    """What examples.jsonl must hold: what is known of each sample, with the text of its own file."""
    rows = [row | {"text": (EXAMPLES / f"{row['id']}.txt").read_text(encoding="utf-8")} for row in read_listing()]
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def golden_path(report: Report) -> Path:
    """Where a sample's golden record is kept."""
    return GOLDEN / f"{report.id}.json"


def main() -> None:
    """Write examples.jsonl and the golden records anew."""
    (EXAMPLES / "examples.jsonl").write_text(listing_text(), encoding="utf-8")
    GOLDEN.mkdir(exist_ok=True)
    pipeline = load_pipeline()
    for report in sample_reports():
        golden_path(report).write_text(golden_text(pipeline.code(report)), encoding="utf-8")


if __name__ == "__main__":
    main()
