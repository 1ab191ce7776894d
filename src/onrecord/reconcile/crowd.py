"""Words that many of the reports at hand share, however rare they are elsewhere: they tell no two acts apart."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from onrecord.reconcile.episodes import Episode
from onrecord.reconcile.profile import Profile, Vector

FEW = 50
"""Reports below which a collection says nothing of what is common."""

_SHARE = 0.25  # of the reports: a word that more of them have is common here
_NAME_SHARE = 0.02  # the same for names, of which even the much spoken of stand in few reports


def without_common(episodes: Sequence[Episode]) -> tuple[Episode, ...]:
    """The episodes, their vectors without the words and names that are common in this collection.

    Vectors are not brought back to unit length: reports that share only common words are not alike.
    """
    profiles = {e.report.id: e.profile for e in episodes}
    if len(profiles) < FEW:
        return tuple(episodes)
    words = _common((p.words.keys() | p.opening.keys() for p in profiles.values()), _SHARE * len(profiles))
    names = _common((p.names.keys() for p in profiles.values()), max(_NAME_SHARE * len(profiles), FEW / 5))
    thinned = {report: _thinned(p, words, names) for report, p in profiles.items()}
    return tuple(replace(e, profile=thinned[e.report.id], passage=_without(e.passage, words)) for e in episodes)


def _common(texts: Iterable[Iterable[str]], most: float) -> frozenset[str]:
    counts = Counter(word for text in texts for word in text)
    return frozenset(word for word, n in counts.items() if n > most)


def _thinned(profile: Profile, words: frozenset[str], names: frozenset[str]) -> Profile:
    return replace(
        profile,
        words=_without(profile.words, words),
        opening=_without(profile.opening, words),
        names=_without(profile.names, names),
    )


def _without(vector: Vector, common: frozenset[str]) -> Vector:
    return {word: weight for word, weight in vector.items() if word not in common}
