"""Looking names of places up in the compiled gazetteer."""

import sqlite3
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

from onrecord.errors import StopRun
from onrecord.knowledge.added import added_rows
from onrecord.knowledge.spelling import fold, loose

_COLUMNS = (
    "p.id, p.geonameid, p.name, p.kind, p.feature, p.lat, p.lon, p.country, p.admin1, p.admin1id, p.admin2id, "
    "p.population, p.radius"
)

_OWN_PEOPLE = 100_000  # of a place that a user adds and says no population of: it is what the user's reports mean


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of the gazetteer.

    `kind`: C country, S part of a state (Scotland), A1 and A2 admin areas, R region, W water, P settlement, F facility.
    `rank` says how the name met it: 0 its usual name, 1 another of its names, 2 a looser spelling.  `admin1id`,
    `admin2id` are ids of the areas that hold it (its own for an area); `radius` is its rough extent in km.
    """

    id: int
    geonameid: int | None
    name: str
    kind: str
    feature: str | None
    lat: float
    lon: float
    country: str | None
    admin1: str | None
    admin1id: int | None
    admin2id: int | None
    population: int
    radius: float
    rank: int


@cache
def _connection() -> sqlite3.Connection:
    path = Path(str(files("onrecord"))) / "data" / "gazetteer.sqlite"
    if not path.exists():
        raise StopRun(
            f"the gazetteer is not built: {path} is missing. "
            "Run `pip install .` again, or `python scripts/build_gazetteer.py` in a checkout."
        )
    # Nothing writes to it, so threads may share it.
    return sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


@lru_cache(maxsize=65536)
def look_up(name: str, *, tolerant: bool = True) -> tuple[Entry, ...]:
    """Every place that goes by this name; with `tolerant`, also those whose transliteration comes close.

    Raises:
        StopRun: the gazetteer has not been built.
    """
    key = fold(name)
    if not key:
        return ()
    found = _own().get(key, ()) + _select(key)
    soft = loose(key) if tolerant else ""
    if soft:
        seen = {entry.id for entry in found}
        found += tuple(entry for entry in _select("~" + soft) if entry.id not in seen)
    return found


@cache
def _own() -> dict[str, tuple[Entry, ...]]:
    """The places that a user has added, by each of their names; their ids are below zero."""
    found: dict[str, tuple[Entry, ...]] = {}
    for number, row in enumerate(added_rows("places.tsv"), start=1):
        lat, lon, people = float(row["lat"]), float(row["lon"]), int(float(row["population"] or _OWN_PEOPLE))
        made = Entry(
            -number, None, row["name"], "P", "P.PPL", lat, lon, row["country"] or None, None, None, None, people, 5.0, 0
        )
        for name in (row["name"], *filter(None, row["aliases"].split("|"))):
            found[fold(name)] = (*found.get(fold(name), ()), made)
    return found


def _select(key: str) -> tuple[Entry, ...]:
    query = f"SELECT {_COLUMNS}, n.rank FROM name n JOIN place p ON p.id = n.place WHERE n.key = ?"
    return tuple(Entry(*row) for row in _connection().execute(query, (key,)))


def look_anew() -> None:
    """Forget what was looked up before a user's places came or went."""
    for kept in (_own, look_up, entry):
        kept.cache_clear()


@lru_cache(maxsize=4096)
def entry(id: int) -> Entry | None:
    """The place with this id of the gazetteer, as by its usual name."""
    if id < 0:
        return next((made for held in _own().values() for made in held if made.id == id), None)
    row = _connection().execute(f"SELECT {_COLUMNS}, 0 FROM place p WHERE p.id = ?", (id,)).fetchone()
    return Entry(*row) if row else None


@cache
def part_of(country: str, bearing: int) -> tuple[float, float, float] | None:
    """The middle and rough radius in km of a part of a state, by its bearing in degrees (45: the north-east)."""
    query = "SELECT lat, lon, radius FROM part WHERE country = ? AND bearing = ?"
    return _connection().execute(query, (country, bearing)).fetchone()  # type: ignore[no-any-return]


@cache
def border_of(one: str, other: str) -> tuple[float, float, float] | None:
    """A point in the middle of the border of two states, and half its length in km; None where they share none."""
    query = "SELECT lat, lon, radius FROM border WHERE one = ? AND other = ?"
    return _connection().execute(query, (min(one, other), max(one, other))).fetchone()  # type: ignore[no-any-return]
