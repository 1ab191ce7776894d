"""The invented sample reports of examples/, as tests read them."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from onrecord.model import Report

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
GOLDEN = Path(__file__).parent / "golden"


def read_listing() -> list[dict[str, Any]]:
    """The rows of examples.jsonl."""
    lines = (EXAMPLES / "examples.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def sample_reports() -> list[Report]:
    """The sample reports with the date and publisher that the listing gives them."""
    return [
        Report.make(
            row["text"],
            id=row["id"],
            published=date.fromisoformat(row["published"]),
            publisher=row["publisher"],
            title=row["title"],
            language=row["language"],
        )
        for row in read_listing()
    ]
