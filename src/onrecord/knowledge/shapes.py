"""Where the parts and borders of states lie, worked out from where their settlements are.

Only the standard library is needed, so that the gazetteer can be built without onrecord's own dependencies.
"""

import math
from collections.abc import Iterable, Iterator, Mapping

Cell = tuple[int, int]  # latitude and longitude in quarters of a degree
Point = tuple[float, float]

_OUTER = 0.6  # share of the cells in a direction, the outermost, that make the part of that name
_PULL = 0.18  # weight of the middle of the whole: speakers seldom mean the far end alone
_ASIDE = 0.6  # how far aside of the direction, as a tangent, a cell may lie
_KM = 111.2 / 4  # a quarter of a degree
_WIDEST = 6  # cells between settlements on both sides of a border
_FEWEST = 12  # cells of a state that has parts worth telling


def parts(cells: Iterable[Cell]) -> Iterator[tuple[int, float, float, float]]:
    """The bearing, the middle and the rough radius in km of each of the eight parts of a state ("the north-east")."""
    known = sorted(cells)
    if len(known) < _FEWEST:
        return
    middle = _mean(known)
    for bearing in range(0, 360, 45):
        angle = math.radians(bearing)
        reach = sorted(((_along(cell, middle, angle), cell) for cell in known), reverse=True)
        ahead = [(far, cell) for far, cell in reach if far > 0 and abs(_aside(cell, middle, angle)) <= _ASIDE * far]
        outer = [cell for _, cell in (ahead or reach)[: max(3, int(_OUTER * len(ahead or reach)) + 1)]]
        lat, lon = _mean([*outer, *(middle for _ in range(round(_PULL * len(outer))))])
        yield bearing, round(lat / 4, 3), round(lon / 4, 3), round(_KM * math.sqrt(len(outer)), 1)


def border(one: set[Cell], other: set[Cell]) -> tuple[float, float, float] | None:
    """A point of the border of two states, in the middle of where their settlements meet, and half its length in km."""
    for width in range(1, _WIDEST + 1):
        meeting = sorted(_meeting(one, other, width))
        if len(meeting) >= 2:
            middle = _mean(meeting)
            lat, lon = min(meeting, key=lambda cell: _apart(cell, middle))
            return lat / 4, lon / 4, round(_KM * max(_apart(cell, middle) for cell in meeting), 1)
    return None


def cells_of(settlements: Iterable[tuple[str, float, float]]) -> Mapping[str, set[Cell]]:
    """The cells of each state from (state, latitude, longitude) of its settlements."""
    found: dict[str, set[Cell]] = {}
    for state, lat, lon in settlements:
        found.setdefault(state, set()).add((round(lat * 4), round(lon * 4)))
    return found


def _meeting(one: set[Cell], other: set[Cell], width: int) -> Iterator[Point]:
    span = range(-width, width + 1)
    for lat, lon in one:
        for dlat in span:
            for dlon in span:
                if (lat + dlat, lon + dlon) in other:
                    yield lat + dlat / 2, lon + dlon / 2


def _mean(cells: Iterable[Point]) -> Point:
    known = list(cells)
    return sum(lat for lat, _ in known) / len(known), sum(lon for _, lon in known) / len(known)


def _along(cell: Point, middle: Point, angle: float) -> float:
    north, east = _offset(cell, middle)
    return north * math.cos(angle) + east * math.sin(angle)


def _aside(cell: Point, middle: Point, angle: float) -> float:
    north, east = _offset(cell, middle)
    return east * math.cos(angle) - north * math.sin(angle)


def _offset(cell: Point, middle: Point) -> Point:
    narrow = math.cos(math.radians(middle[0] / 4))
    return cell[0] - middle[0], (cell[1] - middle[1]) * narrow


def _apart(cell: Point, middle: Point) -> float:
    return math.hypot(*_offset(cell, middle))
