"""Incidents that contain others: a siege or an offensive and its attacks."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from datetime import date, timedelta

from onrecord.incidents import Incident
from onrecord.reconcile.acts import Days, days_of
from onrecord.reconcile.distance import apart
from onrecord.reconcile.episodes import COARSENESS

_LONG = timedelta(days=3)  # an act that lasts longer may hold others
_SHORT = timedelta(days=1)
_BEFORE = timedelta(days=30)  # how long before the first day known of a campaign its parts are looked for
_VIOLENT = frozenset({"ASSAULT", "COERCE"})
_EARLIEST = date(1900, 1, 1)


def with_parts(incidents: Sequence[Incident], campaigns: Set[str] = frozenset()) -> tuple[Incident, ...]:
    """The incidents with the parts of those that last long: acts within their days, their place and their parties.

    `campaigns` are the ids of those that are told as such ("the offensive"), however few days of them are known. They
    hold what their parties do and suffer in their country, in those days or by the word of a report that tells of both.
    """
    days = {i.id: found for i in incidents if (found := _days(i)) is not None}
    by_country: defaultdict[str | None, list[tuple[date, Incident]]] = defaultdict(list)
    for incident in incidents:
        if incident.id in days and incident.id not in campaigns and _is_single(incident, days[incident.id]):
            by_country[incident.place.country if incident.place else None].append((days[incident.id][0], incident))
    for acts in by_country.values():
        acts.sort(key=lambda act: (act[0], act[1].id))
    return tuple(
        replace(i, parts=tuple(_parts(i, days[i.id], by_country, told=i.id in campaigns)))
        if i.id in days and _may_hold(i, days[i.id], told=i.id in campaigns)
        else i
        for i in incidents
    )


def _days(incident: Incident) -> Days | None:
    found = days_of(incident.time)
    return found if found and found[0] > _EARLIEST else None


def _is_single(incident: Incident, days: Days) -> bool:
    real = incident.type in _VIOLENT and incident.status.real and incident.polarity
    return real and days[1] - days[0] <= _SHORT and incident.place is not None


def _may_hold(incident: Incident, days: Days, *, told: bool) -> bool:
    real = incident.type in _VIOLENT and incident.status.real and incident.polarity
    long = told or days[1] - days[0] > _LONG
    return real and long and incident.place is not None and bool(incident.actor)


def _parts(
    whole: Incident, days: Days, by_country: dict[str | None, list[tuple[date, Incident]]], *, told: bool
) -> Iterator[str]:
    acts = by_country.get(whole.place.country if whole.place else None, [])
    first = bisect_left(acts, days[0] - (_BEFORE if told else timedelta(0)), key=lambda act: act[0])
    last = bisect_right(acts, days[1], key=lambda act: act[0])
    reports = set(whole.reports)
    for day, act in acts[first:last]:
        if act.id == whole.id or not _same_side(act, whole):
            continue
        if (_told_together(reports, act) or day >= days[0]) if told else _within(act, whole):
            yield act.id


def _told_together(reports: Set[str], act: Incident) -> bool:
    return not reports.isdisjoint(act.reports)


def _within(act: Incident, whole: Incident) -> bool:
    if act.place is None or whole.place is None:
        return False
    finer = COARSENESS.get(act.place.precision, 0) <= COARSENESS.get(whole.place.precision, 0)
    return finer and apart(act.place, whole.place) == 0


def _same_side(act: Incident, whole: Incident) -> bool:
    """True if a party of the whole acts or suffers in the part, by name or as a country's force."""
    ours = {p.name.casefold() for p in (*whole.actor, *whole.recipient)} | _forces(whole)
    theirs = {p.name.casefold() for p in (*act.actor, *act.recipient)} | _forces(act)
    return bool(ours & theirs)


def _forces(incident: Incident) -> set[str]:
    return {f"{p.country} {p.sector}" for p in (*incident.actor, *incident.recipient) if p.country and p.sector}
