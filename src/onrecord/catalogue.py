"""What a ledger tells those who leaf through it: its reports, sources, actors, failures and outlines of incidents."""

from dataclasses import dataclass
from datetime import date, datetime

from onrecord.model import Failure


@dataclass(frozen=True, slots=True)
class Hit:
    """A report in which a search has found its words; in `snippet` each of them stands between « and »."""

    report: str
    title: str | None
    snippet: str


@dataclass(frozen=True, slots=True)
class SourceSummary:
    """A source as the reports call it: by name, or where it has none by description.

    `reports` and `claims` count where it is passed on and what it is said to have said.
    """

    name: str
    named: bool
    sector: str
    country: str | None
    reports: int
    claims: int


@dataclass(frozen=True, slots=True)
class ActorSummary:
    """An actor as the reports call it: in how many reports it acts or is acted upon, and in how many events."""

    name: str
    sector: str | None
    country: str | None
    reports: int
    events: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A report without its text: what it is, and how many events and claims its last coding found in it."""

    id: str
    title: str | None
    publisher: str | None
    published: date | None
    begins: str
    events: int
    claims: int


@dataclass(frozen=True, slots=True)
class Outline:
    """What a map and a timeline need of an incident.

    `first` and `last` are the days between which it was, at the ends of the calendar where that side is open.
    """

    id: str
    type: str
    status: str
    polarity: bool
    first: date | None
    last: date | None
    country: str | None
    lat: float | None
    lon: float | None
    place: str | None
    precision: str | None


@dataclass(frozen=True, slots=True)
class FailureRow:
    """An input that was not taken into the ledger, and when that was found."""

    failure: Failure
    at: datetime


@dataclass(frozen=True, slots=True)
class Counts:
    """How much is in a ledger; sources, claims, events, relations and tolls are those of each report's last coding.

    `pending` are the reports whose last coding the incidents do not take account of yet.
    """

    reports: int
    codings: int
    sources: int
    claims: int
    events: int
    relations: int
    tolls: int
    judgements: int
    failures: int
    incidents: int
    pending: int
