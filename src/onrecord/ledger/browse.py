"""Questions of readers who leaf through a ledger: its reports, who acts in them, and where a source speaks."""

from typing import Any

from sqlalchemy import Select, func, select

from onrecord.ledger import tables
from onrecord.ledger.columns import fold

_OPENING = 160  # characters of a text by which a report without a title is known


def headings() -> Select[Any]:
    """The reports without their texts, the latest published first."""
    r, now = tables.reports.c, tables.current_codings.c
    return (
        select(
            r.id,
            r.title,
            r.publisher,
            r.published,
            func.substr(r.text, 1, _OPENING),
            _how_many(tables.events),
            _how_many(tables.claims),
        )
        .join(tables.current_codings, now.report == r.seq)
        .order_by(r.published.is_(None), r.published.desc(), r.seq)
    )


def _how_many(table: Any) -> Any:
    counted = select(func.count()).select_from(table).where(table.c.coding == tables.current_codings.c.coding)
    return counted.correlate(tables.current_codings).scalar_subquery()


def speaking(name: str) -> Select[Any]:
    """The ids of the reports that pass on the word of a source of this very name, the latest published first."""
    r, s, now = tables.reports.c, tables.sources.c, tables.current_codings.c
    spoken = select(s.coding).where(s.key == fold(name))
    return (
        select(r.id)
        .join(tables.current_codings, now.report == r.seq)
        .where(now.coding.in_(spoken))
        .order_by(r.published.is_(None), r.published.desc(), r.seq)
    )


def actors(name: str) -> Select[Any]:
    """The actors of the last codings whose words begin so, those of most events first."""
    a, now = tables.event_actors.c, tables.current_codings.c
    asked: tuple[Any, ...] = (
        func.min(a.name),
        func.min(a.sector),
        func.min(a.country),
        func.count(a.coding.distinct()),
        func.count(),
    )
    return (
        select(*asked)
        .join(tables.current_codings, now.coding == a.coding)
        .where(a.key.contains(fold(name) or name, autoescape=True))
        .group_by(a.key)
        .order_by(func.count().desc(), a.key)
    )
