"""Builders of coded reports for tests: keyword-only, with sensible defaults; quotes are found by their words."""

from datetime import date
from typing import Any

from onrecord.model import (
    Actor,
    Channel,
    Claim,
    CodedReport,
    Coder,
    Event,
    Outcome,
    Place,
    Quote,
    QuoteKind,
    Report,
    Source,
    Status,
    Time,
    Toll,
)

TEXT = (
    "The defence ministry of Vareland said on Tuesday that troops had killed at least 40 rebels near Oskar, "
    "and lost 12 soldiers, including three officers.\n\n"
    "A doctor at the hospital put the number of dead soldiers closer to 30.\n\n"
    "The rebels denied that they had shelled the market, and threatened to attack the port."
)


def quote(text: str, words: str, *, nth: int = 0) -> Quote:
    """The nth place where these words stand in the text."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Quote.cut(text, start, start + len(words))


def report(*, text: str = TEXT, published: str | None = "2024-03-06", **rest: Any) -> Report:
    """A report of 6 March 2024 in the Vareland Courier."""
    day = date.fromisoformat(published) if published else None
    rest = {"id": "r-1", "publisher": "Vareland Courier", "title": "Troops clash with rebels near Oskar"} | rest
    return Report.make(text, published=day, **rest)


def source(*, text: str = TEXT, mention: str = "The defence ministry of Vareland", **rest: Any) -> Source:
    """A named ministry that made a statement, unless told otherwise."""
    found: dict[str, Any] = {
        "id": "S1",
        "name": mention,
        "mentions": (quote(text, mention),),
        "description": mention,
        "sector": "MIL",
        "country": None,
        "named": True,
        "channel": Channel.STATEMENT,
    }
    return Source(**(found | rest))


def claim(
    *,
    text: str = TEXT,
    content: str = "troops had killed at least 40 rebels near Oskar",
    cue: str | None = "said",
    **rest: Any,
) -> Claim:
    """An indirect claim by S1."""
    found: dict[str, Any] = {
        "id": "C1",
        "source": "S1",
        "cue": quote(text, cue) if cue else None,
        "content": quote(text, content),
        "quote": QuoteKind.INDIRECT,
    }
    return Claim(**(found | rest))


def actor(*, text: str = TEXT, mention: str = "troops", **rest: Any) -> Actor:
    """An actor under its own words."""
    found: dict[str, Any] = {"mention": quote(text, mention), "id": mention, "name": mention, "country": None}
    return Actor(**(found | {"sector": "MIL"} | rest))


def place(*, text: str = TEXT, mention: str | None = "Oskar", **rest: Any) -> Place:
    """A town in an invented country, south of the equator and west of Greenwich."""
    found: dict[str, Any] = {
        "mention": quote(text, mention) if mention else None,
        "name": "Oskar",
        "lat": -12.5,
        "lon": -3.25,
        "country": "VAR",
        "precision": "near",
    }
    return Place(**(found | rest))


def time(*, text: str = TEXT, mention: str | None = "Tuesday", start: str | None = "2024-03-05", **rest: Any) -> Time:
    """A day."""
    day = date.fromisoformat(start) if start else None
    found: dict[str, Any] = {
        "mention": quote(text, mention) if mention else None,
        "type": "DATE",
        "value": start or "PRESENT_REF",
        "start": day,
        "end": day,
    }
    return Time(**(found | rest))


def toll(*, text: str = TEXT, mention: str = "at least 40 rebels", **rest: Any) -> Toll:
    """At least 40 rebels killed, unless told otherwise."""
    found: dict[str, Any] = {
        "outcome": Outcome.KILLED,
        "of": "rebels",
        "mention": quote(text, mention),
        "low": 40,
        "high": None,
    }
    return Toll(**(found | rest))


def event(*, text: str = TEXT, anchor: str = "killed", **rest: Any) -> Event:
    """An assault that occurred by claim C1."""
    found: dict[str, Any] = {
        "id": "E1",
        "type": "ASSAULT",
        "mode": None,
        "anchor": quote(text, anchor),
        "status": Status.OCCURRED,
        "polarity": True,
        "claims": ("C1",),
    }
    return Event(**(found | rest))


def coded(**parts: Any) -> CodedReport:
    """A coded report of the given parts; without sources, claims and events, the whole of the Oskar clash."""
    made: dict[str, Any] = {"report": report(), "coder": Coder("rules", "0.1.0")} | parts
    if not {"sources", "claims", "events"} & set(parts):
        made |= _clash()
    return CodedReport(**made)


def _clash() -> dict[str, Any]:
    ministry = source(country="VAR")
    doctor = source(
        id="S2", mention="A doctor at the hospital", name=None, sector="MED", named=False, channel=Channel.INTERVIEW
    )
    rebels = source(id="S3", mention="The rebels", name=None, sector="REB", named=False, channel=Channel.UNSPECIFIED)
    claims = (
        claim(),
        claim(id="C2", content="lost 12 soldiers, including three officers"),
        claim(id="C3", source="S2", cue="put", content="the number of dead soldiers closer to 30"),
        claim(id="C4", source="S3", cue="denied", content="they had shelled the market"),
        claim(id="C5", source="S3", cue="threatened", content="to attack the port"),
    )
    tolls = (
        toll(claims=("C1",)),
        toll(mention="12 soldiers", of="soldiers", low=12, high=12, claims=("C2",)),
        toll(mention="three officers", of="officers", low=3, high=3, part_of=1, claims=("C2",)),
        toll(mention="closer to 30", of="soldiers", low=30, high=30, approx=True, claims=("C3",)),
    )
    rebel = actor(mention="rebels", sector="REB")
    clash = event(
        actor=(actor(country="VAR"),),
        recipient=(rebel,),
        place=place(),
        time=time(),
        tolls=tolls,
        claims=("C1", "C2", "C3"),
    )
    shelled = event(id="E2", anchor="shelled", mode="heavy-weapons", polarity=False, actor=(rebel,), claims=("C4",))
    threat = event(id="E3", anchor="threatened", type="THREATEN", actor=(rebel,), claims=())
    attack = event(id="E4", anchor="attack", status=Status.THREATENED, actor=(rebel,), claims=("C5",))
    return {"sources": (ministry, doctor, rebels), "claims": claims, "events": (clash, shelled, threat, attack)}
