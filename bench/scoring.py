"""From a task to its scores: code the reports, hand them to the shared scorer, pick the headline numbers."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from bench import nesting
from bench.incidents import ADAPTERS, Adapter, plain
from bench.outermost import outermost
from bench.tasks import Task, corpus_hash, read_rows, report_of
from onrecord.errors import StopRun, UnknownName
from onrecord.model import CodedReport, Failure, Report

Advance = Callable[[], None]


class Codes(Protocol):
    """Anything that codes reports, one result for each, in their order."""

    def pipe(self, reports: Iterable[Report]) -> Iterator[CodedReport | Failure]:
        """The coded reports, or why one could not be coded."""
        ...


@dataclass(frozen=True, slots=True)
class Measured:
    """The scores of one task over a corpus: headline name to number; `failures` are reports that were not coded."""

    task: str
    scores: dict[str, float]
    reports: int
    corpus: str
    coder: str
    failures: int = 0
    learned_from: bool = False


def measure(
    task: Task, shared: Path, coder: Codes, limit: int | None = None, advance: Advance = lambda: None
) -> Measured:
    """The scores of a task, over `limit` reports spread through the corpus if a limit is given."""
    rows = thin(list(read_rows(tuple(shared / name for name in task.reports))), limit)
    with tempfile.TemporaryDirectory(prefix="onrecord-bench-") as folder:
        predictions = Path(folder) / "predictions.jsonl"
        written = write_predictions(coder.pipe(map(report_of, rows)), predictions, advance, ADAPTERS[task.adapter])
        gold = _gold(task, shared, rows, Path(folder))
        found = {v: _viewed(v, task, shared, gold, predictions) for v in sorted({h.view for h in task.headlines})}
    return Measured(
        task=task.key,
        scores=pick(found, task, partial=limit is not None),
        reports=len(rows),
        corpus=corpus_hash(task.files(shared)),
        coder=written.version,
        failures=written.failures,
        learned_from=task.split == "train",
    )


@dataclass(frozen=True, slots=True)
class Written:
    """How many reports could not be coded, and the version of the coder that coded the others."""

    failures: int
    version: str


def write_predictions(
    coded: Iterable[CodedReport | Failure],
    path: Path,
    advance: Advance = lambda: None,
    adapt: Adapter = plain,
) -> Written:
    """Write what the scorer reads of coded reports as JSON Lines; those that failed are left out and counted."""
    failures, version = 0, "none"

    def good() -> Iterator[CodedReport]:
        nonlocal failures, version
        for result in coded:
            advance()
            if isinstance(result, Failure):
                failures += 1
            else:
                version = f"{result.coder.name} {result.coder.version}"
                yield result

    with path.open("w", encoding="utf-8") as out:
        for row in adapt(good()):
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    return Written(failures, version)


def _viewed(view: str, task: Task, shared: Path, gold: Path, predictions: Path) -> dict[str, Any]:
    """What is found of the predictions in one view.

    Raises:
        UnknownName: there is no such view.
    """
    if view == "nesting":
        return nesting.measure(nesting.gold_records(gold), list(read_rows((predictions,)))).figures()
    if view == "outermost":
        flat = predictions.with_name("outermost.jsonl")
        reports = (outermost(r) for r in read_rows((predictions,)))
        flat.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in reports), encoding="utf-8")
        return run_scorer(shared / task.scorer, gold, flat)
    if view != "plain":
        raise UnknownName("view", view, {"plain", "outermost", "nesting"})
    return run_scorer(shared / task.scorer, gold, predictions)


def run_scorer(scorer: Path, gold: Path, predictions: Path) -> dict[str, Any]:
    """What a shared scorer says of the predictions.

    Raises:
        StopRun: the scorer refused them.
    """
    command = [sys.executable, str(scorer), str(gold), str(predictions), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise StopRun(f"{scorer} ended with status {done.returncode}: {done.stderr.strip() or done.stdout.strip()}")
    scores: dict[str, Any] = json.loads(done.stdout)
    return scores


def thin(rows: list[dict[str, Any]], limit: int | None) -> list[dict[str, Any]]:
    """At most `limit` of the rows, evenly spread; all of them without a limit."""
    if limit is None or limit >= len(rows):
        return rows
    return [rows[i * len(rows) // limit] for i in range(limit)]


def pick(found: dict[str, dict[str, Any]], task: Task, *, partial: bool) -> dict[str, float]:
    """The headline numbers of the scorers' output by view, in percent; a partial run may lack some.

    Raises:
        StopRun: a scorer does not give a number that the table asks for.
    """
    scores = {h.name: _follow(found[h.view], h.path) for h in task.headlines}
    absent = [" / ".join(h.path) for h in task.headlines if scores[h.name] is None]
    if absent and not partial:
        raise StopRun(f"the scorer of {task.key} gives no {', '.join(absent)}; correct bench/tasks.toml")
    return {name: round(value * task.scale, 2) for name, value in scores.items() if value is not None}


def _follow(found: dict[str, Any], path: tuple[str, ...]) -> float | None:
    value: Any = found
    for step in path:
        if not isinstance(value, dict) or step not in value:
            return None
        value = value[step]
    return float(value)


def _gold(task: Task, shared: Path, rows: list[dict[str, Any]], folder: Path) -> Path:
    """A file or folder of the gold of just these rows, so that a limited run is scored on what it coded."""
    if task.folder:
        return _gold_folder(task, shared, rows, folder)
    return _gold_rows(_of_reports(list(read_rows((shared / task.gold,))), rows) if task.gold else rows, folder)


def _of_reports(gold: list[dict[str, Any]], rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The gold incidents cut down to these reports."""
    coded = {row["id"] for row in rows}
    cut = ({**g, "reports": [r for r in g["reports"] if r in coded]} for g in gold)
    return [g for g in cut if g["reports"]]


def _gold_rows(rows: list[dict[str, Any]], folder: Path) -> Path:
    gold = folder / "gold.jsonl"
    gold.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return gold


def _gold_folder(task: Task, shared: Path, rows: list[dict[str, Any]], folder: Path) -> Path:
    """A folder with the records of just these rows."""
    gold = folder / "gold"
    gold.mkdir()
    for row in rows:
        for suffix in (".txt", ".json"):
            name = row["id"] + suffix
            (gold / name).symlink_to((shared / str(task.folder) / name).resolve())
    return gold
