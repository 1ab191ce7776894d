"""The README shows what its commands print, and its links lead somewhere."""

import re
from pathlib import Path

import pytest

from onrecord.cli.code import FORMATS
from tests.readme import README, part, printed, sample_output
from tests.samples import ROOT

PAGES = [README, *sorted((ROOT / "docs").glob("*.md")), ROOT / "CONTRIBUTING.md", ROOT / "examples" / "README.md"]


def test_the_first_command_prints_what_is_shown() -> None:
    assert sample_output() == part("output"), "run: make golden"


def test_the_python_example_prints_what_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert printed() == part("printed"), "run: make golden"


def test_the_second_command_is_the_one_that_runs_these_tests() -> None:
    assert part("test") == "pip install '.[dev]' && python -m pytest"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_to_files_lead_somewhere(page: Path) -> None:
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")) if "://" not in link]
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_format_is_explained() -> None:
    told = set(re.findall(r"^\| `(\w+)` \|", README.read_text(encoding="utf-8"), re.MULTILINE))
    assert told == set(FORMATS)
