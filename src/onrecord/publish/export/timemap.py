"""Incidents for TimeMap: events with their sources, and associations by which they are filtered and coloured."""

from collections.abc import Iterator

from onrecord.display import words as say
from onrecord.ids import stable_id
from onrecord.incidents import Incident
from onrecord.model import CodedReport
from onrecord.publish.export import wording
from onrecord.publish.export.calendar import days_of, slashed
from onrecord.publish.export.layout import layouts
from onrecord.publish.export.material import Entry, LeftOut, Material, Row, Rows
from onrecord.publish.export.names import Names

DONE, DENIED, NOT_YET = "Told of as done", "Denied", "Not done yet"
_CATEGORIES = {
    DONE: "At least one account tells of it as done or tried.",
    DENIED: "Everybody who speaks of it says that it did not happen.",
    NOT_YET: "Planned, threatened, demanded or supposed: no deed.",
}


def rows(material: Material, names: Names) -> Rows:
    """An event for each incident with a place or a day, a source for each of their reports, and the associations."""
    told: set[str] = set()
    filters: dict[str, Row] = {}
    for entry in material.entries():
        if entry.incident.place is None and days_of(entry.incident.time) is None:
            yield LeftOut("neither place nor day is known")
            continue
        for coded in entry.reports:
            if coded.report.id not in told:
                told.add(coded.report.id)
                yield "sources", _source(coded, names)
        found = list(_filters(entry.incident, names))
        filters |= {row["id"]: row for row in found}
        yield "events", _event(entry, [row["id"] for row in found], names)
    for category, meaning in _CATEGORIES.items():
        yield "associations", _association(category, meaning, "CATEGORY", [])
    for row in filters.values():
        yield "associations", row


def category(entry: Entry) -> str:
    """Whether an incident is told of as done, is denied, or is not done yet."""
    if entry.deed:
        return DONE
    return NOT_YET if entry.incident.polarity else DENIED


def _event(entry: Entry, filters: list[str], names: Names) -> Row:
    incident, place, days = entry.incident, entry.incident.place, days_of(entry.incident.time)
    empty: Row = dict.fromkeys(layouts("timemap")[0].columns, "")
    differing = ", ".join(dict.fromkeys(d.field for d in incident.disagreements))
    return {
        **empty,
        "id": incident.id,
        "description": f"{wording.summary(entry, names)}\n{wording.said(entry, names)}",
        "date": slashed(days.start if days else None),
        "time_precision": incident.time.precision if incident.time else "",
        "time_display": say.days(incident.time) if incident.time else "",
        "location": place.name if place else "",
        "latitude": str(place.lat) if place else "",
        "longitude": str(place.lon) if place else "",
        "type": incident.type,
        "category": category(entry),
        "category_full": f"{incident.type} {incident.mode}" if incident.mode else incident.type,
        "associations": [_id(category(entry)), *filters],
        "sources": list(incident.reports),
        "comments": f"Accounts disagree on: {differing}" if differing else "",
        "narrative___stepStyles": [],
    }


def _filters(incident: Incident, names: Names) -> Iterator[Row]:
    yield _association(incident.type, "Incidents of this type", "FILTER", ["Type", incident.type])
    for party in incident.actor:
        name = names.actor(party)
        yield _association(f"By {name}", "Incidents by this actor", "FILTER", ["Actor", name])


def _association(title: str, about: str, mode: str, paths: list[str]) -> Row:
    return {"id": _id(title), "title": title, "desc": about, "mode": mode, "filter_paths": paths}


def _id(title: str) -> str:
    return stable_id("association", title)


def _source(coded: CodedReport, names: Names) -> Row:
    report = coded.report
    whose = list(dict.fromkeys(names.source(s) for s in coded.sources))
    return {
        "id": report.id,
        "title": names.words(report.title) or report.id,
        "thumbnail": "",
        "paths": [],
        "type": "report",
        "affil_s": [],
        "url": names.words(report.url) or "",
        "description": f"Passes on the word of: {'; '.join(whose)}" if whose else "Speaks in its own voice",
        "parent": "",
        "author": report.publisher or "",
        "date": slashed(report.published),
        "notes": f"report {report.id}",
    }
