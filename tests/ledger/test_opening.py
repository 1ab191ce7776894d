import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DatabaseError

import onrecord.ledger
from onrecord.errors import StopRun
from onrecord.ledger import Ledger
from onrecord.ledger.opening import HEAD, VERSION_TABLE, shown, url_of
from onrecord.ledger.opening import told as complaints_told
from onrecord.ledger.tables import metadata
from tests.ledger.builders import told


def test_the_steps_lead_from_nothing_to_the_tables_that_queries_see(blank: str) -> None:
    Ledger.open(blank).close()
    engine = create_engine(url_of(blank))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        assert context.get_current_revision() == HEAD
        differences = [d for d in compare_metadata(context, metadata) if not _is_index_for_search(d)]
    engine.dispose()
    assert differences == []


def _is_index_for_search(difference: object) -> bool:
    """True for what each database needs for full-text search, which is not among the tables that queries see."""
    return "search" in str(difference)


def test_the_newest_step_is_the_one_that_ledgers_are_brought_to() -> None:
    folder = Path(str(onrecord.ledger.__file__)).parent / "migrations"
    assert ScriptDirectory(str(folder)).get_heads() == [HEAD]


def test_a_ledger_that_is_not_there_is_not_made_unless_asked_for(tmp_path: Path) -> None:
    with pytest.raises(StopRun, match=r"there is no ledger .*onrecord ingest"):
        Ledger.open(tmp_path / "a.onrecord", create=False)
    assert list(tmp_path.iterdir()) == []


def test_a_ledger_of_a_newer_version_is_left_alone(blank: str) -> None:
    Ledger.open(blank).close()
    engine = create_engine(url_of(blank))
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(StopRun, match=r"newer version of onrecord .*upgrade"):
        Ledger.open(blank)


def _database(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE songs (title TEXT)")
    connection.close()


def _without(statement: str) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        with Ledger.open(path) as ledger:
            ledger.add(told(1))
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute(statement)

    return make


def _cut_off(path: Path) -> None:
    with Ledger.open(path) as ledger:
        ledger.add(told(1))
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        pytest.param(lambda p: p.write_text("id,text\n1,a\n" * 50), "no SQLite file", id="a table as text"),
        pytest.param(lambda p: p.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000), "damaged", id="a broken header"),
        pytest.param(_database, r"other tables \(songs\)", id="another program's database"),
        pytest.param(_cut_off, "damaged", id="a ledger of which half is missing"),
        pytest.param(_without(f"DELETE FROM {VERSION_TABLE}"), "damaged: it does not say", id="one of no version"),
        pytest.param(lambda p: p.mkdir(), "is a folder", id="a folder"),
    ],
)
def test_what_is_no_ledger_is_refused_and_left_as_it_is(tmp_path: Path, make: object, reason: str) -> None:
    path = tmp_path / "a.onrecord"
    assert callable(make)
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(StopRun, match=reason):
        Ledger.open(path)
    assert (path.read_bytes() if path.is_file() else None) == before


def test_a_ledger_that_lacks_a_table_is_told_as_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.onrecord"
    _without("DROP TABLE incidents")(path)
    with Ledger.open(path) as ledger, pytest.raises(StopRun, match=r"damaged .*restore it from a copy"):
        ledger.count()


@pytest.mark.parametrize(
    ("said", "advice"),
    [
        ("unable to open database file", "keep it in a folder that you may write to"),
        ("attempt to write a readonly database", "ask for the right to write the file and its folder"),
        ("database is locked", "try again when it is done"),
        ("database or disk is full", "what was reported as added is kept"),
    ],
)
def test_what_the_database_complains_of_comes_with_what_to_do(said: str, advice: str) -> None:
    with pytest.raises(StopRun, match=advice), complaints_told("a.onrecord"):
        raise DatabaseError("SELECT 1", None, sqlite3.OperationalError(said))


def test_an_empty_file_becomes_a_ledger(tmp_path: Path) -> None:
    path = tmp_path / "a.onrecord"
    path.touch()
    with pytest.raises(StopRun, match="is empty"):
        Ledger.open(path, create=False)
    with Ledger.open(path) as ledger:
        assert ledger.add(told(1))


def test_a_database_with_tables_of_the_same_names_is_refused(postgres: str) -> None:
    with psycopg.connect(f"{postgres}/postgres", autocommit=True) as connection:
        connection.execute("CREATE DATABASE newsroom")
    with psycopg.connect(f"{postgres}/newsroom", autocommit=True) as connection:
        connection.execute("CREATE TABLE reports (id text)")
    with pytest.raises(StopRun, match=r"other tables \(reports\)"):
        Ledger.open(f"{postgres}/newsroom")


def test_a_server_that_does_not_answer_is_told_without_its_password() -> None:
    with pytest.raises(StopRun, match=r"cannot be reached.*check that the server runs") as caught:
        Ledger.open("postgresql://ana:secret@127.0.0.1:1/ledger")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("where", "name"),
    [
        pytest.param("a.onrecord", "a.onrecord", id="a path"),
        pytest.param("sqlite:///a.onrecord", "a.onrecord", id="a path as an address"),
        pytest.param("postgresql://ana:pw@host/db", "postgresql+psycopg://ana:***@host/db", id="PostgreSQL"),
        pytest.param("postgres://host/db", "postgresql+psycopg://host/db", id="its other name"),
    ],
)
def test_a_place_has_a_name_without_secrets(where: str, name: str) -> None:
    assert shown(url_of(where)) == name


@pytest.mark.parametrize("where", ["mysql://host/db", "sqlite://", "https://example.org/a", "://"])
def test_other_kinds_of_databases_are_refused(where: str) -> None:
    with pytest.raises(StopRun, match=r"SQLite file or a PostgreSQL database|no address of a database"):
        url_of(where)
