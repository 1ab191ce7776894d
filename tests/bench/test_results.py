"""What is kept of a run: numbers and names of ours, never a corpus's words; and the page that shows them."""

import re
from datetime import date
from pathlib import Path

import pytest

from bench.__main__ import ABOUT, TASKS, lower_is_better
from bench.bulk import HEADLINES as BULK
from bench.bulk import spread
from bench.cost import HEADLINES as COST
from bench.cost import shares, too_dear
from bench.floors import read_floors
from bench.results import PAGE, Result, read_results, render, result_of, splice, write_result
from bench.scoring import Measured

KEPT = read_results()
NAMES = {t.key: {h.name for h in t.headlines} for t in TASKS}
NAMES |= {"bulk": {h.name for h in BULK}, "cost": {h.name for h in COST}}
EXTRA = {"quarter", "median", "three quarters", "95 %", "most", "parse", "network", "attribute", "code", "ground"}
MEASURED = Measured("gold", {"claims F1": 61.4, "false deeds": 4.0}, reports=11, corpus="ab" * 32, coder="onrecord 1")


@pytest.mark.parametrize("result", KEPT, ids=lambda r: r.task)
def test_a_kept_result_holds_only_names_of_ours_numbers_and_hashes(result: Result) -> None:
    assert result.task in NAMES
    assert set(result.scores) == NAMES[result.task]
    assert set(result.extra) <= EXTRA
    assert result.about in {t.about for t in TASKS} | set(ABOUT.values())
    assert re.fullmatch(r"[0-9a-f]{64}", result.corpus)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", result.date)
    assert result.revision is None or re.fullmatch(r"[0-9a-f]{7,12}\+?", result.revision)
    assert re.fullmatch(r"[\w./+-]+ [\w.+-]+", result.coder)


def test_every_floor_belongs_to_a_kept_result_of_the_same_corpus() -> None:
    corpora = {r.task: r.corpus for r in KEPT}
    assert {task: corpora.get(task) for task in read_floors()} == {t: f.corpus for t, f in read_floors().items()}


def test_the_page_is_in_step_with_the_kept_results() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert splice(page, render(KEPT, lower_is_better())) == page, "run: make docs"


def test_a_result_reads_back_as_written(tmp_path: Path) -> None:
    result = result_of(MEASURED, "whole reports", date(2024, 5, 3), {"parse": 60.0})
    write_result(result, tmp_path)
    assert read_results(tmp_path) == (result,)


def test_the_page_says_which_scores_should_be_low_and_which_were_learned_from() -> None:
    result = result_of(MEASURED, "whole reports", date(2024, 5, 3))
    text = render((result,), {"gold": frozenset({"false deeds"})})
    assert "| false deeds (lower is better) | 4 |" in text
    assert "| claims F1 | 61.4 |" in text
    assert "learned from" not in text


def test_a_page_without_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="lacks the marks"):
        splice("# Scores", "table")


def test_two_and_a_half_bare_parses_are_allowed_and_no_more() -> None:
    def ratio(value: float) -> Measured:
        return Measured("cost", {"times bare spaCy": value}, 40, "ab", "onrecord 1")

    assert too_dear(ratio(2.49)) == []
    assert too_dear(ratio(3.2)) == ["cost: 3.20 times bare spaCy, more than 2.5"]


def test_the_parts_of_the_stages_make_up_the_whole() -> None:
    assert shares({"parse": 3.0, "ground": 1.0}) == {"parse": 75.0, "ground": 25.0}
    assert shares({}) == {}


def test_the_spread_of_events_names_the_middle_and_the_most() -> None:
    assert spread([0, 2, 4, 6, 40])["median"] == 4
    assert spread([0, 2, 4, 6, 40])["most"] == 40
    assert spread([]) == {}
