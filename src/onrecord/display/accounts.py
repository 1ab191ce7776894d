"""On whose word: each event's accounts, one a source, with the claims and the tolls that are that source's own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import combinations
from tomllib import loads
from typing import Any

from onrecord.model import Claim, CodedReport, Event, Source, Toll


@cache
def words() -> dict[str, Any]:
    """What people read for the codes: the words of `assets/words.toml`."""
    return loads((files("onrecord.display") / "assets" / "words.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Account:
    """What one source says of one event.

    `source` is None for the report's own voice (`own_voice`), and for claims that name no source; `tolls` are
    indices into the event's tolls.
    """

    own_voice: bool
    source: Source | None
    claims: tuple[Claim, ...] = ()
    tolls: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Events that a reader may take together, because they are alike in how real they are said to be."""

    id: str
    title: str
    events: tuple[Event, ...]


class Lookup:
    """A coded report's sources and claims by id, and what hangs on them."""

    def __init__(self, coded: CodedReport) -> None:
        self.coded = coded
        self.sources = {s.id: s for s in coded.sources}
        self.claims = {c.id: c for c in coded.claims}

    def claims_of(self, source: Source | None) -> tuple[Claim, ...]:
        """The claims of a source, or those that name none, in order of the report."""
        wanted = source.id if source else None
        return tuple(c for c in self.coded.claims if c.source == wanted)

    def depth(self, claim: Claim) -> int:
        """How many claims hold this one inside their content."""
        seen = {claim.id}
        while claim.within and claim.within not in seen:
            seen.add(claim.within)
            claim = self.claims[claim.within]
        return len(seen) - 1

    def relays(self, source: Source | None) -> tuple[Source, ...]:
        """The sources that carried this one's word, nearest first."""
        found: list[Source] = []
        while source and source.relays and self.sources[source.relays] not in found:
            source = self.sources[source.relays]
            found.append(source)
        return tuple(found)

    def toll_claims(self, event: Event, toll: Toll) -> tuple[str, ...]:
        """Whose figure a toll is: the claims it cites, else those whose words hold it, else the report's own ().

        Among the claims that hold it the event's own come first, and of nested ones the innermost.
        """
        if toll.claims:
            return toll.claims
        holding = [c for c in self.coded.claims if c.content.covers(toll.mention.span)]
        asserting = [c for c in holding if c.id in event.claims] or holding
        outer = {c.within for c in asserting}
        return tuple(c.id for c in asserting if c.id not in outer)

    def accounts(self, event: Event) -> tuple[Account, ...]:
        """The accounts of an event: the sources in order of its claims, the report's own voice first if it speaks."""
        givers = [self.toll_claims(event, t) for t in event.tolls]
        order = dict.fromkeys([*event.claims, *(c for cited in givers for c in cited)])
        by_source: dict[str | None, list[Claim]] = {}
        for claim in (self.claims[c] for c in order):
            by_source.setdefault(claim.source, []).append(claim)
        found = [
            Account(
                own_voice=False,
                source=self.sources[key] if key else None,
                claims=tuple(claims),
                tolls=tuple(i for i, cited in enumerate(givers) if any(c.id in cited for c in claims)),
            )
            for key, claims in by_source.items()
        ]
        own = tuple(i for i, cited in enumerate(givers) if not cited)
        if own or not event.claims:
            found.insert(0, Account(own_voice=True, source=None, tolls=own))
        return tuple(found)


def groups(events: Sequence[Event]) -> tuple[Group, ...]:
    """The events by how real they are said to be, the real ones first; groups without events are left out."""
    found = []
    for spec in words()["groups"]:
        inside = tuple(
            e for e in events if e.status.value in spec["statuses"] and spec.get("polarity", e.polarity) == e.polarity
        )
        if inside:
            found.append(Group(spec["id"], spec["title"], inside))
    return tuple(found)


def rivals(event: Event, accounts: Iterable[Account]) -> tuple[str, ...]:
    """The outcomes for which two accounts count the same people and give other figures, in order of the tolls."""
    given = [(n, event.tolls[i]) for n, account in enumerate(accounts) for i in account.tolls]
    return tuple(
        dict.fromkeys(
            left.outcome.value
            for (n, left), (m, right) in combinations(given, 2)
            if n != m and _alike(left, right) and (left.low, left.high) != (right.low, right.high)
        )
    )


def _alike(left: Toll, right: Toll) -> bool:
    """True if two counts are of the same outcome and, by their last word, of the same people."""
    heads = [toll.of.casefold().split()[-1:] for toll in (left, right)]
    return left.outcome is right.outcome and heads[0] == heads[1] and left.part_of is None and right.part_of is None
