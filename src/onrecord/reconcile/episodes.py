"""What one report tells of one act: its events that belong together, with what they can be compared by."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from onrecord.incidents import EventRef, Told
from onrecord.model import Outcome, Place, Report
from onrecord.reconcile.acts import Days, days_of, is_campaign, one_act, parties, sectors_of, with_denials
from onrecord.reconcile.distance import apart
from onrecord.reconcile.judge import Rulings
from onrecord.reconcile.profile import Profile, Vector, passage_of, profile_of

_OTHER_TOWN_KM = 100.0  # wider than any town, and than the error of its point
_ANYONE = frozenset({"UAF", "UNK"})  # sectors of those who may be of any side ("gunmen")
_PERSONS = frozenset({None, "CVL", "UNK"})  # sectors of whom a name may tell the act: victims, and those not known
_ONE_DAY, _OTHER_DAY = timedelta(days=1), timedelta(days=3)  # a report may reckon a day from another day than its own


@dataclass(frozen=True, slots=True)
class Episode:
    """One report's telling of one act.

    `days` is the narrowest time that its events give; `actors` and `recipients` are ids that mean the same in every
    report (known groups, countries' forces) or names; `tolls` are exact counts by outcome.
    """

    told: tuple[Told, ...]
    profile: Profile
    passage: Vector
    days: Days | None
    place: Place | None
    actors: frozenset[str]
    recipients: frozenset[str]
    tolls: frozenset[tuple[Outcome, int]]
    modes: frozenset[str]

    @property
    def report(self) -> Report:
        """The report that tells it."""
        return self.told[0].report

    @property
    def type(self) -> str:
        """Its PLOVER type."""
        return self.told[0].event.type

    @property
    def real(self) -> bool:
        """True if it is told as done or tried, not as planned, threatened or demanded."""
        return self.told[0].event.status.real

    @property
    def affirmed(self) -> bool:
        """True unless all its events are said not to have happened."""
        return any(t.event.polarity for t in self.told)

    @property
    def campaign(self) -> bool:
        """True if it is told as an act that holds others: an offensive, a siege, one whose figures are all totals."""
        return is_campaign(self.told[0])

    @property
    def refs(self) -> tuple[EventRef, ...]:
        """Its events."""
        return tuple(t.ref for t in self.told)


def episodes_of(told: Iterable[Told], rulings: Rulings) -> tuple[Episode, ...]:
    """The events of some reports as episodes, report by report; a person's merges and splits hold."""
    by_report: defaultdict[str, list[Told]] = defaultdict(list)
    for one in told:
        by_report[one.report.id].append(one)
    found: list[Episode] = []
    for members in by_report.values():
        profile = profile_of(members[0].report, _recurring(members))
        found += (_episode(group, profile) for group in _grouped(members, rulings))
    return tuple(found)


def _recurring(members: Iterable[Told]) -> Iterator[str]:
    """The names of those who speak in a report, with their titles, and of groups and offices that act in it."""
    for one in members:
        for source in (*one.sources, *one.said_by.values(), *one.relays.values()):
            yield source.name or ""
            yield from (mention.text for mention in source.mentions)
        for actor in (*one.event.actor, *one.event.recipient):
            if actor.sector not in _PERSONS:
                yield actor.name
                yield actor.mention.text


def _grouped(members: Sequence[Told], rulings: Rulings) -> list[list[Told]]:
    """Events of one report that tell the same act: each joins the first group with all of whose events it agrees."""
    groups: defaultdict[tuple[str, bool], list[list[Told]]] = defaultdict(list)
    for one in members:
        kind = groups[one.event.type, one.event.status.real]
        home = next((g for g in kind if _belongs(one, g, rulings)), None)
        if home is None:
            kind.append([one])
        else:
            home.append(one)
    return [group for kind in groups.values() for group in with_denials(kind, rulings)]


def _belongs(one: Told, group: Sequence[Told], rulings: Rulings) -> bool:
    if rulings.same:
        ruled = {rulings.same.get(frozenset((one.ref, other.ref))) for other in group}
        if False in ruled or True in ruled:
            return False not in ruled
    return all(one_act(one, other) for other in group)


def names_of_the_act(left: Episode, right: Episode) -> frozenset[str]:
    """The names that both reports give but for those who speak, groups and offices, which many acts share."""
    ours, theirs = left.profile, right.profile
    return frozenset(ours.names.keys() & theirs.names.keys()) - ours.recurring - theirs.recurring


def cannot_be_one(left: Episode, right: Episode) -> bool:
    """True if two tellings are put in towns far from each other, or on single days far apart."""
    ours, theirs = left.place, right.place
    if ours and theirs and _is_narrow(ours) and _is_narrow(theirs) and apart(ours, theirs) > _OTHER_TOWN_KM:
        return True
    if left.days is None or right.days is None or _width(left.days) > _ONE_DAY or _width(right.days) > _ONE_DAY:
        return False
    return max(left.days[0] - right.days[1], right.days[0] - left.days[1]) > _OTHER_DAY


def denies_another(left: Episode, right: Episode) -> bool:
    """True if one telling only denies an act, and of other doers than those of the second."""
    if left.affirmed is right.affirmed:
        return False
    ours, theirs = (sectors_of(a for t in e.told for a in t.event.actor) for e in (left, right))
    return bool(ours and theirs) and (ours | theirs).isdisjoint(_ANYONE) and ours.isdisjoint(theirs)


def _is_narrow(place: Place) -> bool:
    return COARSENESS.get(place.precision, 0) <= COARSENESS["near"]


def _width(days: Days) -> timedelta:
    return days[1] - days[0]


def _episode(told: Sequence[Told], profile: Profile) -> Episode:
    events = [t.event for t in told]
    spans = [q.span for e in events for q in (e.anchor, *e.also, *(t.mention for t in e.tolls))]
    times = [d for e in events if (d := days_of(e.time)) is not None]
    places = [e.place for e in events if isinstance(e.place, Place)]
    return Episode(
        told=tuple(told),
        profile=profile,
        passage=passage_of(told[0].report, spans),
        days=min(times, key=lambda d: d[1] - d[0], default=None),
        place=min(places, key=lambda p: COARSENESS.get(p.precision, 0), default=None),
        actors=frozenset().union(*(parties(e.actor) for e in events)),
        recipients=frozenset().union(*(parties(e.recipient) for e in events)),
        modes=frozenset(e.mode for e in events if e.mode),
        tolls=frozenset((t.outcome, t.low) for e in events for t in e.tolls if t.low is not None and t.low == t.high),
    )


COARSENESS = {"settlement": 0, "near": 1, "admin2": 2, "admin1": 3, "region": 4, "country": 5}
"""Place precisions from the narrowest to the widest."""
