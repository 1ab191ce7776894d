"""The tutorial can be followed from its first line to its last, and prints what it shows."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.knowledge.own import leave
from tests.pages import Block, blocks, follow, missing, run
from tests.samples import EXAMPLES


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of one's own with the examples, as in a checkout; the package's knowledge is as it was afterwards."""
    (tmp_path / "examples").symlink_to(EXAMPLES)
    monkeypatch.chdir(tmp_path)
    for name in ("COLUMNS", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    yield tmp_path
    leave()


def test_the_tutorial_can_be_followed(folder: Path) -> None:
    steps = blocks("tutorial.md")
    follow(steps)
    commands = [line.split()[1] for block in steps if block.kind == "sh" for line in block.text.splitlines()]
    assert list(dict.fromkeys(commands)) == [
        *("install", "doctor", "code", "ingest", "reconcile", "incidents", "export", "serve")
    ]
    assert sum(block.kind == "python" for block in steps) == 4
    made = ["burkina.html", "deadly.csv", "examples", "sample.geojson", "sample.onrecord", "tables"]
    assert sorted(path.name for path in folder.iterdir()) == made
    assert len(list((folder / "tables").iterdir())) == 9  # seven tables, the dictionary, export.json


def test_what_is_shown_must_be_printed_in_its_order() -> None:
    assert missing("> police [S1: C2]\nN reports", "x\n  > police   [S3: C12]\n1,234 reports\n") == []
    assert missing("b\na", "a\nb\n") == ["a"]
    assert missing("where Djibo …\nCO …", "where Djibo, BFA\nACO 1\n") == ["CO …"]


def test_a_command_that_does_not_do_as_the_page_says_is_found(folder: Path) -> None:
    with pytest.raises(AssertionError, match=r"page, line 3: onrecord reconcile none\.onrecord"):
        run("onrecord reconcile none.onrecord", "page, line 3")
    with pytest.raises(AssertionError, match="page, line 4"):
        run("pip install '.[nothing]'", "page, line 4")
    with pytest.raises(AssertionError, match="not printed"):
        follow([Block("python", "print(1)", "page"), Block("text", "2", "page")])
