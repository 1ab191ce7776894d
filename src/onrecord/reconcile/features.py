"""The table of features by which two tellings are compared; each docstring is the feature's published explanation."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from math import log1p

from onrecord.model import Outcome
from onrecord.reconcile.distance import apart
from onrecord.reconcile.episodes import Episode
from onrecord.reconcile.profile import cosine

_ONE_DAY = timedelta(days=1)
_FAR_KM = 300.0
_FULL_MEASURE = 16.0  # summed rarity of shared names at which the feature is full: two rare names


@dataclass(frozen=True, slots=True)
class Score:
    """What a feature says of two tellings: a number (0 where nothing is known) and why, in words."""

    value: float
    why: str = ""


Feature = Callable[[Episode, Episode], Score]


def same_words(left: Episode, right: Episode) -> Score:
    """The two reports use the same rare words throughout."""
    found = cosine(left.profile.words, right.profile.words)
    return Score(found, f"reports alike {found:.2f}")


def same_passage(left: Episode, right: Episode) -> Score:
    """The passages around the two events use the same rare words."""
    found = cosine(left.passage, right.passage)
    return Score(found, f"passages alike {found:.2f}")


def same_opening(left: Episode, right: Episode) -> Score:
    """The titles and first lines of the two reports use the same rare words."""
    found = cosine(left.profile.opening, right.profile.opening)
    return Score(found, f"openings alike {found:.2f}")


def shared_names(left: Episode, right: Episode) -> Score:
    """Both reports give the same full names, the rarer the more telling."""
    shared = sorted(left.profile.names.keys() & right.profile.names.keys(), key=lambda n: (-left.profile.names[n], n))
    found = min(1.0, sum(max(0.0, left.profile.names[n] - 4.0) for n in shared) / _FULL_MEASURE)
    return Score(found, f"both name {', '.join(n.title() for n in shared[:3])}" if shared else "")


def no_shared_name(left: Episode, right: Episode) -> Score:
    """Both reports give full names, and none is the same."""
    apart_names = bool(left.profile.names and right.profile.names) and not (
        left.profile.names.keys() & right.profile.names.keys()
    )
    return Score(float(apart_names), "no name in common" if apart_names else "")


def same_place(left: Episode, right: Episode) -> Score:
    """The two acts are put in the same town, or one place lies within the other; far apart counts against."""
    if left.place is None or right.place is None:
        return Score(0.0)
    km = apart(left.place, right.place)
    where = f"{left.place.name} and {right.place.name}"
    if km == 0:
        coarse = {left.place.precision, right.place.precision} & {"country", "admin1", "region"}
        return Score(0.3 if coarse else 1.0, f"both at {left.place.name}" if not coarse else where)
    return Score(-min(1.0, km / _FAR_KM), f"{where}: {km:.0f} km apart")


def same_days(left: Episode, right: Episode) -> Score:
    """The two acts are dated to the same days."""
    if left.days is None or right.days is None:
        return Score(0.0)
    gap = max(left.days[0] - right.days[1], right.days[0] - left.days[1])
    if gap > timedelta(0):
        return Score(0.0)
    longest = max(left.days[1] - left.days[0], right.days[1] - right.days[0])
    return Score(1.0 if longest <= _ONE_DAY else 0.4, f"both on {left.days[0].isoformat()}")


def days_apart(left: Episode, right: Episode) -> Score:
    """The two acts are dated to different days: the further apart, the less likely the same."""
    if left.days is None or right.days is None:
        return Score(0.0)
    gap = max(left.days[0] - right.days[1], right.days[0] - left.days[1]).days
    return Score(min(1.0, log1p(gap) / log1p(30)), f"{gap} days apart") if gap > 0 else Score(0.0)


def published_apart(left: Episode, right: Episode) -> Score:
    """The two reports were published on different days."""
    if left.report.published is None or right.report.published is None:
        return Score(0.5)
    gap = abs((left.report.published - right.report.published).days)
    return Score(min(1.5, log1p(gap) / log1p(60)), f"published {gap} days apart" if gap else "published the same day")


def same_ages(left: Episode, right: Episode) -> Score:
    """Both reports give people of the same ages."""
    shared = left.profile.ages & right.profile.ages
    return Score(min(len(shared), 3) / 3, f"both name ages {', '.join(map(str, sorted(shared)))}" if shared else "")


def other_ages(left: Episode, right: Episode) -> Score:
    """Both reports give ages, and none is the same."""
    differ = bool(left.profile.ages and right.profile.ages) and not left.profile.ages & right.profile.ages
    return Score(float(differ), "no age in common" if differ else "")


def same_numbers(left: Episode, right: Episode) -> Score:
    """Both reports give the same long figures, such as numbers of a street."""
    shared = left.profile.numbers & right.profile.numbers
    return Score(min(len(shared), 2) / 2, f"both give {', '.join(sorted(shared)[:2])}" if shared else "")


def same_mode(left: Episode, right: Episode) -> Score:
    """The two acts were done in the same way; different ways count against."""
    if not left.modes or not right.modes:
        return Score(0.0)
    shared = sorted(left.modes & right.modes)
    return Score(1.0, f"both {shared[0]}") if shared else Score(-1.0, "done in different ways")


def same_actor(left: Episode, right: Episode) -> Score:
    """The same party acts in both; parties that differ count against."""
    return _same_party(left.actors, right.actors, "acts")


def same_recipient(left: Episode, right: Episode) -> Score:
    """The same party suffers in both; parties that differ count against."""
    return _same_party(left.recipients, right.recipients, "suffers")


def same_toll(left: Episode, right: Episode) -> Score:
    """Both give the same exact count of people, the larger the more telling; other counts count against."""
    if not left.tolls or not right.tolls:
        return Score(0.0)
    shared = sorted(left.tolls & right.tolls, key=lambda t: -t[1])
    if shared:
        outcome, count = shared[0]
        return Score(min(1.0, 0.25 + log1p(count) / 5), f"both give {count} {outcome.value}")
    common = {o for o, _ in left.tolls} & {o for o, _ in right.tolls}
    differ = Outcome.KILLED in common or bool(common)
    return Score(-0.5 if differ else 0.0, "different counts" if differ else "")


def _same_party(left: frozenset[str], right: frozenset[str], does: str) -> Score:
    if not left or not right:
        return Score(0.0)
    shared = sorted(left & right, key=len, reverse=True)
    return Score(1.0, f"{shared[0]} {does} in both") if shared else Score(-1.0, f"another party {does}")


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
    return tuple(feature(left, right).value for feature in FEATURES)


def name_of(feature: Feature) -> str:
    """The name under which a feature's weight is kept."""
    return getattr(feature, "__name__", repr(feature))
