"""Which episodes are one act: the likeliest pairs first, each cluster joined only if its members agree on average.

What two texts tell as two acts each, or one puts in other towns or on other days, stays two, however alike the reports
are otherwise, unless a person put them together.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import product

from onrecord.incidents import EventRef
from onrecord.reconcile.block import pairs
from onrecord.reconcile.copies import Copies
from onrecord.reconcile.episodes import Episode, cannot_be_one, denies_another, names_of_the_act
from onrecord.reconcile.features import values_of
from onrecord.reconcile.judge import Rulings
from onrecord.reconcile.passages import ONE_PASSAGE, Passages
from onrecord.reconcile.policy import Policy
from onrecord.reconcile.weights import Weights, load_weights

_MOST_COMPARED = 6  # members of each of two clusters that are compared before they are joined


@dataclass(frozen=True, slots=True)
class Cluster:
    """Episodes taken as one act, and why."""

    episodes: tuple[Episode, ...]
    reasons: tuple[str, ...] = ()


Compare = Callable[[Episode, Episode], tuple[float, ...]]


def clusters(
    episodes: Sequence[Episode],
    copies: Copies,
    rulings: Rulings,
    policy: Policy,
    weights: Weights | None = None,
    compare: Compare = values_of,
) -> tuple[Cluster, ...]:
    """The episodes put together into acts; each episode stands in exactly one cluster.

    `compare` gives the features of two episodes; whoever clusters the same ones again may keep what it gave.
    """
    chosen = weights or load_weights()
    forest = _Forest(episodes, Passages(copies), chosen, _apart(episodes, rulings), compare)
    threshold = chosen.threshold if policy.threshold is None else policy.threshold
    for i, j in _ruled_together(episodes, rulings):
        forest.join(i, j, "a person put them together")
    likely = ((forest.score(i, j), i, j) for i, j in pairs(episodes))
    for _, i, j in sorted((s for s in likely if s[0] >= threshold), key=lambda s: (-s[0], s[1], s[2])):
        forest.consider(i, j, threshold)
    return forest.clusters()


def never_one(left: Episode, right: Episode) -> bool:
    """True if what is known of two tellings keeps them apart, whatever their words have in common."""
    if left.report.id == right.report.id or left.type != right.type or left.real != right.real:
        return True
    if left.campaign is not right.campaign or denies_another(left, right):
        return True
    return not left.campaign and cannot_be_one(left, right) and not names_of_the_act(left, right)


def _ruled_together(episodes: Sequence[Episode], rulings: Rulings) -> Iterable[tuple[int, int]]:
    if not rulings.merged:
        return []
    home = {ref: i for i, e in enumerate(episodes) for ref in e.refs}
    ends = (sorted(home[ref] for ref in pair if ref in home) for pair in rulings.merged)
    return [(two[0], two[1]) for two in ends if len(two) == 2 and two[0] != two[1]]


def _apart(episodes: Sequence[Episode], rulings: Rulings) -> frozenset[frozenset[int]]:
    home: dict[EventRef, int] = {ref: i for i, e in enumerate(episodes) for ref in e.refs} if rulings.apart else {}
    return frozenset(frozenset(home[ref] for ref in pair if ref in home) for pair in rulings.apart)


@dataclass(slots=True)
class _Forest:
    """Clusters as they grow."""

    episodes: Sequence[Episode]
    passages: Passages
    weights: Weights
    apart: frozenset[frozenset[int]]
    compare: Compare
    _scores: dict[tuple[int, int], float] = field(default_factory=dict)
    _members: dict[int, list[int]] = field(default_factory=dict)
    _home: dict[int, int] = field(default_factory=dict)
    _links: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    _said: dict[int, list[str]] = field(default_factory=dict)

    def score(self, i: int, j: int) -> float:
        """How likely two episodes are of one act; 0 where they cannot be."""
        key = (i, j) if i < j else (j, i)
        if key not in self._scores:
            self._scores[key] = self._score(self.episodes[key[0]], self.episodes[key[1]])
        return self._scores[key]

    def _score(self, left: Episode, right: Episode) -> float:
        if never_one(left, right):
            return 0.0
        told_as_one = self.passages.one_act(left, right)
        if told_as_one is not None:
            return float(told_as_one)
        return self.weights.probability(self.compare(left, right))

    def consider(self, i: int, j: int, threshold: float) -> None:
        """Join the clusters of two episodes if their members agree on average and nothing keeps them apart."""
        if self._home.get(i, i) == self._home.get(j, j):
            return
        ours, theirs = self.members(i), self.members(j)
        if self._ruled_apart(ours, theirs) or self._told_apart(ours, theirs):
            return
        looked = list(product(_spread(ours), _spread(theirs)))
        if sum(self.score(a, b) for a, b in looked) >= threshold * len(looked):
            self.join(i, j)

    def _ruled_apart(self, ours: Sequence[int], theirs: Sequence[int]) -> bool:
        return bool(self.apart) and any(frozenset(pair) in self.apart for pair in product(ours, theirs))

    def _told_apart(self, ours: Sequence[int], theirs: Sequence[int]) -> bool:
        """True if two texts have an episode in both clusters, or one has in far towns or on far days.

        One text alone may tell an act twice without its being known.
        """
        shared = {self._text(a) for a in ours} & {self._text(b) for b in theirs}
        if len(shared) != 1:
            return bool(shared)
        left, right = ([self.episodes[i] for i in side if self._text(i) in shared] for side in (ours, theirs))
        return any(a.report.id == b.report.id and cannot_be_one(a, b) for a, b in product(left, right))

    def _text(self, i: int) -> str:
        """The report in which the text of an episode was first printed."""
        report = self.episodes[i].report.id
        return self.passages.copies.origin.get(report, report)

    def members(self, i: int) -> list[int]:
        """The episodes of the cluster that one stands in."""
        home = self._home.get(i, i)
        return self._members.get(home, [home])

    def join(self, i: int, j: int, why: str | None = None) -> None:
        """Make one cluster of two episodes' clusters."""
        a, b = self._home.get(i, i), self._home.get(j, j)
        if a != b:
            merged = [*self.members(a), *self.members(b)]
            self._links[a] = [*self._links.pop(a, []), *self._links.pop(b, [])]
            self._said[a] = [*self._said.pop(a, []), *self._said.pop(b, [])]
            self._members.pop(b, None)
            self._members[a] = merged
            self._home |= dict.fromkeys(merged, a)
        if why:
            self._said.setdefault(a, []).append(why)
        else:
            self._links.setdefault(a, []).append((i, j))

    def clusters(self) -> tuple[Cluster, ...]:
        """The clusters with the reasons for them, in the order of their first episodes."""
        homes = dict.fromkeys(self._home.get(i, i) for i in range(len(self.episodes)))
        return tuple(self._cluster(home) for home in homes)

    def _cluster(self, home: int) -> Cluster:
        said = list(self._said.get(home, []))
        for i, j in self._links.get(home, []):
            said += self._why(self.episodes[i], self.episodes[j])
        members = sorted(self.members(home))
        return Cluster(tuple(self.episodes[i] for i in members), tuple(dict.fromkeys(said))[:8])

    def _why(self, left: Episode, right: Episode) -> tuple[str, ...]:
        if self.passages.one_act(left, right):
            return (ONE_PASSAGE,)
        return self.weights.reasons(left, right)


def _spread(members: Sequence[int]) -> Sequence[int]:
    """At most so many of the members, evenly spread."""
    step = -(-len(members) // _MOST_COMPARED)
    return members[::step]
