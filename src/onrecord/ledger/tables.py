"""The tables of a ledger, as queries see them; `migrations/` makes them.

Append-only: reports, codings and what hangs on them, judgements, failures.  Derived: current_codings, all that begins
with incident, and reconciled, event_keys, reconciliation, which say what the incidents take account of.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

from onrecord.ledger.columns import Words

metadata = MetaData()
_Serial = BigInteger().with_variant(Integer, "sqlite")  # only INTEGER PRIMARY KEY counts by itself in SQLite


def _coding() -> Column[int]:
    return Column("coding", _Serial, ForeignKey("codings.seq"), primary_key=True)


def _incident() -> Column[str]:
    return Column("incident", Words, ForeignKey("incidents.id", ondelete="CASCADE"), primary_key=True)


reports = Table(
    "reports",
    metadata,
    Column("seq", _Serial, primary_key=True),
    Column("id", Words, nullable=False, unique=True),
    Column("sha256", Text, nullable=False),
    Column("url", Words),
    Column("publisher", Words),
    Column("byline", Words),
    Column("published", Date),
    Column("title", Words),
    Column("language", Words),
    Column("text", Words, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Index("reports_by_sha256", "sha256"),
)

codings = Table(
    "codings",
    metadata,
    Column("seq", _Serial, primary_key=True),
    Column("report", _Serial, ForeignKey("reports.seq"), nullable=False),
    Column("coder", Words, nullable=False),
    Column("version", Words, nullable=False),
    Column("record", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    UniqueConstraint("report", "coder", "version", name="codings_once"),
)

current_codings = Table(
    "current_codings",
    metadata,
    Column("report", _Serial, ForeignKey("reports.seq"), primary_key=True),
    Column("coding", _Serial, ForeignKey("codings.seq"), nullable=False, unique=True),
)

sources = Table(
    "sources",
    metadata,
    _coding(),
    Column("id", Words, primary_key=True),
    Column("name", Words),
    Column("description", Words, nullable=False),
    Column("key", Words, nullable=False),
    Column("sector", Words, nullable=False),
    Column("country", Words),
    Column("named", Boolean, nullable=False),
    Column("channel", Text, nullable=False),
    Column("relays", Words),
    Index("sources_by_key", "key"),
)

claims = Table(
    "claims",
    metadata,
    _coding(),
    Column("id", Words, primary_key=True),
    Column("source", Words),
    Column("quote", Text, nullable=False),
    Column("attitude", Text, nullable=False),
    Column("content", Words, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("within", Words),
)

events = Table(
    "events",
    metadata,
    _coding(),
    Column("id", Words, primary_key=True),
    Column("type", Text, nullable=False),
    Column("mode", Text),
    Column("status", Text, nullable=False),
    Column("polarity", Boolean, nullable=False),
    Column("first_day", Date),
    Column("last_day", Date),
    Column("country", Words),
    Column("place", Words),
    Column("lat", Float),
    Column("lon", Float),
    Index("events_by_day", "first_day"),
)

event_actors = Table(
    "event_actors",
    metadata,
    _coding(),
    Column("event", Words, primary_key=True),
    Column("role", Text, primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("actor", Words, nullable=False),
    Column("name", Words, nullable=False),
    Column("key", Words, nullable=False),
    Column("sector", Words),
    Column("country", Words),
    ForeignKeyConstraint(["coding", "event"], ["events.coding", "events.id"]),
    Index("event_actors_by_key", "key"),
)

event_claims = Table(
    "event_claims",
    metadata,
    _coding(),
    Column("event", Words, primary_key=True),
    Column("claim", Words, primary_key=True),
    ForeignKeyConstraint(["coding", "event"], ["events.coding", "events.id"]),
    ForeignKeyConstraint(["coding", "claim"], ["claims.coding", "claims.id"]),
)

tolls = Table(
    "tolls",
    metadata,
    _coding(),
    Column("event", Words, primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("outcome", Text, nullable=False),
    Column("of", Words, nullable=False),
    Column("low", BigInteger),
    Column("high", BigInteger),
    Column("approx", Boolean, nullable=False),
    Column("part_of", Integer),
    ForeignKeyConstraint(["coding", "event"], ["events.coding", "events.id"]),
)

relations = Table(
    "relations",
    metadata,
    _coding(),
    Column("id", Words, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("subject", Words, nullable=False),
    Column("subject_name", Words, nullable=False),
    Column("object", Words, nullable=False),
    Column("object_name", Words, nullable=False),
    Column("status", Text, nullable=False),
    Column("polarity", Boolean, nullable=False),
)

judgements = Table(
    "judgements",
    metadata,
    Column("seq", _Serial, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("verdict", Text, nullable=False),
    Column("events", Text, nullable=False),
    Column("by", Words, nullable=False),
    Column("at", Words, nullable=False),
    Column("why", Words, nullable=False),
    Column("field", Words),
    Column("value", Words),
)

failures = Table(
    "failures",
    metadata,
    Column("seq", _Serial, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("place", Words, nullable=False),
    Column("reason", Words, nullable=False),
    Column("advice", Words),
    Column("skipped", Boolean, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
)

incidents = Table(
    "incidents",
    metadata,
    Column("id", Words, primary_key=True),
    Column("type", Text, nullable=False),
    Column("mode", Text),
    Column("status", Text, nullable=False),
    Column("polarity", Boolean, nullable=False),
    Column("first_day", Date),
    Column("last_day", Date),
    Column("country", Words),
    Column("place_key", Words),
    Column("lat", Float),
    Column("lon", Float),
    Column("independent", Integer, nullable=False),
    Column("record", Text, nullable=False),
    Index("incidents_by_day", "first_day", "id"),
    Index("incidents_by_country", "country", "first_day"),
    Index("incidents_by_type", "type", "first_day"),
    Index("incidents_by_lat", "lat", "lon"),
)

incident_events = Table(
    "incident_events",
    metadata,
    _incident(),
    Column("report", Words, primary_key=True),
    Column("event", Words, primary_key=True),
    Index("incident_events_by_report", "report"),
)

incident_actors = Table(
    "incident_actors",
    metadata,
    _incident(),
    Column("role", Text, primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("actor", Words, nullable=False),
    Column("key", Words, nullable=False),
)

incident_sources = Table(
    "incident_sources",
    metadata,
    _incident(),
    Column("n", Integer, primary_key=True),
    Column("root", Words, nullable=False),
    Column("key", Words, nullable=False),
)

incident_tolls = Table(
    "incident_tolls",
    metadata,
    _incident(),
    Column("outcome", Text, primary_key=True),
    Column("low", BigInteger),
    Column("best", BigInteger),
    Column("high", BigInteger),
    Index("incident_tolls_by_best", "outcome", "best"),
)

reconciled = Table(
    "reconciled",
    metadata,
    Column("coding", _Serial, ForeignKey("codings.seq"), primary_key=True),
)

event_keys = Table(
    "event_keys",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("report", _Serial, ForeignKey("reports.seq"), primary_key=True),
    Column("event", Words, primary_key=True),
    Index("event_keys_by_report", "report"),
    sqlite_with_rowid=False,
)

reconciliation = Table(
    "reconciliation",
    metadata,
    Column("judgements", _Serial, nullable=False),
    Column("program", Words, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
)

DERIVED = (event_keys, incident_events, incident_actors, incident_sources, incident_tolls, incidents)
APPEND_ONLY = (
    reports,
    codings,
    sources,
    claims,
    events,
    event_actors,
    event_claims,
    tolls,
    relations,
    judgements,
    failures,
)
