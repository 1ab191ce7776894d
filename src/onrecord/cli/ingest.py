"""`onrecord ingest`."""

import json
import logging
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from onrecord.cli.code import CODERS
from onrecord.cli.knowledge import own_knowledge
from onrecord.cli.options import day
from onrecord.cli.output import progress
from onrecord.cli.tally import Tally
from onrecord.errors import SkipReport, StopRun
from onrecord.model import CodedReport, Failure, Report

if TYPE_CHECKING:
    from onrecord.ledger import Ledger
    from onrecord.pipeline import Pipeline
    from onrecord.read import About

_CODED_BY = "write it with: onrecord code --to jsonl --with-text"
_LONGEST = 100_000_000  # bytes of a coded report: its text and many times as much of what was found in it


@dataclass(frozen=True, slots=True)
class Job:
    """What one call of `onrecord ingest` is asked to do."""

    inputs: tuple[str, ...]
    about: "About"
    coder: str
    model: str | None
    timeout: float
    coded: bool


@dataclass(slots=True)
class Ingested(Tally):
    """What became of the inputs: `coded` were added to the ledger, and `known` were there already."""

    ledger: str = ""
    known: int = 0

    def status(self, *, strict: bool) -> int:
        """The exit status: 1 if no report is in the ledger by this run's inputs, or, if `strict`, if any failed."""
        failed = any(not failure.skipped for failure in self.failures)
        return 1 if not (self.coded or self.known) or (strict and failed) else 0

    def lines(self) -> Iterator[str]:
        """The summary for people: the counts, then each input that was not taken in with its reason."""
        skipped = sum(failure.skipped for failure in self.failures)
        noun = "report" if self.coded == 1 else "reports"
        counts = f"{self.known} there already, {skipped} skipped, {len(self.failures) - skipped} failed"
        yield f"onrecord: {self.coded} {noun} added to {self.ledger}, {counts}"
        rest = Tally.lines(self)
        next(rest)
        yield from rest


@click.command()
@click.argument("ledger")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--published", metavar="YYYY-MM-DD", callback=day, help="Day of publication.")
@click.option("--publisher", metavar="NAME", help="Who published the reports.")
@click.option("--language", metavar="CODE", help="Language of the reports, instead of detecting it.")
@click.option("--force", is_flag=True, help="Code texts in other languages too, as if they were English.")
@click.option("--coder", type=click.Choice(CODERS), default="model", show_default=True, help="How claims are found.")
@click.option("--model", metavar="NAME", help="spaCy model to parse with, such as en_core_web_trf if it is installed.")
@click.option(
    "--timeout", type=click.FloatRange(min=0.1), default=20, show_default=True, help="Seconds for a web page."
)
@click.option("--coded", is_flag=True, help="The inputs are coded reports with their texts, as JSON Lines.")
@own_knowledge
@click.option("--strict", is_flag=True, help="Exit with 1 if any report failed.")
def ingest(ledger: str, inputs: tuple[str, ...], *, strict: bool, **options: Any) -> None:
    """Read and code news reports into a ledger.

    LEDGER is a file (made if it is not there) or the address of a PostgreSQL database (postgresql://...).

    INPUT is what `onrecord code` reads, and also a table (.csv, .tsv) with a column `text`, a web feed (RSS or Atom;
    by address or as a file) or a web archive (.warc, .warc.gz).

    Every report is kept as soon as it is coded. A run that was broken off is taken up by the same command: what the
    same version of the same coder has coded is left alone, so doing it twice changes nothing. What could not be read is
    listed with its reason, here and in the ledger.

    With --coded, INPUT is what `onrecord code --to jsonl --with-text` wrote, on this machine or another, or - for
    standard input.

    Exit status: 0 if the ledger has a report of these inputs, 1 if not (or, with --strict, if any report failed), 2 for
    a wrong call.
    """
    from onrecord.read import About

    about = About(**{name: options.pop(name) for name in ("published", "publisher", "language", "force")})
    sys.exit(_run(ledger, Job(inputs, about, **options), strict=strict))


def _run(where: str, job: Job, *, strict: bool) -> int:
    """Take in the inputs, sum up; the exit status."""
    from onrecord.ledger import Ledger

    for noisy in ("trafilatura", "htmldate", "courlan"):  # their warnings come out as reasons in the summary
        logging.getLogger(noisy).setLevel(logging.CRITICAL)
    tally = Ingested()
    status = 0
    try:
        with Ledger.open(where) as ledger:
            tally.ledger = ledger.name
            _take_in(ledger, job, tally)
    except KeyboardInterrupt:
        status = 130
        click.echo("onrecord: stopped; what was added is kept, and the same command goes on from there", err=True)
    except StopRun as err:
        for line in tally.lines() if tally.coded else ():
            click.echo(line, err=True)
        raise click.ClickException(str(err)) from err
    for line in tally.lines():
        click.echo(line, err=True)
    return status or tally.status(strict=strict)


def _take_in(ledger: "Ledger", job: Job, tally: Ingested) -> None:
    found = _read_coded(job.inputs) if job.coded else _code(ledger, job, tally)
    with progress(Path(tally.ledger)) as advance:
        for result in found:
            kept = _keep(ledger, result, tally) if isinstance(result, CodedReport) else result
            if kept:
                tally.failures.append(kept)
                ledger.fail(kept)
            advance()


def _keep(ledger: "Ledger", coded: CodedReport, tally: Ingested) -> Failure | None:
    """Add a coded report; what is wrong with it if it is refused."""
    try:
        if ledger.add(coded):
            tally.coded += 1
        else:
            tally.known += 1
    except SkipReport as err:
        return Failure(coded.report.id, str(err), "give every report an id of its own")
    return None


def _code(ledger: "Ledger", job: Job, tally: Ingested) -> Iterator[CodedReport | Failure]:
    """The reports that the ledger has not got from this coder, coded as they are read; and what cannot be."""
    reports = _read(job, tally)
    failed: list[Failure] = []
    first = _next_report(reports, failed)
    yield from failed
    if first is None:  # not worth loading the models
        return
    pipeline = _pipeline(job)
    failed.clear()
    news = _news(chain([first], reports), ledger, pipeline, tally, failed)
    for result in pipeline.pipe(news):
        yield from failed
        failed.clear()
        yield result
    yield from failed


def _next_report(found: Iterator[Report | Failure], failed: list[Failure]) -> Report | None:
    for one in found:
        if isinstance(one, Report):
            return one
        failed.append(one)
    return None


def _pipeline(job: Job) -> "Pipeline":
    from onrecord.pipeline import Options, load_pipeline

    options = Options(coder=job.coder)
    return load_pipeline(replace(options, model=job.model) if job.model else options)


def _news(
    found: Iterator[Report | Failure], ledger: "Ledger", pipeline: "Pipeline", tally: Ingested, failed: list[Failure]
) -> Iterator[Report]:
    """The reports that the ledger has not got from this coder; what is no report goes to `failed`."""
    for one in found:
        if isinstance(one, Failure):
            failed.append(one)
            continue
        try:
            known = ledger.has(one, pipeline.coder)
        except SkipReport as err:
            failed.append(Failure(one.id, str(err), "give every report an id of its own"))
            continue
        if known:
            tally.known += 1
        else:
            tally.undated += one.published is None
            yield one


def _read(job: Job, tally: Ingested) -> Iterator[Report | Failure]:
    from onrecord.read import fetch, read_inputs

    fetch_in_time = partial(fetch, timeout=job.timeout)
    return read_inputs(job.inputs, job.about, fetch=fetch_in_time, notify=tally.notices.append)


def _read_coded(inputs: Sequence[str]) -> Iterator[CodedReport | Failure]:
    for name in inputs:
        try:
            with _opened(name) as lines:
                yield from _coded_lines(lines, "standard input" if name == "-" else name)
        except OSError as err:
            yield Failure(name, f"it could not be read: {err.strerror}", "check the name")


def _opened(name: str) -> AbstractContextManager[IO[bytes]]:
    return nullcontext(sys.stdin.buffer) if name == "-" and sys.stdin else Path(name).open("rb")


def _coded_lines(lines: IO[bytes], where: str) -> Iterator[CodedReport | Failure]:
    number, blank = 0, True
    while line := lines.readline(_LONGEST):
        number += 1
        if line.strip():
            blank = False
            yield _coded_line(line, f"{where}:{number}")
    if blank:
        yield Failure(where, "there are no coded reports in it", _CODED_BY)


def _coded_line(line: bytes, where: str) -> CodedReport | Failure:
    from onrecord.records import from_json

    try:
        return from_json(json.loads(line))
    except (ValueError, AttributeError, RecursionError):
        return Failure(where, "the line is no JSON object", _CODED_BY)
    except SkipReport as err:
        return Failure(where, str(err), _CODED_BY)
