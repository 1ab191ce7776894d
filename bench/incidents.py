"""From coded reports to what the scorers of several reports read: incidents with their tolls, events of one act."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from onrecord.incidents import EventRef, Incident, Told
from onrecord.model import CodedReport, Outcome
from onrecord.reconcile import reconcile
from onrecord.reconcile.salience import salience
from onrecord.records import to_json

Adapter = Callable[[Iterable[CodedReport]], Iterable[dict[str, Any]]]

OUTCOMES = (Outcome.KILLED, Outcome.INJURED)


def plain(reports: Iterable[CodedReport]) -> Iterator[dict[str, Any]]:
    """The coded reports as they are."""
    return (to_json(coded) for coded in reports)


def clustered(reports: Iterable[CodedReport]) -> Iterator[dict[str, Any]]:
    """The coded reports, the events of one incident marked by one `cluster`."""
    known = tuple(reports)
    told = (one for coded in known for one in Told.all_of(coded))
    home = {ref: incident.id for incident in reconcile(told) for ref in incident.events}
    for coded in known:
        row = to_json(coded)
        for event in row["events"]:
            event["cluster"] = home[EventRef(coded.report.id, event["id"])]
        yield row


def predictions(reports: Iterable[CodedReport]) -> list[dict[str, Any]]:
    """One row an incident; each report stands in the incident that it is mostly about, one without any in its own."""
    known = tuple(reports)
    told = {one.ref: one for coded in known for one in Told.all_of(coded)}
    incidents = {i.id: i for i in reconcile(told.values())}
    main = main_incidents(incidents.values(), told)
    members: defaultdict[str, list[str]] = defaultdict(list)
    for coded in known:
        members[main.get(coded.report.id, f"alone-{coded.report.id}")].append(coded.report.id)
    return [
        {"id": name, "reports": found, "tolls": tolls_of(incidents[name]) if name in incidents else {}}
        for name, found in members.items()
    ]


def main_incidents(incidents: Iterable[Incident], told: Mapping[EventRef, Told]) -> dict[str, str]:
    """The incident that each report is mostly about, by the salience of its events."""
    best: dict[str, tuple[float, str]] = {}
    for incident in incidents:
        by_report: defaultdict[str, list[Told]] = defaultdict(list)
        for ref in incident.events:
            by_report[ref.report].append(told[ref])
        for report, mine in by_report.items():
            best[report] = max(best.get(report, (-1.0, "")), (salience(mine), incident.id))
    return {report: name for report, (_, name) in best.items()}


def tolls_of(incident: Incident) -> dict[str, dict[str, int | None]]:
    """The ranges of the incident; where no one is told of, none at the least, and how many at the most is not known."""
    found: dict[str, dict[str, int | None]] = {}
    for outcome in OUTCOMES:
        bounds = incident.tolls.get(outcome)
        low, best, high = (bounds.low, bounds.best, bounds.high) if bounds else (0, 0, None)
        found[outcome.value] = {"low": low, "best": best, "high": high}
    return found


ADAPTERS: dict[str, Adapter] = {"plain": plain, "incidents": predictions, "clusters": clustered}
"""What a task's `adapter` may be."""
