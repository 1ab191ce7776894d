from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from onrecord.incidents import EventRef
from onrecord.ledger import Filter, Ledger
from onrecord.model import CodedReport, Coder, Outcome, Status
from tests import factories
from tests.ledger.builders import account, days, incident, killed, party, place, told
from tests.ledger.conftest import Places

SHELLING = incident(
    "shelling",
    place=place("Oskar", -12.5, -3.25, admin1="Nordland"),
    time=days("2024-03-05", "2024-03-05"),
    actor=(party("Free Vareland Army", "group-fva"),),
    recipient=(party("Residents of Oskar"),),
    accounts=(account("The army"), account("Médecins du Monde"), account(None)),
    tolls=killed(30, 40, None),
)
MARCH = incident(
    "march",
    type="PROTEST",
    place=place("Côte-Rouge", 10.0, 179.5, "FJI"),
    time=days("2024-03-01", "2024-03-31"),
    status=Status.ONGOING,
    reports=("r-2",),
    events=(EventRef("r-2", "E1"),),
    tolls=killed(None, None, 3),
)
DENIED = incident("denied", polarity=False, place=place("Seaport", 10.0, -179.5, "TON"), time=days(None, "2023-12-31"))
OPEN = incident("open", time=days("2024-06-01", None), tolls=killed(100, None, None))
UNKNOWN = incident("unknown", actor=(party("Romania"),))
ALL = (DENIED, MARCH, SHELLING, OPEN, UNKNOWN)  # as they must come: by their first day, the undated last


@pytest.fixture(scope="module")
def filled(places: Places) -> Iterator[Ledger]:
    """A ledger with five incidents."""
    with Ledger.open(places.empty_ledger()) as ledger:
        ledger.add(told(1, text=factories.TEXT))
        ledger.add(factories.coded())
        ledger.add(CodedReport(factories.report(id="r-2", text="Marchers filled the streets."), Coder("rules", "1")))
        ledger.replace_incidents(reversed(ALL))
        yield ledger


CASES = [
    pytest.param({}, "denied march shelling open unknown", id="no condition"),
    pytest.param({"start": "2024-03-05", "end": "2024-03-05"}, "march shelling", id="a day"),
    pytest.param({"start": "2024-03-06"}, "march open", id="from a day on"),
    pytest.param({"end": "2023-01-01"}, "denied", id="until a day that an open past reaches back beyond"),
    pytest.param({"start": "2030-01-01"}, "open", id="an open end"),
    pytest.param({"box": (-4, -13, -3, -12)}, "shelling", id="a box"),
    pytest.param({"box": (170, 0, -170, 20)}, "denied march", id="a box over the 180th meridian"),
    pytest.param({"box": (-170, 0, 170, 20)}, "", id="the rest of that belt"),
    pytest.param({"country": "FJI"}, "march", id="a country"),
    pytest.param({"place": "cote rouge"}, "march", id="a place without its accents"),
    pytest.param({"place": "nordl"}, "shelling", id="the beginning of a province"),
    pytest.param({"place": "skar"}, "", id="the end of a word"),
    pytest.param({"place": "100%_"}, "", id="signs that match anything elsewhere"),
    pytest.param({"actor": "oman"}, "", id="a name inside another"),
    pytest.param({"actor": "vareland army"}, "shelling", id="words of an actor's name"),
    pytest.param({"actor": "group-fva"}, "shelling", id="an actor's id"),
    pytest.param({"actor": "RESIDENTS"}, "shelling", id="who it was done to"),
    pytest.param({"type": "PROTEST"}, "march", id="a type"),
    pytest.param({"status": Status.ONGOING}, "march", id="a status"),
    pytest.param({"polarity": False}, "denied", id="what is said not to have happened"),
    pytest.param({"source": "medecins"}, "shelling", id="a source"),
    pytest.param({"toll_at_least": 40}, "shelling open", id="a toll, by its best or else its low figure"),
    pytest.param({"toll_at_least": 3, "start": "2024-03-01"}, "march shelling open", id="a toll, by its high figure"),
    pytest.param({"toll_at_least": 1, "outcome": Outcome.INJURED}, "", id="a toll of another outcome"),
    pytest.param({"toll_at_least": 10**30}, "", id="more than there are people"),
    pytest.param({"text": "marcher"}, "march", id="words of its reports"),
    pytest.param({"text": '"three officers"', "type": "PROTEST"}, "", id="words of another's report"),
    pytest.param({"report": "r-2"}, "march", id="a report"),
    pytest.param({"limit": 2}, "denied march", id="the first"),
    pytest.param({"limit": 2, "offset": 3}, "open unknown", id="the next"),
    pytest.param({"offset": 4}, "unknown", id="the rest"),
    pytest.param({"limit": 0}, "", id="none"),
]


@pytest.mark.parametrize(("conditions", "found"), CASES)
def test_a_filter_lets_through_what_meets_all_its_conditions(
    filled: Ledger, conditions: dict[str, Any], found: str
) -> None:
    asked: dict[str, Any] = {k: date.fromisoformat(v) if k in {"start", "end"} else v for k, v in conditions.items()}
    chosen = Filter(**asked)
    assert [i.id for i in filled.incidents(chosen)] == found.split()
    without_limits = Filter(**{k: v for k, v in asked.items() if k not in {"limit", "offset"}})
    assert filled.count(chosen) == len(list(filled.incidents(without_limits)))


def test_incidents_come_out_as_they_went_in(filled: Ledger) -> None:
    assert tuple(filled.incidents()) == ALL


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        pytest.param(
            {"start": date(2024, 2, 1), "end": date(2024, 1, 1)}, "after its end", id="a time that ends first"
        ),
        pytest.param({"box": (0, 50, 10, 40)}, "no box", id="a box upside down"),
        pytest.param({"box": (0, 0, 10, 91)}, "no box", id="a box beyond the pole"),
        pytest.param({"type": "ASSAULTS"}, "PLOVER", id="a type that is none"),
        pytest.param({"limit": -1}, "negative", id="fewer than none"),
    ],
)
def test_a_filter_that_makes_no_sense_is_a_wrong_call(wrong: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        Filter(**wrong)
