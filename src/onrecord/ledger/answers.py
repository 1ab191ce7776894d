"""Rows as the values that the ledger answers with, and the questions that find them."""

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, cast, func, select
from sqlalchemy.engine import Connection

from onrecord.catalogue import FailureRow, SourceSummary
from onrecord.incident_records import incident_from_json
from onrecord.incidents import Incident
from onrecord.ledger import tables
from onrecord.ledger.columns import fold
from onrecord.model import CodedReport, Failure
from onrecord.records import from_json

AT_ONCE = 500  # rows in memory, and values in one IN list
_CODED = ("sources", "claims", "events", "relations", "tolls")
_KEPT = ("reports", "codings", "judgements", "failures", "incidents")


def coded_reports() -> Select[Any]:
    """Every report with its last coding."""
    now, c, r = tables.current_codings.c, tables.codings.c, tables.reports.c
    return (
        select(c.record, r.text)
        .select_from(tables.current_codings)
        .join(tables.codings, c.seq == now.coding)
        .join(tables.reports, r.seq == now.report)
    )


def pending() -> ColumnElement[bool]:
    """That the incidents do not take account of a coding yet."""
    return tables.codings.c.seq.not_in(select(tables.reconciled.c.coding))


def parted(chosen: Select[Any], column: ColumnElement[Any], values: Iterable[Any] | None) -> Iterator[Select[Any]]:
    """A query for any of many values, as several queries for a few each; the query itself if there are no values."""
    if values is None:
        yield chosen
        return
    rest = iter(dict.fromkeys(values))
    while batch := list(islice(rest, AT_ONCE)):
        yield chosen.where(column.in_(batch))


def homes() -> Select[Any]:
    """The incidents of the events that are kept under keys."""
    k, i = tables.event_keys.c, tables.incident_events.c
    return (
        select(i.incident)
        .distinct()
        .select_from(tables.event_keys)
        .join(tables.reports, tables.reports.c.seq == k.report)
        .join(tables.incident_events, (i.report == tables.reports.c.id) & (i.event == k.event))
    )


def outdated(connection: Connection, program: str) -> str | None:
    """Why the incidents must be made anew as a whole; None if they need not."""
    made = connection.execute(select(tables.reconciliation)).first()
    if made is None:
        return "there are none yet"
    if made.program != program:
        return f"they were made by {made.program}"
    if made.judgements != connection.execute(select(func.count()).select_from(tables.judgements)).scalar_one():
        return "judgements were given since"
    r, c, done = tables.reports.c, tables.codings.c, tables.reconciled.c
    recoded = coded_reports().with_only_columns(r.id).where(pending())
    anew = recoded.where(r.seq.in_(select(c.report).join(tables.reconciled, done.coding == c.seq)))
    return "reports were coded anew since" if connection.execute(anew.limit(1)).first() else None


def coded_report(row: Any) -> CodedReport:
    """The coded report that a row holds, every quote checked against the text."""
    return from_json(json.loads(row.record), row.text)


def incident(row: Any) -> Incident:
    """The incident that a row holds."""
    return incident_from_json(json.loads(row.record))


def failure(row: Any) -> FailureRow:
    """The failure that a row holds."""
    return FailureRow(Failure(row.place, row.reason, row.advice, skipped=row.skipped), row.at)


def sources(name: str | None) -> Select[Any]:
    """The sources of the last codings by what they are called, those most quoted first."""
    s, c, now = tables.sources.c, tables.claims.c, tables.current_codings
    chosen = (
        select(
            func.min(func.coalesce(s.name, s.description)),
            func.max(cast(s.named, Integer)),
            func.min(s.sector),
            func.min(s.country),
            func.count(s.coding.distinct()),
            func.count(c.id),
        )
        .join(now, now.c.coding == s.coding)
        .outerjoin(tables.claims, (c.coding == s.coding) & (c.source == s.id))
        .group_by(s.key)
        .order_by(func.count(c.id).desc(), s.key)
    )
    return chosen.where(s.key.contains(fold(name) or name, autoescape=True)) if name else chosen


def source_summary(row: Any) -> SourceSummary:
    """The source that a row of `sources` tells of."""
    name, named, *rest = row
    return SourceSummary(name, bool(named), *rest)


def counts() -> dict[str, Select[Any]]:
    """How to count each of the things that `Counts` tells."""
    now = select(tables.current_codings.c.coding)
    asked = {name: select(func.count()).select_from(tables.metadata.tables[name]) for name in _CODED + _KEPT}
    asked["pending"] = select(func.count()).select_from(tables.current_codings)
    asked["pending"] = asked["pending"].where(
        tables.current_codings.c.coding.not_in(select(tables.reconciled.c.coding))
    )
    return asked | {name: asked[name].where(tables.metadata.tables[name].c.coding.in_(now)) for name in _CODED}
