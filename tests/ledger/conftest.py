"""What the tests of the ledger share: places for new ledgers, in both databases."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg
import pytest

from onrecord.ledger import Ledger
from tests.ledger.postgres import folder_of_programs, running


@dataclass(frozen=True, slots=True)
class Places:
    """Places for ledgers in one kind of database: each call gives another one."""

    blank: Callable[[], str]
    empty_ledger: Callable[[], str]


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server of our own."""
    programs = folder_of_programs()
    if programs is None:
        reason = "no PostgreSQL server is installed; install Debian's package `postgresql` to run these tests"
        if os.environ.get("ONRECORD_NEED_POSTGRES"):
            pytest.fail(reason)
        pytest.skip(reason)
    with running(programs) as address:
        yield address


def _sqlite(folder: Path) -> Places:
    numbers = count(1)

    def blank() -> str:
        return str(folder / f"{next(numbers)}.onrecord")

    return Places(blank, blank)


def _postgres(server: str) -> Places:
    numbers = count(1)

    def make(template: str) -> str:
        name = f"ledger{next(numbers)}"
        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy".encode())
        return f"{server}/{name}"

    made = make("template0")
    Ledger.open(made).close()
    return Places(lambda: make("template0"), lambda: make(made.rsplit("/", 1)[1]))


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def places(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Places:
    """Places in a SQLite folder, then in a PostgreSQL server."""
    if request.param == "sqlite":
        return _sqlite(tmp_path_factory.mktemp("ledgers"))
    server: str = request.getfixturevalue("postgres")
    return _postgres(server)


@pytest.fixture
def blank(places: Places) -> str:
    """A place where no ledger is yet."""
    return places.blank()


@pytest.fixture
def where(places: Places) -> str:
    """A place where a ledger is that holds nothing, or that can be one at once."""
    return places.empty_ledger()


@pytest.fixture
def ledger(where: str) -> Iterator[Ledger]:
    """An empty ledger."""
    with Ledger.open(where) as opened:
        yield opened
