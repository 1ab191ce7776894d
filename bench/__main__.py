"""`python -m bench`: measure the coder on the shared corpora and hold it to its floors."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from bench import bulk, cost, floors, rates, results, sureness
from bench.scoring import Advance, Measured, measure
from bench.tasks import Headline, Task, choose, load_tasks
from onrecord.errors import OnRecordError
from onrecord.pipeline import Options, Pipeline, load_pipeline

SHARED = Path(__file__).parent.parent.parent / "shared"
ABOUT = {
    "bulk": "varied news with no gold: shares in percent of what must and must not happen; events per report",
    "cost": "CPU time of coding over that of the bare parser on the same texts; share of each stage in percent",
}
TASKS, LATER = load_tasks()


@dataclass(slots=True)
class Run:
    """One run of the bench: what it has measured, and what went past a floor."""

    shared: Path
    limit: int | None
    console: Console
    done: list[results.Result] = field(default_factory=list)
    measured: list[Measured] = field(default_factory=list)
    breaches: list[str] = field(default_factory=list)

    def keep(self, found: Measured, about: str, extra: dict[str, float] | None = None) -> None:
        """Note a measurement and show it."""
        self.done.append(results.result_of(found, about, date.today(), extra))
        self.measured.append(found)
        self.console.print(table_of(self.done[-1], lower_is_better().get(found.task, frozenset())))


def lower_is_better() -> dict[str, frozenset[str]]:
    """By task, the scores that must not rise."""
    lists: dict[str, tuple[Headline, ...]] = {task.key: task.headlines for task in TASKS}
    lists |= {"bulk": bulk.HEADLINES, "cost": cost.HEADLINES}
    return {task: frozenset(h.name for h in headlines if h.lower) for task, headlines in lists.items()}


@click.command(help=__doc__)
@click.option("--task", "names", multiple=True, help="Only this task (repeatable): a corpus's name, bulk or cost.")
@click.option("--limit", type=click.IntRange(min=1), help="Only the first N reports; floors are then left alone.")
@click.option("--split", "splits", multiple=True, type=click.Choice(["dev", "train"]), default=["dev"])
@click.option("--update-floors", is_flag=True, help="Raise the floors to what is measured.")
@click.option("--allow-lower", is_flag=True, help="With --update-floors: lower them, too.")
@click.option(
    "--shared", type=click.Path(path_type=Path, file_okay=False), default=SHARED, help="Folder of the corpora."
)
@click.option("--no-write", is_flag=True, help="Compare only; leave bench/results and the docs as they are.")
@click.option("--write-docs", is_flag=True, help="Only bring the docs in step with the kept results.")
def main(
    names: tuple[str, ...],
    limit: int | None,
    splits: tuple[str, ...],
    update_floors: bool,
    allow_lower: bool,
    shared: Path,
    no_write: bool,
    write_docs: bool,
) -> None:
    """Measure, keep, compare; exit 1 if a score is past its floor."""
    console = Console()
    if write_docs:
        write_pages()
        return
    if not shared.is_dir():
        console.print(f"nothing measured: the shared corpora are not at {shared}; give their folder with --shared")
        return
    try:
        run = execute(Run(shared, limit, console), names, splits)
        if limit is None:
            settle(run, update=update_floors, allow_lower=allow_lower)
            if not no_write:
                keep_results(run)
    except OnRecordError as err:
        raise click.ClickException(str(err)) from err
    for breach in run.breaches:
        console.print(f"[bold red]below the floor[/] {breach}", highlight=False, soft_wrap=True)
    sys.exit(1 if run.breaches else 0)


def execute(run: Run, names: tuple[str, ...], splits: tuple[str, ...]) -> Run:
    """Measure the chosen tasks."""
    corpora = tuple(n for n in names if n not in ABOUT)
    chosen = choose(TASKS, corpora, splits) if corpora or not names else ()
    pipeline = load_pipeline(Options())
    for task in chosen:
        measure_task(run, task, pipeline)
    if "bulk" in names or not names:
        with progress(run.console, "bulk") as advance:
            found, extra = bulk.measure_bulk(run.shared, pipeline, run.limit, advance)
        run.keep(found, ABOUT["bulk"], extra)
    if "cost" in names or not names:
        run.keep(*measure_cost(run.shared, pipeline, run.limit))
    if not names:
        for later in LATER:
            run.console.print(f"not measured: {later.name}: {later.reason}")
    return run


def measure_task(run: Run, task: Task, pipeline: Pipeline) -> None:
    """Measure one corpus and keep what was found."""
    with progress(run.console, task.key) as advance:
        found = measure(task, run.shared, pipeline, run.limit, advance)
    run.keep(found, task.about)


def measure_cost(shared: Path, pipeline: Pipeline, limit: int | None) -> tuple[Measured, str, dict[str, float]]:
    """The cost of the pipeline beside a bare parser of the same model."""
    found, extra = cost.measure_cost(shared, pipeline, limit or cost.REPORTS)
    return found, ABOUT["cost"], extra


def settle(run: Run, *, update: bool, allow_lower: bool) -> None:
    """Compare with the floors, or move them."""
    held = floors.read_floors()
    lower = lower_is_better()
    scored = [m for m in run.measured if m.task != "cost" and not m.learned_from]
    if update:
        floors.write_floors(floors.raised(scored, held, lower, allow_lower=allow_lower))
    else:
        run.breaches += [b for m in scored for b in floors.breaches(m, held, lower[m.task])]
    run.breaches += [b for m in run.measured if m.task == "cost" for b in cost.too_dear(m)]


def keep_results(run: Run) -> None:
    """Write the results and bring the docs in step with them."""
    for result in run.done:
        results.write_result(result)
    write_pages()


def write_pages() -> None:
    """Bring docs/bench.md and docs/method.md in step with the kept results."""
    kept = results.read_results()
    page = results.PAGE.read_text(encoding="utf-8")
    results.PAGE.write_text(results.splice(page, results.render(kept, lower_is_better())), encoding="utf-8")
    page = rates.PAGE.read_text(encoding="utf-8")
    rates.PAGE.write_text(results.splice(page, rates.render(kept), rates.MARKS), encoding="utf-8")
    page = sureness.PAGE.read_text(encoding="utf-8")
    told = sureness.render(sureness.read_kept())
    sureness.PAGE.write_text(results.splice(page, told, sureness.MARKS), encoding="utf-8")


def table_of(result: results.Result, lower: frozenset[str]) -> Table:
    """A result as a table for people."""
    learned = " (learned from)" if result.learned_from else ""
    table = Table("score", "value", title=f"{result.task}{learned}: {result.reports} reports", title_justify="left")
    table.columns[1].justify = "right"
    for name, value in result.scores.items():
        table.add_row(name + (" (lower is better)" if name in lower else ""), f"{value:g}")
    for name, value in result.extra.items():
        table.add_row(f"[dim]{name}[/]", f"[dim]{value:g}[/]")
    return table


@contextmanager
def progress(console: Console, task: str) -> Iterator[Advance]:
    """A counter of coded reports while a task runs."""
    with Progress(console=console, transient=True) as bar:
        row = bar.add_task(task, total=None)
        yield lambda: bar.advance(row)


if __name__ == "__main__":
    main()
