"""A user's own knowledge: places, actors and aliases in files of their own, put beside what the package knows."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from onrecord.errors import StopRun
from onrecord.ids import text_hash
from onrecord.knowledge.files import read_toml
from onrecord.knowledge.spelling import fold

Row = Mapping[str, str]

_YEARS = re.compile(r"^(\d{4})?-(\d{4})?$")
_CODE = re.compile(r"^[A-Z]{3}$")
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
        StopRun: there is no such folder, none of its files is known, or a line of them cannot be understood.
    """
    rows = {name: tuple(_rows(folder / name, name)) for name in read_toml("added.toml")["files"]}
    present = [name for name in rows if (folder / name).is_file()]
    if not present:
        raise StopRun(f"{folder}: there is none of {', '.join(rows)} in this folder; {_ADVICE}")
    digest = text_hash("".join((folder / name).read_text(encoding="utf-8-sig") for name in present))
    rows["actors.tsv"] = (*rows["actors.tsv"], *rows.pop("aliases.tsv"))
    _chosen[:] = [Added(folder, rows, digest)]
    return _chosen[0]


def drop() -> None:
    """Go back to the package's knowledge alone."""
    _chosen.clear()


def added() -> Added | None:
    """What a user has added, if anything."""
    return _chosen[0] if _chosen else None


def added_rows(name: str) -> tuple[Row, ...]:
    """The rows that a user adds to a table: actors.tsv or places.tsv."""
    return _chosen[0].rows.get(name, ()) if _chosen else ()


def _rows(path: Path, name: str) -> Iterator[Row]:
    if not path.is_file():
        return
    columns = read_toml("added.toml")["files"][name]
    header: list[str] = []
    for number, line in _lines(path):
        cells = [cell.strip() for cell in line.split("\t")]
        where = f"{path}, line {number}"
        if not header:
            header = _header(cells, columns, where)
            continue
        if len(cells) > len(header):
            raise StopRun(f"{where}: {len(cells)} cells, but the header has {len(header)} columns; {_ADVICE}")
        row = dict.fromkeys((*columns["needed"], *columns["may"]), "") | dict(zip(header, cells, strict=False))
        missing = [column for column in columns["needed"] if not row[column]]
        if missing:
            raise StopRun(f"{where}: nothing stands under {', '.join(missing)}; fill it in, or take the line out")
        for column, value in row.items():
            if value and not _CHECKS.get(column, _anything)(value):
                raise StopRun(f"{where}: {value!r} is no {column}; {read_toml('added.toml')['means'][column]}")
        yield _finished(row, name, where)


def _header(cells: list[str], columns: Mapping[str, list[str]], where: str) -> list[str]:
    lacking = [column for column in columns["needed"] if column not in cells]
    unknown = [cell for cell in cells if cell not in (*columns["needed"], *columns["may"])]
    if lacking or unknown:
        told = [f"lacks {', '.join(lacking)}"] if lacking else []
        told += [f"has columns that are not known: {', '.join(map(repr, unknown))}"] if unknown else []
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
    from onrecord.knowledge.files import read_table

    return frozenset(row["id"] for row in read_table("groups.tsv"))


def _number(low: float, high: float) -> Callable[[str], bool]:
    def check(value: str) -> bool:
        try:
            return low <= float(value) <= high
        except ValueError:
            return False

    return check


_CHECKS: Mapping[str, Callable[[str], bool]] = {
    "country": lambda value: bool(_CODE.match(value)),
    "active": lambda value: bool(_YEARS.match(value)),
    "sector": _known_sector,
    "lat": _number(-90, 90),
    "lon": _number(-180, 180),
    "population": _number(0, 1e8),
    "actor": _known_actor,
}
