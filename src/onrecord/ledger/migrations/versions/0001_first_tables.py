"""The first tables: reports, codings and what hangs on them, judgements, failures, incidents, and the search index."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_APPEND_ONLY = (
    "reports",
    "codings",
    "sources",
    "claims",
    "events",
    "event_actors",
    "event_claims",
    "tolls",
    "relations",
    "judgements",
    "failures",
)


def upgrade() -> None:
    """Make everything."""
    for make in _TABLES:
        make()
    for run in _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRES:
        op.execute(run)
    for table in _APPEND_ONLY:
        _guard(table)


def _arrivals() -> None:
    op.create_table(
        "reports",
        sa.Column("seq", _SERIAL, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("url", sa.Text()),
        sa.Column("publisher", sa.Text()),
        sa.Column("byline", sa.Text()),
        sa.Column("published", sa.Date()),
        sa.Column("title", sa.Text()),
        sa.Column("language", sa.Text()),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("reports_by_sha256", "reports", ["sha256"])
    op.create_table(
        "codings",
        sa.Column("seq", _SERIAL, nullable=False),
        sa.Column("report", _SERIAL, nullable=False),
        sa.Column("coder", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["report"],
            ["reports.seq"],
        ),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("report", "coder", "version", name="codings_once"),
    )
    op.create_table(
        "current_codings",
        sa.Column("report", _SERIAL, nullable=False),
        sa.Column("coding", _SERIAL, nullable=False),
        sa.ForeignKeyConstraint(
            ["coding"],
            ["codings.seq"],
        ),
        sa.ForeignKeyConstraint(
            ["report"],
            ["reports.seq"],
        ),
        sa.PrimaryKeyConstraint("report"),
        sa.UniqueConstraint("coding"),
    )


def _judgements_and_failures() -> None:
    op.create_table(
        "failures",
        sa.Column("seq", _SERIAL, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("advice", sa.Text()),
        sa.Column("skipped", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("id"),
    )
    op.create_table(
        "judgements",
        sa.Column("seq", _SERIAL, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("events", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("field", sa.Text()),
        sa.Column("value", sa.Text()),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("id"),
    )


def _attributions() -> None:
    op.create_table(
        "sources",
        sa.Column("coding", _SERIAL, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text()),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("sector", sa.Text(), nullable=False),
        sa.Column("country", sa.Text()),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("relays", sa.Text()),
        sa.ForeignKeyConstraint(
            ["coding"],
            ["codings.seq"],
        ),
        sa.PrimaryKeyConstraint("coding", "id"),
    )
    op.create_index("sources_by_key", "sources", ["key"])
    op.create_table(
        "claims",
        sa.Column("coding", _SERIAL, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("source", sa.Text()),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("attitude", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("within", sa.Text()),
        sa.ForeignKeyConstraint(
            ["coding"],
            ["codings.seq"],
        ),
        sa.PrimaryKeyConstraint("coding", "id"),
    )
    op.create_table(
        "relations",
        sa.Column("coding", _SERIAL, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("subject_name", sa.Text(), nullable=False),
        sa.Column("object", sa.Text(), nullable=False),
        sa.Column("object_name", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("polarity", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["coding"],
            ["codings.seq"],
        ),
        sa.PrimaryKeyConstraint("coding", "id"),
    )


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("coding", _SERIAL, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text()),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("polarity", sa.Boolean(), nullable=False),
        sa.Column("first_day", sa.Date()),
        sa.Column("last_day", sa.Date()),
        sa.Column("country", sa.Text()),
        sa.Column("place", sa.Text()),
        sa.Column("lat", sa.Float()),
        sa.Column("lon", sa.Float()),
        sa.ForeignKeyConstraint(
            ["coding"],
            ["codings.seq"],
        ),
        sa.PrimaryKeyConstraint("coding", "id"),
    )
    op.create_index("events_by_day", "events", ["first_day"])
    op.create_table(
        "event_actors",
        sa.Column("coding", _SERIAL, nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("sector", sa.Text()),
        sa.Column("country", sa.Text()),
        sa.ForeignKeyConstraint(
            ["coding", "event"],
            ["events.coding", "events.id"],
        ),
        sa.ForeignKeyConstraint(
            ["coding"],
            ["codings.seq"],
        ),
        sa.PrimaryKeyConstraint("coding", "event", "role", "n"),
    )
    op.create_index("event_actors_by_key", "event_actors", ["key"])


def _event_parts() -> None:
    op.create_table(
        "event_claims",
        sa.Column("coding", _SERIAL, nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("claim", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["coding", "claim"],
            ["claims.coding", "claims.id"],
        ),
        sa.ForeignKeyConstraint(
            ["coding", "event"],
            ["events.coding", "events.id"],
        ),
        sa.ForeignKeyConstraint(
            ["coding"],
            ["codings.seq"],
        ),
        sa.PrimaryKeyConstraint("coding", "event", "claim"),
    )
    op.create_table(
        "tolls",
        sa.Column("coding", _SERIAL, nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("of", sa.Text(), nullable=False),
        sa.Column("low", sa.BigInteger()),
        sa.Column("high", sa.BigInteger()),
        sa.Column("approx", sa.Boolean(), nullable=False),
        sa.Column("part_of", sa.Integer()),
        sa.ForeignKeyConstraint(
            ["coding", "event"],
            ["events.coding", "events.id"],
        ),
        sa.ForeignKeyConstraint(
            ["coding"],
            ["codings.seq"],
        ),
        sa.PrimaryKeyConstraint("coding", "event", "n"),
    )


def _incidents() -> None:
    op.create_table(
        "incidents",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text()),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("polarity", sa.Boolean(), nullable=False),
        sa.Column("first_day", sa.Date()),
        sa.Column("last_day", sa.Date()),
        sa.Column("country", sa.Text()),
        sa.Column("place_key", sa.Text()),
        sa.Column("lat", sa.Float()),
        sa.Column("lon", sa.Float()),
        sa.Column("independent", sa.Integer(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("incidents_by_country", "incidents", ["country", "first_day"])
    op.create_index("incidents_by_day", "incidents", ["first_day", "id"])
    op.create_index("incidents_by_lat", "incidents", ["lat", "lon"])
    op.create_index("incidents_by_type", "incidents", ["type", "first_day"])
    op.create_table(
        "reconciled",
        sa.Column("coding", _SERIAL, nullable=False),
        sa.ForeignKeyConstraint(
            ["coding"],
            ["codings.seq"],
        ),
        sa.PrimaryKeyConstraint("coding"),
    )


def _incident_parts() -> None:
    op.create_table(
        "incident_events",
        sa.Column("incident", sa.Text(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["incident"], ["incidents.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("incident", "report", "event"),
    )
    op.create_index("incident_events_by_report", "incident_events", ["report"])
    op.create_table(
        "incident_actors",
        sa.Column("incident", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["incident"], ["incidents.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("incident", "role", "n"),
    )
    op.create_table(
        "incident_sources",
        sa.Column("incident", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("root", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["incident"], ["incidents.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("incident", "n"),
    )
    op.create_table(
        "incident_tolls",
        sa.Column("incident", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("low", sa.BigInteger()),
        sa.Column("best", sa.BigInteger()),
        sa.Column("high", sa.BigInteger()),
        sa.ForeignKeyConstraint(["incident"], ["incidents.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("incident", "outcome"),
    )
    op.create_index("incident_tolls_by_best", "incident_tolls", ["outcome", "best"])


def _reconciliation() -> None:
    op.create_table(
        "event_keys",
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.Column("report", _SERIAL, nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.seq"]),
        sa.PrimaryKeyConstraint("key", "report", "event"),
        sqlite_with_rowid=False,
    )
    op.create_index("event_keys_by_report", "event_keys", ["report"])
    op.create_table(
        "reconciliation",
        sa.Column("judgements", _SERIAL, nullable=False),
        sa.Column("program", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )


_TABLES = (
    _arrivals,
    _judgements_and_failures,
    _attributions,
    _events,
    _event_parts,
    _incidents,
    _incident_parts,
    _reconciliation,
)
_SQLITE = (
    "CREATE VIRTUAL TABLE report_search USING fts5(title, text, content='reports', content_rowid='seq',"
    " tokenize='porter unicode61 remove_diacritics 2')",
    "CREATE TRIGGER reports_search AFTER INSERT ON reports BEGIN"
    " INSERT INTO report_search(rowid, title, text) VALUES (new.seq, new.title, new.text); END",
)
_POSTGRES = (
    # English stems as in SQLite's index, and no stop words, so that both databases find the same.
    "CREATE TEXT SEARCH DICTIONARY onrecord_stem (TEMPLATE = snowball, Language = english)",
    "CREATE TEXT SEARCH CONFIGURATION onrecord (COPY = pg_catalog.simple)",
    "ALTER TEXT SEARCH CONFIGURATION onrecord ALTER MAPPING FOR asciiword, asciihword, hword_asciipart, word, hword,"
    " hword_part WITH onrecord_stem",
    "ALTER TABLE reports ADD COLUMN search tsvector"
    " GENERATED ALWAYS AS (to_tsvector('onrecord', coalesce(title, '') || E'\\n\\n' || text)) STORED",
    "CREATE INDEX reports_search ON reports USING gin (search)",
    "CREATE FUNCTION onrecord_append_only() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN RAISE EXCEPTION 'a ledger is only added to'; END $$",
)


def _guard(table: str) -> None:
    """Refuse every change of a row that is there, whoever asks for it."""
    if op.get_bind().dialect.name == "sqlite":
        for deed in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table}"
                " BEGIN SELECT RAISE(ABORT, 'a ledger is only added to'); END"
            )
    else:
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION onrecord_append_only()"
        )
