"""Which of the places of one name a report means, judged from the report as a whole."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc

from onrecord.ground.nations import nation_tokens
from onrecord.ground.toponyms import Toponym
from onrecord.knowledge.countries import countries, nationality_words
from onrecord.knowledge.gazetteer import Entry

_CLOSE = 0.25  # a lead smaller than this over a far rival is no decision
_FAR_KM = 161.0
_DISTRICT = 2.5  # points that an area stands behind its town of one name
_SEAT = 0.15  # share of a province's people in a town that its name rather means
_COMPANY, _COMPANY_KM = 4.5, 150.0  # what a close neighbour in the report is worth, and how close is close
_HAMLET = 20_000  # people
_CITY, _SIZEABLE = (
    1_000_000,
    100_000,
)  # people: a city speaks for its country unless another sizeable one shares its name
_RANK = (0.0, 0.4, 1.8, 1.0)
_ABBREVIATED = 3  # the rank of a state's abbreviation, which the text has put behind a place
_ODD = 1.5  # points off for a second name where names need no transliteration: there it is mostly a nickname
_ENGLISH = frozenset({"USA", "GBR", "CAN", "AUS", "NZL", "IRL"})
_KIND = {"C": 4.0, "S": 2.5, "R": 3.0, "W": 3.0, "A1": -0.3, "A2": -1.2, "P": 0.0, "F": 2.0}


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a report plays: how often it speaks of each country and admin area, and the places that it names.

    `own` holds how often each name alone has spoken for a country: no name bears witness for itself ("Georgia").
    """

    countries: Mapping[str, int]
    own: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    areas: Mapping[int, int] = field(default_factory=dict)
    anchors: tuple[Entry, ...] = ()


def decide(doc: Doc, found: Sequence[Toponym], home: str | None) -> tuple[tuple[Entry, ...], ...]:
    """For each toponym the best candidate first, and after it those that the report cannot tell from it.

    `home` is the publisher's country, a weak hint.
    """
    own = _voices(found)
    first = Setting(_countries(doc, own, home), own)
    leads = [_best(t, first) for t in found]
    clear = [lead[0] for lead in leads if lead]
    areas = Counter(a for entry in clear for a in {entry.admin1id, entry.admin2id} if a is not None)
    anchors = tuple({entry.id: entry for entry in clear if entry.kind in {"P", "A2", "A1"}}.values())
    second = Setting(first.countries, own, areas, anchors)
    memory: dict[str, tuple[Entry, ...]] = {}
    return tuple(_consistent(t, _best(t, second), memory) for t in found)


def _consistent(t: Toponym, ranked: tuple[Entry, ...], memory: dict[str, tuple[Entry, ...]]) -> tuple[Entry, ...]:
    """One sense for a name in one report: what its first mention with a container says holds for the later ones."""
    if t.within is not None or t.admin or t.text not in memory:
        if ranked and (t.within is not None or t.text not in memory):
            memory[t.text] = ranked
        return ranked
    return memory[t.text]


def _voices(found: Sequence[Toponym]) -> dict[str, Counter[str]]:
    """How often each name speaks for a country: a country's twice, a city's that is far the largest of its name."""
    voices: dict[str, Counter[str]] = {}
    for toponym in found:
        large = {c.country for c in toponym.candidates if c.kind == "P" and c.population > _SIZEABLE and c.rank < 2}
        voice = voices.setdefault(toponym.text, Counter())
        states = {c.country for c in toponym.candidates if c.kind == "A1" and c.rank != 2}
        if len(states) == 1 and not any(c.kind == "C" for c in toponym.candidates):
            voice.update(filter(None, states))
        for entry in toponym.candidates:
            if entry.kind in {"C", "S"} and entry.rank < 2 and entry.country and not toponym.settled:
                voice[entry.country] += 2
            elif entry.rank == 0 and entry.population > _CITY and entry.country and large == {entry.country}:
                voice[entry.country] += 1
    return voices


def _countries(doc: Doc, voices: Mapping[str, Counter[str]], home: str | None) -> Counter[str]:
    named = Counter(nationality_words()[token.lower_] for token in nation_tokens(doc))
    for voice in voices.values():
        named.update(voice)
    if home:
        named[home] += 1
    return named


def _best(toponym: Toponym, setting: Setting) -> tuple[Entry, ...]:
    """Candidates within a hair of the best and far from it, the best first."""
    likely = [c for c in toponym.candidates if _at_hand(c, toponym, setting)]
    if len(likely) < 2:
        return tuple(likely)
    scored = sorted(((_score(c, toponym, setting), c) for c in likely), key=lambda x: (-x[0], x[1].id))
    top, best = scored[0]
    rivals = [c for s, c in scored[1:] if top - s < _CLOSE and distance(best, c) > _FAR_KM]
    return (best, *rivals)


def _score(place: Entry, toponym: Toponym, setting: Setting) -> float:
    value = 0.9 * math.log10(place.population + 100) - _RANK[place.rank] + _KIND[place.kind]
    if place.rank == 1 and place.kind == "P" and place.country in _ENGLISH:
        value -= _ODD
    if place.kind == "P" and place.rank < 2 and place.population > _SIZEABLE:
        value += 1.5 if place.feature == "P.PPLC" or place.population > _CITY else 0.9
    value += _called(place, toponym) + _contained(place, toponym) - _surrounds(place, toponym)
    value += _spoken_of(place, toponym, setting)
    for area, weight in ((place.admin1id, 0.9), (place.admin2id, 0.6)):
        others = setting.areas.get(area or 0, 0)
        value += weight * min(math.log2(1 + others), 3.0)
    return value + _company(place, setting.anchors)


def _spoken_of(place: Entry, toponym: Toponym, setting: Setting) -> float:
    """How much the report speaks of the place's country, by other words than this name where there are any."""
    own = setting.own.get(toponym.text, {})
    others = sum(setting.countries.values()) - sum(own.values())
    if place.country is None or not others:
        return 0.0
    said = setting.countries.get(place.country, 0) - own.get(place.country, 0)
    return 1.2 + 2.5 * said / others if said > 0 else 0.0


def _at_hand(place: Entry, toponym: Toponym, setting: Setting) -> bool:
    """False for hamlets abroad and loose spellings abroad, where the report speaks of other countries."""
    if place.country in setting.countries or toponym.within is not None or place.rank == _ABBREVIATED:
        return True
    return place.rank < 2 and (place.kind != "P" or place.population > _HAMLET or not setting.countries)


def _called(place: Entry, toponym: Toponym) -> float:
    if toponym.admin:
        return 4.0 if place.kind in {"A1", "A2"} else 0.0
    if toponym.settled:
        return 3.0 if place.kind in {"P", "F"} else 0.0
    return 0.0


def _surrounds(place: Entry, toponym: Toponym) -> float:
    """What an area loses to the town in it whose name this is, where no word calls it an area.

    A province loses only to a town that holds a good part of its people.
    """
    if place.kind not in {"A1", "A2"} or toponym.admin:
        return 0.0
    least = max(_SIZEABLE, _SEAT * place.population) if place.kind == "A1" else _SIZEABLE
    towns = (c for c in toponym.candidates if c.kind == "P" and c.rank < 2 and c.admin1id == place.admin1id)
    return _DISTRICT if any(c.population > least for c in towns) else 0.0


def _contained(place: Entry, toponym: Toponym) -> float:
    """How well the container named after it fits ("Paris, Texas")."""
    if toponym.within is None:
        return 0.0
    for holder in toponym.within.candidates:
        if holder.id == place.id:
            continue
        if holder.kind == "A1" and holder.id == place.admin1id:
            return 7.0
        if holder.kind == "A2" and holder.id == place.admin2id:
            return 6.0
        if holder.kind in {"C", "S"} and holder.country == place.country and place.kind != "C":
            return 5.0
    return 0.0


def _company(place: Entry, anchors: tuple[Entry, ...]) -> float:
    """How close the other places of the report lie."""
    others = [distance(place, a) for a in anchors if a.id != place.id and a.name != place.name]
    if not others:
        return 0.0
    return _COMPANY * math.exp(-min(others) / _COMPANY_KM)


def distance(a: Entry, b: Entry) -> float:
    """Kilometres between two places along the globe, near enough for comparing."""
    mean = math.radians((a.lat + b.lat) / 2)
    east = ((a.lon - b.lon + 180) % 360 - 180) * math.cos(mean)
    return 111.2 * math.hypot(a.lat - b.lat, east)


def home_of(publisher: str | None, url: str | None) -> str | None:
    """The country that a publisher's address or name points to, if it does."""
    for text in (url, publisher):
        host = (text or "").split("//")[-1].split("/")[0]
        code = host.rsplit(".", 1)[-1].upper() if "." in host else ""
        if code and code in _by_iso2():
            return _by_iso2()[code]
    return None


def _by_iso2() -> dict[str, str]:
    codes = {c.iso2: c.iso3 for c in countries().values()}
    return codes | {"UK": "GBR"}
