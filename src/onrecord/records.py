"""The interchange format: coded reports as JSON objects, both ways, and its published schema."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from onrecord.errors import SkipReport
from onrecord.model import (
    Actor,
    Attitude,
    Channel,
    Claim,
    CodedReport,
    Coder,
    Confidences,
    Event,
    Outcome,
    Place,
    Quote,
    QuoteKind,
    Relation,
    RelationKind,
    Report,
    Source,
    Status,
    Time,
    Toll,
    Unresolved,
)
from onrecord.spans import Span

Json = dict[str, Any]


def to_json(coded: CodedReport, *, with_text: bool = False) -> Json:
    """The coded report as the interchange format has it; `with_text` adds the report's clean text as `text`."""
    report = coded.report
    record: Json = {
        "id": report.id,
        "sha256": report.sha256,
        "url": report.url,
        "publisher": report.publisher,
        "byline": report.byline,
        "published": _day(report.published),
        "title": report.title,
        "language": report.language,
        "coder": {"name": coded.coder.name, "version": coded.coder.version},
        "sources": [_source(s) for s in coded.sources],
        "claims": [_claim(c) for c in coded.claims],
        "events": [_event(e) for e in coded.events],
        "relations": [_relation(r) for r in coded.relations],
        "actors": [_actor(a) for a in coded.actors],
        "places": [_place(p) for p in coded.places],
        "times": [_time(t) for t in coded.times],
    }
    return record | {"text": report.text} if with_text else record


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _quote(quote: Quote | None) -> Json:
    if quote is None:
        return {"text": None, "span": None}
    found: Json = {"text": quote.text, "span": [quote.span.start, quote.span.end]}
    if quote.fragments:
        found["spans"] = [[f.start, f.end] for f in quote.fragments]
    return found


def _source(source: Source) -> Json:
    return {
        "id": source.id,
        "name": source.name,
        "mentions": [_quote(m) for m in source.mentions],
        "description": source.description,
        "sector": source.sector,
        "country": source.country,
        "named": source.named,
        "channel": source.channel.value,
        "relays": source.relays,
    }


def _claim(claim: Claim) -> Json:
    return {
        "id": claim.id,
        "source": claim.source,
        "cue": _quote(claim.cue) if claim.cue else None,
        "content": _quote(claim.content),
        "quote": claim.quote.value,
        "attitude": claim.attitude.value,
        "within": claim.within,
        "confidence": claim.confidence,
    }


def _event(event: Event) -> Json:
    return {
        "id": event.id,
        "type": event.type,
        "mode": event.mode,
        "anchor": _quote(event.anchor),
        "also": [_quote(q) for q in event.also],
        "status": event.status.value,
        "polarity": event.polarity,
        "actor": [_actor(a) for a in event.actor],
        "recipient": [_actor(a) for a in event.recipient],
        "instrument": [_quote(q) for q in event.instrument],
        "place": _place(event.place) if event.place else None,
        "time": _time(event.time) if event.time else None,
        "tolls": [_toll(t) for t in event.tolls],
        "claims": list(event.claims),
        "hedged": event.hedged,
        "confidence": event.confidence,
        "confidences": asdict(event.confidences) if event.confidences else None,
    }


def _toll(toll: Toll) -> Json:
    return {
        "outcome": toll.outcome.value,
        "of": toll.of,
        **_quote(toll.mention),
        "low": toll.low,
        "high": toll.high,
        "approx": toll.approx,
        "part_of": toll.part_of,
        "combined": toll.combined,
        "claims": list(toll.claims),
    }


def _actor(actor: Actor) -> Json:
    about = {"id": actor.id, "name": actor.name, "sector": actor.sector, "country": actor.country}
    return {**_quote(actor.mention), **about}


def _place(place: Place | Unresolved) -> Json:
    if isinstance(place, Unresolved):
        return {**_quote(place.mention), "unresolved": place.reason}
    return {
        **_quote(place.mention),
        "name": place.name,
        "geonameid": place.geonameid,
        "lat": place.lat,
        "lon": place.lon,
        "country": place.country,
        "admin1": place.admin1,
        "feature": place.feature,
        "precision": place.precision,
    }


def _time(time: Time | Unresolved) -> Json:
    if isinstance(time, Unresolved):
        return {**_quote(time.mention), "unresolved": time.reason}
    return {
        **_quote(time.mention),
        "type": time.type,
        "value": time.value,
        "start": _day(time.start),
        "end": _day(time.end),
        "precision": time.precision,
    }


def _relation(relation: Relation) -> Json:
    return {
        "id": relation.id,
        "kind": relation.kind.value,
        "from": _actor(relation.subject),
        "to": _actor(relation.object),
        "time": _time(relation.time) if relation.time else None,
        "status": relation.status.value,
        "polarity": relation.polarity,
        "claims": list(relation.claims),
    }


def from_json(record: Mapping[str, Any], text: str | None = None) -> CodedReport:
    """The coded report that a JSON object describes, every quote checked against its text.

    `text` is the report's clean text; without it the record must carry its own as `text`.

    Raises:
        EvidenceError: a quote, or the text's hash, does not hold.
        SkipReport: a field is missing or has a value that is none of the allowed ones.
    """
    text = record.get("text") if text is None else text
    where = f"record {record.get('id')!r}"
    if not isinstance(text, str):
        raise SkipReport(f"{where} has no text to check its quotes against; pass it, or write it with --with-text")
    try:
        return _Reader(text).report(record)
    except (KeyError, TypeError, ValueError) as err:
        raise SkipReport(f"{where} is not a coded report: {type(err).__name__}: {err}") from err


class _Reader:
    """Reads the parts of a record, each quote against the report's text."""

    def __init__(self, text: str) -> None:
        self.text = text

    def report(self, r: Mapping[str, Any]) -> CodedReport:
        about = {k: r.get(k) for k in ("url", "publisher", "byline", "title", "language")}
        report = Report(id=r["id"], text=self.text, sha256=r["sha256"], published=self.day(r.get("published")), **about)
        return CodedReport(
            report=report,
            coder=Coder(**r["coder"]),
            sources=tuple(self.source(s) for s in r["sources"]),
            claims=tuple(self.claim(c) for c in r["claims"]),
            events=tuple(self.event(e) for e in r["events"]),
            relations=tuple(self.relation(x) for x in r["relations"]),
            actors=self.actors(r["actors"]),
            places=tuple(self.place(p) for p in r["places"]),
            times=tuple(self.time(t) for t in r["times"]),
        )

    def day(self, value: str | None) -> date | None:
        return date.fromisoformat(value) if value else None

    def quote(self, m: Mapping[str, Any]) -> Quote:
        fragments = tuple(Span(*f) for f in m.get("spans", ()))
        return Quote(text=m["text"], span=Span(*m["span"]), fragments=fragments, of=self.text)

    def optional(self, m: Mapping[str, Any] | None) -> Quote | None:
        return self.quote(m) if m and m.get("span") else None

    def quotes(self, items: Iterable[Mapping[str, Any]]) -> tuple[Quote, ...]:
        return tuple(self.quote(m) for m in items)

    def source(self, s: Mapping[str, Any]) -> Source:
        return Source(**{**s, "mentions": self.quotes(s["mentions"]), "channel": Channel(s["channel"])})

    def claim(self, c: Mapping[str, Any]) -> Claim:
        found = {"cue": self.optional(c["cue"]), "content": self.quote(c["content"])}
        return Claim(**{**c, **found, "quote": QuoteKind(c["quote"]), "attitude": Attitude(c["attitude"])})

    def actors(self, items: Iterable[Mapping[str, Any]]) -> tuple[Actor, ...]:
        return tuple(self.actor(a) for a in items)

    def actor(self, a: Mapping[str, Any]) -> Actor:
        return Actor(self.quote(a), id=a["id"], name=a["name"], sector=a["sector"], country=a["country"])

    def place(self, p: Mapping[str, Any]) -> Place | Unresolved:
        mention = self.optional(p)
        if "unresolved" in p:
            return Unresolved(mention, p["unresolved"])
        return Place(mention, **{k: v for k, v in p.items() if k not in ("text", "span", "spans")})

    def time(self, t: Mapping[str, Any]) -> Time | Unresolved:
        mention = self.optional(t)
        if "unresolved" in t:
            return Unresolved(mention, t["unresolved"])
        days = {"start": self.day(t["start"]), "end": self.day(t["end"])}
        return Time(mention, type=t["type"], value=t["value"], precision=t["precision"], **days)

    def toll(self, t: Mapping[str, Any]) -> Toll:
        plain = {k: t[k] for k in ("of", "low", "high", "approx", "part_of", "combined")}
        return Toll(Outcome(t["outcome"]), mention=self.quote(t), claims=tuple(t["claims"]), **plain)

    def event(self, e: Mapping[str, Any]) -> Event:
        read = {
            "anchor": self.quote(e["anchor"]),
            "also": self.quotes(e["also"]),
            "status": Status(e["status"]),
            "actor": self.actors(e["actor"]),
            "recipient": self.actors(e["recipient"]),
            "instrument": self.quotes(e["instrument"]),
            "place": self.place(e["place"]) if e["place"] else None,
            "time": self.time(e["time"]) if e["time"] else None,
            "tolls": tuple(self.toll(t) for t in e["tolls"]),
            "claims": tuple(e["claims"]),
            "confidences": Confidences(**e["confidences"]) if e.get("confidences") else None,
        }
        return Event(**{**e, **read})

    def relation(self, r: Mapping[str, Any]) -> Relation:
        return Relation(
            id=r["id"],
            kind=RelationKind(r["kind"]),
            subject=self.actor(r["from"]),
            object=self.actor(r["to"]),
            time=self.time(r["time"]) if r["time"] else None,
            status=Status(r["status"]),
            polarity=r["polarity"],
            claims=tuple(r["claims"]),
        )


@cache
def schema() -> Json:
    """The JSON Schema (2020-12) of a coded report."""
    found: Json = json.loads((files("onrecord") / "data" / "coded_report.schema.json").read_text(encoding="utf-8"))
    return found
