"""The command line: `onrecord code` and `onrecord schema`."""

import json
import logging
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from onrecord.errors import StopRun
from onrecord.model import CodedReport, Failure, Report

if TYPE_CHECKING:  # everything else that is large is loaded when a command needs it: `--help` stays quick
    from onrecord.read import About, Notice

FORMATS = ("table", "jsonl", "csv", "html")
CODERS = ("model", "rules")


@dataclass(frozen=True, slots=True)
class Job:
    """What one call of `onrecord code` is asked to do."""

    inputs: tuple[str, ...]
    about: "About"
    to: str
    out: Path | None
    coder: str
    model: str | None
    timeout: float
    with_text: bool


@dataclass(slots=True)
class Tally:
    """What became of the inputs: how many reports were coded, and what was not, with the reason."""

    coded: int = 0
    undated: int = 0
    failures: list[Failure] = field(default_factory=list)
    notices: list["Notice"] = field(default_factory=list)

    def status(self, *, strict: bool) -> int:
        """The exit status: 1 if nothing was coded, or if anything failed and `strict` is set."""
        failed = any(not failure.skipped for failure in self.failures)
        return 1 if not self.coded or (strict and failed) else 0

    def lines(self) -> Iterator[str]:
        """The summary for people: the counts, then each input that was not coded with its reason."""
        skipped = sum(failure.skipped for failure in self.failures)
        noun = "report" if self.coded == 1 else "reports"
        yield f"onrecord: {self.coded} {noun} coded, {skipped} skipped, {len(self.failures) - skipped} failed"
        for failure in self.failures:
            kind = click.style("skipped", "yellow") if failure.skipped else click.style("failed", "red")
            advice = f"; {failure.advice}" if failure.advice else ""
            yield f"  {kind}: {failure.where}: {failure.reason}{advice}"
        for notice in self.notices:
            yield f"  {click.style('note', 'cyan')}: {notice.where}: {notice.text}"
        if self.undated:
            which = "a report has" if self.undated == 1 else f"{self.undated} reports have"
            yield (
                f"  {click.style('note', 'cyan')}: {which} no date of publication, so times such as "
                '"on Monday" stay unresolved; give it with --published YYYY-MM-DD'
            )


def _show_version(context: click.Context, option: click.Parameter, value: bool) -> None:
    if value:
        try:
            click.echo(f"onrecord {version('onrecord')}")
        except PackageNotFoundError:  # a source tree that was never installed
            click.echo("onrecord, not installed")
        context.exit()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version, help="Show the version."
)
def main() -> None:
    """Attributed event data from news reports.

    Who did what to whom, where, when, with what toll, and on whose word.
    """


@main.command()
def schema() -> None:
    """Print the JSON Schema of a coded report (one line of `--to jsonl`)."""
    from onrecord.records import schema as published_schema

    click.echo(json.dumps(published_schema(), indent=2, ensure_ascii=False))


@main.group()
def train() -> None:
    """Make anew what onrecord has learned (needs the corpora, and for the model: pip install '.[train]')."""


_shared = click.option(
    "--shared",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default="../shared",
    show_default=True,
    help="Folder of the corpora.",
)


@train.command()
@_shared
@click.option("--out", type=click.Path(path_type=Path), required=True, help="File to write the table to.")
def truecase(shared: Path, out: Path) -> None:
    """Learn how words are mostly written, for reading upper-case copy."""
    from onrecord.training.truecase import train_truecase

    click.echo(f"{train_truecase(shared, out)} words in {out}")


@train.command()
@_shared
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="Folder for the model.")
def attribution(shared: Path, out: Path) -> None:
    """Train the attribution model; a run that was broken off goes on from its last checkpoint."""
    try:
        from onrecord.training.package import train_attribution
    except ModuleNotFoundError as err:
        raise click.ClickException(f"{err.name} is not installed; run: pip install '.[train]'") from err
    try:
        train_attribution(shared, out, log=click.echo)
    except StopRun as err:
        raise click.ClickException(str(err)) from err


def _day(context: click.Context, option: click.Parameter, value: str | None) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"{value!r} is not a date; write it as YYYY-MM-DD") from None


def _place_for(context: click.Context, option: click.Parameter, value: Path | None) -> Path | None:
    if value is not None and not value.parent.is_dir():
        raise click.BadParameter(f"there is no folder {str(value.parent)!r}; make it first")
    return value


@main.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--to", type=click.Choice(FORMATS), default="table", show_default=True, help="Form of the result.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    callback=_place_for,
    help="Write the result to this file, all or nothing. [default: standard output]",
)
@click.option("--published", metavar="YYYY-MM-DD", callback=_day, help="Day of publication.")
@click.option("--publisher", metavar="NAME", help="Who published the report.")
@click.option("--language", metavar="CODE", help="Language of the report, instead of detecting it.")
@click.option("--force", is_flag=True, help="Code texts in other languages too, as if they were English.")
@click.option(
    "--coder",
    type=click.Choice(CODERS),
    default="model",
    show_default=True,
    help="How claims are found: the trained model with the rules, or the rules alone (faster).",
)
@click.option("--model", metavar="NAME", help="spaCy model to parse with, such as en_core_web_trf if it is installed.")
@click.option(
    "--timeout", type=click.FloatRange(min=0.1), default=20, show_default=True, help="Seconds for a web page."
)
@click.option("--strict", is_flag=True, help="Exit with 1 if any report failed.")
@click.option("--with-text", is_flag=True, help="Put each report's text into the result (jsonl only).")
def code(inputs: tuple[str, ...], *, strict: bool, **options: Any) -> None:
    """Read news reports and say who did what to whom, and on whose word.

    INPUT is a text file, an HTML file, a JSONL file (one object a line with `text` and, where known, `id`, `published`,
    `publisher`, `url`, `title`, `language`, `byline`), a folder of such files, an http(s) address, or - for standard
    input.

    --published, --publisher and --language fill what a JSONL record leaves out, and prevail over what is gathered from
    a web page.

    Exit status: 0 if something was coded, 1 if nothing was (or, with --strict, if any report failed), 2 for a wrong
    call.
    """
    if options["with_text"] and options["to"] != "jsonl":
        raise click.UsageError("--with-text goes with --to jsonl only")
    from onrecord.read import About

    about = About(**{name: options.pop(name) for name in ("published", "publisher", "language", "force")})
    sys.exit(_run(Job(inputs, about, **options), strict=strict))


def _run(job: Job, *, strict: bool) -> int:
    """Code the inputs, write the result, sum up; the exit status."""
    for noisy in ("trafilatura", "htmldate", "courlan"):  # their warnings come out as reasons in the summary
        logging.getLogger(noisy).setLevel(logging.CRITICAL)
    tally = Tally()
    status = 0
    try:
        _write(job, tally)
    except BrokenPipeError:  # the reader has gone (`| head`): it has what it wanted
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        status = 130
        click.echo("onrecord: stopped" + (f"; {job.out} was not written" if job.out else ""), err=True)
    except StopRun as err:
        raise click.ClickException(str(err)) from err
    except OSError as err:
        raise click.ClickException(f"the result could not be written: {err}") from err
    for line in tally.lines():
        click.echo(line, err=True)
    return status or tally.status(strict=strict)


def _write(job: Job, tally: Tally) -> None:
    from onrecord.publish import write

    coded = _coded(job, tally)
    first = next(coded, None)
    if first is None:
        return
    with _output(job.out) as out:
        if job.with_text:
            _write_with_text(chain([first], coded), out)
        else:
            write(chain([first], coded), job.to, out)
        out.flush()


def _write_with_text(coded: Iterable[CodedReport], out: TextIO) -> None:
    from onrecord.records import to_json

    for report in coded:
        out.write(json.dumps(to_json(report, with_text=True), ensure_ascii=False) + "\n")


def _coded(job: Job, tally: Tally) -> Iterator[CodedReport]:
    """The coded reports as they are ready; what is not coded goes to the tally."""
    reports = _reports(job, tally)
    first = next(reports, None)
    if first is None:  # not worth loading the models
        return
    from onrecord.pipeline import Options, load_pipeline

    options = Options(coder=job.coder)
    pipeline = load_pipeline(replace(options, model=job.model) if job.model else options)
    with _progress(job) as advance:
        for result in pipeline.pipe(chain([first], reports)):
            if isinstance(result, Failure):
                tally.failures.append(result)
            else:
                tally.coded += 1
                yield result
            advance()


def _reports(job: Job, tally: Tally) -> Iterator[Report]:
    from onrecord.read import fetch, read_inputs

    fetch_in_time = partial(fetch, timeout=job.timeout)
    for found in read_inputs(job.inputs, job.about, fetch=fetch_in_time, notify=tally.notices.append):
        if isinstance(found, Failure):
            tally.failures.append(found)
        else:
            tally.undated += found.published is None
            yield found


@contextmanager
def _output(path: Path | None) -> Iterator[TextIO]:
    """Where the result goes: standard output, or a file that appears under its name only when it is complete."""
    if path is None:
        reconfigure = getattr(sys.stdout, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")
        yield sys.stdout
        return
    if path.exists() and not path.is_file():  # a pipe or a device has no neighbour to be renamed from
        with path.open("w", encoding="utf-8", newline="") as out:
            yield out
        return
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as out:
            yield out
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _progress(job: Job) -> Iterator[Callable[[], object]]:
    """A count on the terminal from the second report on; nothing where it would run into the result."""
    shown_beside_result = job.out is None and sys.stdout.isatty()
    if shown_beside_result or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), MofNCompleteColumn(), TextColumn("reports coded"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("code", total=None, visible=False)
        done = count(1)
        yield lambda: progress.update(task, advance=1, visible=next(done) > 1)
