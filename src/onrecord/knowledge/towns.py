"""The largest towns of a part of the world: what a map without pictures needs so that people know where they are."""

import sqlite3
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

_LARGEST = """
    SELECT name, lat, lon FROM place WHERE kind = 'P' AND lat BETWEEN ? AND ? AND lon BETWEEN ? AND ?
    ORDER BY population DESC LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class Town:
    """A town by its usual name; `lat` and `lon` in degrees."""

    name: str
    lat: float
    lon: float


@cache
def _connection() -> sqlite3.Connection | None:
    path = Path(str(files("onrecord"))) / "data" / "gazetteer.sqlite"
    if not path.exists():
        return None
    # Nothing writes to it, so threads may share it.
    return sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def largest(box: tuple[float, float, float, float], most: int) -> tuple[Town, ...]:
    """The towns of most people between west, south, east and north; () if the gazetteer has not been built."""
    connection = _connection()
    if connection is None:
        return ()
    west, south, east, north = box
    return tuple(Town(*row) for row in connection.execute(_LARGEST, (south, north, west, east, most)))
