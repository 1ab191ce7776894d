"""Tables of everything: reports, sources, claims, events and tolls, and incidents with their accounts."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from onrecord.incidents import Account, EventRef, Incident, Party
from onrecord.model import Actor, Claim, CodedReport, Event, Outcome, Place, Quote, Source, Time, Toll, Unresolved
from onrecord.publish.export import wording
from onrecord.publish.export.material import Entry, Material, Row
from onrecord.publish.export.names import Names


def coded_rows(coded: CodedReport) -> Iterator[tuple[str, Row]]:
    """Every row of one report, each with the name of its table."""
    return report_rows(coded, {}, Names(), whole=True)


def open_rows(material: Material) -> Iterator[tuple[str, Row]]:
    """Every row, with all names."""
    return rows(material, Names())


def rows(material: Material, names: Names) -> Iterator[tuple[str, Row]]:
    """Every row, each with the name of its table: incidents and accounts first, then the reports they rest on.

    Where incidents were chosen, so are the events that make them up, the claims that these rest on and the sources of
    those; else everything is told, also what belongs to no incident.
    """
    home: dict[tuple[str, str], str] = {}
    for entry in material.entries():
        home |= {(ref.report, ref.event): entry.incident.id for ref in entry.incident.events}
        yield "incidents", incident_row(entry, names)
        for number, account in enumerate(entry.incident.accounts):
            yield "accounts", _account(entry, number, account, names)
    wanted = None if material.everything else dict.fromkeys(report for report, _ in home)
    for coded in material.reports(wanted):
        yield from report_rows(coded, home, names, whole=material.everything)


def report_rows(
    coded: CodedReport, home: dict[tuple[str, str], str], names: Names, *, whole: bool
) -> Iterator[tuple[str, Row]]:
    """The rows of one report; `home` has the incident of each event, and `whole` tells events that have none too."""
    id = coded.report.id
    events = [e for e in coded.events if whole or (id, e.id) in home]
    claims = coded.claims if whole else _claims_of(coded, events)
    sources = coded.sources if whole else _sources_of(coded, claims)
    yield "reports", _report(coded, len(sources), len(claims), len(events), names)
    for source in sources:
        yield "sources", {"report_id": id} | _source(source, names)
    for claim in claims:
        yield "claims", {"report_id": id} | _claim(claim, names)
    for event in events:
        yield "events", {"report_id": id, "incident_id": home.get((id, event.id))} | event_row(event, names)
        for number, toll in enumerate(event.tolls):
            yield "tolls", {"report_id": id, "event_id": event.id, "toll": number} | _toll(toll, names)


def _claims_of(coded: CodedReport, events: Sequence[Event]) -> tuple[Claim, ...]:
    """The claims that events and their tolls rest on, and those that contain them."""
    by_id = {c.id: c for c in coded.claims}
    wanted = set(chain.from_iterable(e.claims for e in events))
    wanted |= {c for e in events for t in e.tolls for c in t.claims}
    for id in tuple(wanted):
        outer = by_id[id].within
        while outer is not None and outer not in wanted:
            wanted.add(outer)
            outer = by_id[outer].within
    return tuple(c for c in coded.claims if c.id in wanted)


def _sources_of(coded: CodedReport, claims: Iterable[Claim]) -> tuple[Source, ...]:
    by_id = {s.id: s for s in coded.sources}
    wanted = {c.source for c in claims if c.source}
    for id in tuple(wanted):
        relay = by_id[id].relays
        while relay is not None and relay not in wanted:
            wanted.add(relay)
            relay = by_id[relay].relays
    return tuple(s for s in coded.sources if s.id in wanted)


def _report(coded: CodedReport, sources: int, claims: int, events: int, names: Names) -> Row:
    report = coded.report
    return {
        "report_id": report.id,
        "sha256": report.sha256,
        "publisher": report.publisher,
        "published": report.published,
        "title": names.words(report.title),
        "byline": names.words(report.byline),
        "url": names.words(report.url),
        "language": report.language,
        "characters": len(report.text),
        "coder": coded.coder.name,
        "coder_version": coded.coder.version,
        "sources": sources,
        "claims": claims,
        "events": events,
    }


def _source(source: Source, names: Names) -> Row:
    first = source.mentions[0] if source.mentions else None
    return {
        "source_id": source.id,
        "name": names.proper(source),
        "description": names.words(source.description),
        **_quote("mention", first, names),
        "sector": source.sector,
        "country": source.country,
        "named": source.named,
        "channel": source.channel.value,
        "relayed_by": source.relays,
    }


def _claim(claim: Claim, names: Names) -> Row:
    return {
        "claim_id": claim.id,
        "source_id": claim.source,
        **_quote("cue", claim.cue, names),
        **_quote("content", claim.content, names),
        "quote": claim.quote.value,
        "attitude": claim.attitude.value,
        "within_claim_id": claim.within,
        "confidence": round(claim.confidence, 4),
    }


def event_row(event: Event, names: Names) -> Row:
    """What an event's row has besides its report and incident."""
    return {
        "event_id": event.id,
        "type": event.type,
        "mode": event.mode,
        "status": event.status.value,
        "polarity": event.polarity,
        "hedged": event.hedged,
        "deed": event.polarity and event.status.real,
        **_quote("anchor", event.anchor, names),
        **_parties("actor", event.actor, names),
        **_parties("recipient", event.recipient, names),
        "instrument": names.words(joined([q.text for q in event.instrument])),
        **place_cells(event.place),
        "place_text": names.words(event.place.mention.text if event.place and event.place.mention else None),
        "place_unresolved": _reason(event.place),
        **time_cells(event.time),
        "time_text": names.words(event.time.mention.text if event.time and event.time.mention else None),
        "time_unresolved": _reason(event.time),
        "claim_ids": joined(event.claims),
        "confidence": round(event.confidence, 4),
    }


def _toll(toll: Toll, names: Names) -> Row:
    return {
        "outcome": toll.outcome.value,
        "of": names.people(toll.of),
        "text": names.words(toll.mention.text),
        "start": toll.mention.span.start,
        "end": toll.mention.span.end,
        "low": toll.low,
        "high": toll.high,
        "approx": toll.approx,
        "combined": toll.combined,
        "part_of": toll.part_of,
        "claim_ids": joined(toll.claims),
    }


def incident_row(entry: Entry, names: Names) -> Row:
    """An incident in one row: its own values, and who affirms and who denies it."""
    incident = entry.incident
    voices = [(names.account(a, entry) or wording.OWN_VOICE, a.polarity) for a in incident.accounts]
    return {
        "incident_id": incident.id,
        "type": incident.type,
        "mode": incident.mode,
        "status": incident.status.value,
        "polarity": incident.polarity,
        "deed": entry.deed,
        **time_cells(incident.time),
        **place_cells(incident.place),
        **_parties("actor", incident.actor, names),
        **_parties("recipient", incident.recipient, names),
        **_ranges(incident),
        "accounts": len(incident.accounts),
        "affirmed_by": joined([name for name, affirms in voices if affirms]),
        "denied_by": joined([name for name, affirms in voices if not affirms]),
        "independent_sources": incident.independent_sources,
        "disagreements": joined(list(dict.fromkeys(d.field for d in incident.disagreements))),
        "grade": incident.grade,
        "grounds": names.words(incident.grounds or None),
        "accepted": incident.accepted,
        "parts": joined(incident.parts),
        "reports": len(incident.reports),
        "report_ids": joined(incident.reports),
        "events": joined(_refs(incident.events)),
    }


def _ranges(incident: Incident) -> Row:
    found = {outcome: incident.tolls.get(outcome) for outcome in Outcome}
    row: Row = {
        f"{o.value}_{side}": getattr(r, side, None) for o, r in found.items() for side in ("low", "best", "high")
    }
    return row | {"toll_policy": next((r.policy for r in found.values() if r), None)}


def _account(entry: Entry, number: int, account: Account, names: Names) -> Row:
    figures: Row = {}
    for outcome in Outcome:
        found = wording.account_bounds(account, entry, names, outcome)
        figures |= {f"{outcome.value}_low": found and found.low, f"{outcome.value}_high": found and found.high}
    evidence = [f"{t.report}:{t.span.start}-{t.span.end}" for t in account.tolls]
    return {
        "incident_id": entry.incident.id,
        "account": number,
        "source": names.account(account, entry),
        "root": account.root,
        "status": account.status.value,
        "polarity": account.polarity,
        **figures,
        "tolls_text": wording.tolls_text(account, entry, names) or None,
        "tolls_evidence": joined(evidence),
        "responsibility": joined([f"{stance.value}: {names.people(who)}" for stance, who in account.responsibility]),
        "place": account.place.name if account.place else None,
        "time_start": account.time.start if account.time else None,
        "time_end": account.time.end if account.time else None,
        "source_grade": account.source_grade,
        "claim_grade": account.claim_grade,
        "report_ids": joined(account.reports),
        "events": joined(_refs(account.events)),
    }


def place_cells(found: Place | Unresolved | None) -> Row:
    """Where, in the columns that events and incidents share."""
    known = found if isinstance(found, Place) else None
    return {
        "place": known.name if known else None,
        "country": known.country if known else None,
        "admin1": known.admin1 if known else None,
        "lat": known.lat if known else None,
        "lon": known.lon if known else None,
        "place_precision": known.precision if known else None,
        "geonameid": known.geonameid if known else None,
    }


def time_cells(found: Time | Unresolved | None) -> Row:
    """When, in the columns that events and incidents share."""
    known = found if isinstance(found, Time) else None
    return {
        "time_start": known.start if known else None,
        "time_end": known.end if known else None,
        "time_precision": known.precision if known else None,
    }


def joined(values: Sequence[str | None]) -> str | None:
    """Several values in one cell; one that is unknown leaves its place empty, and None if all are."""
    return " | ".join((v or "").replace("|", "¦") for v in values) if any(values) else None


def _parties(role: str, found: Sequence[Actor | Party], names: Names) -> Row:
    return {
        role: joined([names.actor(a) for a in found]),
        f"{role}_id": joined([names.actor_id(a) for a in found]),
        f"{role}_sector": joined([a.sector for a in found]),
        f"{role}_country": joined([a.country for a in found]),
    }


def _quote(name: str, quote: Quote | None, names: Names) -> Row:
    return {
        name: names.words(quote.text) if quote else None,
        f"{name}_start": quote.span.start if quote else None,
        f"{name}_end": quote.span.end if quote else None,
    }


def _refs(refs: Iterable[EventRef]) -> list[str]:
    return [f"{ref.report}#{ref.event}" for ref in refs]


def _reason(found: object) -> str | None:
    return found.reason if isinstance(found, Unresolved) else None
