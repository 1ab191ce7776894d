"""The interchange format of incidents: JSON objects, both ways, and their published schema."""

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from onrecord.errors import SkipReport
from onrecord.incidents import (
    Account,
    AccountToll,
    Disagreement,
    EventRef,
    Incident,
    Party,
    Responsibility,
    TollRange,
)
from onrecord.model import Outcome, Place, Status, Time
from onrecord.spans import Span

Json = dict[str, Any]
_NO_WORDS: Json = {"text": None, "span": None}


def incident_to_json(incident: Incident) -> Json:
    """The incident as the interchange format has it."""
    return {
        "id": incident.id,
        "type": incident.type,
        "mode": incident.mode,
        "status": incident.status.value,
        "polarity": incident.polarity,
        "place": _place(incident.place),
        "time": _time(incident.time),
        "actor": [_party(a) for a in incident.actor],
        "recipient": [_party(a) for a in incident.recipient],
        "reports": list(incident.reports),
        "events": [_ref(e) for e in incident.events],
        "accounts": [_account(a) for a in incident.accounts],
        "tolls": {outcome.value: _range(found) for outcome, found in incident.tolls.items()},
        "independent_sources": incident.independent_sources,
        "independent": [{"root": root, "reason": reason} for root, reason in incident.independent],
        "disagreements": [_disagreement(d) for d in incident.disagreements],
        "parts": list(incident.parts),
        "reasons": list(incident.reasons),
        "grade": incident.grade,
        "grounds": incident.grounds,
        "accepted": incident.accepted,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _ref(ref: EventRef) -> Json:
    return {"report": ref.report, "event": ref.event}


def _party(party: Party) -> Json:
    return _NO_WORDS | {"id": party.id, "name": party.name, "sector": party.sector, "country": party.country}


def _place(place: Place | None) -> Json | None:
    if place is None:
        return None
    about = {k: getattr(place, k) for k in ("name", "geonameid", "lat", "lon", "country", "admin1", "feature")}
    return _NO_WORDS | about | {"precision": place.precision}


def _time(time: Time | None) -> Json | None:
    if time is None:
        return None
    days = {"start": _day(time.start), "end": _day(time.end)}
    return _NO_WORDS | {"type": time.type, "value": time.value} | days | {"precision": time.precision}


def _account(account: Account) -> Json:
    return {
        "source": account.source,
        "root": account.root,
        "reports": list(account.reports),
        "events": [_ref(e) for e in account.events],
        "tolls": [_toll(t) for t in account.tolls],
        "status": account.status.value,
        "polarity": account.polarity,
        "place": _place(account.place),
        "time": _time(account.time),
        "responsibility": [{"stance": stance.value, "actor": actor} for stance, actor in account.responsibility],
        "source_grade": account.source_grade,
        "claim_grade": account.claim_grade,
    }


def _toll(toll: AccountToll) -> Json:
    return {
        "outcome": toll.outcome.value,
        "of": toll.of,
        "text": toll.text,
        "report": toll.report,
        "span": [toll.span.start, toll.span.end],
        "low": toll.low,
        "high": toll.high,
        "approx": toll.approx,
        "part_of": toll.part_of,
        "combined": toll.combined,
        "cumulative": toll.cumulative,
        "superseded": toll.superseded,
    }


def _range(found: TollRange) -> Json:
    return {"low": found.low, "best": found.best, "high": found.high, "policy": found.policy, "rule": found.rule}


def _disagreement(found: Disagreement) -> Json:
    return {"field": found.field, "values": list(found.values), "sources": [list(s) for s in found.sources]}


def incident_from_json(record: Mapping[str, Any]) -> Incident:
    """The incident that a JSON object describes.

    Raises:
        SkipReport: a field is missing or has a value that is none of the allowed ones.
    """
    try:
        return _read_incident(record)
    except (KeyError, TypeError, ValueError, AttributeError) as err:
        where = f"record {record.get('id')!r}" if isinstance(record, Mapping) else "this"
        raise SkipReport(f"{where} is not an incident: {type(err).__name__}: {err}") from err


def _read_incident(r: Mapping[str, Any]) -> Incident:
    return Incident(
        id=r["id"],
        type=r["type"],
        events=tuple(EventRef(**e) for e in r["events"]),
        reports=tuple(r["reports"]),
        accounts=tuple(_read_account(a) for a in r["accounts"]),
        mode=r["mode"],
        status=Status(r["status"]),
        polarity=r["polarity"],
        place=_read_place(r["place"]),
        time=_read_time(r["time"]),
        actor=tuple(_read_party(a) for a in r["actor"]),
        recipient=tuple(_read_party(a) for a in r["recipient"]),
        tolls={Outcome(outcome): TollRange(**found) for outcome, found in r["tolls"].items()},
        independent=tuple((i["root"], i["reason"]) for i in r["independent"]),
        disagreements=tuple(_read_disagreement(d) for d in r["disagreements"]),
        parts=tuple(r["parts"]),
        reasons=tuple(r["reasons"]),
        grade=r["grade"],
        grounds=r["grounds"],
        accepted=r["accepted"],
    )


def _without_words(m: Mapping[str, Any]) -> Json:
    return {k: v for k, v in m.items() if k not in _NO_WORDS}


def _read_party(a: Mapping[str, Any]) -> Party:
    return Party(**_without_words(a))


def _read_place(p: Mapping[str, Any] | None) -> Place | None:
    return Place(None, **_without_words(p)) if p else None


def _read_time(t: Mapping[str, Any] | None) -> Time | None:
    if not t:
        return None
    days = {side: date.fromisoformat(t[side]) if t[side] else None for side in ("start", "end")}
    return Time(None, type=t["type"], value=t["value"], precision=t["precision"], **days)


def _read_account(a: Mapping[str, Any]) -> Account:
    read = {
        "reports": tuple(a["reports"]),
        "events": tuple(EventRef(**e) for e in a["events"]),
        "tolls": tuple(_read_toll(t) for t in a["tolls"]),
        "status": Status(a["status"]),
        "place": _read_place(a["place"]),
        "time": _read_time(a["time"]),
        "responsibility": tuple((Responsibility(x["stance"]), x["actor"]) for x in a["responsibility"]),
    }
    return Account(**{**a, **read})


def _read_toll(t: Mapping[str, Any]) -> AccountToll:
    return AccountToll(**{**t, "outcome": Outcome(t["outcome"]), "span": Span(*t["span"])})


def _read_disagreement(d: Mapping[str, Any]) -> Disagreement:
    return Disagreement(d["field"], tuple(d["values"]), tuple(tuple(s) for s in d["sources"]))


@cache
def incident_schema() -> Json:
    """The JSON Schema (2020-12) of an incident."""
    found: Json = json.loads((files("onrecord") / "data" / "incident.schema.json").read_text(encoding="utf-8"))
    return found
