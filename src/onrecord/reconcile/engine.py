"""From events to incidents, all at once or as reports come in."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from onrecord.incidents import EventRef, Incident, Judgement, Told
from onrecord.reconcile.assemble import assemble
from onrecord.reconcile.block import keys_of
from onrecord.reconcile.campaigns import with_parts
from onrecord.reconcile.cluster import clusters
from onrecord.reconcile.copies import copies_of
from onrecord.reconcile.crowd import without_common
from onrecord.reconcile.episodes import episodes_of
from onrecord.reconcile.judge import Rulings, applied
from onrecord.reconcile.policy import Policy

DEFAULT = Policy()


def reconcile(
    told: Iterable[Told], judgements: Iterable[Judgement] = (), policy: Policy = DEFAULT
) -> tuple[Incident, ...]:
    """The incidents that these events tell of; each event that no person rejected stands in exactly one."""
    rulings = Rulings.of(judgements)
    episodes = episodes_of(applied(told, rulings), rulings)
    copies = copies_of({e.report.id: e.report for e in episodes}.values())
    groups = clusters(without_common(episodes), copies, rulings, policy)
    found = tuple(assemble(group, copies, rulings, policy) for group in groups)
    campaigns = {i.id for i, group in zip(found, groups, strict=True) if any(e.campaign for e in group.episodes)}
    return with_parts(found, campaigns)


def blocking_keys(told: Iterable[Told]) -> dict[EventRef, frozenset[str]]:
    """The keys of each event: two events that share none are never compared.

    Give all events of a report together. A store that keeps these can find the neighbourhood of a new report by them.
    """
    found: dict[EventRef, frozenset[str]] = {}
    for episode in episodes_of(told, Rulings()):
        keys = keys_of(episode)
        found |= {one.ref: keys for one in episode.told}
    return found


@dataclass(frozen=True, slots=True)
class Change:
    """What new events do to standing incidents: the ids of those that no longer stand, and those made."""

    gone: tuple[str, ...]
    made: tuple[Incident, ...]


def update(
    new: Iterable[Told],
    around: Iterable[Told],
    standing: Iterable[Incident],
    judgements: Iterable[Judgement] = (),
    policy: Policy = DEFAULT,
) -> Change:
    """What new events change.

    `standing` are the incidents that share a blocking key with the new events, and `around` all of their events.
    An incident that comes out as it was is neither gone nor made.
    """
    before = {incident.id: incident for incident in standing}
    after = {i.id: _keeping_parts(i, before) for i in reconcile((*around, *new), judgements, policy)}
    made = tuple(i for i in after.values() if before.get(i.id) != i)
    return Change(tuple(i for i in before if i not in after), made)


def _keeping_parts(incident: Incident, before: Mapping[str, Incident]) -> Incident:
    """The incident with the parts that it had outside the neighbourhood, which nothing new touches."""
    had = before[incident.id].parts if incident.id in before else ()
    outside = tuple(part for part in had if part not in before and part not in incident.parts)
    return replace(incident, parts=(*incident.parts, *outside)) if outside else incident


@dataclass(slots=True)
class Reconciler:
    """Incidents in memory, kept up as reports come in; each new report touches only its neighbourhood."""

    judgements: tuple[Judgement, ...] = ()
    policy: Policy = DEFAULT
    _incidents: dict[str, Incident] = field(default_factory=dict)
    _told: dict[EventRef, Told] = field(default_factory=dict)
    _by_key: dict[str, set[EventRef]] = field(default_factory=lambda: defaultdict(set))
    _home: dict[EventRef, str] = field(default_factory=dict)

    @property
    def incidents(self) -> tuple[Incident, ...]:
        """The incidents as they stand."""
        return tuple(self._incidents[i] for i in sorted(self._incidents))

    def add(self, told: Iterable[Told]) -> Change:
        """Take in the events of new reports (those already known are left alone) and say what changed."""
        new = [one for one in told if one.ref not in self._told]
        keys = blocking_keys(new)
        homes = {self._home[ref] for found in keys.values() for key in found for ref in self._by_key.get(key, ())}
        standing = [self._incidents[home] for home in sorted(homes)]
        around = [self._told[ref] for incident in standing for ref in incident.events]
        change = update(new, around, standing, self.judgements, self.policy)
        self._take(new, keys)
        self._replace(change)
        return change

    def _take(self, new: Iterable[Told], keys: Mapping[EventRef, frozenset[str]]) -> None:
        self._told |= {one.ref: one for one in new}
        for ref, found in keys.items():
            for key in found:
                self._by_key[key].add(ref)

    def _replace(self, change: Change) -> None:
        for gone in change.gone:
            del self._incidents[gone]
        for incident in change.made:
            self._incidents[incident.id] = incident
            self._home |= dict.fromkeys(incident.events, incident.id)
