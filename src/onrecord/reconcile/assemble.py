"""From a cluster of events to the incident they tell of."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from onrecord.ids import stable_id
from onrecord.incidents import EventRef, Incident, Party, Told, TollRange
from onrecord.model import Actor, Event, Outcome, Status
from onrecord.reconcile.accounts import accounts_of, is_possessive, narrowest_place, narrowest_time, widest_time
from onrecord.reconcile.acts import parties
from onrecord.reconcile.cluster import Cluster
from onrecord.reconcile.copies import Copies
from onrecord.reconcile.disagree import disagreements_of
from onrecord.reconcile.grade import grade_of
from onrecord.reconcile.judge import Rulings
from onrecord.reconcile.policy import Policy
from onrecord.reconcile.ranges import ranges_of
from onrecord.reconcile.singled import OUTCOMES, doer_died, singled_out
from onrecord.reconcile.totals import is_cumulative
from onrecord.reconcile.voices import voices_of

_MOST_PARTIES = 4
UNCOUNTED = (
    "Nobody gives a count. Low is one if the act's own words say so, best how many people are told of one by one; "
    "there may be more."
)

ONLY_TOTALS = "All figures are totals over several acts; how many of those this one took is not told."

DOER = "Who did it is said to have died too and may not be counted: high is one more."


def assemble(cluster: Cluster, copies: Copies, rulings: Rulings, policy: Policy) -> Incident:
    """One act with all that is said of it; its id comes from its earliest telling, so that it outlasts later ones."""
    told = sorted((t for e in cluster.episodes for t in e.told), key=_order)
    events = [t.event for t in told]
    voices = voices_of(told, copies)
    accounts = accounts_of(voices, rulings)
    affirmed = [e for e in events if e.polarity] or events
    whole = any(e.campaign for e in cluster.episodes)
    affirming = {a.root for a in accounts if a.polarity is affirmed[0].polarity}
    independent = tuple((v.root, v.reason) for v in voices if v.root in affirming)
    grade = grade_of(accounts, len(independent))
    return Incident(
        id=stable_id("incident", told[0].report.id, told[0].event.id),
        type=_most(e.type for e in events) or events[0].type,
        events=tuple(t.ref for t in told),
        reports=tuple(dict.fromkeys(t.report.id for t in told)),
        accounts=accounts,
        mode=_most(e.mode for e in affirmed),
        status=_status(affirmed),
        polarity=affirmed[0].polarity,
        place=narrowest_place(affirmed),
        time=(widest_time if whole else narrowest_time)(affirmed),
        actor=_parties(a for e in affirmed for a in e.actor),
        recipient=_parties(a for e in affirmed for a in e.recipient),
        tolls=ranges_of(accounts, policy.tolls, totals=True)
        if whole
        else _with_doer(_with_singled_out(ranges_of(accounts, policy.tolls), told, policy), told),
        independent=independent,
        disagreements=disagreements_of(accounts),
        reasons=cluster.reasons,
        grade=grade.name if grade else None,
        grounds=grade.grounds if grade else "",
        accepted=_all_accepted(told, rulings),
    )


def _with_singled_out(
    ranges: dict[Outcome, TollRange], told: Sequence[Told], policy: Policy
) -> dict[Outcome, TollRange]:
    """The ranges, with those of outcomes that nobody counts but somebody tells of one by one."""
    totals = {t.outcome for one in told for t in one.event.tolls if is_cumulative(one, t)}
    for outcome in OUTCOMES:
        sure, people = singled_out(told, outcome) if outcome not in ranges else (0, 0)
        if outcome in totals and outcome not in ranges:
            ranges[outcome] = TollRange(min(sure, 1), None, None, policy.tolls, ONLY_TOTALS)
        elif people:
            best = sure if policy.tolls == "acled" else None if policy.tolls == "airwars" else people
            ranges[outcome] = TollRange(sure, best, None, policy.tolls, UNCOUNTED)
    return ranges


def _with_doer(ranges: dict[Outcome, TollRange], told: Sequence[Told]) -> dict[Outcome, TollRange]:
    """The ranges, that of the dead wider by one where who did it died too and may have been counted or not."""
    dead = ranges.get(Outcome.KILLED)
    if dead is not None and dead.policy == "onrecord" and dead.high is not None and doer_died(told):
        ranges[Outcome.KILLED] = replace(dead, high=dead.high + 1, rule=f"{dead.rule} {DOER}")
    return ranges


def _order(told: Told) -> tuple[str, str, int, str]:
    return str(told.report.published or "9999"), told.report.id, told.event.anchor.span.start, told.event.id


def _most(values: Iterable[str | None]) -> str | None:
    counts = Counter(v for v in values if v)
    return min(counts, key=lambda v: (-counts[v], v), default=None)


def _status(events: Sequence[Event]) -> Status:
    counts = Counter(e.status for e in events)
    order = list(Status)
    return min(counts, key=lambda s: (-counts[s], order.index(s)))


def _parties(actors: Iterable[Actor]) -> tuple[Party, ...]:
    """The parties that most events name, each once; those known by name before bare nouns."""
    groups: dict[str, tuple[int, Party]] = {}
    for actor in actors:
        key = " ".join(actor.name.casefold().removeprefix("the ").split())
        count, party = groups.get(key, (0, Party.of(actor)))
        groups[key] = (count + 1 + 2 * bool(parties([actor])), party)
    if any(not is_possessive(party.name) for _, party in groups.values()):
        groups = {key: found for key, found in groups.items() if not is_possessive(found[1].name)}
    ranked = sorted(groups.values(), key=lambda g: (-g[0], g[1].name))
    return tuple(party for _, party in ranked[:_MOST_PARTIES])


def _all_accepted(told: Sequence[Told], rulings: Rulings) -> bool:
    refs: list[EventRef] = [t.ref for t in told]
    return bool(rulings.accepted) and all(ref in rulings.accepted for ref in refs)
