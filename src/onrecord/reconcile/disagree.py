"""Where the accounts of one act differ, by kind."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from onrecord.incidents import (
    OCCURRENCE,
    PLACE,
    RESPONSIBILITY,
    TIME,
    TOLL,
    VICTIM_CLASS,
    Account,
    Disagreement,
    Responsibility,
)
from onrecord.model import Outcome, Place, Time
from onrecord.reconcile.acts import days_of
from onrecord.reconcile.distance import apart
from onrecord.reconcile.ranges import Figure, differ, figures_of, rivals
from onrecord.reconcile.victims import CIVILIANS, in_words

OWN_VOICE = "the reports' own voice"
_FAR_KM = 25.0
_PINS_DOWN = frozenset({Responsibility.CLAIMED, Responsibility.BLAMED})


def disagreements_of(accounts: Sequence[Account]) -> tuple[Disagreement, ...]:
    """Every matter on which two accounts cannot both be right."""
    found = (
        *_tolls(accounts),
        *_victims(accounts),
        _responsibility(accounts),
        _occurrence(accounts),
        _times(accounts),
        _places(accounts),
    )
    return tuple(d for d in found if d is not None)


def called(account: Account) -> str:
    """What an account's voice is called in a list of sources."""
    return account.source or OWN_VOICE


def _tolls(accounts: Sequence[Account]) -> Iterator[Disagreement]:
    names = {a.root: called(a) for a in accounts}
    for outcome in Outcome:
        for people, figures in figures_of(accounts, outcome).items():
            if any(differ(a, b) for a, b in combinations(figures, 2)):
                said = ((f"{_bounds(f)} {in_words(people)} {outcome.value}", names[f.root]) for f in figures)
                yield _sided(TOLL, said)


def _bounds(figure: Figure) -> str:
    if figure.low == figure.high:
        return str(figure.low)
    if figure.high is None:
        return f"{figure.low} or more"
    return f"up to {figure.high}" if figure.low is None else f"{figure.low} to {figure.high}"


def _victims(accounts: Sequence[Account]) -> Iterator[Disagreement]:
    """Two voices that give nearly one figure for people of two kinds: civilians by one word, fighters by the other."""
    names = {a.root: called(a) for a in accounts}
    for outcome in Outcome:
        found = rivals(figures_of(accounts, outcome))
        if found:
            said = [(f"{in_words(CIVILIANS)} {outcome.value}", names[c.root]) for c, _, _ in found]
            said += [(f"{in_words(p)} {outcome.value}", names[f.root]) for _, p, f in found]
            yield _sided(VICTIM_CLASS, said)


def _responsibility(accounts: Sequence[Account]) -> Disagreement | None:
    said = [
        (f"{actor} {stance.value}", called(a), stance, actor) for a in accounts for stance, actor in a.responsibility
    ]
    denied = {actor for _, _, stance, actor in said if stance is Responsibility.DENIED}
    held = {actor for _, _, stance, actor in said if stance is not Responsibility.DENIED}
    by_voice = [{n for s, n in a.responsibility if s in _PINS_DOWN} for a in accounts]
    rival = any(a and b and not _overlap(a, b) for a, b in combinations(by_voice, 2))
    if (denied and (held or denied)) or rival:
        return _sided(RESPONSIBILITY, ((value, source) for value, source, _, _ in said))
    return None


def _overlap(left: Iterable[str], right: Iterable[str]) -> bool:
    words = [{w for name in side for w in name.casefold().split() if len(w) > 3} for side in (left, right)]
    return bool(words[0] & words[1])


def _occurrence(accounts: Sequence[Account]) -> Disagreement | None:
    said = [("happened" if a.polarity else "did not happen", called(a)) for a in accounts]
    return _sided(OCCURRENCE, said) if len({value for value, _ in said}) > 1 else None


def _times(accounts: Sequence[Account]) -> Disagreement | None:
    dated = [(a, days) for a in accounts if (days := days_of(a.time)) is not None]
    if any(x[0] > y[1] or y[0] > x[1] for (_, x), (_, y) in combinations(dated, 2)):
        return _sided(TIME, ((_days(a.time), called(a)) for a, _ in dated))
    return None


def _days(time: Time | None) -> str:
    days = days_of(time)
    if days is None:
        return "unknown"
    return days[0].isoformat() if days[0] == days[1] else f"{days[0].isoformat()} to {days[1].isoformat()}"


def _places(accounts: Sequence[Account]) -> Disagreement | None:
    placed = [(a, a.place) for a in accounts if isinstance(a.place, Place)]
    if any(apart(x, y) > _FAR_KM for (_, x), (_, y) in combinations(placed, 2)):
        return _sided(PLACE, ((place.name, called(a)) for a, place in placed))
    return None


def _sided(field: str, said: Iterable[tuple[str, str]]) -> Disagreement:
    sources: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for value, source in said:
        sources[value][source] = None
    return Disagreement(field, tuple(sources), tuple(tuple(names) for names in sources.values()))
