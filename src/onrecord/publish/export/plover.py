"""Events of reports as PLOVER records; what is planned, feared or denied under PLOVER's auxiliary modes."""

from collections.abc import Sequence
from typing import Any

from onrecord.model import Actor, Claim, Event, Outcome, Place, Status, Time, Toll
from onrecord.publish.export import codes
from onrecord.publish.export.material import Entry, Material, Rows, Telling
from onrecord.publish.export.names import Names

_CODEBOOK = "plover-0.7"
_SIZES = {Outcome.KILLED: "dead", Outcome.INJURED: "injured", Outcome.ARRESTED: "arrested"}
Json = dict[str, Any]


def rows(material: Material, names: Names) -> Rows:
    """A record for each event of each incident's reports, linked by the incident's id."""
    for entry in material.entries():
        for telling in entry.tellings:
            yield "events", _record(telling, entry, names)


def _record(telling: Telling, entry: Entry, names: Names) -> Json:
    event, report = telling.event, telling.coded.report
    time = event.time if isinstance(event.time, Time) else None
    start, end = (time.start, time.end) if time else (None, None)
    return {
        "id": telling.ref,
        "date": start,
        "enddate": end if end != start else None,
        "source": [_actor(a, names) for a in event.actor],
        "recipient": [_actor(a, names) for a in event.recipient],
        "event": [event.type],
        "mode": [m for m in (event.mode, *auxiliaries(event)) if m],
        "context": [],
        "quad_code": codes.quad(event.type)[0],
        "event_scale": codes.scale(event.type) if telling.deed else None,
        "event_loc": _place(event.place) if isinstance(event.place, Place) else None,
        "event_text": [w for q in (event.anchor, *event.also) if (w := names.words(q.text)) is not None],
        "size": _size(event) if telling.deed else None,
        "link": entry.incident.id,
        "text_info": {"start": event.anchor.span.start, "end": event.anchor.span.end},
        "cite_info": {
            "url": names.words(report.url),
            "title": names.words(report.title),
            "language": report.language,
            "publication": report.publisher,
            "coder": f"{telling.coded.coder.name} {telling.coded.coder.version}",
            "codebook": _CODEBOOK,
        },
        "attribution": {
            "status": event.status.value,
            "polarity": event.polarity,
            "hedged": event.hedged,
            "claims": [_claim(telling, c, names) for c in telling.coded.claims if c.id in event.claims],
        },
        "tolls": [_toll(telling, toll, names) for toll in event.tolls],
    }


def auxiliaries(event: Event) -> tuple[str, ...]:
    """PLOVER's auxiliary modes for what is no deed: future, hypothetical, negation."""
    not_yet = {Status.INTENDED: "future", Status.THREATENED: "future"}
    found = "" if event.status.real else not_yet.get(event.status, "hypothetical")
    return tuple(filter(None, (found, "" if event.polarity else "negation")))


def _actor(actor: Actor, names: Names) -> Json:
    return {
        "code": actor.country,
        "sector": actor.sector,
        "actor_text": names.words(actor.mention.text),
        "identifier_id": names.actor_id(actor),
        "identifier_text": names.actor(actor),
    }


def _place(place: Place) -> Json:
    kind, _, code = (place.feature or "").partition(".")
    return {
        "geonameid": place.geonameid,
        "name": place.name,
        "latitude": place.lat,
        "longitude": place.lon,
        "feature class": kind or None,
        "feature code": code or None,
        "country code": codes.state(place.country).iso2 or None,
        "cc3": place.country,
        "admin1 name": place.admin1,
        "precision": place.precision,
    }


def _size(event: Event) -> Json | None:
    """One figure or range an outcome; none where several counts are given, for they may be rivals."""
    found: Json = {}
    for outcome, name in _SIZES.items():
        counts = [t for t in event.tolls if t.outcome is outcome and t.part_of is None and not t.combined]
        if len(counts) == 1:
            found[name] = [counts[0].low, counts[0].high]
    return found or None


def _claim(telling: Telling, claim: Claim, names: Names) -> Json:
    source = telling.coded.source_of(claim.id)
    return {
        "claim": claim.id,
        "source": names.source(source) if source else None,
        "sector": source.sector if source else None,
        "cue": names.words(claim.cue.text) if claim.cue else None,
        "start": claim.content.span.start,
        "end": claim.content.span.end,
    }


def _toll(telling: Telling, toll: Toll, names: Names) -> Json:
    whose: Sequence[str] = toll.claims or telling.event.claims
    sources = [telling.coded.source_of(c) for c in whose]
    return {
        "outcome": toll.outcome.value,
        "of": names.people(toll.of),
        "low": toll.low,
        "high": toll.high,
        "approx": toll.approx,
        "combined": toll.combined,
        "part_of": toll.part_of,
        "text": names.words(toll.mention.text),
        "start": toll.mention.span.start,
        "end": toll.mention.span.end,
        "sources": list(dict.fromkeys(names.source(s) for s in sources if s)),
    }
