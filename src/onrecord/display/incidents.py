"""How people read an incident: who to whom, how real, when, and its ranges of tolls."""

from collections.abc import Iterable
from datetime import date

from onrecord.display.words import days, place
from onrecord.incidents import Account, AccountToll, Incident, Party, TollRange
from onrecord.model import Status, Time

OWN_VOICE = "the reports’ own voice"
_SHOWN = 3


def parties(found: Iterable[Party], shown: int = _SHOWN) -> str:
    """The first few actors with their countries, and how many more there are."""
    named = [f"{p.name} [{p.country}]" if p.country else p.name for p in dict.fromkeys(found)]
    more = f" and {len(named) - shown} more" if len(named) > shown else ""
    return f"{', '.join(named[:shown])}{more}"


def whom(incident: Incident) -> str:
    """Who to whom: "the army [EGY] → militants"."""
    actor, recipient = parties(incident.actor), parties(incident.recipient)
    return f"{actor or '(nobody named)'} → {recipient}" if recipient else actor or "(nobody named)"


def kind(incident: Incident) -> str:
    """An incident's type and mode: "COERCE seize"."""
    return f"{incident.type} {incident.mode}" if incident.mode else incident.type


def standing(found: Incident | Account) -> str:
    """How real it is said to be, with its denial: "occurred", "denied", "denied: intended"."""
    if found.polarity:
        return found.status.value
    return "denied" if found.status is Status.OCCURRED else f"denied: {found.status.value}"


def voice(account: Account) -> str:
    """Whose account it is."""
    return account.source or OWN_VOICE


def when(found: Time | None) -> str | None:
    """The days between which it was; None if they are not known."""
    return days(found) if found else None


def where(incident: Incident) -> str | None:
    """The place with how exact it is; None if it is not known."""
    return place(incident.place)


def figure(low: int | None, high: int | None, *, approx: bool = False) -> str:
    """Bounds in words: "17", "about 65", "100 or more", "up to 40", "70 to 90"."""
    about = "about " if approx else ""
    if low is not None and low == high:
        return f"{about}{low:,}"
    if low is not None and high is not None:
        return f"{about}{low:,} to {high:,}"
    if low is not None:
        return f"{about}{low:,} or more"
    return f"{about}up to {high:,}" if high is not None else "an unstated number"


def toll(found: AccountToll) -> str:
    """A figure of an account: "17 soldiers killed"."""
    return f"{figure(found.low, found.high, approx=found.approx)} {found.of} {found.outcome.value}"


def span(found: TollRange) -> str:
    """A range of a toll, with its best figure where that is not the whole of it: "17 to 65, best 24"."""
    said = figure(found.low, found.high)
    return said if found.best is None or found.low == found.high else f"{said}, best {found.best:,}"


def open_day(day: date | None) -> str | None:
    """A day as text; None at the ends of the calendar, which stand for a side that is open."""
    return None if day in (None, date.min, date.max) else day.isoformat()
