"""`onrecord reconcile`."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli.output import progress
from onrecord.errors import StopRun

if TYPE_CHECKING:
    from onrecord.incidents import EventRef, Incident, Judgement, Told
    from onrecord.ledger import Ledger
    from onrecord.model import CodedReport
    from onrecord.reconcile import Policy

POLICIES = ("onrecord", "acled", "ucdp", "airwars")
_AT_ONCE = 50  # new reports whose neighbourhoods are made anew together


@click.command()
@click.argument("ledger")
@click.option(
    "--policy",
    type=click.Choice(POLICIES),
    default="onrecord",
    show_default=True,
    help="The rule by which ranges of tolls are reached.",
)
@click.option("--whole", is_flag=True, help="Make all incidents anew, even where only new reports have come.")
def reconcile(ledger: str, policy: str, *, whole: bool) -> None:
    """Find the incidents that the reports of a ledger tell of.

    Where only new reports have come since the last time, only the incidents around them are made anew. All are where
    judgements were given, reports were coded by a newer coder, the policy is another, or with --whole.

    Until it is done, the incidents stay as they were.
    """
    from onrecord.ledger import Ledger
    from onrecord.reconcile import Policy

    try:
        with Ledger.open(ledger, create=False) as opened:
            click.echo(_bring_up_to_date(opened, Policy(tolls=policy), whole=whole), err=True)
    except KeyboardInterrupt:
        raise click.ClickException("stopped; the incidents are as they were when last complete") from None
    except StopRun as err:
        raise click.ClickException(str(err)) from err


def _bring_up_to_date(ledger: "Ledger", policy: "Policy", *, whole: bool) -> str:
    """Make what incidents must be made; what was done, in words."""
    program = f"onrecord {_version()}, policy {policy.tolls}"
    why = "asked for" if whole else ledger.outdated(program)
    with progress(Path(ledger.name)) as advance:
        read = _make_all(ledger, policy, program, advance) if why else _take_in(ledger, policy, program, advance)
    noun = "report" if read == 1 else "reports"
    how = f"from {read} {noun}, all of them anew: {why}" if why else f"{read} new {noun} taken in"
    return f"onrecord: {ledger.count()} incidents in {ledger.name} ({how})"


def _version() -> str:
    try:
        return version("onrecord")
    except PackageNotFoundError:  # a source tree that was never installed
        return "0+unknown"


def _make_all(ledger: "Ledger", policy: "Policy", program: str, advance: Callable[[], object]) -> int:
    """Make all incidents anew; the number of reports that they rest on."""
    from onrecord.incidents import Told
    from onrecord.ledger import Basis
    from onrecord.reconcile import reconcile as reconcile_told

    judgements = tuple(ledger.judgements())
    told: list[Told] = []
    keys: dict[EventRef, frozenset[str]] = {}
    reports: list[str] = []
    for coded in ledger.reports():
        told += (found := Told.all_of(coded))
        keys |= _keys(found)
        reports.append(coded.report.id)
        advance()
    incidents = reconcile_told(told, judgements, policy)
    ledger.replace_incidents(incidents, whole=True, basis=Basis(program, len(judgements), reports, keys))
    return len(reports)


def _keys(told: "Iterable[Told]") -> "Mapping[EventRef, frozenset[str]]":
    from onrecord.reconcile import blocking_keys

    return blocking_keys(told)


def _take_in(ledger: "Ledger", policy: "Policy", program: str, advance: Callable[[], object]) -> int:
    """Take in the reports that the incidents take no account of yet; how many there were."""
    judgements = tuple(ledger.judgements())
    taken = 0
    for new in _batches(ledger.reports(pending=True)):
        _take_in_some(ledger, new, judgements, policy, program)
        for _ in new:
            advance()
        taken += len(new)
    return taken


def _take_in_some(
    ledger: "Ledger", new: "list[CodedReport]", judgements: "tuple[Judgement, ...]", policy: "Policy", program: str
) -> None:
    from onrecord.incidents import Told
    from onrecord.ledger import Basis
    from onrecord.reconcile import update

    told = [one for coded in new for one in Told.all_of(coded)]
    keys = {ref: found for coded in new for ref, found in _keys(Told.all_of(coded)).items()}
    standing = list(ledger.sharing(key for found in keys.values() for key in found))
    change = update(told, _around(ledger, standing), standing, judgements, policy)
    basis = Basis(program, len(judgements), [coded.report.id for coded in new], keys)
    ledger.replace_incidents(change.made, change.gone, basis=basis)


def _around(ledger: "Ledger", standing: "Iterable[Incident]") -> "Iterator[Told]":
    """The events of the incidents, as their reports tell them."""
    from onrecord.incidents import Told

    wanted = {ref for incident in standing for ref in incident.events}
    for coded in ledger.reports(sorted({ref.report for ref in wanted})):
        yield from (one for one in Told.all_of(coded) if one.ref in wanted)


def _batches(reports: "Iterator[CodedReport]") -> "Iterator[list[CodedReport]]":
    while batch := list(islice(reports, _AT_ONCE)):
        yield batch
