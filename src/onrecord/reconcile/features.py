"""The table of features by which two tellings are compared; each docstring is the feature's published explanation."""

from collections.abc import Callable
from datetime import timedelta
from math import log1p
from typing import NamedTuple

from onrecord.model import Place
from onrecord.reconcile.distance import apart
from onrecord.reconcile.episodes import Episode
from onrecord.reconcile.profile import cosine

_ONE_DAY = timedelta(days=1)
_FAR_KM = 300.0
_COARSE = frozenset({"country", "admin1", "region"})
_FULL_MEASURE = 16.0  # summed rarity of shared names at which the feature is full: two rare names


class Score(NamedTuple):
    """What a feature says of two tellings: a number (0 where nothing is known) and, when asked, why, in words."""

    value: float
    why: Callable[[], str] = str


NOTHING, UNDATED = Score(0.0), Score(0.5)
DIFFERENT, OPPOSED, HALF_OPPOSED = Score(1.0), Score(-1.0), Score(-0.5)

Feature = Callable[[Episode, Episode], Score]


def same_words(left: Episode, right: Episode) -> Score:
    """The two reports use the same rare words throughout."""
    found = cosine(left.profile.words, right.profile.words)
    return Score(found, lambda: f"reports alike {found:.2f}")


def same_passage(left: Episode, right: Episode) -> Score:
    """The passages around the two events use the same rare words."""
    found = cosine(left.passage, right.passage)
    return Score(found, lambda: f"passages alike {found:.2f}")


def same_opening(left: Episode, right: Episode) -> Score:
    """The titles and first lines of the two reports use the same rare words."""
    found = cosine(left.profile.opening, right.profile.opening)
    return Score(found, lambda: f"openings alike {found:.2f}")


def shared_names(left: Episode, right: Episode) -> Score:
    """Both reports give the same full names, the rarer the more telling."""
    names = left.profile.names
    shared = names.keys() & right.profile.names.keys()
    if not shared:
        return NOTHING
    found = min(1.0, sum(max(0.0, names[n] - 4.0) for n in shared) / _FULL_MEASURE)
    return Score(found, lambda: f"both name {_listed(sorted(shared, key=lambda n: (-names[n], n)))}")


def no_shared_name(left: Episode, right: Episode) -> Score:
    """Both reports give full names, and none is the same."""
    ours, theirs = left.profile.names, right.profile.names
    return DIFFERENT if ours and theirs and ours.keys().isdisjoint(theirs) else NOTHING


def same_place(left: Episode, right: Episode) -> Score:
    """The two acts are put in the same town, or one place lies within the other; far apart counts against."""
    ours, theirs = left.place, right.place
    if ours is None or theirs is None:
        return NOTHING
    km = apart(ours, theirs)
    if km > 0:
        return Score(-min(1.0, km / _FAR_KM), lambda: f"{ours.name} and {theirs.name}: {km:.0f} km apart")
    coarse = ours.precision in _COARSE or theirs.precision in _COARSE
    return Score(0.3 if coarse else 1.0, lambda: f"at {ours.name}" if ours.name == theirs.name else _and(ours, theirs))


def same_days(left: Episode, right: Episode) -> Score:
    """The two acts are dated to the same days."""
    ours, theirs = left.days, right.days
    if ours is None or theirs is None or ours[0] > theirs[1] or theirs[0] > ours[1]:
        return NOTHING
    longest = max(ours[1] - ours[0], theirs[1] - theirs[0])
    return Score(1.0 if longest <= _ONE_DAY else 0.4, lambda: f"both on {ours[0].isoformat()}")


def days_apart(left: Episode, right: Episode) -> Score:
    """The two acts are dated to different days: the further apart, the less likely the same."""
    if left.days is None or right.days is None:
        return NOTHING
    gap = max(left.days[0] - right.days[1], right.days[0] - left.days[1]).days
    return Score(min(1.0, log1p(gap) / log1p(30)), lambda: f"{gap} days apart") if gap > 0 else NOTHING


def published_apart(left: Episode, right: Episode) -> Score:
    """The two reports were published on different days."""
    ours, theirs = left.report.published, right.report.published
    if ours is None or theirs is None:
        return UNDATED
    gap = abs((ours - theirs).days)
    return Score(min(1.5, log1p(gap) / log1p(60)), lambda: f"published {gap} days apart")


def same_ages(left: Episode, right: Episode) -> Score:
    """Both reports give people of the same ages."""
    shared = left.profile.ages & right.profile.ages
    if not shared:
        return NOTHING
    return Score(min(len(shared), 3) / 3, lambda: f"both name ages {', '.join(map(str, sorted(shared)))}")


def other_ages(left: Episode, right: Episode) -> Score:
    """Both reports give ages, and none is the same."""
    ours, theirs = left.profile.ages, right.profile.ages
    return DIFFERENT if ours and theirs and ours.isdisjoint(theirs) else NOTHING


def same_numbers(left: Episode, right: Episode) -> Score:
    """Both reports give the same long figures, such as numbers of a street."""
    shared = left.profile.numbers & right.profile.numbers
    return Score(min(len(shared), 2) / 2, lambda: f"both give {_listed(sorted(shared))}") if shared else NOTHING


def same_mode(left: Episode, right: Episode) -> Score:
    """The two acts were done in the same way; different ways count against."""
    if not left.modes or not right.modes:
        return NOTHING
    shared = left.modes & right.modes
    return Score(1.0, lambda: f"both {min(shared)}") if shared else OPPOSED


def same_actor(left: Episode, right: Episode) -> Score:
    """The same party acts in both; parties that differ count against."""
    return _same_party(left.actors, right.actors, "acts")


def same_recipient(left: Episode, right: Episode) -> Score:
    """The same party suffers in both; parties that differ count against."""
    return _same_party(left.recipients, right.recipients, "suffers")


def same_toll(left: Episode, right: Episode) -> Score:
    """Both give the same exact count of people, the larger the more telling; other counts count against."""
    if not left.tolls or not right.tolls:
        return NOTHING
    shared = left.tolls & right.tolls
    if shared:
        outcome, count = max(shared, key=lambda t: (t[1], t[0]))
        return Score(min(1.0, 0.25 + log1p(count) / 5), lambda: f"both give {count} {outcome.value}")
    return HALF_OPPOSED if {o for o, _ in left.tolls} & {o for o, _ in right.tolls} else NOTHING


def _same_party(left: frozenset[str], right: frozenset[str], does: str) -> Score:
    if not left or not right:
        return NOTHING
    shared = left & right
    return Score(1.0, lambda: f"{max(shared, key=lambda n: (len(n), n))} {does} in both") if shared else OPPOSED


def _listed(names: list[str]) -> str:
    return ", ".join(n.title() for n in names[:3])


def _and(left: Place, right: Place) -> str:
    return f"at {left.name}, {right.name}"


FEATURES: tuple[Feature, ...] = (
    same_words,
    same_passage,
    same_opening,
    shared_names,
    no_shared_name,
    same_place,
    same_days,
    days_apart,
    published_apart,
    same_ages,
    other_ages,
    same_numbers,
    same_mode,
    same_actor,
    same_recipient,
    same_toll,
)
"""Every feature, in the order in which explanations list them."""


def values_of(left: Episode, right: Episode) -> tuple[float, ...]:
    """The features of two tellings as numbers."""
    return tuple([feature(left, right).value for feature in FEATURES])


def name_of(feature: Feature) -> str:
    """The name under which a feature's weight is kept."""
    return getattr(feature, "__name__", repr(feature))
