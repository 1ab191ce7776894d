"""What the page on knowledge says of one's own files is so."""

import re
from pathlib import Path

import pytest

from onrecord.knowledge.added import use
from onrecord.knowledge.files import read_toml
from onrecord.knowledge.own import leave
from tests.pages import blocks, follow, write
from tests.samples import ROOT

PAGE = (ROOT / "docs" / "knowledge.md").read_text(encoding="utf-8")


def test_the_page_can_be_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("COLUMNS", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    try:
        follow(blocks("knowledge.md"))
    finally:
        leave()
    assert sorted(path.name for path in (tmp_path / "mine").iterdir()) == ["actors.tsv", "aliases.tsv", "places.tsv"]


def test_the_files_that_are_shown_are_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for block in blocks("knowledge.md"):
        if block.kind == "tsv" and "mine/" in block.text:
            write(block)
    try:
        rows = use(Path("mine")).rows
    finally:
        leave()
    assert [row["id"] for row in rows["actors.tsv"]] == ["own:ferry-street-brigade"]
    assert [row["id"] for row in rows["aliases.tsv"]] == ["group:hezbollah"]
    assert [row["name"] for row in rows["places.tsv"]] == ["Makera Crossing"]


@pytest.mark.parametrize("name", ["actors.tsv", "aliases.tsv", "places.tsv"])
def test_every_column_is_told_and_whether_it_must_be_there(name: str) -> None:
    columns = read_toml("added.toml")["files"][name]
    told = PAGE.split(f"**`{name}`**", 1)[1]
    rows = re.findall(r"^\| (`.+?`) \| (yes)? ?\|", told.split("\n| column |", 1)[1].split("\n\n", 1)[0], re.MULTILINE)
    needed = [column for cell, must in rows if must for column in re.findall(r"`(\w+)`", cell)]
    others = [column for cell, must in rows if not must for column in re.findall(r"`(\w+)`", cell)]
    assert (needed, sorted(others)) == (columns["needed"], sorted(columns["may"]))


def test_every_kind_of_knowledge_is_told() -> None:
    told = re.findall(r"^\| ([\w ]+) \| .+ \|$", PAGE.split("\n| knowledge |", 1)[1].split("\n\n", 1)[0], re.MULTILINE)
    assert told == list(read_toml("inventory.toml")["holdings"])
