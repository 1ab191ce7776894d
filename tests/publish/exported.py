"""A small ledger to export: a clash with rival tolls, a denial, a threat, a protest, a killing with names."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from onrecord.exports import Release, Settings, export
from onrecord.filters import Filter
from onrecord.incidents import Judgement, Told
from onrecord.ledger import Ledger
from onrecord.model import CodedReport, Event, Outcome, Place, Status, Time
from onrecord.reconcile import reconcile
from tests import factories as f

AT = datetime(2024, 6, 1, 12, 0, 0, tzinfo=UTC)
HOSTILE = '=HYPERLINK("http://evil.example")\t"<script>alert(1)</script>\u2028'

MOURNING = (
    "Aminata Keita, a teacher, said soldiers had shot dead her brother Moussa Keita in Oskar on Tuesday.\n"
    "Colonel Jean Sow, an army spokesman, denied it. Hundreds of students marched in Oskar on Wednesday."
)


def place(text: str = f.TEXT, **about: Any) -> Place:
    """Oskar, put into Mali so that other people's codes exist for it."""
    known: dict[str, Any] = {"country": "MLI", "admin1": "Mopti", "lat": 14.5, "lon": -4.2, "precision": "settlement"}
    return f.place(text=text, **known | about)


def clash(**about: Any) -> CodedReport:
    """The clash at Oskar: 40 rebels and 12 soldiers killed by the ministry's word, 30 soldiers by a doctor's."""
    made = f.coded(report=f.report(**about))
    events = []
    for event in made.events:
        where = place() if event.place else None
        who = tuple(_in_mali(a) for a in event.actor)
        events.append(_with(event, place=where, actor=who, recipient=tuple(_in_mali(a) for a in event.recipient)))
    attack = _with(events[3], place=place(mention=None), time=f.time())
    shelled = _with(events[1], place=place(mention=None), time=f.time())
    return f.coded(
        report=made.report, sources=made.sources, claims=made.claims, events=(events[0], shelled, events[2], attack)
    )


def mourning() -> CodedReport:
    """A killing told of by a private person, of a private person; a protest in the report's own voice."""
    text = MOURNING
    teacher = f.source(
        text=text, mention="Aminata Keita", description="Aminata Keita, a teacher", sector="EDU", country="MLI"
    )
    colonel = f.source(text=text, id="S2", mention="Colonel Jean Sow", sector="MIL", country="MLI")
    said = f.claim(text=text, content="soldiers had shot dead her brother Moussa Keita in Oskar on Tuesday")
    denied = f.claim(text=text, id="C2", source="S2", cue="denied", content="it")
    killing = f.event(
        text=text,
        anchor="shot dead",
        mode="firearms",
        actor=(f.actor(text=text, mention="soldiers", id="state:MLI:MIL", name="Malian military", country="MLI"),),
        recipient=(f.actor(text=text, mention="her brother Moussa Keita", name="Moussa Keita", sector=None),),
        place=place(text),
        time=f.time(text=text, start="2024-02-20"),
        tolls=(f.toll(text=text, mention="her brother Moussa Keita", of="brother Moussa Keita", low=1, high=1),),
    )
    march = f.event(
        text=text,
        id="E2",
        anchor="marched",
        type="PROTEST",
        mode="demo",
        actor=(f.actor(text=text, mention="students", sector="EDU", country="MLI"),),
        place=place(text, mention=None),
        time=f.time(text=text, mention="Wednesday", start="2024-03-06"),
        claims=(),
    )
    report = f.report(text=text, id="r-2", publisher="Oskar Post", title=HOSTILE, url="http://post.example/keita")
    return f.coded(report=report, sources=(teacher, colonel), claims=(said, denied), events=(killing, march))


def _in_mali(actor: Any) -> Any:
    return f.actor(mention=actor.mention.text, sector=actor.sector, country="MLI")


def _with(event: Event, **about: Any) -> Event:
    return replace(event, **about)


def make(path: Path, reports: tuple[CodedReport, ...], *judgements: Judgement, apart: bool = False) -> Ledger:
    """A ledger of these reports and their incidents; `apart` takes no two reports to tell of the same one."""
    ledger = Ledger.open(path)
    for coded in reports:
        ledger.add(coded)
    told = [Told.all_of(coded) for coded in ledger.reports()]
    each = told if apart else [tuple(one for some in told for one in some)]
    ledger.replace_incidents([i for some in each for i in reconcile(some, judgements)], whole=True)
    return ledger


def write(ledger: Ledger, format: str, out: Path, chosen: Filter | None = None, **about: Any) -> Release:
    """An export made on 1 June 2024."""
    return export(ledger, format, out, chosen, Settings(at=AT, **about))


def many(number: int, seed: int = 7) -> Iterator[CodedReport]:
    """Reports of the same clash on many days and at many statuses."""
    rng = random.Random(seed)
    for n in range(number):
        day = date(2024, 1, 1).toordinal() + rng.randrange(300)
        start = date.fromordinal(day).isoformat()
        status, polarity = rng.choice(list(Status)), rng.random() < 0.8
        event = f.event(
            status=status,
            polarity=polarity,
            actor=(f.actor(country="MLI"),),
            recipient=(f.actor(mention="rebels", sector="REB"),),
            place=rng.choice((None, place(lat=rng.uniform(10, 25), lon=rng.uniform(-12, 4)))),
            time=rng.choice((None, Time(None, "DATE", start, date.fromordinal(day), date.fromordinal(day)))),
            tolls=(f.toll(low=rng.randrange(50), outcome=rng.choice(list(Outcome))),),
        )
        report = f.report(id=f"m-{n:03}", publisher=f"Courier {n}", published=start)
        yield f.coded(report=report, sources=(f.source(),), claims=(f.claim(),), events=(event,))
