"""Builders of what a ledger keeps, and processes that write into one."""

from collections.abc import Sequence
from datetime import date
from multiprocessing.connection import Connection
from typing import Any

from onrecord.errors import StopRun
from onrecord.incidents import Account, EventRef, Incident, Party, TollRange
from onrecord.ledger import Ledger
from onrecord.model import CodedReport, Outcome, Place, Time
from tests import factories


def told(number: int, **about: Any) -> CodedReport:
    """The clash at Oskar as report number so-and-so tells it."""
    report = factories.report(id=f"r-{number:03}", publisher=f"Vareland Courier {number}", **about)
    return factories.coded(report=report)


def incident(id: str, **about: Any) -> Incident:
    """An assault that report r-1 tells of on the army's word, unless told otherwise."""
    found: dict[str, Any] = {"type": "ASSAULT", "events": (EventRef("r-1", "E1"),), "reports": ("r-1",)} | about
    accounts = found.pop("accounts", None) or (account("The army", found["reports"]),)
    return Incident(id=id, accounts=accounts, **found)


def account(source: str | None, reports: tuple[str, ...] = ("r-1",), **about: Any) -> Account:
    """What a source says of an incident."""
    return Account(source, f"voice-{source}", reports, (EventRef(reports[0], "E1"),), **about)


def place(name: str, lat: float, lon: float, country: str | None = "VAR", admin1: str | None = None) -> Place:
    """A place that follows from context."""
    return Place(None, name, lat, lon, country, admin1=admin1)


def days(start: str | None, end: str | None) -> Time:
    """A time of these days, either of which may be open."""
    first, last = (date.fromisoformat(day) if day else None for day in (start, end))
    return Time(None, "DATE", start or end or "PRESENT_REF", first, last)


def party(name: str, id: str | None = None) -> Party:
    """An actor of an incident."""
    return Party(id or name, name, None, None)


def killed(low: int | None, best: int | None, high: int | None) -> dict[Outcome, TollRange]:
    """A range of people killed."""
    return {Outcome.KILLED: TollRange(low, best, high, "onrecord")}


def write(where: str, numbers: Sequence[int], said: Connection) -> None:
    """Add reports of these numbers one by one, each with a word when it is kept; run in a process of its own."""
    coded = [told(n) for n in numbers]
    try:
        said.send("ready")
        with Ledger.open(where) as ledger:
            for one in coded:
                ledger.add(one)
                said.send(one.report.id)
        said.send("done")
    except StopRun as err:
        said.send(f"stopped: {err}")
