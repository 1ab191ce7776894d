"""What knowledge is installed: its files with counts and hashes, and whether the trained network is whole."""

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from onrecord.errors import OnRecordError
from onrecord.knowledge.added import added
from onrecord.knowledge.bonds import bonds
from onrecord.knowledge.countries import countries
from onrecord.knowledge.files import read_table, read_toml
from onrecord.knowledge.groups import groups

_REPAIR = "install onrecord again (`pip install --force-reinstall onrecord`, or `pip install .` in a checkout)"


@dataclass(frozen=True, slots=True)
class Holding:
    """One kind of knowledge: what it is, how much of it there is, in which file, and that file's hash."""

    name: str
    count: int
    unit: str
    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that is wrong with the installation, and what to do about it."""

    what: str
    advice: str


def data_folder() -> Path:
    """Where the package's data files are."""
    return Path(str(files("onrecord"))) / "data"


def holdings() -> tuple[tuple[Holding, ...], tuple[Trouble, ...]]:
    """Every kind of knowledge that can be read, and what is wrong with the rest."""
    found: list[Holding] = []
    troubles: list[Trouble] = []
    for name, (unit, file) in read_toml("inventory.toml")["holdings"].items():
        path = data_folder() / file
        try:
            count = _count(name, file)
            found.append(Holding(name, count, unit, file, _hash(path)))
            if not count:
                troubles.append(Trouble(f"{name}: {path} holds nothing", _REPAIR))
        except (OSError, ValueError, LookupError, sqlite3.Error, OnRecordError) as err:
            troubles.append(Trouble(f"{name}: {path}: {err}", _REPAIR))
    own = added()
    if own is not None:
        for name, rows in own.rows.items():
            found.append(
                Holding(f"your own {name.removesuffix('.tsv')}", len(rows), "rows", str(own.folder), own.digest)
            )
    return tuple(found), tuple(troubles)


def _count(name: str, file: str) -> int:
    if name == "groups":
        return sum(id.startswith("group:") for id in groups())
    if name == "relations of groups":
        return len(bonds())
    if name == "states and territories":
        return len(countries())
    if file.endswith(".sqlite"):
        path = data_folder() / file
        if not path.is_file():
            raise FileNotFoundError("is missing")
        connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            return int(connection.execute("SELECT count(*) FROM place").fetchone()[0])
        finally:
            connection.close()
    return len(read_table(file))


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def network() -> tuple[Mapping[str, Any] | None, tuple[Trouble, ...]]:
    """The manifest of the trained network, and which of its files are missing or are not those it was shipped with."""
    folder = data_folder() / "network"
    try:
        manifest: Mapping[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as err:
        return None, (Trouble(f"the trained network: {folder / 'manifest.json'}: {err}", f"{_REPAIR}; {_WITHOUT}"),)
    return manifest, tuple(damaged(folder, manifest.get("sha256 of files", {})))


_WITHOUT = "until then `--coder rules` works without it"


def damaged(folder: Path, hashes: Mapping[str, str]) -> Iterator[Trouble]:
    """Files of a trained network that are missing or are not those of its manifest."""
    for name, expected in hashes.items():
        path = folder / name
        if not path.is_file():
            yield Trouble(f"the trained network: {path} is missing", f"{_REPAIR}; {_WITHOUT}")
        elif _hash(path) != expected:
            yield Trouble(
                f"the trained network: {path} is not the file that its scores are of", f"{_REPAIR}; {_WITHOUT}"
            )
