"""Our marks in texts that are not ours: where sources, cues, contents, acts and sides stand, and no word of them.

A row of a file of marks (JSON Lines) has the `id` of a text, how many of its characters are marked (`size`), their
SHA-256, and `sources`, `claims` and `events` as in a gold record, every quoted string as its [start, end].
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from onrecord.errors import StopRun
from onrecord.training.data import ROLES, STATUSES, TYPES, Act, Document, Range, attributed


def read_marks(path: Path, texts: Path) -> list[Document]:
    """The marked documents of a file of marks, with the texts of another file (JSON Lines).

    Raises:
        StopRun: a text is missing, or is not the one that was marked.
    """
    rows = (json.loads(line) for line in texts.read_text(encoding="utf-8").splitlines())
    known = {row["id"]: row["text"] for row in rows}
    marks = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return [_document(row, known.get(row["id"], "")[: row["size"]], texts) for row in marks]


def _document(row: Mapping[str, Any], text: str, path: Path) -> Document:
    if hashlib.sha256(text.encode()).hexdigest() != row["sha256"]:
        raise StopRun(f"{path}: {row['id']} is missing, or is not the text that was marked")
    mentions = {s["id"]: _range(s["mention"]) for s in row["sources"]}
    said = (
        attributed(text, mentions[c["source"]], _range(c["cue"]), _range(c["content"]), nested=c["within"] is not None)
        for c in row["claims"]
        if c["cue"]
    )
    return Document(row["id"], text, tuple(said), flat=False, acts=tuple(map(_act, row["events"])))


def _act(event: Mapping[str, Any]) -> Act:
    anchors = _ranges((event["anchor"], *event["also"]))
    roles = tuple(_ranges(_listed(event.get(role))) for role in ROLES)
    kind, status = TYPES.index(event["type"]), STATUSES.index(event["status"])
    return Act(anchors, kind, status, event["polarity"], roles)


def _listed(value: Any) -> list[Any]:
    """Spans as a list: of several, of one, of none."""
    return [] if not value else value if isinstance(value[0], list) else [value]


def _ranges(values: Iterable[Any]) -> tuple[Range, ...]:
    return tuple(map(_range, values))


def _range(value: Any) -> Range:
    return int(value[0]), int(value[1])
