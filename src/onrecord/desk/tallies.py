"""What a map, a timeline and the lists of countries and types show of many incidents: counts, never all of them."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from typing import Any

from onrecord.catalogue import Outline
from onrecord.filters import Filter

MOST_POINTS = 2500
_CELLS = (0.1, 0.25, 0.5, 1.0, 2.5, 5.0)  # degrees
_BINS = ((130, 1, "day"), (1000, 7, "week"), (7500, 0, "month"))  # spans up to so many days; days of a bin
_EDGE = 0.02  # the share of incidents at either end that may lie far off


@dataclass(frozen=True, slots=True)
class Tally:
    """What is shown around a page of the list.

    `found` fit the whole filter.  `placeless` and `timeless` fit all of it but have no place or no time, so that a map
    or a timeline cannot show them.
    """

    found: int
    placeless: int
    timeless: int
    points: dict[str, Any]
    days: dict[str, Any]
    countries: tuple[tuple[str, int], ...]
    types: tuple[tuple[str, int], ...]


def tally(outlines: Iterable[Outline], chosen: Filter) -> Tally:
    """Count what fits all of a filter but its box and days; the map leaves out the box, the timeline the days."""
    timed: list[Outline] = []
    placed: list[Outline] = []
    both: list[Outline] = []
    placeless = timeless = 0
    for one in outlines:
        on_map, on_time = _fits_place(one, chosen), _fits_time(one, chosen)
        if on_time:
            timed.append(one)
            placeless += one.lat is None
        if on_map:
            placed.append(one)
            timeless += one.first is None
        if on_map and on_time:
            both.append(one)
    countries = Counter(o.country for o in both if o.country).most_common(8)
    types = Counter(o.type for o in both).most_common()
    return Tally(len(both), placeless, timeless, points(timed), timeline(placed), tuple(countries), tuple(types))


def _fits_place(one: Outline, chosen: Filter) -> bool:
    if chosen.placed is not None and chosen.placed != (one.lat is not None):
        return False
    if chosen.box is None:
        return True
    if one.lat is None or one.lon is None:
        return False
    west, south, east, north = chosen.box
    across = west <= one.lon <= east if west <= east else one.lon >= west or one.lon <= east
    return south <= one.lat <= north and across


def _fits_time(one: Outline, chosen: Filter) -> bool:
    if chosen.timed is not None and chosen.timed != (one.first is not None):
        return False
    if chosen.start is None and chosen.end is None:
        return True
    if one.first is None or one.last is None:
        return False
    return one.first <= (chosen.end or date.max) and one.last >= (chosen.start or date.min)


def points(outlines: Sequence[Outline]) -> dict[str, Any]:
    """The places with how many incidents each has, as [lat, lon, precision, count, name]; in cells if they are many."""
    counted: Counter[tuple[float, float, str, str]] = Counter(
        (o.lat, o.lon, o.precision or "settlement", o.place or "")
        for o in outlines
        if o.lat is not None and o.lon is not None
    )
    if len(counted) <= MOST_POINTS:
        return {"cell": 0, "at": [[lat, lon, how, n, name] for (lat, lon, how, name), n in counted.items()]}
    for cell in _CELLS:
        cells: Counter[tuple[float, float]] = Counter()
        for (lat, lon, _, _), n in counted.items():
            cells[(round(lat / cell) * cell, round(lon / cell) * cell)] += n
        if len(cells) <= MOST_POINTS:
            break
    at = [[round(lat, 3), round(lon, 3), "cell", n, ""] for (lat, lon), n in cells.items()]
    return {"cell": cell, "at": at}


def timeline(outlines: Sequence[Outline]) -> dict[str, Any]:
    """Counts by day, week, month or year: `sure` lie within the bin; `maybe` may lie in it or in another.

    A few incidents far before or after all others are counted apart, so that the rest can be seen.
    """
    dated = [(o.first, o.last) for o in outlines if o.first is not None and o.last is not None]
    if not dated:
        return {"unit": "day", "bins": [], "before": 0, "after": 0}
    low, high = _extent(dated)
    unit, edges = _edges(low, high)
    sure, maybe = _counts(dated, edges)
    days = [edge.isoformat() for edge in edges]
    bins = [[days[i], days[i + 1], sure[i], maybe[i]] for i in range(len(edges) - 1)]
    before = sum(last < edges[0] for _, last in dated)
    after = sum(first >= edges[-1] for first, _ in dated)
    return {"unit": unit, "bins": bins, "before": before, "after": after}


def _extent(dated: Sequence[tuple[date, date]]) -> tuple[date, date]:
    """The days between which nearly all lie, and those not far from them."""
    known = sorted(first if first > date.min else last for first, last in dated)
    known = [day for day in known if day < date.max] or [date.today()]
    cut = int(len(known) * _EDGE)
    low, high = known[cut], known[-1 - cut]
    margin = (high - low) / 2 + timedelta(days=30)
    return next(d for d in known if low - d <= margin), next(d for d in reversed(known) if d - high <= margin)


def _edges(low: date, high: date) -> tuple[str, list[date]]:
    span = (high - low).days + 1
    step, unit = next(((step, unit) for longest, step, unit in _BINS if span <= longest), (0, "year"))
    if unit == "year":
        return unit, [date(year, 1, 1) for year in range(low.year, min(high.year + 2, date.max.year + 1))]
    if step:
        start = low - timedelta(days=low.weekday() if step == 7 else 0)
        return unit, [start + timedelta(days=step * i) for i in range(-(-((high - start).days + 1) // step) + 1)]
    months = range(low.year * 12 + low.month - 1, high.year * 12 + high.month + 1)
    return unit, [date(month // 12, month % 12 + 1, 1) for month in months]


def _counts(dated: Sequence[tuple[date, date]], edges: Sequence[date]) -> tuple[list[int], list[int]]:
    """How many lie within each bin, and how many overlap it but reach beyond it."""
    size = len(edges) - 1
    sure = [0] * size
    change = [0] * (size + 1)
    for first, last in dated:
        left, right = bisect_right(edges, first) - 1, bisect_right(edges, last) - 1
        if right < 0 or left >= size:
            continue
        if left == right:
            sure[left] += 1
        else:
            change[max(left, 0)] += 1
            change[min(right, size - 1) + 1] -= 1
    return sure, list(accumulate(change))[:size]
