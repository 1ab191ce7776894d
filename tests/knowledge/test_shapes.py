"""Parts and borders of states, worked out from where people live."""

import pytest

from onrecord.knowledge.shapes import border, cells_of, parts

SQUARE = {(lat, lon) for lat in range(0, 40) for lon in range(0, 40)}
EAST_OF_IT = {(lat, lon) for lat in range(0, 40) for lon in range(42, 80)}


@pytest.mark.parametrize(("bearing", "north", "east"), [(0, 1, 0), (90, 0, 1), (225, -1, -1)])
def test_a_part_lies_in_its_direction(bearing: int, north: int, east: int) -> None:
    found = {b: (lat - 4.875, lon - 4.875) for b, lat, lon, _ in parts(SQUARE)}
    up, right = found[bearing]
    assert (up > 1, up < -1) == (north > 0, north < 0)
    assert (right > 1, right < -1) == (east > 0, east < 0)


def test_a_state_of_few_settlements_has_no_parts() -> None:
    assert list(parts({(0, 0), (0, 1)})) == []


def test_a_border_runs_where_settlements_meet() -> None:
    found = border(SQUARE, EAST_OF_IT)
    assert found is not None
    lat, lon, half = found
    assert (3.0 < lat < 7.0, 9.5 <= lon <= 10.75, half > 50) == (True, True, True)


def test_states_far_apart_have_no_border() -> None:
    assert border(SQUARE, {(lat, 200) for lat in range(40)}) is None


def test_settlements_fall_into_cells_of_their_state() -> None:
    assert cells_of([("AAA", 1.0, 2.0), ("AAA", 1.01, 2.01), ("BBB", -1.0, 0.0)]) == {"AAA": {(4, 8)}, "BBB": {(-4, 0)}}
