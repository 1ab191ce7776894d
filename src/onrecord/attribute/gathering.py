"""Which attributions rest on one source: one speaker by one channel and one relay."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.attribute.entities import Entity
from onrecord.attribute.findings import Finding
from onrecord.model import Attitude, Channel
from onrecord.spans import Span, hull


@dataclass(frozen=True, slots=True)
class Way:
    """How a word came to the report: the channel, and the news organisation it was told to, if it is not its own."""

    channel: Channel = Channel.UNSPECIFIED
    told: Entity | None = None


@dataclass(slots=True)
class Draft:
    """A source in the making: a speaker by one channel; `relay` is the index of the draft that carried the words."""

    entity: Entity
    channel: Channel
    mentions: list[Span] = field(default_factory=list)
    relay: int | None = None


@dataclass(slots=True)
class _Group:
    """What one speaker says in one way, by the indices of the findings."""

    entity: Entity
    way: Way
    members: list[int]
    carrier: int | None  # the finding of another speaker in which the first of them stands


def mention_of(finding: Finding) -> Span:
    """Where a finding names its source; the content itself where it names none."""
    return finding.source or hull(finding.content)


def gather(
    findings: Sequence[Finding], outer: Sequence[int | None], whose: Mapping[int, Entity], ways: Mapping[int, Way]
) -> tuple[list[Draft], dict[int, int]]:
    """The sources in the making, and which finding rests on which; `whose` tells the speakers, `ways` what is told."""
    carriers = {i: _carrier(outer, whose, i) for i in whose}
    groups = [g for same in _by_speaker(findings, whose, carriers) for g in _split(same, whose, ways, carriers)]
    _join_held(groups, findings, whose, carriers)
    drafts, of_finding = _drafted(groups, findings)
    _link(groups, drafts, of_finding)
    return drafts, of_finding


def _carrier(outer: Sequence[int | None], whose: Mapping[int, Entity], i: int) -> int | None:
    """The nearest claim of another speaker around a finding: nobody relays himself."""
    above, steps = outer[i], 0
    while above is not None and steps < len(outer):
        if above in whose and whose[above] is not whose[i]:
            return above
        above, steps = outer[above], steps + 1
    return None


def _by_speaker(
    findings: Sequence[Finding], whose: Mapping[int, Entity], carriers: Mapping[int, int | None]
) -> list[list[int]]:
    """The claims of each speaker, apart by who relays them, in order of the text."""
    same: dict[tuple[int, int], list[int]] = defaultdict(list)
    for i in sorted(whose, key=lambda i: mention_of(findings[i]).start):
        if findings[i].attitude is Attitude.SAYS:
            carrier = carriers[i]
            same[id(whose[i]), id(whose[carrier]) if carrier is not None else 0].append(i)
    return list(same.values())


def _split(
    members: list[int], whose: Mapping[int, Entity], ways: Mapping[int, Way], carriers: Mapping[int, int | None]
) -> list[_Group]:
    """A speaker's claims apart by the ways that are told; one of which none is told goes with the one before it."""
    told = [ways.get(i, Way()) for i in members]
    current = next((w for w in told if w != Way()), Way())
    groups: dict[Channel, _Group] = {}
    for i, way in zip(members, told, strict=True):
        current = way if way != Way() else current
        group = groups.get(current.channel)
        if group is None:
            group = groups[current.channel] = _Group(whose[i], current, [], carriers[i])
        elif group.way.told is None:
            group.way = Way(group.way.channel, current.told)
        group.members.append(i)
    return list(groups.values())


def _join_held(
    groups: list[_Group],
    findings: Sequence[Finding],
    whose: Mapping[int, Entity],
    carriers: Mapping[int, int | None],
) -> None:
    """Puts what speakers only believe, intend or perceive with what they say, if they say anything."""
    of_entity: dict[int, list[_Group]] = defaultdict(list)
    for group in groups:
        of_entity[id(group.entity)].append(group)
    for i in sorted(whose, key=lambda i: mention_of(findings[i]).start):
        if findings[i].attitude is Attitude.SAYS:
            continue
        known = of_entity[id(whose[i])]
        if not known:
            known.append(_Group(whose[i], Way(), [], carriers[i]))
            groups.append(known[0])
        at = mention_of(findings[i]).start
        before = [g for g in known if any(mention_of(findings[m]).start <= at for m in g.members)]
        (before or known)[-1 if before else 0].members.append(i)


def _drafted(groups: Sequence[_Group], findings: Sequence[Finding]) -> tuple[list[Draft], dict[int, int]]:
    drafts, of_finding = [], {}
    for n, group in enumerate(groups):
        drafts.append(Draft(group.entity, group.way.channel, [mention_of(findings[i]) for i in group.members]))
        of_finding.update(dict.fromkeys(group.members, n))
    return drafts, of_finding


def _link(groups: Sequence[_Group], drafts: list[Draft], of_finding: Mapping[int, int]) -> None:
    """Sets who relays whom, never in a ring."""
    for n, group in enumerate(groups):
        if group.carrier is not None:
            relay: int | None = of_finding.get(group.carrier)
        else:
            relay = _told(drafts, group.way.told, n)
        above, seen = relay, {n}
        while above is not None and above not in seen:
            seen.add(above)
            above = drafts[above].relay
        drafts[n].relay = relay if above is None else None


def _told(drafts: list[Draft], told: Entity | None, own: int) -> int | None:
    """The draft for whom a speaker told it; made if that one is no source of claims."""
    if told is None or told is drafts[own].entity:
        return None
    for n, draft in enumerate(drafts):
        if draft.entity is told:
            return n
    drafts.append(Draft(told, Channel.UNSPECIFIED, [told.mentions[0]]))
    return len(drafts) - 1
