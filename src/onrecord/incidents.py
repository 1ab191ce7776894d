"""Incidents as values: one real-world act as told by many reports, with an account per source.

Nothing here knows how incidents are found or stored.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

from onrecord.model import Actor, CodedReport, Event, Outcome, Place, Report, Source, Status, Time
from onrecord.spans import Span

TOLL, RESPONSIBILITY, OCCURRENCE = "toll", "responsibility", "occurrence"
TIME, PLACE, VICTIM_CLASS = "time", "place", "victim class"
FIELDS = (TOLL, RESPONSIBILITY, OCCURRENCE, TIME, PLACE, VICTIM_CLASS)
"""What accounts may disagree on."""


@dataclass(frozen=True, slots=True, order=True)
class EventRef:
    """An event by the id of its report and its own id there."""

    report: str
    event: str


@dataclass(frozen=True, slots=True)
class Party:
    """An actor of an incident; the words that name it stand in the incident's events."""

    id: str
    name: str
    sector: str | None
    country: str | None

    @classmethod
    def of(cls, actor: Actor) -> Self:
        """The actor of an event without its mention."""
        return cls(actor.id, actor.name, actor.sector, actor.country)


class Responsibility(StrEnum):
    """How a source stands to the question of who did it."""

    CLAIMED = "claimed"
    DENIED = "denied"
    BLAMED = "blamed"
    SUSPECTED = "suspected"


@dataclass(frozen=True, slots=True)
class AccountToll:
    """A figure that one source gives, with the report and the span that bear it out.

    `superseded` marks a figure that the same source replaced by a newer one; both are kept. `part_of` is the index,
    in the same account, of the figure that already includes these people; `cumulative` marks a total over several
    incidents ("bringing the toll to 530"), which is never read as this incident's own.
    """

    outcome: Outcome
    of: str
    low: int | None
    high: int | None
    text: str
    report: str
    span: Span
    approx: bool = False
    part_of: int | None = None
    combined: bool = False
    cumulative: bool = False
    superseded: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """What one source says of one incident.

    `source` is the source's name or fullest description; `root` is the id of the voice it goes back to, so that
    relays and syndicated copies of it count once; `source` None is the reports' own voice. `responsibility` names who
    did it by this source's word, as (stance, name of the actor). `place` and `time` carry no mention: their words stand
    in the events. `source_grade` (A-F) and `claim_grade` (1-6) are Admiralty codes that a person gave, kept apart.
    """

    source: str | None
    root: str
    reports: tuple[str, ...]
    events: tuple[EventRef, ...]
    tolls: tuple[AccountToll, ...] = ()
    status: Status = Status.OCCURRED
    polarity: bool = True
    place: Place | None = None
    time: Time | None = None
    responsibility: tuple[tuple[Responsibility, str], ...] = ()
    source_grade: str | None = None
    claim_grade: str | None = None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Where accounts differ: `field` is toll, responsibility, occurrence, time, place or victim class.

    `values` and `sources` run side by side: what is said, and who says it.
    """

    field: str
    values: tuple[str, ...]
    sources: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class TollRange:
    """The range of an outcome's toll under a stated policy; `rule` says in words how it was reached."""

    low: int | None
    best: int | None
    high: int | None
    policy: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Incident:
    """One real-world act, as a cluster of events from one or more reports.

    `parts` are ids of incidents that this one contains (a siege's attacks), whose tolls are not added to its own;
    `independent` are the ids of the root voices, with the reason for each in words; `reasons` say why the events were
    taken as one; `grade` is the standing of the account as a whole (confirmed, fair, weak, contested, discounted) and
    `grounds` says why; `accepted` marks an incident that a person took as right. Like those of the accounts, its place,
    time and parties carry no mention.
    """

    id: str
    type: str
    events: tuple[EventRef, ...]
    reports: tuple[str, ...]
    accounts: tuple[Account, ...]
    mode: str | None = None
    status: Status = Status.OCCURRED
    polarity: bool = True
    place: Place | None = None
    time: Time | None = None
    actor: tuple[Party, ...] = ()
    recipient: tuple[Party, ...] = ()
    tolls: Mapping[Outcome, TollRange] = field(default_factory=dict)
    independent: tuple[tuple[str, str], ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    parts: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    grade: str | None = None
    grounds: str = ""
    accepted: bool = False

    @property
    def independent_sources(self) -> int:
        """How many voices speak of it that do not go back to one another."""
        return len(self.independent)


@dataclass(frozen=True, slots=True)
class Told:
    """An event together with the report that tells it and the sources whose claims assert it: what reconcile reads.

    `said_by` gives the source of each claim that the event or one of its tolls rests on, and `relays` the sources, by
    id, that carried their word.
    """

    report: Report
    event: Event
    sources: tuple[Source, ...]
    said_by: Mapping[str, Source] = field(default_factory=dict)
    relays: Mapping[str, Source] = field(default_factory=dict)

    @classmethod
    def all_of(cls, coded: CodedReport) -> tuple[Self, ...]:
        """Every event of a coded report."""
        by_id = {source.id: source for source in coded.sources}
        by_claim = {c.id: by_id[c.source] for c in coded.claims if c.source is not None}
        return tuple(cls._of(coded.report, event, by_claim, by_id) for event in coded.events)

    @classmethod
    def _of(cls, report: Report, event: Event, by_claim: Mapping[str, Source], by_id: Mapping[str, Source]) -> Self:
        cited = dict.fromkeys((*event.claims, *(c for toll in event.tolls for c in toll.claims)))
        said_by = {claim: by_claim[claim] for claim in cited if claim in by_claim}
        sources = tuple(dict.fromkeys(said_by[claim] for claim in event.claims if claim in said_by))
        return cls(report, event, sources, said_by, _relays(said_by.values(), by_id))

    @property
    def ref(self) -> EventRef:
        """Which event it is."""
        return EventRef(self.report.id, self.event.id)


def _relays(sources: Iterable[Source], by_id: Mapping[str, Source]) -> dict[str, Source]:
    found: dict[str, Source] = {}
    for source in sources:
        relay = source.relays
        while relay is not None and relay not in found:
            found[relay] = by_id[relay]
            relay = by_id[relay].relays
    return found


class Verdict(StrEnum):
    """What a person may decide about events and incidents."""

    MERGE = "merge"
    SPLIT = "split"
    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
    GRADE = "grade"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's decision: kept as a row beside what the coder found, never in its place.

    `events` are the events it is about: to be put together (merge), kept apart (split), taken as right (accept) or
    as wrong (reject); `correct` gives a `field` of one event another `value`; `grade` gives an Admiralty
    code as `value`: to a source everywhere (`field` is its root, A-F), or to what the events say (`field` None, 1-6).
    """

    verdict: Verdict
    events: tuple[EventRef, ...]
    by: str
    at: str
    why: str = ""
    field: str | None = None
    value: str | None = None
