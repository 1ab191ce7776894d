"""From a path or an address to a database that is a ledger: made, brought up to date, or refused with a reason."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import ArgumentError, DatabaseError, IntegrityError, OperationalError, ProgrammingError

from onrecord.errors import StopRun
from onrecord.paths import is_database

VERSION_TABLE = "onrecord_version"
HEAD = "0001"  # the newest step in migrations/versions
BUSY_SECONDS = 60.0  # how long a writer waits for another
_APPLICATION_ID = 0x6F6E7264  # "onrd", in the header of a SQLite file
_LOCK = 0x6F6E7264  # for PostgreSQL's advisory locks
_REPAIR = "restore it from a copy, or ingest its inputs into a new one"
_NEW = "give another name, and a new ledger is made there"


def url_of(where: str | Path) -> URL:
    """The address of the database that `where` names: a path is a SQLite file.

    Raises:
        StopRun: it names a database of a kind that is not known.
    """
    if isinstance(where, Path) or "://" not in where:
        return URL.create("sqlite", database=str(where))
    try:
        url = make_url(where)
    except ArgumentError as err:
        raise StopRun(f"{where.split('://')[0]}://… is no address of a database: {err}") from err
    kind = url.get_backend_name().replace("postgres", "postgresql").replace("postgresqlql", "postgresql")
    if kind not in {"sqlite", "postgresql"} or (kind == "sqlite" and not url.database):
        raise StopRun(f"{shown(url)}: a ledger is a SQLite file or a PostgreSQL database (postgresql://…)")
    return url.set(drivername="sqlite" if kind == "sqlite" else "postgresql+psycopg")


def shown(url: URL) -> str:
    """The name of a ledger for messages, without its password."""
    return str(url.database) if url.drivername == "sqlite" else url.render_as_string(hide_password=True)


def open_engine(where: str | Path, *, create: bool) -> Engine:
    """The database of a ledger, with its tables as this version of the program wants them.

    Raises:
        StopRun: it is no ledger, is made by a newer version, cannot be reached, or is not there and not to be made.
    """
    url = url_of(where)
    name = shown(url)
    if url.drivername == "sqlite":
        _check_file(Path(str(url.database)), create)
        engine = _sqlite(url)
    else:
        engine = _postgres(url)
    try:
        with told(name):
            _settle(engine, name, create)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _check_file(path: Path, create: bool) -> None:
    if path.is_dir():
        raise StopRun(f"{path} is a folder, not a ledger; name a file in it")
    if not path.exists():
        if not create:
            raise StopRun(f"there is no ledger {path}; check the name, or make it with: onrecord ingest {path} INPUT")
        if not path.absolute().parent.is_dir():
            raise StopRun(f"there is no folder {path.absolute().parent}; make it first")
        return
    try:
        sound = is_database(path) or (path.is_file() and not path.stat().st_size)
    except OSError as err:
        raise StopRun(f"{path} could not be read: {err.strerror}; ask for the right to read it") from err
    if not sound:
        raise StopRun(f"{path} is not a ledger: it is no SQLite file; {_NEW}")


def _sqlite(url: URL) -> Engine:
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: object) -> None:
        connection.isolation_level = None  # transactions begin where we say, so that a writer takes its turn at once
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA synchronous=FULL")  # what is committed outlives a power cut too

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgres(url: URL) -> Engine:
    try:
        return create_engine(url, pool_pre_ping=True)
    except ModuleNotFoundError as err:
        raise StopRun(f"{err.name} is not installed; run: pip install 'onrecord[postgres]'") from err


def _settle(engine: Engine, name: str, create: bool) -> None:
    """Make the tables where there are none, and take the steps that are missing."""
    with engine.connect() as connection:
        version = _version(connection, name)
    if version == HEAD:
        return
    if version is None and not create:
        raise StopRun(f"{name} is empty; make it a ledger with: onrecord ingest {name} INPUT")
    if engine.dialect.name == "sqlite":
        _log_ahead(engine)
    with writing(engine) as connection:
        lock(connection)
        _migrate(connection)
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql(f"PRAGMA application_id={_APPLICATION_ID}")


def _log_ahead(engine: Engine) -> None:
    """Have readers and a writer of a SQLite file not wait for one another; this outlasts the connection."""
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA journal_mode=WAL")
    finally:
        raw.close()


def _version(connection: Connection, name: str) -> str | None:
    """The step that the ledger is at, None for an empty database.

    Raises:
        StopRun: it holds something else, or a ledger of a newer version.
    """
    tables = set(inspect(connection).get_table_names())
    if VERSION_TABLE not in tables:
        from onrecord.ledger.tables import metadata

        foreign = tables if connection.dialect.name == "sqlite" else tables & set(metadata.tables)
        if foreign:
            raise StopRun(f"{name} is not a ledger: it holds other tables ({', '.join(sorted(foreign)[:5])}); {_NEW}")
        return None
    version: str | None = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()
    if version is None:
        raise StopRun(f"{name} is damaged: it does not say of which version it is; {_REPAIR}")
    if version > HEAD:
        raise StopRun(f"{name} is of a newer version of onrecord (step {version}, known {HEAD}); upgrade onrecord")
    return version


def _migrate(connection: Connection) -> None:
    from alembic import command  # a fifth of a second that most runs never need
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)


def lock(connection: Connection) -> None:
    """Let no other process change derived rows or tables until this transaction is over."""
    if connection.dialect.name == "postgresql":  # in SQLite every writing transaction is alone anyway
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that writes: all of it is kept, or nothing."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        yield connection


@contextmanager
def told(name: str) -> Iterator[None]:
    """Turn what a database complains of into what a person can act on."""
    try:
        yield
    except (IntegrityError, ProgrammingError):
        raise
    except DatabaseError as err:
        raise StopRun(_advice(name, err)) from err


def _advice(name: str, err: DatabaseError) -> str:
    said = " ".join(str(err.orig).split())
    if "locked" in said:
        return f"{name} is being written to by another program, for over {BUSY_SECONDS:g} s; try again when it is done"
    if any(words in said for words in ("not a database", "malformed", "no such table", "no such column")):
        return f"{name} is damaged or no ledger ({said}); {_REPAIR}"
    if "unable to open" in said:  # SQLite makes files beside a ledger for as long as it is open, for reading too
        return f"{name} could not be opened ({said}); keep it in a folder that you may write to, for reading too"
    if "readonly" in said or "read-only" in said:
        advice = "ask for the right to write the file and its folder, or copy it to a folder of yours"
        return f"{name} may not be written to; {advice}"
    if "full" in said:
        return f"{name}: there is no space left ({said}); what was reported as added is kept"
    reach = isinstance(err, OperationalError) and "connection" in said
    return (
        f"{name} cannot be reached: {said}; check that the server runs and the address" if reach else f"{name}: {said}"
    )
