"""Toll ranges by stated policies: from each voice's figures to one low, best and high."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.incidents import Account, AccountToll, TollRange
from onrecord.model import Outcome
from onrecord.reconcile.victims import CIVILIANS, COMBATANTS, PEOPLE, in_words, victim_class


@dataclass(frozen=True, slots=True)
class Figure:
    """What one voice gives for one outcome and class of people, its parts left out and separate groups added up."""

    root: str
    low: int | None
    high: int | None

    @property
    def value(self) -> int:
        """The count that stands for it where one number must: the lowest that its words license, else the highest."""
        return self.low if self.low is not None else self.high or 0

    @property
    def open(self) -> bool:
        """True if the words leave the upper side open."""
        return self.high is None


_AND = frozenset({len(" and "), len(", and ")})

Figures = Mapping[str, tuple[Figure, ...]]
Bounds = tuple[int | None, int | None, int | None]


def ranges_of(accounts: Sequence[Account], policy: str, *, totals: bool = False) -> dict[Outcome, TollRange]:
    """The range of each outcome that any account gives a figure for, under a policy.

    `totals` over several acts count where the incident is the campaign that holds them.
    """
    found: dict[Outcome, TollRange] = {}
    for outcome in Outcome:
        figures = figures_of(accounts, outcome, totals=totals)
        if figures:
            low, best, high = _whole(figures, _POLICIES[policy])
            if policy == "airwars":
                best = None
            found[outcome] = TollRange(low, best, high, policy, _rule(figures, policy, totals=totals))
    return found


def figures_of(accounts: Iterable[Account], outcome: Outcome, *, totals: bool = False) -> dict[str, tuple[Figure, ...]]:
    """By class of people, what each voice that affirms the act gives; superseded figures and totals left out."""
    found: defaultdict[str, list[Figure]] = defaultdict(list)
    for account in accounts:
        if not account.polarity:
            continue
        live = [i for i, t in enumerate(account.tolls) if t.outcome is outcome and _counts(t, totals=totals)]
        tops = [account.tolls[i] for i in live if account.tolls[i].part_of not in live]
        classes: defaultdict[str, list[AccountToll]] = defaultdict(list)
        for toll in tops:
            classes[victim_class(toll.of)].append(toll)
        own = {people: _figure(account.root, tolls) for people, tolls in classes.items()}
        for people, figure in own.items():
            if people != PEOPLE or not _is_part(figure, own):
                found[people].append(figure)
    return {people: tuple(figures) for people, figures in sorted(found.items())}


def _is_part(everyone: Figure, own: Mapping[str, Figure]) -> bool:
    """True if a voice counts more people of its classes than "people": these are some of them ("five of them died")."""
    summed = sum(figure.low or 0 for people, figure in own.items() if people != PEOPLE)
    return everyone.high is not None and everyone.high < summed


def rivals(figures: Figures) -> tuple[tuple[Figure, str, Figure], ...]:
    """Figures of civilians and of fighters that may be the same dead, called otherwise by voices that count one kind.

    Each is a figure for civilians, the class of the fighters, and the figure for them.
    """
    armed = [(people, f) for people, own in figures.items() if people in COMBATANTS for f in own]
    kinds = Counter(f.root for people, own in figures.items() if people != PEOPLE for f in own)
    return tuple(
        (civil, people, fighters)
        for civil in figures.get(CIVILIANS, ())
        for people, fighters in armed
        if civil.root != fighters.root
        and not differ(civil, fighters)
        and kinds[civil.root] == kinds[fighters.root] == 1
    )


def differ(left: Figure, right: Figure) -> bool:
    """True if no number is within the bounds of both."""
    lowest = max(left.low or 0, right.low or 0)
    highest = min((f.high for f in (left, right) if f.high is not None), default=None)
    return highest is not None and lowest > highest


def _counts(toll: AccountToll, *, totals: bool) -> bool:
    return not (toll.superseded or (toll.cumulative and not totals)) and (toll.low is not None or toll.high is not None)


def _figure(root: str, tolls: Sequence[AccountToll]) -> Figure:
    """One figure for the tolls of one voice and class: the fullest report's groups added up, repeats counted once."""
    by_report: defaultdict[str, list[AccountToll]] = defaultdict(list)
    for toll in tolls:
        by_report[toll.report].append(toll)
    sums = [_added(own) for own in by_report.values()]
    lows = [low for low, _ in sums if low is not None]
    highs = [high for _, high in sums]
    return Figure(root, max(lows, default=None), max(h for h in highs if h is not None) if None not in highs else None)


Count = tuple[int | None, int | None]


def _added(tolls: Sequence[AccountToll]) -> Count:
    """Groups with names of their own are added up; several counts of the same people are the widest of them.

    People told of in one breath ("a man and a boy") are a count of their own, however general their names.
    """
    groups: dict[str, Count] = {}
    for toll in tolls:
        name = _group(" ".join(toll.of.casefold().split()), groups)
        low, high = groups.get(name, (toll.low, toll.high))
        groups[name] = (_larger(low, toll.low), None if None in (high, toll.high) else _larger(high, toll.high))
    together = [_sum([(t.low, t.high) for t in run]) for run in _runs(tolls) if len(run) > 1]
    if len(groups) == 1 or PEOPLE in map(victim_class, groups):
        return _widest([*groups.values(), *together])
    return _widest([_sum(list(groups.values())), *together])


def _group(name: str, groups: Iterable[str]) -> str:
    """The group that a name is of: "young children" are the "children" counted before."""
    words = set(name.split())
    return next((g for g in groups if words <= set(g.split()) or words >= set(g.split())), name)


def _runs(tolls: Sequence[AccountToll]) -> list[list[AccountToll]]:
    """The figures of one report, those apart that stand beside each other with nothing but "and" between."""
    runs: list[list[AccountToll]] = []
    for toll in sorted(tolls, key=lambda t: t.span):
        if runs and toll.span.start - runs[-1][-1].span.end in _AND:
            runs[-1].append(toll)
        else:
            runs.append([toll])
    return runs


def _sum(counts: Sequence[Count]) -> Count:
    high = None if any(h is None for _, h in counts) else sum(h or 0 for _, h in counts)
    return sum(low or 0 for low, _ in counts), high


def _widest(counts: Sequence[Count]) -> Count:
    """The largest low and the largest high; open above if any is."""
    high = None if any(h is None for _, h in counts) else max(h or 0 for _, h in counts)
    return max((low for low, _ in counts if low is not None), default=None), high


def _larger(left: int | None, right: int | None) -> int | None:
    return max((v for v in (left, right) if v is not None), default=None)


def _whole(figures: Figures, bounds: Callable[[Sequence[Figure]], Bounds]) -> Bounds:
    """The range over all people: the classes added up, beside what voices give for people of any class."""
    classes = {people: bounds(own) for people, own in figures.items()}
    everyone = classes.pop(PEOPLE, None)
    if not classes:
        return everyone or (None, None, None)
    if same := {people for _, people, _ in rivals(figures)}:
        classes[CIVILIANS] = _either([classes.pop(people) for people in sorted({*same, CIVILIANS})])
    low = sum(b[0] or 0 for b in classes.values())
    best = sum(b[1] or 0 for b in classes.values())
    high = None if any(b[2] is None for b in classes.values()) else sum(b[2] or 0 for b in classes.values())
    return (low, best, high) if everyone is None else _beside(everyone, (low, best, high))


def _either(classes: Sequence[Bounds]) -> Bounds:
    """The range over people who are of one class by one voice, of another by a second: all the same, or all others."""
    high = None if any(b[2] is None for b in classes) else sum(b[2] or 0 for b in classes)
    return min(b[0] or 0 for b in classes), max(b[1] or 0 for b in classes), high


def _beside(everyone: Bounds, summed: Bounds) -> Bounds:
    """Figures for everyone include those of the classes: the larger best holds, and the range spans both."""
    low = max(everyone[0] or 0, summed[0] or 0) if _within(summed, everyone) else min(everyone[0] or 0, summed[0] or 0)
    best = max(everyone[1] or 0, summed[1] or 0)
    high = None if everyone[2] is None or summed[2] is None else max(everyone[2], summed[2])
    return low, best, high


def _within(summed: Bounds, everyone: Bounds) -> bool:
    """True if the classes may be a part of the people counted in all."""
    return everyone[2] is None or (summed[0] or 0) <= everyone[2]


def onrecord(figures: Sequence[Figure]) -> Bounds:
    """Low is the lowest figure of any voice, high the highest; best is what most voices give, of equals the lower."""
    low = min(f.value if f.low is not None else 0 for f in figures)
    high = None if any(f.open for f in figures) else max(f.high or 0 for f in figures)
    votes = Counter(f.value for f in figures)
    best = min(votes, key=lambda v: (-votes[v], v))
    return low, best, high


def acled(figures: Sequence[Figure]) -> Bounds:
    """The lowest figure of any voice, as low, best and high."""
    lowest = min(f.value for f in figures)
    return lowest, lowest, lowest


def ucdp(figures: Sequence[Figure]) -> Bounds:
    """Low and high are the lowest and highest of any voice; best is the most that half of the voices bear out."""
    values = sorted((f.value for f in figures), reverse=True)
    best = values[len(values) // 2]
    return min(values), best, max(max(values), *(f.high or 0 for f in figures))


def airwars(figures: Sequence[Figure]) -> Bounds:
    """Low and high are the lowest and highest of any voice; there is no best figure."""
    return min(f.value for f in figures), None, max(max(f.value, f.high or 0) for f in figures)


_POLICIES: dict[str, Callable[[Sequence[Figure]], Bounds]] = {
    "onrecord": onrecord,
    "acled": acled,
    "ucdp": ucdp,
    "airwars": airwars,
}


def _rule(figures: Figures, policy: str, *, totals: bool) -> str:
    voices = {f.root for own in figures.values() for f in own}
    text = f"{_POLICIES[policy].__doc__} From {len(voices)} voice{'s' if len(voices) > 1 else ''}"
    classes = [f"{in_words(people)} {_said(own)}" for people, own in figures.items() if people != PEOPLE]
    if len(classes) > 1:
        text += f"; classes of people are ranged apart and added up ({'; '.join(classes)})"
    if rivals(figures):
        text += "; civilians by one voice and fighters by another may be the same people: only high adds them"
    text += "; parts of a count are never added to it, revised figures"
    return text + (
        " are left out, totals over its acts count." if totals else " and totals over several acts are left out."
    )


def _said(figures: Sequence[Figure]) -> str:
    low, _, high = onrecord(figures)
    return f"{low}" if low == high else f"{low} to {high}" if high is not None else f"{low} or more"
