"""The reader: a report's text with its layers, the claims beside their lines, and its events with their evidence."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from onrecord.desk.cards import state
from onrecord.desk.links import outside, source_page
from onrecord.display import words as say
from onrecord.display.accounts import Account, Lookup, groups, rivals
from onrecord.display.marked import marked_text
from onrecord.display.tolls import number
from onrecord.model import Actor, Claim, CodedReport, Event, Place, Quote, Source, Time, Toll, Unresolved

View = dict[str, Any]


def report_view(coded: CodedReport, marked: tuple[int, int] | None) -> View:
    """Everything that the page shows; `marked` are the offsets of the words that it opens at."""
    lookup = Lookup(coded)
    return {
        "id": coded.report.id,
        "title": say.title(coded),
        "byline": say.byline(coded),
        "dated": coded.report.published is not None,
        "author": coded.report.byline,
        "url": coded.report.url,
        "link": outside(coded.report.url),
        "coder": f"{coded.coder.name} {coded.coder.version}",
        "segments": _segments(coded, marked),
        "marked": marked,
        "quoted": _share_attributed(coded),
        "claims": [_claim(c, lookup) for c in _by_place(coded.claims)],
        "sources": [_source(s, lookup) for s in coded.sources],
        "groups": [
            {"id": g.id, "title": g.title, "events": [_event(e, lookup) for e in g.events]}
            for g in groups(coded.events)
        ],
        "relations": [_relation(lookup, i) for i in range(len(coded.relations))],
        "unresolved": say.unresolved_in(coded),
    }


def span_of_event(coded: CodedReport, id: str) -> tuple[int, int] | None:
    """Where the words stand that carry an event; None if there is no such event."""
    found = next((e.anchor.span for e in coded.events if e.id == id), None)
    return (found.start, found.end) if found else None


def _segments(coded: CodedReport, marked: tuple[int, int] | None) -> list[View]:
    found: list[View] = []
    for segment in marked_text(coded):
        for part in _cut(segment, marked):
            part["marked"] = bool(marked and part["start"] < marked[1] and part["end"] > marked[0])
            found.append(part)
    return found


def _cut(segment: View, marked: tuple[int, int] | None) -> list[View]:
    """A segment cut where the marked words begin and end, should they do so within it."""
    start, end = segment["start"], segment["end"]
    cuts = sorted({start, end} | {at for at in marked or () if start < at < end})
    if len(cuts) == 2:
        return [segment]
    parts = []
    for low, high in pairwise(cuts):
        only = {"start": low, "end": high, "text": segment["text"][low - start : high - start]}
        parts.append(
            segment | only | {"opens": segment["opens"] * (low == start), "closes": segment["closes"] * (high == end)}
        )
    return parts


def _share_attributed(coded: CodedReport) -> int:
    """How much of the text stands in somebody's claim, in per cent."""
    inside = 0
    reached = 0
    for piece in sorted(p for c in coded.claims if c.attitude.value == "says" for p in c.content.pieces):
        inside += max(0, piece.end - max(piece.start, reached))
        reached = max(reached, piece.end)
    return round(100 * inside / len(coded.report.text)) if coded.report.text else 0


def _by_place(claims: Iterable[Claim]) -> list[Claim]:
    return sorted(claims, key=lambda c: (c.content.span.start, -c.content.span.end))


def cite(quote: Quote | None, text: str | None = None) -> View | None:
    """Words with the place in the report where they stand."""
    if quote is None:
        return None
    first = quote.pieces[0]
    return {"text": text or quote.text, "start": quote.span.start, "end": quote.span.end, "id": first.start}


def _claim(claim: Claim, lookup: Lookup) -> View:
    source = lookup.sources.get(claim.source) if claim.source else None
    return {
        "id": claim.id,
        "at": cite(claim.content),
        "cue": cite(claim.cue, say.cue(claim)),
        "said": say.cue(claim),
        "source": say.source_name(source),
        "source_id": claim.source,
        "mention": cite(source.mentions[0]) if source and source.mentions else None,
        "relays": [say.source_name(s) for s in lookup.relays(source)],
        "attitude": claim.attitude.value,
        "kind": claim.quote.value,
        "within": claim.within,
        "depth": min(lookup.depth(claim), 3),
        "confidence": f"{claim.confidence:.2f}",
    }


def _source(source: Source, lookup: Lookup) -> View:
    return {
        "id": source.id,
        "name": say.source_name(source),
        "page": source_page(source.name or source.description or say.source_name(source)),
        "about": say.source_about(source),
        "facts": say.source_facts(source),
        "relays": [say.source_name(s) for s in lookup.relays(source)],
        "mentions": [cite(m) for m in source.mentions],
        "claims": [c.id for c in lookup.claims_of(source)],
    }


def _event(event: Event, lookup: Lookup) -> View:
    given = lookup.accounts(event)
    return {
        "id": event.id,
        "kind": say.kind(event),
        "badge": say.badge(event),
        "reality": say.reality(event),
        "state": state(event.status.real, polarity=event.polarity),
        "anchor": cite(event.anchor),
        "also": [cite(q) for q in event.also],
        "actor": [_actor(a) for a in event.actor],
        "recipient": [_actor(a) for a in event.recipient],
        "instrument": [cite(q) for q in event.instrument],
        "place": _grounded(event.place, say.place(event.place)),
        "time": _grounded(event.time, say.time(event.time)),
        "hedged": event.hedged,
        "confidence": f"{event.confidence:.2f}",
        "accounts": [_account(event, a, lookup) for a in given],
        "rivals": ", ".join(rivals(event, given)),
    }


def _actor(actor: Actor) -> View:
    codes = " ".join(c for c in (actor.country, actor.sector) if c)
    return {"at": cite(actor.mention, actor.name), "codes": codes}


def _grounded(found: Place | Time | Unresolved | None, said: str | None) -> View | None:
    """What a place or time is, and the words that say so, if any."""
    return {"said": said, "at": cite(found.mention)} if found else None


def _account(event: Event, account: Account, lookup: Lookup) -> View:
    return {
        "own": account.own_voice,
        "name": say.account_name(account),
        "denial": say.reality(event) if not event.polarity else None,
        "claims": [{"id": c.id, "at": cite(c.content)} for c in account.claims],
        "relays": [say.source_name(s) for s in lookup.relays(account.source)],
        "tolls": [_toll(event.tolls[i], event) for i in account.tolls],
    }


def _toll(toll: Toll, event: Event) -> View:
    part = "part" if toll.part_of is not None else ""
    return {
        "said": f"{number(toll)} {toll.of} {toll.outcome.value}",
        "at": cite(toll.mention),
        "part": part and f"already inside “{event.tolls[toll.part_of or 0].mention.text}”",
        "combined": toll.combined,
    }


def _relation(lookup: Lookup, index: int) -> View:
    relation = lookup.coded.relations[index]
    real = relation.polarity and relation.status.value == "occurred"
    return {
        "id": relation.id,
        "subject": cite(relation.subject.mention, relation.subject.name),
        "kind": relation.kind.value.replace("-", " "),
        "object": cite(relation.object.mention, relation.object.name),
        "status": None if real else f"{'' if relation.polarity else 'denied: '}{relation.status.value}",
        "voices": [say.source_name(lookup.coded.source_of(c)) for c in relation.claims] or [say.OWN_VOICE],
    }
