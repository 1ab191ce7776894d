"""The page of an incident: its accounts side by side, the ladder of their figures, and the words they rest on."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from onrecord.catalogue import Heading
from onrecord.desk.cards import card, state
from onrecord.desk.links import reader, source_page
from onrecord.display import incidents as say
from onrecord.display import words
from onrecord.incidents import Account, AccountToll, EventRef, Incident
from onrecord.model import Claim, CodedReport, Event
from onrecord.spans import Span

View = dict[str, Any]
QUOTED = 60  # events whose words are shown on the page itself
_AROUND = 240  # characters shown on either side of an act
_STOP = re.compile(r"[.!?]['\"”’)]*\s+|\n+")


def incident_view(incident: Incident, headings: Mapping[str, Heading], coded: Mapping[str, CodedReport]) -> View:
    """Everything that the page shows; `headings` are of all its reports, `coded` of those that are quoted."""
    place = incident.place
    return card(incident) | {
        "place": place and {"lat": place.lat, "lon": place.lon, "precision": place.precision, "name": place.name},
        "actors": _parties(incident.actor),
        "recipients": _parties(incident.recipient),
        "ranges": [
            {"outcome": outcome.value, "span": say.span(found), "policy": found.policy, "rule": found.rule}
            for outcome, found in incident.tolls.items()
        ],
        "given": [_account(a, headings) for a in _in_order(incident.accounts)],
        "ladder": ladder(incident),
        "disagreements": [
            {"field": d.field, "sides": [_side(v, s) for v, s in zip(d.values, d.sources, strict=False)]}
            for d in incident.disagreements
        ],
        "voices": [reason for _, reason in incident.independent],
        "grounds": incident.grounds,
        "reasons": incident.reasons,
        "contained": incident.parts,
        "evidence": evidence(incident.events[:QUOTED], headings, coded),
        "events": len(incident.events),
    }


def _in_order(accounts: Iterable[Account]) -> list[Account]:
    """Those who affirm first; on each side those who give figures first, and the reports' own voice last."""
    return sorted(accounts, key=lambda a: (not a.polarity, a.source is None, not a.tolls))


def _parties(found: Iterable[Any]) -> list[View]:
    return [{"name": p.name, "codes": " ".join(c for c in (p.country, p.sector) if c)} for p in found]


def _side(value: str, sources: Sequence[str]) -> View:
    return {"value": value, "sources": [s or say.OWN_VOICE for s in sources]}


def _account(account: Account, headings: Mapping[str, Heading]) -> View:
    days = sorted(h.published for r in account.reports if (h := headings.get(r)) and h.published)
    grades = [g for g in (account.source_grade, account.claim_grade) if g]
    return {
        "name": say.voice(account),
        "page": source_page(account.source) if account.source else None,
        "own": account.source is None,
        "denies": not account.polarity,
        "standing": say.standing(account),
        "state": state(account.status.real, polarity=account.polarity),
        "published": _period([d.isoformat() for d in days]),
        "where": words.place(account.place),
        "when": say.when(account.time),
        "responsibility": [f"{stance.value}: {actor}" for stance, actor in account.responsibility],
        "grade": " ".join(grades),
        "tolls": [_toll(t) for t in account.tolls],
        "reports": [_report(r, account, headings) for r in account.reports],
    }


def _period(days: Sequence[str]) -> str | None:
    if not days:
        return None
    return days[0] if days[0] == days[-1] else f"{days[0]} to {days[-1]}"


def _report(id: str, account: Account, headings: Mapping[str, Heading]) -> View:
    event = next((e.event for e in account.events if e.report == id), None)
    return {"href": reader(id, event=event), "name": title(headings.get(id), id)}


def title(heading: Heading | None, id: str) -> str:
    """What to call a report: its publisher and headline, or how it begins."""
    if heading is None:
        return id
    begins = " ".join(heading.begins.split()[:8])
    name = heading.title or f"“{begins} …”"
    return f"{heading.publisher}: {name}" if heading.publisher else name


def _toll(toll: AccountToll) -> View:
    notes = []
    if toll.superseded:
        notes.append("replaced by a newer figure of the same source")
    if toll.cumulative:
        notes.append("a total over several incidents")
    if toll.part_of is not None:
        notes.append("already inside another figure")
    if toll.combined:
        notes.append("one figure for several outcomes")
    return {
        "said": say.toll(toll),
        "text": toll.text,
        "href": reader(toll.report, toll.span),
        "notes": notes,
        "superseded": toll.superseded,
    }


def ladder(incident: Incident) -> list[View]:
    """What is drawn of rival figures, outcome by outcome: each account's figure beside the range of the whole."""
    drawn: list[View] = []
    outcomes = dict.fromkeys([*incident.tolls, *(t.outcome for a in incident.accounts for t in a.tolls)])
    for outcome in outcomes:
        given = [(a, t) for a in _in_order(incident.accounts) for t in a.tolls if t.outcome is outcome]
        found = incident.tolls.get(outcome)
        if len(given) < 2:
            continue
        drawn.append(
            {
                "outcome": outcome.value,
                "range": found and {"low": found.low, "best": found.best, "high": found.high},
                "rungs": [_rung(a, t) for a, t in given],
            }
        )
    return drawn


def _rung(account: Account, toll: AccountToll) -> View:
    kinds = {"total over several": toll.cumulative, "part": toll.part_of is not None, "replaced": toll.superseded}
    return {
        "who": say.voice(account),
        "low": toll.low,
        "high": toll.high,
        "said": say.toll(toll),
        "kind": next((name for name, holds in kinds.items() if holds), "figure"),
        "href": reader(toll.report, toll.span),
    }


def evidence(refs: Iterable[EventRef], headings: Mapping[str, Heading], coded: Mapping[str, CodedReport]) -> list[View]:
    """The words that tell of each event, with whose words they are."""
    found = []
    for ref in refs:
        report = coded.get(ref.report)
        event = next((e for e in report.events if e.id == ref.event), None) if report else None
        if report and event:
            found.append(_quoted(report, event, headings.get(ref.report)))
    return found


def _quoted(report: CodedReport, event: Event, heading: Heading | None) -> View:
    start, end = around(report.report.text, event.anchor.span)
    anchor = event.anchor.span
    text = report.report.text
    claims = [c for c in report.claims if c.id in event.claims]
    return {
        "report": title(heading, report.report.id),
        "published": heading.published.isoformat() if heading and heading.published else None,
        "href": reader(report.report.id, anchor, event=event.id),
        "before": text[start : anchor.start],
        "anchor": text[anchor.start : anchor.end],
        "after": text[anchor.end : end],
        "voices": [_voice(report, c) for c in claims],
        "standing": words.badge(event),
        "state": state(event.status.real, polarity=event.polarity),
        "hedged": event.hedged,
    }


def _voice(report: CodedReport, claim: Claim) -> View:
    source = report.source_of(claim.id)
    name = words.source_name(source)
    cue = claim.cue.text if claim.cue else None
    return {"name": name, "cue": cue, "href": reader(report.report.id, claim.content.span)}


def around(text: str, span: Span) -> tuple[int, int]:
    """Where the sentence around a span begins and ends, or a stretch of it where it is very long."""
    low, high = max(0, span.start - _AROUND), min(len(text), span.end + _AROUND)
    before = [m.end() for m in _STOP.finditer(text, low, span.start)]
    after = _STOP.search(text, span.end, high)
    return (before[-1] if before else low), (after.start() + 1 if after else high)
