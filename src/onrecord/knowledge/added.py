"""A user's own knowledge: places, actors and aliases in files of their own, put beside what the package knows."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from onrecord.errors import StopRun
from onrecord.ids import text_hash
from onrecord.knowledge.files import read_table, read_toml
from onrecord.knowledge.spelling import fold

Row = Mapping[str, str]

_YEARS = re.compile(r"(\d{4})-(\d{4})?|-(\d{4})")
_STRAY = re.compile(r"(?:actors?|alias(?:es)?|places?)\.(?:tsv|csv|txt|tsv\.txt|xlsx?|ods)", re.IGNORECASE)
_ADVICE = "see `onrecord code --help` and docs/knowledge.md for the columns"
_LARGEST = 20_000_000  # bytes of a file


@dataclass(frozen=True, slots=True)
class Added:
    """What one folder adds: its rows by file, each with the file and line it stands in as `origin`."""

    folder: Path
    rows: Mapping[str, tuple[Row, ...]]
    digest: str


_chosen: list[Added] = []  # at most one, set before anything is looked up


def use(folder: Path) -> Added:
    """Put the files of a folder beside the package's knowledge, for the rest of the run.

    Raises:
        StopRun: there is no such folder, none of its files is known, one is empty or has nearly the name of one that
            is read, or a line cannot be understood.
    """
    names = tuple(read_toml("added.toml")["files"])
    _refuse_strays(folder, names)
    present = [name for name in names if (folder / name).is_file()]
    if not present:
        raise StopRun(f"{folder}: there is none of {', '.join(names)} in this folder; {_ADVICE}")
    rows: dict[str, tuple[Row, ...]] = {}
    for name in present:  # actors before aliases, which may name them
        own = frozenset(row["id"] for row in rows.get("actors.tsv", ()))
        rows[name] = _rows(folder / name, name, own)
    digest = text_hash("".join((folder / name).read_text(encoding="utf-8-sig") for name in present))
    _chosen[:] = [Added(folder, rows, digest)]
    return _chosen[0]


def drop() -> None:
    """Go back to the package's knowledge alone."""
    _chosen.clear()


def added() -> Added | None:
    """What a user has added, if anything."""
    return _chosen[0] if _chosen else None


def added_rows(name: str) -> tuple[Row, ...]:
    """The rows that a user adds to a table: actors.tsv (with the aliases, in the same columns) or places.tsv."""
    rows = _chosen[0].rows if _chosen else {}
    more = rows.get("aliases.tsv", ()) if name == "actors.tsv" else ()
    return (*rows.get(name, ()), *more)


def _refuse_strays(folder: Path, names: tuple[str, ...]) -> None:
    """Stop at a table that would be passed over because its name is not quite one of ours: actors.csv, place.tsv."""
    try:
        found = sorted(path.name for path in folder.iterdir())
    except OSError as err:
        raise StopRun(f"{folder}: cannot be read: {err.strerror}") from err
    for name in found:
        if name not in names and _STRAY.fullmatch(name):
            raise StopRun(f"{folder / name}: not a name that is read ({', '.join(names)}); rename it, or take it out")


def _rows(path: Path, name: str, own: frozenset[str]) -> tuple[Row, ...]:
    """The rows of a file; `own` are the ids of the user's actors, which an alias may name.

    Raises:
        StopRun: there are none, or one cannot be understood.
    """
    columns = read_toml("added.toml")["files"][name]
    lines = _lines(path)
    number, line = next(lines, (0, ""))
    if not number:
        raise StopRun(f"{path}: the file is empty; take it out, or {_ADVICE}")
    header = _header(_cells(line), columns, f"{path}, line {number}")
    rows = tuple(_row(_cells(line), header, name, f"{path}, line {number}", own) for number, line in lines)
    if not rows:
        raise StopRun(f"{path}: there are no rows below the header; add some, or take the file out")
    if name == "actors.tsv":
        _refuse_twins(rows)
    return rows


def _row(cells: list[str], header: list[str], name: str, where: str, own: frozenset[str]) -> Row:
    columns = read_toml("added.toml")["files"][name]
    if len(cells) > len(header):
        raise StopRun(f"{where}: {len(cells)} cells, but the header has {len(header)} columns; {_ADVICE}")
    row = dict.fromkeys((*columns["needed"], *columns["may"]), "") | dict(zip(header, cells, strict=False))
    missing = [column for column in columns["needed"] if not row[column]]
    if missing:
        raise StopRun(f"{where}: nothing stands under {', '.join(missing)}; fill it in, or take the line out")
    for column, value in row.items():
        own_actor = column == "actor" and value in own
        if value and not own_actor and not _CHECKS.get(column, _anything)(value):
            raise StopRun(f"{where}: {value!r} is no {column}; {read_toml('added.toml')['means'][column]}")
    return _finished(row, name, where)


def _cells(line: str) -> list[str]:
    """The cells of a line, without the quotation marks that spreadsheets put around some."""
    cells = (cell.strip() for cell in line.split("\t"))
    return [c[1:-1].replace('""', '"').strip() if len(c) > 1 and c[0] == c[-1] == '"' else c for c in cells]


def _refuse_twins(rows: tuple[Row, ...]) -> None:
    """Stop where two actors of a user's own have one id; of two rows for a known group, each adds names to it."""
    first: dict[str, str] = {}
    for row in rows:
        id = row["id"]
        if id in first and not _known_actor(id):
            told = f"{row['origin']}: its id {id!r} is that of {first[id]}"
            raise StopRun(f"{told}; put an actor's other names under aliases, or give each actor an id")
        first.setdefault(id, row["origin"])


def _header(cells: list[str], columns: Mapping[str, list[str]], where: str) -> list[str]:
    lacking = [column for column in columns["needed"] if column not in cells]
    unknown = [cell for cell in cells if cell not in (*columns["needed"], *columns["may"])]
    twice = len(set(cells)) < len(cells)
    if lacking or unknown or twice:
        told = [f"lacks {', '.join(lacking)}"] if lacking else []
        told += [f"has columns that are not known: {', '.join(map(repr, unknown))}"] if unknown else []
        told += ["names a column twice"] if twice else []
        may = f"needed: {', '.join(columns['needed'])}; may be there: {', '.join(columns['may'])}"
        raise StopRun(f"{where}: the header {' and '.join(told)} ({may}); columns are set apart by tabs")
    return cells


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        if path.stat().st_size > _LARGEST:
            raise StopRun(f"{path}: larger than {_LARGEST // 1_000_000} MB; split it or take out what is not needed")
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as err:
        raise StopRun(f"{path}: not UTF-8 (byte {err.start}); save it as UTF-8") from err
    except OSError as err:
        raise StopRun(f"{path}: cannot be read: {err}") from err
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            yield number, line


def _finished(row: dict[str, str], name: str, where: str) -> Row:
    """The row as the package's own tables have it, with an id and where it is from."""
    row["origin"] = where
    if name == "aliases.tsv":
        return (
            row
            | {"id": row["actor"], "name": row["alias"], "aliases": "", "sector": "UNK"}
            | {"country": "", "active": ""}
        )
    if name == "actors.tsv":
        row["id"] = row["id"] or f"own:{re.sub(r'[^a-z0-9]+', '-', fold(row['name'])).strip('-') or 'actor'}"
    return row


def _anything(value: str) -> bool:
    return True


def _known_sector(value: str) -> bool:
    return value in read_toml("added.toml")["sectors"]


def _known_actor(value: str) -> bool:
    return value in _known_ids()


@cache
def _known_ids() -> frozenset[str]:
    return frozenset(row["id"] for row in read_table("groups.tsv"))


def _known_country(value: str) -> bool:
    return any(row["iso3"] == value for row in read_table("countries.tsv"))


def _years(value: str) -> bool:
    """True for 2014-2019, 2014- and -2019."""
    found = _YEARS.fullmatch(value)
    return found is not None and (found[1] or "") <= (found[2] or "9999")


def _number(low: float, high: float) -> Callable[[str], bool]:
    def check(value: str) -> bool:
        try:
            return low <= float(value) <= high
        except ValueError:
            return False

    return check


_CHECKS: Mapping[str, Callable[[str], bool]] = {
    "country": _known_country,
    "active": _years,
    "sector": _known_sector,
    "lat": _number(-90, 90),
    "lon": _number(-180, 180),
    "population": _number(0, 1e8),
    "actor": _known_actor,
}
