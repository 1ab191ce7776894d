"""A filter as the SQL that finds its incidents."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import JSON, ColumnElement, Select, and_, cast, func, or_, select, type_coerce
from sqlalchemy.sql.elements import KeyedColumnElement

from onrecord.filters import Filter, Order
from onrecord.ledger.columns import bounded, fold
from onrecord.ledger.search import matching
from onrecord.ledger.tables import incident_actors, incident_events, incident_sources, incident_tolls, incidents


def wanted(chosen: Filter, dialect: str) -> Select[Any]:
    """The records of the incidents that the filter lets through, in its order, within its limits."""
    found = select(incidents.c.record).where(*_conditions(chosen, dialect)).order_by(*_order(chosen))
    if chosen.limit is None and chosen.offset:
        return found.limit(2**62).offset(bounded(chosen.offset))  # SQLite has no OFFSET without LIMIT
    return found.limit(bounded(chosen.limit)).offset(bounded(chosen.offset)) if chosen.limit is not None else found


def how_many(chosen: Filter, dialect: str) -> Select[Any]:
    """How many incidents the filter lets through, whatever its limits."""
    return select(func.count()).select_from(incidents).where(*_conditions(chosen, dialect))


def outlines(chosen: Filter, dialect: str) -> Select[Any]:
    """What `Outline` tells of the incidents that the filter lets through, whatever its limits."""
    c = incidents.c
    record = type_coerce(c.record, JSON) if dialect == "sqlite" else cast(c.record, JSON)
    told = [record[("place", part)].as_string() for part in ("name", "precision")]
    columns = (c.id, c.type, c.status, c.polarity, c.first_day, c.last_day, c.country, c.lat, c.lon, *told)
    return select(*columns).where(*_conditions(chosen, dialect))


def _order(chosen: Filter) -> tuple[ColumnElement[Any], ...]:
    c = incidents.c
    if chosen.order is Order.LATEST:
        return c.first_day.is_(None), c.first_day.desc(), c.id
    if chosen.order is Order.SOURCES:
        return c.independent.desc(), c.id
    if chosen.order is Order.TOLL:
        t = incident_tolls.c
        figure = select(func.coalesce(t.best, t.low, t.high)).where(t.incident == c.id, t.outcome == chosen.outcome)
        return func.coalesce(figure.scalar_subquery(), -1).desc(), c.id
    return c.first_day.is_(None), c.first_day, c.id


def _conditions(chosen: Filter, dialect: str) -> Iterator[ColumnElement[bool]]:
    c = incidents.c
    equal = {c.country: chosen.country, c.type: chosen.type, c.status: chosen.status, c.polarity: chosen.polarity}
    yield from (column == value for column, value in equal.items() if value is not None)
    if chosen.start or chosen.end:
        yield and_(c.first_day <= (chosen.end or date.max), c.last_day >= (chosen.start or date.min))
    if chosen.box:
        yield _inside(chosen.box)
    if chosen.placed is not None:
        yield c.lat.is_not(None) if chosen.placed else c.lat.is_(None)
    if chosen.timed is not None:
        yield c.first_day.is_not(None) if chosen.timed else c.first_day.is_(None)
    if chosen.place:
        yield _begins_word(c.place_key, chosen.place)
    yield from _conditions_elsewhere(chosen, dialect)


def _conditions_elsewhere(chosen: Filter, dialect: str) -> Iterator[ColumnElement[bool]]:
    if chosen.actor:
        named = or_(incident_actors.c.actor == chosen.actor, _begins_word(incident_actors.c.key, chosen.actor))
        yield _among(incident_actors, named)
    if chosen.source:
        named = or_(incident_sources.c.root == chosen.source, _begins_word(incident_sources.c.key, chosen.source))
        yield _among(incident_sources, named)
    if chosen.toll_at_least is not None:
        t = incident_tolls.c
        figure = func.coalesce(t.best, t.low, t.high)
        yield _among(incident_tolls, and_(t.outcome == chosen.outcome, figure >= bounded(chosen.toll_at_least)))
    if chosen.text:
        yield _among(incident_events, incident_events.c.report.in_(matching(chosen.text, dialect)))
    if chosen.report:
        yield _among(incident_events, incident_events.c.report == chosen.report)


def _among(table: Any, condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return incidents.c.id.in_(select(table.c.incident).where(condition))


def _inside(box: tuple[float, float, float, float]) -> ColumnElement[bool]:
    west, south, east, north = box
    lon, lat = incidents.c.lon, incidents.c.lat
    across = and_(lon >= west, lon <= east) if west <= east else or_(lon >= west, lon <= east)
    return and_(lat >= south, lat <= north, across)


def _begins_word(key: KeyedColumnElement[Any], name: str) -> ColumnElement[bool]:
    return key.contains(fold(name) or name, autoescape=True)
