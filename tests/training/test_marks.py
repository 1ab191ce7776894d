"""Marks and the texts that they are in make annotated documents; other texts are refused."""

import hashlib
import json
from pathlib import Path

import pytest

from onrecord.errors import StopRun
from onrecord.training.data import ROLES, TYPES, Attributed
from onrecord.training.marks import read_marks

TEXT = "Troops shelled Odra, the mayor said. The raid went on."
MARKED = TEXT[:36]


def _at(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    path = tmp_path / "texts.jsonl"
    path.write_text(json.dumps({"id": "t1", "text": TEXT}) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def marks(tmp_path: Path) -> Path:
    row = {
        "id": "t1",
        "size": len(MARKED),
        "sha256": hashlib.sha256(MARKED.encode()).hexdigest(),
        "sources": [{"id": "s1", "mention": _at("the mayor")}],
        "claims": [
            {"id": "c1", "source": "s1", "cue": _at("said"), "content": _at("Troops shelled Odra"), "within": None},
            {"id": "c2", "source": "s1", "cue": None, "content": _at("Troops shelled Odra"), "within": None},
        ],
        "events": [
            {
                "type": "ASSAULT",
                "anchor": _at("shelled"),
                "also": [],
                "status": "occurred",
                "polarity": True,
                "actor": [_at("Troops")],
                "recipient": [],
                "place": _at("Odra"),
                "time": None,
            }
        ],
    }
    path = tmp_path / "marks.jsonl"
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    return path


def test_marks_and_text_make_a_document(marks: Path, texts: Path) -> None:
    (document,) = read_marks(marks, texts)
    assert document.text == MARKED
    said = Attributed((_at("the mayor"),), (_at("said"),), (_at("Troops shelled Odra"),))
    assert document.attributions == (said,), "a claim without a cue teaches nothing"
    (act,) = document.acts or ()
    assert TYPES[act.type] == "ASSAULT"
    assert act.anchors == (_at("shelled"),)
    sides = dict(zip(ROLES, act.roles, strict=True))
    assert sides["actor"] == (_at("Troops"),)
    assert sides["place"] == (_at("Odra"),)
    assert sides["recipient"] == sides["time"] == sides["instrument"] == ()


@pytest.mark.parametrize("row", [{"id": "t2", "text": TEXT}, {"id": "t1", "text": TEXT.replace("Odra", "Adra")}])
def test_a_missing_or_another_text_is_refused(row: dict[str, str], marks: Path, texts: Path) -> None:
    texts.write_text(json.dumps(row) + "\n", encoding="utf-8")
    with pytest.raises(StopRun, match="t1 is missing, or is not the text that was marked"):
        read_marks(marks, texts)
