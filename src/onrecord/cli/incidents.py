"""`onrecord incidents`."""

import os
import sys
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.options import day, place_for, some_words
from onrecord.cli.output import output_to
from onrecord.errors import StopRun
from onrecord.terms import PLOVER_TYPES, Outcome, Status

if TYPE_CHECKING:
    from onrecord.ledger import Filter, Ledger

FORMATS = ("table", "jsonl", "csv")


def _box(context: click.Context, option: click.Parameter, value: str | None) -> tuple[float, ...] | None:
    if value is None:
        return None
    try:
        numbers = tuple(float(part) for part in value.split(","))
    except ValueError:
        numbers = ()
    if len(numbers) != 4:
        raise click.BadParameter("write it as WEST,SOUTH,EAST,NORTH in degrees, for example 32.5,29.5,34.9,31.4")
    return numbers


def _country(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    from onrecord.knowledge.countries import by_name, countries, fold

    if value.upper() in countries():
        return value.upper()
    named = by_name().get(fold(value))
    if named is None:
        raise click.BadParameter(f"{value!r} is no country; give its English name or its ISO 3166 code (EGY)")
    return named.iso3


def filters(command: Any) -> Any:
    """Add the options that choose incidents to a command."""
    options = (
        click.option("--from", "start", metavar="YYYY-MM-DD", callback=day, help="On this day or later."),
        click.option("--until", "end", metavar="YYYY-MM-DD", callback=day, help="On this day or earlier."),
        click.option("--box", metavar="W,S,E,N", callback=_box, help="In this box of longitudes and latitudes."),
        click.option("--country", metavar="NAME", callback=_country, help="In this country (name or ISO code)."),
        click.option("--place", metavar="NAME", callback=some_words, help="At this place or in this province."),
        click.option("--actor", metavar="NAME", callback=some_words, help="By or against this actor (name or id)."),
        click.option("--type", type=click.Choice(sorted(PLOVER_TYPES), case_sensitive=False), help="Of this type."),
        click.option("--status", type=click.Choice([s.value for s in Status]), help="Said to have this status."),
        click.option("--denied/--affirmed", "denied", default=None, help="Said not to have happened, or to have."),
        click.option("--source", metavar="NAME", callback=some_words, help="With an account of this source."),
        click.option("--toll", "toll_at_least", type=click.IntRange(min=0), help="With at least so many people …"),
        click.option(
            "--outcome",
            type=click.Choice([o.value for o in Outcome]),
            default="killed",
            show_default=True,
            help="… of whom this is said.",
        ),
        click.option("--text", metavar="WORDS", callback=some_words, help="Told by a report with these words."),
        click.option("--report", metavar="ID", callback=some_words, help="Told by this report."),
        click.option("--limit", type=click.IntRange(min=0), help="At most so many."),
        click.option("--offset", type=click.IntRange(min=0), default=0, help="Leave out so many first."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def chosen_by(options: dict[str, Any]) -> "Filter":
    """The filter that the options of `filters` make up."""
    from onrecord.ledger import Filter

    denied = options.pop("denied")
    status = options.pop("status")
    try:
        return Filter(
            **options | {"outcome": Outcome(options["outcome"])},
            status=Status(status) if status else None,
            polarity=None if denied is None else not denied,
        )
    except ValueError as err:
        raise click.UsageError(str(err)) from err


@click.command()
@click.argument("ledger")
@filters
@click.option("--to", type=click.Choice(FORMATS), default="table", show_default=True, help="Form of the result.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    callback=place_for,
    help="Write the result to this file, all or nothing. [default: standard output]",
)
def incidents(ledger: str, to: str, out: Path | None, **options: Any) -> None:
    """Show the incidents of a ledger, with the accounts of each side by side.

    Every filter that is given must hold. Names are found by the beginnings of their words, whatever their case and
    accents. Exit status: 0 if there is such an incident, 1 if not, 2 for a wrong call.
    """
    from onrecord.ledger import Ledger

    chosen = chosen_by(options)
    try:
        with Ledger.open(ledger, create=False) as opened:
            written = _write(opened, chosen, to, out)
            _sum_up(opened, chosen, written)
    except BrokenPipeError:  # the reader has gone (`| head`): it has what it wanted
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except ValueError as err:
        raise click.UsageError(str(err)) from err
    except StopRun as err:
        raise click.ClickException(str(err)) from err
    except OSError as err:
        raise click.ClickException(f"the result could not be written: {err}") from err
    sys.exit(0 if written else 1)


def _write(ledger: "Ledger", chosen: "Filter", to: str, out: Path | None) -> int:
    """Write the incidents; how many there were. Where there are none, nothing is written."""
    from onrecord.cli.incident_rows import write_csv, write_jsonl
    from onrecord.cli.incident_table import write_table

    found = ledger.incidents(chosen)
    first = next(found, None)
    if first is None:
        return 0
    writer = {"table": write_table, "jsonl": write_jsonl, "csv": write_csv}[to]
    with output_to(out) as stream:
        written = writer(chain([first], found), stream)
        stream.flush()
    return written


def _sum_up(ledger: "Ledger", chosen: "Filter", written: int) -> None:
    from onrecord.ledger import Filter

    fitting, there = ledger.count(chosen), ledger.count(Filter())
    shown = "" if written == fitting else f"{written} shown of "
    click.echo(f"onrecord: {shown}{fitting} of {there} incidents in {ledger.name}", err=True)
    pending = ledger.counts().pending
    if pending:
        which = "a report is" if pending == 1 else f"{pending} reports are"
        click.echo(f"  note: {which} not in the incidents yet; run: onrecord reconcile {ledger.name}", err=True)
