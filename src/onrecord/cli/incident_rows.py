"""Incidents as CSV, one row an incident, and as JSON Lines."""

import csv
import json
from collections.abc import Iterable, Sequence
from typing import TextIO

from onrecord.incident_records import incident_to_json
from onrecord.incidents import Incident, Party
from onrecord.model import Outcome
from onrecord.publish.rows import Row, cell

_SIDES = ("low", "best", "high")
COLUMNS = (
    *("id", "type", "mode", "status", "polarity", "time_start", "time_end", "time_precision"),
    *("place", "country", "admin1", "lat", "lon", "place_precision", "geonameid"),
    *("actor", "actor_id", "recipient", "recipient_id"),
    *(f"{outcome.value}_{side}" for outcome in Outcome for side in _SIDES),
    *(
        "toll_policy",
        "independent_sources",
        "sources_affirming",
        "sources_denying",
        "disagreements",
        "grade",
        "accepted",
    ),
    *("parts", "report_ids"),
)


def write_csv(incidents: Iterable[Incident], out: TextIO) -> int:
    """Write a header and one row for each incident; the number of incidents written."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    written = 0
    for incident in incidents:
        row = _row(incident)
        writer.writerow(cell(row[name]) for name in COLUMNS)
        written += 1
    return written


def write_jsonl(incidents: Iterable[Incident], out: TextIO) -> int:
    """Write each incident as one line of JSON; the number of incidents written."""
    written = 0
    for incident in incidents:
        out.write(json.dumps(incident_to_json(incident)) + "\n")
        written += 1
    return written


def _row(incident: Incident) -> Row:
    voices = [(a.source or "(the reports' own voice)", a.polarity) for a in incident.accounts]
    return {
        "id": incident.id,
        "type": incident.type,
        "mode": incident.mode,
        "status": incident.status.value,
        "polarity": incident.polarity,
        "independent_sources": incident.independent_sources,
        "sources_affirming": _joined([name for name, affirms in voices if affirms]),
        "sources_denying": _joined([name for name, affirms in voices if not affirms]),
        "disagreements": _joined(list(dict.fromkeys(d.field for d in incident.disagreements))),
        "grade": incident.grade,
        "accepted": incident.accepted,
        "parts": _joined(incident.parts),
        "report_ids": _joined(incident.reports),
        **_time_and_place(incident),
        **_parties("actor", incident.actor),
        **_parties("recipient", incident.recipient),
        **_tolls(incident),
    }


def _time_and_place(incident: Incident) -> Row:
    time, place = incident.time, incident.place
    found: Row = {
        "time_start": time.start if time else None,
        "time_end": time.end if time else None,
        "time_precision": time.precision if time else None,
        "place": place.name if place else None,
        "place_precision": place.precision if place else None,
    }
    return found | {k: getattr(place, k, None) for k in ("country", "admin1", "lat", "lon", "geonameid")}


def _parties(role: str, parties: Sequence[Party]) -> Row:
    return {role: _joined([p.name for p in parties]), f"{role}_id": _joined([p.id for p in parties])}


def _tolls(incident: Incident) -> Row:
    ranges = {outcome: incident.tolls.get(outcome) for outcome in Outcome}
    row: Row = {f"{o.value}_{side}": getattr(found, side, None) for o, found in ranges.items() for side in _SIDES}
    return row | {"toll_policy": next((found.policy for found in ranges.values() if found), None)}


def _joined(values: Sequence[str]) -> str:
    return " | ".join(value.replace("|", "¦") for value in values)
