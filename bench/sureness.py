"""How far the coder's confidence in each field of an event can be trusted, for docs/method.md."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parent.parent / "docs" / "method.md"
MARKS = ("<!-- sureness: written by python -m bench --write-docs -->", "<!-- end of sureness -->")
BLEND = Path(__file__).parent.parent / "src" / "onrecord" / "data" / "network" / "blend.json"


def render(kept: Mapping[str, Any]) -> str:
    """For each field and tenth of confidence the mean stated, the share that was right, how many; with the marks."""
    lines = [MARKS[0], "", "| field | stated | right | values |", "|---|---:|---:|---:|"]
    for field, tenths in kept["reliability"].items():
        lines += [f"| {field} | {stated:.2f} | {right:.2f} | {values:,} |" for stated, right, values in tenths]
    return "\n".join([*lines, "", MARKS[1]])


def read_kept(path: Path = BLEND) -> Mapping[str, Any]:
    """The weights that the package ships, with the reliability found when they were fitted."""
    kept: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return kept
