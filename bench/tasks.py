"""What is measured: the tasks, their files, and the input reports that are made from them."""

import hashlib
import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from onrecord.errors import StopRun, UnknownName
from onrecord.model import Report

TABLE = Path(__file__).with_name("tasks.toml")


@dataclass(frozen=True, slots=True)
class Headline:
    """One number of a scorer's output that is shown and held by a floor (a ceiling where `lower` is better).

    `view` is what the scorer is given or replaced by: "plain" (the claims as they are, the shared scorer), "outermost"
    (without claims inside others), "nesting" (our own scorer of claims inside others and relayed sources).
    """

    name: str
    path: tuple[str, ...]
    lower: bool = False
    view: str = "plain"


@dataclass(frozen=True, slots=True)
class Task:
    """One corpus with its scorer.

    The gold is the rows themselves, or a `folder` of records, or the incidents of a file `gold`; `adapter` makes of
    coded reports what the scorer reads, where that is something else.
    """

    name: str
    split: str
    about: str
    scorer: str
    reports: tuple[str, ...]
    scale: float
    headlines: tuple[Headline, ...]
    folder: str | None = None
    gold: str | None = None
    adapter: str = "plain"

    @property
    def key(self) -> str:
        """The name under which results and floors are kept."""
        return self.name if self.split == "dev" else f"{self.name}-{self.split}"

    def files(self, shared: Path) -> tuple[Path, ...]:
        """Every file that the score depends on, gold records included, in a fixed order."""
        found = [shared / name for name in self.reports]
        if self.gold:
            found.append(shared / self.gold)
        if self.folder:
            found += sorted(p for p in (shared / self.folder).iterdir() if p.suffix in {".txt", ".json"})
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Later:
    """A corpus that is not measured yet, and why."""

    name: str
    reason: str


def load_tasks(table: Path = TABLE) -> tuple[tuple[Task, ...], tuple[Later, ...]]:
    """The tasks of the table, and those that are still to come."""
    rows = tomllib.loads(table.read_text(encoding="utf-8"))
    tasks = tuple(_task(row) for row in rows.get("task", []))
    return tasks, tuple(Later(row["name"], row["reason"]) for row in rows.get("later", []))


def choose(tasks: tuple[Task, ...], names: tuple[str, ...], splits: tuple[str, ...]) -> tuple[Task, ...]:
    """The tasks of these names (all, if none is given) and splits.

    Raises:
        UnknownName: a name is no task's.
    """
    known = {task.name for task in tasks}
    for name in names:
        if name not in known:
            raise UnknownName("task", name, known)
    return tuple(t for t in tasks if t.split in splits and (not names or t.name in names))


def read_rows(paths: tuple[Path, ...]) -> Iterator[dict[str, Any]]:
    """The objects of JSON Lines files.

    Raises:
        StopRun: a file is not there.
    """
    for path in paths:
        if not path.is_file():
            raise StopRun(f"{path} is not there; is --shared the right folder?")
        with path.open(encoding="utf-8") as lines:
            yield from (json.loads(line) for line in lines if line.strip())


def report_of(row: dict[str, Any]) -> Report:
    """The report to be coded: the row's text with what the row says of where it comes from, and nothing of its gold."""
    published = row.get("published")
    return Report.make(
        row["text"],
        id=row["id"],
        published=date.fromisoformat(published) if published else None,
        publisher=row.get("publisher"),
        title=row.get("title"),
        language=row.get("language"),
    )


def corpus_hash(paths: tuple[Path, ...]) -> str:
    """SHA-256 over the files' names and bytes: scores are comparable only where it is the same."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _task(row: dict[str, Any]) -> Task:
    headlines = tuple(Headline(**{**h, "path": tuple(h["path"])}) for h in row["headlines"])
    return Task(**{**row, "reports": tuple(row["reports"]), "headlines": headlines})
