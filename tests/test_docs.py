"""The pages of the documentation are true: their examples run, and what is made from data is as the data are."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord.cli import main
from onrecord.exports import FORMATS
from tests import dictionary
from tests.samples import ROOT

DOCS = ROOT / "docs"


def test_the_examples_of_the_python_page_run_one_after_another(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    space: dict[str, object] = {}
    examples = re.findall(r"```python\n(.*?)```", (DOCS / "api.md").read_text(encoding="utf-8"), re.DOTALL)
    for example in examples:
        exec(compile(example, "api.md", "exec"), space)
    printed = capsys.readouterr().out
    assert len(examples) == 4
    assert "ASSAULT occurred True [12]" in printed
    assert "killed" in printed
    assert (tmp_path / "acled.csv").read_text().count("\n") > 1


def test_the_data_dictionary_is_as_the_columns_are() -> None:
    assert dictionary.PAGE.read_text(encoding="utf-8") == dictionary.page(), "run: python -m tests.dictionary"


def test_every_export_is_explained() -> None:
    page = (DOCS / "exports.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE) == list(FORMATS)


def test_the_command_knows_every_export() -> None:
    told = CliRunner().invoke(main, ["export", "--help"]).output
    assert all(name in told for name in FORMATS)
    assert main.commands["export"].params[1].type.choices == tuple(FORMATS)  # type: ignore[attr-defined]
