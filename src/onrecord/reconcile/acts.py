"""When two events of one report tell one act: known by what ties them, and by what is known of both and differs."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from itertools import product

from onrecord.incidents import Told
from onrecord.knowledge.files import read_toml
from onrecord.knowledge.sectors import sector_of
from onrecord.model import Actor, Event, Place, Time
from onrecord.reconcile.distance import apart
from onrecord.reconcile.judge import Rulings
from onrecord.reconcile.totals import is_cumulative

Days = tuple[date, date]

_PHYSICAL = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT"})
_VAGUE_MODES = frozenset({None, "primitive", "unconventional"})
_FROM_AFAR = frozenset({"aerial", "explosives", "heavy-weapons"})  # who denies bombing a market speaks of an air strike
_SAME_SITE_KM = 30.0
_GROUP = "group:"  # how the ids of known groups begin, which are the same in every report
_NEAR = 600  # characters: so far off, a denial of which only the words or only the sufferer fit is of something else
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_FULL_WORD = re.compile(r"[^\W\d_]{4,}")
_ENDING = re.compile(r"(?:ings?|ed|e?s|e)$")
_DOUBLED = re.compile(r"([^aeiou])\1$")


def parties(actors: Iterable[Actor]) -> frozenset[str]:
    """Actors by what means the same in every report: a known group, a country's sector, a name; never a bare noun."""
    found: set[str] = set()
    for actor in actors:
        if actor.id.startswith(_GROUP):
            found.add(actor.id)
        elif actor.country and actor.sector:
            found.add(f"{actor.country} {actor.sector}")
        elif name := proper_name(actor):
            found.add(name)
    return frozenset(found)


def proper_name(actor: Actor) -> str | None:
    """An actor's name in small letters and without its article; None for a bare noun ("The army", "gunmen")."""
    name = actor.name.removeprefix("The ").removeprefix("the ")
    return name.casefold() if any(c.isupper() for c in name) else None


def one_act(left: Told, right: Told) -> bool:
    """True if two events of one report and type tell the same act: something ties them and nothing known differs.

    The act that holds others (a campaign) is one, wherever and against whomever it goes on.
    """
    ours, theirs = left.event, right.event
    if ours.anchor == theirs.anchor:  # affirmed and denied
        return True
    if (whole := is_campaign(left)) is not is_campaign(right):
        return False
    if whole:
        return _sectors_agree(ours.actor, theirs.actor)
    if ours.type not in _PHYSICAL or not _modes_agree(ours, theirs) or not _sides_agree(ours, theirs):
        return False
    if not _tied(ours, theirs):
        return False
    return _times_agree(ours.time, theirs.time) and _places_agree(ours.place, theirs.place)


def is_campaign(told: Told) -> bool:
    """True if an event is told as an act that holds others: an offensive, a siege, one whose figures are all totals."""
    event = told.event
    if not _campaign_words().isdisjoint(_WORD.findall(event.anchor.text.casefold())):
        return True
    return bool(event.tolls) and all(is_cumulative(told, toll) for toll in event.tolls)


@cache
def _campaign_words() -> frozenset[str]:
    return frozenset(read_toml("reconcile/campaigns.toml")["words"])


def with_denials(groups: Iterable[list[Told]], rulings: Rulings) -> list[list[Told]]:
    """The groups, each that only denies put to the nearest of those that affirm the same act."""
    found: list[list[Told]] = []
    denying: list[list[Told]] = []
    for group in groups:
        (found if any(one.event.polarity for one in group) else denying).append(list(group))
    affirming = tuple(found)
    for group in denying:
        homes = [g for g in affirming if _may_deny(group, g, rulings)]
        if homes:
            min(homes, key=lambda home: min(_far(one, other) for one in home for other in group)).extend(group)
        else:
            found.append(group)
    return found


def _may_deny(denying: Sequence[Told], affirming: Sequence[Told], rulings: Rulings) -> bool:
    both = list(product(denying, affirming))
    if any(rulings.same.get(frozenset((one.ref, other.ref))) is False for one, other in both):
        return False
    return any(denies(one, other) for one, other in both)


def _far(left: Told, right: Told) -> int:
    return abs(left.event.anchor.span.start - right.event.anchor.span.start)


def denies(denied: Told, affirmed: Told) -> bool:
    """True if a source denies in one event what another voice affirms in a second one of its report and type.

    Told in the same words and of the same sufferer, it is the same act whoever is said to have done it, and whatever
    day the denial is of; where only one of the two fits, it must stand near and nothing known may differ.
    """
    if denied.event.polarity or not affirmed.event.polarity:
        return False
    if denied.event.anchor == affirmed.event.anchor:
        return True
    if not denied.sources or not {*denied.sources}.isdisjoint(affirmed.sources):
        return False
    near = _far(denied, affirmed) <= _NEAR
    return _deny_one_act(denied.event, affirmed.event, near=near)


def _deny_one_act(denied: Event, affirmed: Event, *, near: bool) -> bool:
    same_words, same_sufferer = bool(_stems(affirmed) & _stems(denied)), _same_sufferer(affirmed, denied)
    same_blow = {affirmed.mode, denied.mode} <= _FROM_AFAR and None not in (affirmed.place, denied.place)
    if not _places_agree(affirmed.place, denied.place):
        return False
    if same_words and same_sufferer:
        return True
    if affirmed.type not in _PHYSICAL or not (same_words or same_sufferer or same_blow):
        return False
    sides = _sectors_agree(affirmed.actor, denied.actor) and _sectors_agree(affirmed.recipient, denied.recipient)
    ways = same_blow or _modes_agree(affirmed, denied)
    return near and sides and ways and _times_agree(affirmed.time, denied.time)


def _stems(event: Event) -> frozenset[str]:
    words = _FULL_WORD.findall(event.anchor.text.casefold())
    return frozenset(_DOUBLED.sub(r"\1", _ENDING.sub("", word)) for word in words)


def _same_sufferer(left: Event, right: Event) -> bool:
    ours, theirs = ({a.id for a in e.recipient} | parties(e.recipient) for e in (left, right))
    return bool(ours & theirs)


def _tied(left: Event, right: Event) -> bool:
    if left.mode is not None and left.mode == right.mode:
        return True
    ours, theirs = (parties((*e.actor, *e.recipient)) for e in (left, right))
    return bool(ours & theirs)


def _modes_agree(left: Event, right: Event) -> bool:
    return left.mode == right.mode or (left.type == "ASSAULT" and bool({left.mode, right.mode} & _VAGUE_MODES))


def _sides_agree(left: Event, right: Event) -> bool:
    ours, theirs = parties(left.actor), parties(right.actor)
    if ours and theirs and not ours & theirs:
        return False
    return _sectors_agree(left.recipient, right.recipient)


def _sectors_agree(left: Iterable[Actor], right: Iterable[Actor]) -> bool:
    ours, theirs = sectors_of(left), sectors_of(right)
    return not (ours and theirs) or bool(ours & theirs)


def sectors_of(actors: Iterable[Actor]) -> frozenset[str]:
    """The sectors of some actors, by their names where those tell."""
    found = (sector_of(a.name) or a.sector for a in actors)
    return frozenset(sector for sector in found if sector)


def _times_agree(left: object, right: object) -> bool:
    ours, theirs = days_of(left), days_of(right)
    return ours is None or theirs is None or (ours[0] <= theirs[1] and theirs[0] <= ours[1])


def _places_agree(left: object, right: object) -> bool:
    if not isinstance(left, Place) or not isinstance(right, Place):
        return True
    return apart(left, right) <= _SAME_SITE_KM


def days_of(time: object) -> Days | None:
    """The days of a time that is known on both sides, or None."""
    if not isinstance(time, Time) or time.start is None or time.end is None:
        return None
    return time.start, time.end
