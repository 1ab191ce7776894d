"""`onrecord code`."""

import json
import logging
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from onrecord.cli.knowledge import own_knowledge
from onrecord.cli.options import day, place_for
from onrecord.cli.output import output_to, progress
from onrecord.cli.tally import Tally
from onrecord.errors import StopRun
from onrecord.model import CodedReport, Failure, Report

if TYPE_CHECKING:  # everything else that is large is loaded when a command needs it: `--help` stays quick
    from onrecord.read import About

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


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--to", type=click.Choice(FORMATS), default="table", show_default=True, help="Form of the result.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    callback=place_for,
    help="Write the result to this file, all or nothing. [default: standard output]",
)
@click.option("--published", metavar="YYYY-MM-DD", callback=day, help="Day of publication.")
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
@own_knowledge
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
    _spare_inputs(inputs, options["out"])
    from onrecord.read import About

    about = About(**{name: options.pop(name) for name in ("published", "publisher", "language", "force")})
    sys.exit(_run(Job(inputs, about, **options), strict=strict))


def _spare_inputs(inputs: tuple[str, ...], out: Path | None) -> None:
    """Refuse to write the result over a file that is to be read."""
    if out is None or not out.is_file():
        return
    if any(Path(name).is_file() and out.samefile(name) for name in inputs if "\0" not in name):
        raise click.UsageError(f"{out} is one of the inputs, and would be lost; give --out another name")


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
    with output_to(job.out) as out:
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
    with progress(job.out) as advance:
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
