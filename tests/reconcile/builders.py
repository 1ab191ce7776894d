"""Builders of what reconcile reads: tellings of acts with their sources, made by hand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from onrecord.incidents import Account, AccountToll, EventRef, Incident, Judgement, Party, Told, Verdict
from onrecord.model import Actor, Outcome, Place, Quote, Source, Time, Toll
from onrecord.reconcile.episodes import Episode, episodes_of
from onrecord.reconcile.judge import Rulings
from onrecord.spans import Span
from tests import factories

FILLER = (
    "Residents spoke of smoke over the district and of roads that were closed until nightfall. "
    "Shops stayed shut while aid workers appealed for access to those who had been hurt. "
    "Both sides have accused each other of breaking a truce that was agreed last year."
)
"""Sentences that make a text long enough to be known as a copy."""


def told(
    text: str = factories.TEXT,
    anchor: str = "killed",
    *,
    report: str = "r-1",
    event: str = "E1",
    nth: int = 0,
    by: Sequence[Source] = (),
    relays: Iterable[Source] = (),
    published: str | None = "2024-03-06",
    about: Mapping[str, Any] | None = None,
    **rest: Any,
) -> Told:
    """An assault that a report tells of in its own voice, or by the word of sources; `about` is of the report."""
    said = {f"C{n}": source for n, source in enumerate(by, start=1)}
    made = factories.event(text=text, anchor=anchor, id=event, claims=tuple(said), **({"actor": ()} | rest))
    return Told(
        report=factories.report(text=text, id=report, published=published, **(about or {})),
        event=replace(made, anchor=factories.quote(text, anchor, nth=nth)),
        sources=tuple(by),
        said_by=said,
        relays={source.id: source for source in relays},
    )


def episode(*tellings: Told) -> Episode:
    """The episode that some tellings of one report make, whether or not they belong together."""
    pairs = {frozenset((a.ref, b.ref)): True for a in tellings for b in tellings if a.ref != b.ref}
    (found,) = episodes_of(tellings, Rulings(same=pairs))
    return found


def words(text: str) -> Quote:
    """Words that stand nowhere in particular."""
    return Quote.cut(text, 0, len(text))


def source(name: str | None, description: str | None = None, **rest: Any) -> Source:
    """Someone of this name, or one who is only described."""
    found: dict[str, Any] = {
        "id": f"S-{name or description}",
        "name": name,
        "mentions": (),
        "description": description or name,
        "sector": "UNK",
        "country": None,
        "named": name is not None,
    }
    return Source(**(found | rest))


def actor(name: str, sector: str | None = None, country: str | None = None, id: str | None = None) -> Actor:
    """An actor under its name."""
    return Actor(words(name), id or f"actor-{name}", name, sector, country)


def place(name: str = "Oskar", lat: float = -12.5, lon: float = -3.25, **rest: Any) -> Place:
    """A town in Vareland."""
    return Place(None, name, lat, lon, **({"country": "VAR", "precision": "settlement"} | rest))


def days(first: str, last: str | None = None) -> Time:
    """A time of one day or more."""
    start, end = date.fromisoformat(first), date.fromisoformat(last or first)
    return Time(None, "DATE", first, start, end)


def toll(
    low: int | None, high: int | None = None, *, of: str = "people", mention: Quote | None = None, **rest: Any
) -> Toll:
    """So many people killed: exactly `low` where nothing else is said."""
    found = {"outcome": Outcome.KILLED} | rest
    return Toll(of=of, mention=mention or words(f"{low} {of}"), low=low, high=low if high is None else high, **found)


def figure(
    low: int | None, high: int | None = None, *, of: str = "people", report: str = "r-1", **rest: Any
) -> AccountToll:
    """So many people killed by one source's word: `low` exactly, unless it is `open` to more or `high` is given."""
    upper = None if rest.pop("open", False) else (low if high is None else high)
    found = {"outcome": Outcome.KILLED} | rest
    return AccountToll(of=of, low=low, high=upper, text=f"{low} {of}", report=report, span=Span(0, 1), **found)


def account(source: str | None, *tolls: AccountToll, **rest: Any) -> Account:
    """What a source says of an act that report r-1 tells."""
    found: dict[str, Any] = {"root": f"voice-{source}", "reports": ("r-1",), "events": (EventRef("r-1", "E1"),)}
    return Account(source, tolls=tolls, **(found | rest))


def incident(id: str, **rest: Any) -> Incident:
    """An assault in Oskar on 5 March, without accounts."""
    found: dict[str, Any] = {
        "type": "ASSAULT",
        "events": (EventRef("r-1", id),),
        "reports": ("r-1",),
        "accounts": (),
        "place": place(),
        "time": days("2024-03-05"),
        "actor": (party("Free Vareland Army"),),
    }
    return Incident(id, **(found | rest))


def party(name: str, sector: str | None = None, country: str | None = None) -> Party:
    """An actor of an incident."""
    return Party(f"actor-{name}", name, sector, country)


def judgement(verdict: Verdict, *refs: EventRef, at: str = "2024-05-03", **rest: Any) -> Judgement:
    """What Ana decided about some events."""
    return Judgement(verdict, refs, by="ana", at=at, **rest)
