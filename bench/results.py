"""What a run leaves behind: one small file of numbers for each task, and the page that shows them.

No text of a corpus is ever written here: only names that stand in tasks.toml, numbers, and hashes.
"""

import json
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from bench.scoring import Measured

FOLDER = Path(__file__).with_name("results")
PAGE = Path(__file__).parent.parent / "docs" / "bench.md"
BEGIN, END = "<!-- scores: written by python -m bench --write-docs -->", "<!-- end of scores -->"


@dataclass(frozen=True, slots=True)
class Result:
    """One task's numbers as they are kept in the repository."""

    task: str
    about: str
    scores: dict[str, float]
    reports: int
    failures: int
    learned_from: bool
    corpus: str
    coder: str
    date: str
    revision: str | None
    extra: dict[str, float] = field(default_factory=dict)


def result_of(measured: Measured, about: str, today: date, extra: Mapping[str, float] | None = None) -> Result:
    """A measurement with the day and the revision it was made at."""
    return Result(
        task=measured.task,
        about=about,
        scores=measured.scores,
        reports=measured.reports,
        failures=measured.failures,
        learned_from=measured.learned_from,
        corpus=measured.corpus,
        coder=measured.coder,
        date=today.isoformat(),
        revision=revision(),
        extra=dict(extra or {}),
    )


def write_result(result: Result, folder: Path = FOLDER) -> Path:
    """Keep a result as `<task>.json`; the last one of a task replaces the one before."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{result.task}.json"
    row = {name: getattr(result, name) for name in Result.__slots__}
    path.write_text(json.dumps(row, indent=2) + "\n", encoding="utf-8")
    return path


def read_results(folder: Path = FOLDER) -> tuple[Result, ...]:
    """The kept results, by task."""
    rows: list[dict[str, Any]] = [json.loads(p.read_text(encoding="utf-8")) for p in sorted(folder.glob("*.json"))]
    return tuple(Result(**row) for row in rows)


def revision() -> str | None:
    """The git revision of the working tree, with + if it has changes; None outside of git."""
    root = Path(__file__).parent
    commit = _git(root, "rev-parse", "--short", "HEAD")
    return f"{commit}{'+' if _git(root, 'status', '--porcelain', '--', '../src') else ''}" if commit else None


def render(results: tuple[Result, ...], lower_is_better: Mapping[str, frozenset[str]]) -> str:
    """The results as Markdown: one table a task, scores whose fall is good marked."""
    parts = [_section(r, lower_is_better.get(r.task, frozenset())) for r in sorted(results, key=_order)]
    return f"{BEGIN}\n\n" + "\n".join(parts) + f"\n{END}"


def splice(page: str, table: str, marks: tuple[str, str] = (BEGIN, END)) -> str:
    """The page with the table, which has both marks itself, in place of what stands between them.

    Raises:
        ValueError: the page has no such marks.
    """
    head, begin, rest = page.partition(marks[0])
    _, end, tail = rest.partition(marks[1])
    if not begin or not end:
        raise ValueError(f"the page lacks the marks {marks[0]} and {marks[1]}")
    return head + table + tail


def _section(result: Result, lower: frozenset[str]) -> str:
    learned = ", learned from" if result.learned_from else ""
    lines = [
        f"### {result.task}",
        "",
        f"{result.about[0].upper()}{result.about[1:]}. {result.reports} reports{learned}, {result.failures} failed; "
        f"{result.date}, revision {result.revision or 'unknown'}, corpus {result.corpus[:12]}.",
        "",
        "| score | value |",
        "|---|---:|",
        *(
            f"| {name}{' (lower is better)' if name in lower else ''} | {value:g} |"
            for name, value in result.scores.items()
        ),
    ]
    if result.extra:
        lines += ["", "; ".join(f"{name} {value:g}" for name, value in result.extra.items()) + "."]
    return "\n".join(lines) + "\n"


def _order(result: Result) -> tuple[bool, bool, str]:
    return result.learned_from, result.task != "gold", result.task


def _git(folder: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
