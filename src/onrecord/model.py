"""The values that pass between the stages: frozen, and checked when they are made.

The words are those of the codebook: a *source* makes *claims*; an *event* is an act between actors, with a
status, a polarity, tolls, and the claims that assert it.  Nothing here knows how a value is found.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import Self, TypedDict, Unpack

from onrecord.errors import EvidenceError
from onrecord.evidence import Quote as Quote
from onrecord.ids import stable_id, text_hash
from onrecord.spans import OffsetMap, Span
from onrecord.terms import PLOVER_TYPES as PLOVER_TYPES
from onrecord.terms import Attitude as Attitude
from onrecord.terms import Channel as Channel
from onrecord.terms import Outcome as Outcome
from onrecord.terms import QuoteKind as QuoteKind
from onrecord.terms import RelationKind as RelationKind
from onrecord.terms import Status as Status


class About(TypedDict, total=False):
    """What may be known of a report besides its text and id."""

    url: str | None
    publisher: str | None
    byline: str | None
    published: date | None
    title: str | None
    language: str | None


@dataclass(frozen=True, slots=True)
class Report:
    """One news text with what is known of where it comes from.

    `text` is the clean text that all offsets refer to; `offsets` maps it to the decoded original where the two differ.
    """

    id: str
    text: str
    sha256: str
    url: str | None = None
    publisher: str | None = None
    byline: str | None = None
    published: date | None = None
    title: str | None = None
    language: str | None = None
    offsets: OffsetMap | None = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.sha256 != text_hash(self.text):
            raise EvidenceError(f"report {self.id}: its text is not the one its sha256 was made from")

    @classmethod
    def make(
        cls, text: str, *, id: str | None = None, offsets: OffsetMap | None = None, **about: Unpack[About]
    ) -> Self:
        """A report whose hash, and whose id if none is given, come from its content."""
        digest = text_hash(text)
        day = about.get("published")
        made = id or stable_id("report", digest, about.get("publisher"), day.isoformat() if day else None)
        return cls(id=made, text=text, sha256=digest, offsets=offsets, **about)

    def quote(self, start: int, end: int) -> Quote:
        """The words of this report from `start` to `end` (end exclusive)."""
        return Quote.cut(self.text, start, end)


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be read or coded: which one, why, and what to do about it.

    `skipped` marks an input that was left out on purpose (not English, no known kind of file); the others failed.
    """

    where: str
    reason: str
    advice: str | None = None
    skipped: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """Someone whose word the report passes on.

    `mentions` are in order of the text; `name` is the proper name if the source has one; `relays` is the id of the
    source that carried this one's word.
    """

    id: str
    name: str | None
    mentions: tuple[Quote, ...]
    description: str
    sector: str
    country: str | None
    named: bool
    channel: Channel = Channel.UNSPECIFIED
    relays: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """An attribution: what a source says, and the words that say that it does.

    `within` is the id of the claim that contains this one; `confidence` is in 0..1.
    """

    id: str
    source: str | None
    cue: Quote | None
    content: Quote
    quote: QuoteKind
    attitude: Attitude = Attitude.SAYS
    within: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Attribution:
    """What the attribute stage finds in one report."""

    sources: tuple[Source, ...] = ()
    claims: tuple[Claim, ...] = ()

    def claims_on(self, span: Span) -> tuple[Claim, ...]:
        """The innermost claims that say what stands at this span; () where the report speaks in its own voice."""
        said = (c for c in self.claims if c.attitude is Attitude.SAYS and c.source is not None)
        holding = [c for c in said if c.content.covers(span)]
        outer = {c.within for c in holding if c.within}
        return tuple(c for c in holding if c.id not in outer)


@dataclass(frozen=True, slots=True)
class Confidences:
    """How sure the trained coder is of each field of an event: the chance, 0..1, that a reader would say the same.

    For a side: that one of its phrases is right, or that there is none to name.
    """

    type: float
    status: float
    polarity: float
    actor: float
    recipient: float


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """An event as the code stage leaves it: the report's words, not yet grounded.

    `claims` are the ids of the claims that assert it, () if the report does so in its own voice; `hedged` marks
    impersonal hedges ("allegedly"); `place` and `time` are words that say where and when, if the coder knows them.
    """

    type: str
    mode: str | None
    anchor: Quote
    status: Status
    polarity: bool
    also: tuple[Quote, ...] = ()
    actor: tuple[Quote, ...] = ()
    recipient: tuple[Quote, ...] = ()
    instrument: tuple[Quote, ...] = ()
    claims: tuple[str, ...] = ()
    hedged: bool = False
    confidence: float = 1.0
    confidences: Confidences | None = None
    place: Quote | None = None
    time: Quote | None = None

    def __post_init__(self) -> None:
        if self.type not in PLOVER_TYPES:
            raise ValueError(f"{self.type!r} is not a PLOVER type")


@dataclass(frozen=True, slots=True)
class Actor:
    """A mention of an actor; `id` is one for all mentions of an actor in a report, and for known groups everywhere."""

    mention: Quote
    id: str
    name: str
    sector: str | None
    country: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """A mention of a place, resolved; `mention` is None where the place follows from context.

    `lat`, `lon` in degrees (WGS 84); `country` in ISO 3166 alpha-3; `feature` is GeoNames' feature class and code
    such as "P.PPLA" (or None); `precision` is one of settlement, near, admin2, admin1, region, country.
    """

    mention: Quote | None
    name: str
    lat: float
    lon: float
    country: str | None
    geonameid: int | None = None
    admin1: str | None = None
    feature: str | None = None
    precision: str = "settlement"


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression: its TIMEX3 type and value, and the days it denotes (inclusive).

    `start`, `end` are None where the expression has no calendar days of its own (a duration, "now") or where that side
    is open.
    `precision` is one of day, part-of-day, week, month, season, quarter, year, decade, century, interval.
    """

    mention: Quote | None
    type: str
    value: str
    start: date | None
    end: date | None
    precision: str = "day"


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A mention that was looked up and could not be pinned down, with the reason."""

    mention: Quote | None
    reason: str


@dataclass(frozen=True, slots=True)
class Toll:
    """A count of people: what happened to whom, and the bounds that the words license.

    `low`, `high` are None where the words leave that side open; `part_of` is the index, in the same event, of the toll
    that already includes these people; `claims` are ids where sources give rival figures; `combined` marks a count
    that several outcomes share ("300 killed or injured"), so that tolls with it are never added up.
    """

    outcome: Outcome
    of: str
    mention: Quote
    low: int | None
    high: int | None
    approx: bool = False
    part_of: int | None = None
    claims: tuple[str, ...] = ()
    combined: bool = False

    def __post_init__(self) -> None:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"low {self.low} is above high {self.high} in {self.mention.text!r}")


@dataclass(frozen=True, slots=True)
class Event:
    """An act between actors: who did what to whom, where, when, with what toll, and by whose claims."""

    id: str
    type: str
    mode: str | None
    anchor: Quote
    status: Status
    polarity: bool
    also: tuple[Quote, ...] = ()
    actor: tuple[Actor, ...] = ()
    recipient: tuple[Actor, ...] = ()
    instrument: tuple[Quote, ...] = ()
    place: Place | Unresolved | None = None
    time: Time | Unresolved | None = None
    tolls: tuple[Toll, ...] = ()
    claims: tuple[str, ...] = ()
    hedged: bool = False
    confidence: float = 1.0
    confidences: Confidences | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """How one actor stands to another by the report's or a claim's word."""

    id: str
    kind: RelationKind
    subject: Actor
    object: Actor
    time: Time | Unresolved | None = None
    status: Status = Status.OCCURRED
    polarity: bool = True
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grounding:
    """What the ground stage finds in one report: events tied to the world, and every mention."""

    events: tuple[Event, ...] = ()
    relations: tuple[Relation, ...] = ()
    actors: tuple[Actor, ...] = ()
    places: tuple[Place | Unresolved, ...] = ()
    times: tuple[Time | Unresolved, ...] = ()


@dataclass(frozen=True, slots=True)
class Coder:
    """Which program made a coded report."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class CodedReport:
    """Everything that one report says, and on whose word.

    Raises:
        EvidenceError: a quote in it does not hold in the report's text.
        ValueError: an id that is referred to is not there.
    """

    report: Report
    coder: Coder
    sources: tuple[Source, ...] = ()
    claims: tuple[Claim, ...] = ()
    events: tuple[Event, ...] = ()
    relations: tuple[Relation, ...] = ()
    actors: tuple[Actor, ...] = ()
    places: tuple[Place | Unresolved, ...] = ()
    times: tuple[Time | Unresolved, ...] = ()

    def __post_init__(self) -> None:
        for quote in self.quotes():
            if not quote.holds_in(self.report.text):
                raise EvidenceError(f"report {self.report.id}: {quote.text!r} is not at {quote.span}")
        self._check_references()

    def _check_references(self) -> None:
        sources = {s.id for s in self.sources}
        claims = {c.id for c in self.claims}
        dangling = {s.relays for s in self.sources if s.relays} - sources
        dangling |= {c.source for c in self.claims if c.source} - sources
        dangling |= {c.within for c in self.claims if c.within} - claims
        cited = [e.claims for e in self.events] + [r.claims for r in self.relations]
        cited += [t.claims for e in self.events for t in e.tolls]
        dangling |= set(chain.from_iterable(cited)) - claims
        for event in self.events:
            dangling |= {str(t.part_of) for t in event.tolls if t.part_of not in (None, *range(len(event.tolls)))}
        if dangling:
            raise ValueError(
                f"report {self.report.id}: ids that are not there: {', '.join(sorted(map(str, dangling)))}"
            )

    def quotes(self) -> Iterator[Quote]:
        """Every quote of the record."""
        for source in self.sources:
            yield from source.mentions
        for claim in self.claims:
            yield claim.content
            if claim.cue:
                yield claim.cue
        for event in self.events:
            yield event.anchor
            yield from chain(event.also, event.instrument, (t.mention for t in event.tolls))
            yield from (a.mention for a in chain(event.actor, event.recipient))
            yield from (x.mention for x in (event.place, event.time) if x and x.mention)
        for relation in self.relations:
            yield from (relation.subject.mention, relation.object.mention)
        for value in chain(self.actors, self.places, self.times):
            if value.mention:
                yield value.mention

    def source_of(self, claim_id: str) -> Source | None:
        """The source that makes a claim of this report, or None if the claim names none."""
        wanted = next((c.source for c in self.claims if c.id == claim_id), None)
        return next((s for s in self.sources if s.id == wanted), None)
