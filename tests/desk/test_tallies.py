from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.catalogue import Outline
from onrecord.desk.tallies import MOST_POINTS, points, tally, timeline
from onrecord.filters import Filter

DAYS = st.dates(date(1990, 1, 1), date(2030, 1, 1))


def outline(
    first: date | None = None,
    last: date | None = None,
    at: tuple[float, float] | None = None,
    precision: str = "settlement",
) -> Outline:
    lat, lon = at or (None, None)
    return Outline("i", "ASSAULT", "occurred", True, first, last or first, "VAR", lat, lon, "Oskar", precision)


MARCH, APRIL = date(2024, 3, 5), date(2024, 4, 5)
FOUR = (
    outline(MARCH, at=(1, 1)),
    outline(APRIL, at=(50, 50)),
    outline(MARCH),
    outline(at=(1, 1)),
)


@pytest.mark.parametrize(
    ("chosen", "found", "placeless", "timeless", "mapped", "dated"),
    [
        pytest.param(Filter(), 4, 1, 1, 3, 3, id="all"),
        pytest.param(Filter(box=(0, 0, 2, 2)), 2, 1, 1, 3, 1, id="a box leaves the map whole"),
        pytest.param(Filter(start=APRIL), 1, 0, 1, 1, 3, id="days leave the timeline whole"),
        pytest.param(Filter(placed=False), 1, 1, 0, 3, 1, id="those without a place"),
        pytest.param(Filter(timed=False), 1, 0, 1, 1, 3, id="those without a time"),
        pytest.param(Filter(box=(170, 0, 2, 2)), 2, 1, 1, 3, 1, id="a box over the 180th meridian"),
    ],
)
def test_map_and_timeline_filter_one_another_and_nothing_is_lost(
    chosen: Filter, found: int, placeless: int, timeless: int, mapped: int, dated: int
) -> None:
    around = tally(FOUR, chosen)
    assert (around.found, around.placeless, around.timeless) == (found, placeless, timeless)
    assert sum(point[3] for point in around.points["at"]) == mapped
    assert sum(sure + maybe for _, _, sure, maybe in around.days["bins"]) == dated


def test_one_place_known_more_or_less_exactly_is_drawn_twice() -> None:
    found = points([outline(at=(1, 1)), outline(at=(1, 1)), outline(at=(1, 1), precision="admin1")])
    assert sorted(found["at"]) == [[1, 1, "admin1", 1, "Oskar"], [1, 1, "settlement", 2, "Oskar"]]


def test_very_many_places_are_counted_in_cells() -> None:
    many = [outline(at=(i % 100 * 0.31, i // 100 * 0.17)) for i in range(10_000)]
    found = points(many)
    assert 0 < len(found["at"]) <= MOST_POINTS
    assert sum(point[3] for point in found["at"]) == len(many)


def test_a_day_counts_as_sure_and_a_longer_time_as_possible() -> None:
    bins = timeline([outline(MARCH), outline(MARCH, MARCH + timedelta(days=1)), outline(MARCH, date.max)])["bins"]
    assert bins[0] == ["2024-03-05", "2024-03-06", 1, 2]


@given(st.lists(st.tuples(DAYS, st.integers(0, 900)), min_size=1, max_size=60))
def test_every_dated_incident_is_on_the_timeline_or_counted_beside_it(spans: list[tuple[date, int]]) -> None:
    found = timeline([outline(day, day + timedelta(days=length)) for day, length in spans])
    bins = found["bins"]
    assert [b[1] for b in bins[:-1]] == [b[0] for b in bins[1:]]
    alone = sum(b[2] for b in bins)
    low, high = date.fromisoformat(bins[0][0]), date.fromisoformat(bins[-1][1])
    longer = sum(
        day + timedelta(days=n) >= low
        and day < high
        and not any(b[0] <= day.isoformat() and (day + timedelta(days=n)).isoformat() < b[1] for b in bins)
        for day, n in spans
    )
    assert alone + longer + found["before"] + found["after"] == len(spans)
    assert found["before"] + found["after"] <= len(spans) / 2


def test_a_time_at_the_end_of_the_calendar_does_no_harm() -> None:
    for first, last in ((date.min, date.max), (date.max, date.max), (date.min, date.min)):
        assert timeline([outline(first, last)])["bins"] != []
