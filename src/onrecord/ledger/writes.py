"""The statements that change a ledger; each is part of a transaction that its caller opens."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Table, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from onrecord.incident_records import incident_to_json
from onrecord.incidents import EventRef, Incident
from onrecord.ledger import rows, tables
from onrecord.ledger.answers import AT_ONCE
from onrecord.ledger.columns import hashed
from onrecord.ledger.values import Basis, IdTaken
from onrecord.model import CodedReport, Report

T = TypeVar("T")


def insert_once(connection: Connection, table: Table, row: rows.Row) -> int | None:
    """Insert a row; its number, or None if one of the same identity is there."""
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    statement = insert(table).values(row).on_conflict_do_nothing().returning(table.c.seq)
    number: int | None = connection.execute(statement).scalar()
    return number


def add(connection: Connection, coded: CodedReport) -> bool:
    """Keep a coded report as its report's last; False if this coder's record of it is there already.

    Raises:
        IdTaken: another report of the same id is there.
    """
    now = datetime.now(UTC)
    found = insert_once(connection, tables.reports, {"id": coded.report.id, **rows.report_row(coded.report), "at": now})
    report = same_report(connection, coded.report) if found is None else found
    made = {"report": report, "coder": coded.coder.name, "version": coded.coder.version, "at": now}
    coding = insert_once(connection, tables.codings, {**made, "record": rows.coding_record(coded)})
    if coding is None:
        return False
    for table, values in rows.coding_rows(coded, coding):
        connection.execute(table.insert(), values)
    connection.execute(delete(tables.current_codings).where(tables.current_codings.c.report == report))
    connection.execute(tables.current_codings.insert(), {"report": report, "coding": coding})
    return True


def same_report(connection: Connection, report: Report) -> int | None:
    """The number of this report in the ledger; None if its id is new there.

    Raises:
        IdTaken: the id is that of a report with another text, publisher, date, URL, title, byline or language.
    """
    there = connection.execute(select(tables.reports).where(tables.reports.c.id == report.id)).first()
    if there is None:
        return None
    differing = [name for name, value in rows.report_row(report).items() if getattr(there, name) != value]
    if not differing:
        number: int = there.seq
        return number
    first = differing[0]
    values = (
        "" if first in {"sha256", "text"} else f": {getattr(there, first)!r} there, {getattr(report, first)!r} here"
    )
    what = "text" if first == "sha256" else first
    raise IdTaken(f"the ledger has another report with the id {report.id!r} (its {what} differs{values})")


def replace_incidents(
    connection: Connection,
    incidents: Iterable[Incident],
    removed: Iterable[str],
    *,
    whole: bool,
    basis: Basis | None,
) -> None:
    """Put incidents in the place of others, and note what they rest on."""
    if whole:
        for table in (*tables.DERIVED, tables.reconciled):
            connection.execute(delete(table))
    else:
        _remove(connection, removed)
    for batch in _batches(incidents):
        _remove(connection, (i.id for i in batch))
        _insert(connection, batch)
    if basis:
        _note(connection, basis)


def _batches(values: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(values)
    while batch := list(islice(rest, AT_ONCE)):
        yield batch


def _remove(connection: Connection, ids: Iterable[str]) -> None:
    for batch in _batches(ids):
        connection.execute(delete(tables.incidents).where(tables.incidents.c.id.in_(batch)))


def _insert(connection: Connection, incidents: list[Incident]) -> None:
    connection.execute(tables.incidents.insert(), [rows.incident_row(i, incident_to_json(i)) for i in incidents])
    gathered: dict[Table, list[dict[str, Any]]] = {}
    for incident in incidents:
        for table, values in rows.incident_rows(incident):
            gathered.setdefault(table, []).extend(values)
    for table, values in gathered.items():
        connection.execute(table.insert(), values)


def _note(connection: Connection, basis: Basis) -> None:
    """Note what the incidents rest on."""
    connection.execute(delete(tables.reconciliation))
    made = {"judgements": basis.judgements, "program": basis.program, "at": datetime.now(UTC)}
    connection.execute(tables.reconciliation.insert(), made)
    now, r = tables.current_codings.c, tables.reports.c
    unmarked = select(now.coding).where(now.coding.not_in(select(tables.reconciled.c.coding)))
    target = tables.reconciled.insert()
    if basis.reports is None:
        connection.execute(target.from_select(["coding"], unmarked))
    else:
        for batch in _batches(basis.reports):
            ids = select(r.seq).where(r.id.in_(batch))
            connection.execute(target.from_select(["coding"], unmarked.where(now.report.in_(ids))))
    _keep_keys(connection, basis.keys)


def _keep_keys(connection: Connection, keys: Mapping[EventRef, Iterable[str]]) -> None:
    c, r = tables.event_keys.c, tables.reports.c
    numbers: dict[str, int] = {}
    for some in _batches({ref.report for ref in keys}):
        known = connection.execute(select(r.id, r.seq).where(r.id.in_(some)))
        numbers |= {row.id: row.seq for row in known}
        connection.execute(delete(tables.event_keys).where(c.report.in_([numbers[id] for id in some])))
    pairs = ((ref, key) for ref, found in keys.items() for key in sorted(set(map(hashed, found))))
    for batch in _batches(pairs):
        made = [{"report": numbers[ref.report], "event": ref.event, "key": key} for ref, key in batch]
        connection.execute(tables.event_keys.insert(), made)
