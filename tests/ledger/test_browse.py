from collections.abc import Iterator
from datetime import date

import pytest

from onrecord.ledger import ActorSummary, Filter, Heading, Ledger, Order, Outline
from tests import factories
from tests.ledger.builders import account, days, incident, killed, place, told
from tests.ledger.conftest import Places

PLACED = incident(
    "b-placed",
    place=place("Oskar", -12.5, -3.25),
    time=days("2024-03-05", None),
    tolls=killed(1, 2, 3),
    independent=(("v", "one voice"),),
)
DEADLY = incident("c-deadly", time=days("2024-01-01", "2024-01-02"), tolls=killed(90, None, None))
NOWHERE = incident("a-nowhere", accounts=(account("The army"),))


@pytest.fixture(scope="module")
def filled(places: Places) -> Iterator[Ledger]:
    with Ledger.open(places.empty_ledger()) as ledger:
        ledger.add(told(1))
        ledger.add(factories.coded(report=factories.report(id="r-2", published=None, title=None)))
        ledger.replace_incidents([PLACED, DEADLY, NOWHERE])
        yield ledger


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        pytest.param(Filter(placed=True), "b-placed", id="with a place"),
        pytest.param(Filter(placed=False), "c-deadly a-nowhere", id="without a place"),
        pytest.param(Filter(timed=False), "a-nowhere", id="without a time"),
        pytest.param(Filter(timed=True, placed=False), "c-deadly", id="with a time only"),
        pytest.param(Filter(), "c-deadly b-placed a-nowhere", id="the earliest first"),
        pytest.param(Filter(order=Order.LATEST), "b-placed c-deadly a-nowhere", id="the latest first"),
        pytest.param(Filter(order=Order.TOLL), "c-deadly b-placed a-nowhere", id="the deadliest first"),
        pytest.param(Filter(order=Order.SOURCES), "b-placed a-nowhere c-deadly", id="the best attested first"),
    ],
)
def test_incidents_come_as_asked_for(filled: Ledger, chosen: Filter, found: str) -> None:
    assert [i.id for i in filled.incidents(chosen)] == found.split()


def test_an_outline_tells_where_and_when_and_how_exactly(filled: Ledger) -> None:
    placed = Outline(
        "b-placed",
        "ASSAULT",
        "occurred",
        True,
        date(2024, 3, 5),
        date.max,
        "VAR",
        -12.5,
        -3.25,
        "Oskar",
        "settlement",
    )
    nowhere = Outline("a-nowhere", "ASSAULT", "occurred", True, None, None, None, None, None, None, None)
    found = {o.id: o for o in filled.outlines(Filter(limit=1))}
    assert (found["b-placed"], found["a-nowhere"], len(found)) == (placed, nowhere, 3)


def test_reports_are_listed_without_their_texts_the_latest_first(filled: Ledger) -> None:
    first, second = filled.headings()
    assert (first.id, second.id) == ("r-001", "r-2")
    assert second == Heading("r-2", None, "Vareland Courier", None, factories.TEXT[:160], 4, 5)
    assert list(filled.headings(limit=1, offset=1)) == [second]
    assert list(filled.headings(["r-2", "r-9"])) == [second]


def test_a_source_is_found_by_its_whole_name_only(filled: Ledger) -> None:
    assert filled.speaking("the DEFENCE ministry of Vareland") == ("r-001", "r-2")
    assert filled.speaking("The defence ministry") == ()


def test_actors_are_counted_under_what_they_are_called(filled: Ledger) -> None:
    assert list(filled.actors("reb")) == [ActorSummary("rebels", "REB", None, 2, 8)]
    assert list(filled.actors("bels")) == []
