"""`onrecord doctor` and the option `--knowledge`."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord.cli import main
from onrecord.knowledge import inventory
from onrecord.knowledge.own import leave


@pytest.fixture(autouse=True)
def _package_knowledge_again() -> Iterator[None]:
    yield
    leave()


def test_the_doctor_counts_what_is_known_and_finds_no_fault() -> None:
    result = CliRunner().invoke(main, ["doctor", "--to", "json"])
    assert result.exit_code == 0, result.output
    told = json.loads(result.output)
    counts = {held["name"]: held["count"] for held in told["knowledge"]}
    assert counts["groups"] >= 700
    assert counts["states and territories"] >= 250
    assert all(len(held["sha256"]) == 64 for held in told["knowledge"])
    assert any(key.startswith("scores on") for key in told["network"])
    assert told["problems"] == []


def test_the_doctor_tells_people_the_same() -> None:
    result = CliRunner().invoke(main, ["doctor"])
    assert result.exit_code == 0
    assert "No problems." in result.output


def test_ones_own_knowledge_is_counted_too(tmp_path: Path) -> None:
    (tmp_path / "actors.tsv").write_text("name\tsector\nFerry Street Brigade\tREB\n", encoding="utf-8")
    (tmp_path / "aliases.tsv").write_text("actor\talias\ngroup:hezbollah\tYellow Flags\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["doctor", "--knowledge", str(tmp_path), "--to", "json"])
    held = {holding["name"]: holding["count"] for holding in json.loads(result.output)["knowledge"]}
    own = {name: count for name, count in held.items() if name.startswith("your own")}
    assert own == {"your own actors": 1, "your own aliases": 1}


def test_a_mistake_in_ones_own_knowledge_stops_the_command(tmp_path: Path) -> None:
    (tmp_path / "actors.tsv").write_text("name\tsector\nFerry Street Brigade\tXYZ\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["code", "--knowledge", str(tmp_path), "-"], input="Text.")
    assert result.exit_code == 1
    assert "actors.tsv, line 2" in result.output


def test_a_damaged_network_is_a_problem_with_advice(tmp_path: Path) -> None:
    (tmp_path / "encoder.onnx").write_bytes(b"half")
    troubles = tuple(inventory.damaged(tmp_path, {"encoder.onnx": "0" * 64, "linker.onnx": "0" * 64}))
    assert [("not the file" in t.what, "missing" in t.what) for t in troubles] == [(True, False), (False, True)]
    assert all("install onrecord again" in t.advice for t in troubles)
