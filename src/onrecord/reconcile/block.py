"""Which episodes are worth comparing: those that share a key, so that never all pairs are."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from onrecord.reconcile.acts import Days
from onrecord.reconcile.episodes import Episode
from onrecord.reconcile.passages import edges_of
from onrecord.reconcile.profile import rarity

_WINDOW = 4  # days in a bucket; each date falls in its own bucket and the nearer neighbour
_LATE = timedelta(days=3)  # how long after the act a report with no date of its own is taken to come
_LONGEST = timedelta(days=14)  # a longer time is no key
_RARE = 7.5  # rarity from which a shared name alone is reason to compare
_MOST_NAMES = 12
_UNUSUAL, _MOST_WORDS = 4.5, 10  # the same for single words of the passage, if the time agrees too
_CELL = 1.0  # degrees
_CROWD = 64  # episodes of one block above which each is compared with its next neighbours in time alone
_NEIGHBOURS = 24
_BY_WORDS = ("name ", "word ")


def keys_of(episode: Episode) -> frozenset[str]:
    """The keys of one episode: what happened when and where, when and to whom, rare names, and the very words."""
    kinds = (_place_keys, _party_keys, _name_keys, _word_keys, _passage_keys)
    return frozenset(key for kind in kinds for key in kind(episode))


def pairs(episodes: Sequence[Episode]) -> Iterator[tuple[int, int]]:
    """Pairs of episodes (by index, each once) of different reports that share a key.

    In a crowded block each episode meets its neighbours in time alone, so that the cost stays near linear; a word or
    name that a crowd shares is no reason to compare.
    """
    blocks: defaultdict[str, list[int]] = defaultdict(list)
    for i, episode in enumerate(episodes):
        for key in keys_of(episode):
            blocks[key].append(i)
    seen: set[tuple[int, int]] = set()
    for key, members in blocks.items():
        if len(members) > _CROWD and key.startswith(_BY_WORDS):
            continue
        reach = len(members) if len(members) <= _CROWD else _NEIGHBOURS
        if reach < len(members):
            members.sort(key=lambda i: (_when(episodes[i])[0], i))
        for k, i in enumerate(members):
            for j in members[k + 1 : k + 1 + reach]:
                pair = (i, j) if i < j else (j, i)
                if pair not in seen and episodes[i].report.id != episodes[j].report.id:
                    seen.add(pair)
                    yield pair


def _when(episode: Episode) -> Days:
    if episode.days is not None and episode.days[1] - episode.days[0] <= _LONGEST:
        return episode.days
    published = episode.report.published
    return (published - _LATE, published) if published else (date.min, date.min)


def _buckets(episode: Episode) -> set[int]:
    start, end = _when(episode)
    return {(day + _WINDOW // 2 * side) // _WINDOW for day in (start.toordinal(), end.toordinal()) for side in (-1, 1)}


def _place_keys(episode: Episode) -> Iterator[str]:
    place = episode.place
    if place is None:
        return
    wide = place.precision in ("admin1", "region", "country")
    for bucket in _buckets(episode):
        if wide:
            yield f"where {place.country} {place.admin1 or ''} {episode.type} {bucket}"
            continue
        yield f"where {place.country} {place.admin1 or ''} {episode.type} {bucket}"
        yield f"at {round(place.lat / _CELL)} {round(place.lon / _CELL)} {episode.type} {bucket}"


def _party_keys(episode: Episode) -> Iterator[str]:
    for bucket in _buckets(episode):
        for party in episode.actors | episode.recipients:
            yield f"who {party} {episode.type} {bucket}"


def _name_keys(episode: Episode) -> Iterator[str]:
    rare = sorted((-weight, name) for name, weight in episode.profile.names.items() if weight >= _RARE)
    for _, name in rare[:_MOST_NAMES]:
        yield f"name {name} {episode.type} {episode.real}"


def _word_keys(episode: Episode) -> Iterator[str]:
    kept = sorted(episode.passage.items(), key=lambda item: (-item[1], item[0]))[:_MOST_WORDS]
    for word, _ in kept:
        if rarity(word) >= _UNUSUAL:
            for bucket in _buckets(episode):
                yield f"word {word} {episode.type} {bucket}"


def _passage_keys(episode: Episode) -> Iterator[str]:
    """The words of the act with those beside them, by which a copy is met whatever its date."""
    for told in episode.told:
        for run in edges_of(told.report, told.event.anchor):
            yield f"passage {run} {episode.type}"
