"""From rows to scores, with an invented corpus and a scorer of three lines."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bench.scoring import measure, thin
from bench.tasks import Headline, Task, choose, corpus_hash, load_tasks, report_of
from onrecord.errors import StopRun, UnknownName
from onrecord.model import CodedReport, Coder, Failure, Report

ROWS: list[dict[str, Any]] = [
    {"id": "a", "text": "The army shelled the village.", "published": "2021-03-04", "publisher": "The Gazette"},
    {"id": "b", "text": "Nobody was hurt.", "published": None},
    {"id": "c", "text": "Unreadable.", "published": None},
]
SCORER = """\
import json, sys
gold, found = (len(open(path).readlines()) for path in sys.argv[1:3])
print(json.dumps({"all": {"share": found / gold}}))
"""


class Echo:
    """A coder that codes nothing, and cannot code the report named c."""

    def pipe(self, reports: Iterable[Report]) -> Iterator[CodedReport | Failure]:
        """An empty coded report for each, or a failure."""
        for report in reports:
            yield Failure("c", "no reason") if report.id == "c" else CodedReport(report, Coder("echo", "1"))


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    (tmp_path / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    (tmp_path / "score.py").write_text(SCORER, encoding="utf-8")
    return tmp_path


def task(*path: str, scorer: str = "score.py") -> Task:
    headlines = (Headline("share", path),)
    return Task("echo", "dev", "an invented corpus", scorer, ("rows.jsonl",), 100, headlines)


def test_a_report_is_made_from_a_row_without_its_gold() -> None:
    report = report_of(ROWS[0] | {"events": ["gold"]})
    assert (report.id, report.text, report.publisher) == ("a", ROWS[0]["text"], "The Gazette")
    assert str(report.published) == "2021-03-04"


def test_scores_are_read_from_the_scorer_and_failures_are_counted(shared: Path) -> None:
    found = measure(task("all", "share"), shared, Echo())
    assert found.scores == {"share": 66.67}
    assert (found.reports, found.failures, found.coder) == (3, 1, "echo 1")


def test_a_limited_run_is_scored_on_what_it_coded(shared: Path) -> None:
    assert measure(task("all", "share"), shared, Echo(), limit=2).scores == {"share": 100.0}
    assert measure(task("all", "shore"), shared, Echo(), limit=2).scores == {}


def test_a_limit_takes_rows_from_the_whole_corpus() -> None:
    rows = [{"id": str(i)} for i in range(10)]
    assert [row["id"] for row in thin(rows, 3)] == ["0", "3", "6"]
    assert thin(rows, None) == thin(rows, 20) == rows


def test_a_headline_that_the_scorer_does_not_give_is_named(shared: Path) -> None:
    with pytest.raises(StopRun, match="gives no all / shore"):
        measure(task("all", "shore"), shared, Echo())


def test_what_a_failing_scorer_says_is_passed_on(shared: Path) -> None:
    (shared / "bad.py").write_text("raise SystemExit('rows.jsonl:2: not JSON')", encoding="utf-8")
    with pytest.raises(StopRun, match=r"rows\.jsonl:2: not JSON"):
        measure(task("all", scorer="bad.py"), shared, Echo())


def test_a_corpus_that_changes_has_another_hash(shared: Path) -> None:
    files = (shared / "rows.jsonl",)
    before = corpus_hash(files)
    (shared / "rows.jsonl").write_text("{}\n", encoding="utf-8")
    assert corpus_hash(files) != before


def test_an_unknown_task_is_answered_with_the_known_ones() -> None:
    tasks, _ = load_tasks()
    with pytest.raises(UnknownName, match="unknown task 'plcaes'; known: actors, attribution"):
        choose(tasks, ("plcaes",), ("dev",))


def test_what_was_learned_from_is_measured_only_on_request() -> None:
    tasks, _ = load_tasks()
    assert {t.split for t in choose(tasks, (), ("dev",))} == {"dev"}
    assert [t.key for t in choose(tasks, ("gold",), ("dev", "train"))] == ["gold", "gold-train"]


def test_every_task_has_its_own_key_and_headlines() -> None:
    tasks, later = load_tasks()
    keys = [t.key for t in tasks]
    assert len(keys) == len(set(keys))
    assert all(t.headlines for t in tasks)
    assert {x.name for x in later}.isdisjoint(t.name for t in tasks)
