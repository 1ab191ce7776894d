from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.desk.query import PAGE_SIZE, PARAMETERS, parse
from onrecord.filters import Filter, Order
from onrecord.model import Outcome, Status

READ = [
    pytest.param({"from": "2024-03-01"}, {"start": date(2024, 3, 1)}, id="a day"),
    pytest.param({"box": "1,2,3,4"}, {"box": (1.0, 2.0, 3.0, 4.0)}, id="a box"),
    pytest.param({"country": "egypt"}, {"country": "EGY"}, id="a country by its name"),
    pytest.param({"country": "egy"}, {"country": "EGY"}, id="a country by its code"),
    pytest.param({"type": "assault"}, {"type": "ASSAULT"}, id="a type"),
    pytest.param({"status": "ongoing"}, {"status": Status.ONGOING}, id="a status"),
    pytest.param({"denied": "yes"}, {"polarity": False}, id="denied"),
    pytest.param({"denied": "no"}, {"polarity": True}, id="affirmed"),
    pytest.param({"toll": "10", "outcome": "injured"}, {"toll_at_least": 10, "outcome": Outcome.INJURED}, id="a toll"),
    pytest.param({"placed": "no", "timed": "yes"}, {"placed": False, "timed": True}, id="no place, but a time"),
    pytest.param({"text": "  market  ", "actor": ""}, {"text": "market"}, id="blanks and nothing"),
    pytest.param({"colour": "red"}, {}, id="what nobody asks for"),
]


@pytest.mark.parametrize(("params", "parts"), READ)
def test_an_address_is_read_as_a_filter(params: dict[str, str], parts: dict[str, object]) -> None:
    view = parse(params)
    assert (view.filter, view.wrong) == (Filter(**({"order": Order.SOURCES} | parts)), ())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "params",
    [
        {"from": "yesterday"},
        {"box": "1,2"},
        {"box": "1,50,2,40"},
        {"box": "nan,1,2,3"},
        {"country": "Narnia"},
        {"type": "WAR"},
        {"denied": "maybe"},
        {"toll": "-1"},
        {"toll": "²"},
        {"order": "best"},
        {"from": "2024-03-02", "until": "2024-03-01"},
    ],
    ids=str,
)
def test_what_cannot_be_understood_is_told_and_left_out(params: dict[str, str]) -> None:
    view = parse(params | {"text": "market"})
    assert len(view.wrong) == 1
    assert view.filter.start is None or view.filter.end is None


def test_an_address_says_what_it_was_read_as_and_a_change_leads_to_the_first_page() -> None:
    view = parse({"page": "3", "type": "ASSAULT", "from": "2024-03-01", "toll": "x"})
    assert view.here == Filter(
        type="ASSAULT", start=date(2024, 3, 1), order=Order.SOURCES, limit=PAGE_SIZE, offset=2 * PAGE_SIZE
    )
    assert view.href("/", page="4") == "/?type=ASSAULT&from=2024-03-01&page=4"
    assert view.href("/", country="EGY", **{"from": None}) == "/?country=EGY&type=ASSAULT"
    assert parse({}).href("/export/csv") == "/export/csv"


@given(st.dictionaries(st.sampled_from(list(PARAMETERS)), st.text(max_size=20)))
def test_no_address_is_too_odd_to_be_read(params: dict[str, str]) -> None:
    view = parse(params)
    assert view.page >= 1
    assert parse(dict(view.params)).filter == view.filter
