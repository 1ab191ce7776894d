"""The page on types says what the ontology says, and its codebooks and lines of Python work."""

import re
from pathlib import Path

import pytest

from onrecord.coding.codebook import load_codebook, parse_codebook
from onrecord.coding.ontology import QUADS, EventType, load_ontology
from onrecord.display.accounts import words
from onrecord.model import Outcome, Status
from tests.pages import blocks, follow
from tests.samples import EXAMPLES, ROOT

PAGE = (ROOT / "docs" / "codebook.md").read_text(encoding="utf-8")
ONTOLOGY = load_ontology()


def section(title: str) -> str:
    """What stands under a heading, to the next of its level or above."""
    found = re.search(rf"^(#+) {re.escape(title)}.*?\n(.*?)(?=^\1 |^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert found, f"docs/codebook.md has no heading {title}"
    return found[2]


def cells(text: str) -> list[tuple[str, str]]:
    """The first two cells of each row of the tables, but for their heads."""
    rows = re.findall(r"^\| ([^|]+?) \| ([^|]+?) \|", text, re.MULTILINE)
    return [
        (first.strip("`"), second) for first, second in rows if first not in {"mode", "status", "code", "condition"}
    ]


@pytest.mark.parametrize("kind", ONTOLOGY.types, ids=lambda kind: kind.name)
def test_each_type_is_told_as_the_ontology_has_it(kind: EventType) -> None:
    told = section(kind.name)
    roots = " and ".join([", ".join(kind.cameo[:-1]), kind.cameo[-1]] if kind.cameo[1:] else kind.cameo)
    begins = f"{kind.meaning[0].upper()}{kind.meaning[1:]}. CAMEO {roots}, Goldstein {kind.goldstein:g}.\n"
    assert told.strip().startswith(begins)
    assert tuple(mode for mode, _ in cells(told)) == kind.modes
    assert 2 <= len(re.findall(r"^- “", told, re.MULTILINE)) <= 3


def test_the_modes_of_the_examples_are_those_of_their_types() -> None:
    for kind in ONTOLOGY.types:
        assert set(re.findall(r"” \(`([\w-]+)`\)", section(kind.name))) <= set(kind.modes), kind.name


def test_every_type_stands_in_its_quad_class() -> None:
    told = dict(re.findall(r"^\| (\w+ (?:cooperation|conflict)) \| (.+) \|$", section("The four quad"), re.MULTILINE))
    assert told == {quad: ", ".join(t.name for t in ONTOLOGY.types if t.quad == quad) for quad in QUADS}


def test_every_status_is_told_and_which_are_real() -> None:
    told = [name for name, _ in cells(section("Status"))]
    assert told == [status.value for status in Status]
    assert [Status(name).real for name in told] == [True] * 3 + [False] * 4


def test_every_sector_is_told_in_the_words_of_the_table() -> None:
    told = cells(section("Sectors"))
    assert [code for code, _ in told] == list(ONTOLOGY.sectors)
    assert dict(told) == words()["sectors"]


def test_every_outcome_that_a_codebook_may_ask_for_is_told() -> None:
    row = next(line for line in PAGE.splitlines() if line.startswith("| `toll` |"))
    assert re.findall(r"`(\w+)`", row)[1:] == [outcome.value for outcome in Outcome]


def test_the_python_of_the_page_runs_and_prints_what_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "examples").symlink_to(EXAMPLES)
    monkeypatch.chdir(tmp_path)
    steps = [block for block in blocks("codebook.md") if block.kind != "toml"]
    assert [block.kind for block in steps] == ["python", "text"] * 3
    follow(steps)


def test_the_codebook_that_is_shown_is_one_and_takes_in_sieges() -> None:
    shown = next(block for block in blocks("codebook.md") if block.kind == "toml")
    book = parse_codebook(shown.text, shown.where)
    assert [rule.gives for rule in book.rules] == [{}, {"category": "siege"}, {"category": "siege"}]
    assert load_codebook(str(EXAMPLES / "codebook-terror.toml")).name == "terror"
