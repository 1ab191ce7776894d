"""`onrecord export`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.incidents import chosen_by, filters
from onrecord.errors import StopRun

if TYPE_CHECKING:
    from onrecord.exports import Release
    from onrecord.ledger import Ledger

_NAMES = ("csv", "parquet", "geojson", "plover", "ucdp", "acled", "gdelt", "polecat", "timemap")


@click.command()
@click.argument("ledger")
@click.argument("format", type=click.Choice(_NAMES))
@click.argument("out", type=click.Path(path_type=Path))
@filters
@click.option(
    "--withhold-names", is_flag=True, help="Leave out names of private persons and victims, and all quoted words."
)
def export(ledger: str, format: str, out: Path, withhold_names: bool, **options: Any) -> None:
    """Write incidents of a ledger for other programs: to a file, or a folder where a format has several files.

    \b
    csv, parquet  tables of reports, sources, claims, events, tolls,
                  incidents and accounts (a folder, or a .zip)
    geojson       points for QGIS and web maps
    plover        events as PLOVER JSON Lines
    ucdp          deadly incidents in UCDP GED's 49 columns
    acled         incidents in ACLED's 31 columns
    gdelt         GDELT 2.0 events and mentions (a folder, or a .zip)
    polecat       events in POLECAT's 40 columns
    timemap       events, sources and associations (a folder, or a .zip)

    Every filter that is given must hold. OUT appears only when all of it is written and checked. What a format cannot
    hold is counted and told. Exit status: 0 if something was written, 1 if there is no such incident, 2 for a wrong
    call.
    """
    from onrecord.exports import Settings, check_ready
    from onrecord.exports import export as write
    from onrecord.ledger import Ledger

    if str(out) == "-":
        raise click.UsageError("an export is written to a file, when all of it is checked; name one instead of -")
    chosen = chosen_by(options)
    try:
        with Ledger.open(ledger, create=False) as opened:
            check_ready(opened, opened.name)
            if chosen.limit == 0 or opened.count(chosen) <= chosen.offset:
                click.echo(f"onrecord: no such incident in {opened.name}; nothing was written", err=True)
                sys.exit(1)
            done = write(opened, format, out, chosen, Settings(withhold_names=withhold_names))
            _sum_up(opened, done)
    except ValueError as err:
        raise click.UsageError(str(err)) from err
    except StopRun as err:
        raise click.ClickException(str(err)) from err


def _sum_up(ledger: "Ledger", done: "Release") -> None:
    rows = ", ".join(f"{n} {table}" for table, n in done.rows.items())
    click.echo(f"onrecord: {done.path}: {rows}, from {done.incidents} incidents", err=True)
    for reason, number in done.left_out.items():
        click.echo(f"  left out {number}: {reason}", err=True)
    pending = ledger.counts().pending
    if pending:
        which = "a report is" if pending == 1 else f"{pending} reports are"
        click.echo(f"  note: {which} not in the incidents yet; run: onrecord reconcile {ledger.name}", err=True)
