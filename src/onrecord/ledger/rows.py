"""Values as rows of the tables that queries need."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from typing import Any, TypeVar

from sqlalchemy import Table

from onrecord.ids import stable_id
from onrecord.incidents import EventRef, Incident, Judgement, Party, Verdict
from onrecord.ledger import tables
from onrecord.ledger.columns import bounded, fold
from onrecord.model import Actor, Claim, CodedReport, Event, Failure, Place, Relation, Report, Source, Time, Unresolved
from onrecord.records import to_json

P = TypeVar("P", Actor, Party)
Row = dict[str, Any]
Rows = list[tuple[Table, list[Row]]]


def report_row(report: Report) -> Row:
    """A report without its id and day of arrival."""
    names = ("sha256", "url", "publisher", "byline", "published", "title", "language", "text")
    return {name: getattr(report, name) for name in names}


def record_text(record: Row) -> str:
    """A JSON object as a database can hold it."""
    written = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    try:
        written.encode("utf-8")
    except UnicodeEncodeError:  # half a character has an escape
        return json.dumps(record, separators=(",", ":"))
    return written


def coding_record(coded: CodedReport) -> str:
    """A coded report in the interchange format, without its text."""
    return record_text(to_json(coded))


def coding_rows(coded: CodedReport, coding: int) -> Rows:
    """What a coded report holds, table by table, in an order in which references hold."""
    found: Rows = [
        (tables.sources, [_source(s) for s in coded.sources]),
        (tables.claims, [_claim(c) for c in coded.claims]),
        (tables.events, [_event(e) for e in coded.events]),
        (tables.event_actors, list(chain.from_iterable(map(_event_actors, coded.events)))),
        (tables.event_claims, [{"event": e.id, "claim": c} for e in coded.events for c in dict.fromkeys(e.claims)]),
        (tables.tolls, list(chain.from_iterable(map(_tolls, coded.events)))),
        (tables.relations, [_relation(r) for r in coded.relations]),
    ]
    return [(table, [{"coding": coding, **row} for row in rows]) for table, rows in found if rows]


def _source(source: Source) -> Row:
    names = ("id", "name", "description", "sector", "country", "named", "relays")
    known = {name: getattr(source, name) for name in names}
    return {**known, "key": fold(source.name or source.description), "channel": source.channel.value}


def _claim(claim: Claim) -> Row:
    return {
        "id": claim.id,
        "source": claim.source,
        "quote": claim.quote.value,
        "attitude": claim.attitude.value,
        "content": claim.content.text,
        "start": claim.content.span.start,
        "end": claim.content.span.end,
        "within": claim.within,
    }


def _event(event: Event) -> Row:
    place = event.place if isinstance(event.place, Place) else None
    first, last = days(event.time)
    return {
        "id": event.id,
        "type": event.type,
        "mode": event.mode,
        "status": event.status.value,
        "polarity": event.polarity,
        "first_day": first,
        "last_day": last,
        "country": place.country if place else None,
        "place": place.name if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
    }


def _event_actors(event: Event) -> Iterator[Row]:
    for role, n, actor in _roles(event.actor, event.recipient):
        about = {"actor": actor.id, "name": actor.name, "sector": actor.sector, "country": actor.country}
        yield {"event": event.id, "role": role, "n": n, "key": fold(actor.name), **about}


def _tolls(event: Event) -> Iterator[Row]:
    for n, toll in enumerate(event.tolls):
        yield {
            "event": event.id,
            "n": n,
            "outcome": toll.outcome.value,
            "of": toll.of,
            "low": bounded(toll.low),
            "high": bounded(toll.high),
            "approx": toll.approx,
            "part_of": toll.part_of,
        }


def _relation(relation: Relation) -> Row:
    return {
        "id": relation.id,
        "kind": relation.kind.value,
        "subject": relation.subject.id,
        "subject_name": relation.subject.name,
        "object": relation.object.id,
        "object_name": relation.object.name,
        "status": relation.status.value,
        "polarity": relation.polarity,
    }


def days(time: Time | Unresolved | None) -> tuple[date | None, date | None]:
    """The first and last day on which it may have been; a side that is open reaches to the end of the calendar."""
    if not isinstance(time, Time) or (time.start is None and time.end is None):
        return None, None
    return time.start or date.min, time.end or date.max


def _roles(actor: Iterable[P], recipient: Iterable[P]) -> Iterator[tuple[str, int, P]]:
    for role, actors in (("actor", actor), ("recipient", recipient)):
        for n, one in enumerate(actors):
            yield role, n, one


def incident_row(incident: Incident, record: Row) -> Row:
    """An incident as filters see it, with the whole of it as JSON."""
    first, last = days(incident.time)
    place = incident.place
    return {
        "id": incident.id,
        "type": incident.type,
        "mode": incident.mode,
        "status": incident.status.value,
        "polarity": incident.polarity,
        "first_day": first,
        "last_day": last,
        "country": place.country if place else None,
        "place_key": fold(f"{place.name} {place.admin1 or ''}") if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "independent": incident.independent_sources,
        "record": record_text(record),
    }


def incident_rows(incident: Incident) -> Rows:
    """What filters need of an incident beside its own row, table by table."""
    found: Rows = [
        (tables.incident_events, [{"report": e.report, "event": e.event} for e in dict.fromkeys(incident.events)]),
        (
            tables.incident_actors,
            [
                {"role": role, "n": n, "actor": actor.id, "key": fold(actor.name)}
                for role, n, actor in _roles(incident.actor, incident.recipient)
            ],
        ),
        (
            tables.incident_sources,
            [{"n": n, "root": a.root, "key": fold(a.source)} for n, a in enumerate(incident.accounts) if a.source],
        ),
        (
            tables.incident_tolls,
            [
                {"outcome": outcome.value, "low": bounded(t.low), "best": bounded(t.best), "high": bounded(t.high)}
                for outcome, t in incident.tolls.items()
            ],
        ),
    ]
    return [(table, [{"incident": incident.id, **row} for row in rows]) for table, rows in found if rows]


def judgement_row(judgement: Judgement) -> Row:
    """A judgement with an id that follows from what it says."""
    events = json.dumps([[ref.report, ref.event] for ref in judgement.events])
    about = (judgement.by, judgement.at, judgement.why, judgement.field, judgement.value)
    return {
        "id": stable_id("judgement", judgement.verdict.value, events, *about),
        "verdict": judgement.verdict.value,
        "events": events,
        **dict(zip(("by", "at", "why", "field", "value"), about, strict=True)),
    }


def judgement_of(row: Any) -> Judgement:
    """The judgement that a row holds."""
    events = tuple(EventRef(*ref) for ref in json.loads(row.events))
    return Judgement(Verdict(row.verdict), events, row.by, row.at, row.why, row.field, row.value)


def failure_row(failure: Failure) -> Row:
    """A failure with an id that follows from what it says."""
    about = (failure.where, failure.reason, failure.advice)
    return {
        "id": stable_id("failure", *about, int(failure.skipped)),
        **dict(zip(("place", "reason", "advice"), about, strict=True)),
        "skipped": failure.skipped,
    }
