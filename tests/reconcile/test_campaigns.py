from typing import Any

import pytest

from onrecord.model import Status
from onrecord.reconcile.campaigns import with_parts
from tests.reconcile.builders import days, incident, party, place

PROVINCE = place("Nordland", admin1="Nordland", precision="admin1")
SIEGE: dict[str, Any] = {"time": days("2024-03-01", "2024-03-31"), "place": PROVINCE}
TOWN = place(admin1="Nordland")


def _parts(siege: dict[str, Any], act: dict[str, Any]) -> tuple[str, ...]:
    whole, _ = with_parts([incident("siege", **siege), incident("act", **({"place": TOWN} | act))])
    return whole.parts


@pytest.mark.parametrize(
    "act",
    [
        pytest.param({}, id="a day's attack"),
        pytest.param({"type": "COERCE"}, id="an arrest"),
        pytest.param({"time": days("2024-03-31", "2024-04-01")}, id="that begins on the last day"),
        pytest.param({"actor": (), "recipient": (party("Free Vareland Army"),)}, id="on the party that holds it"),
    ],
)
def test_a_campaign_holds_the_acts_of_its_days_place_and_parties(act: dict[str, Any]) -> None:
    assert _parts(SIEGE, act) == ("act",)


@pytest.mark.parametrize(
    "act",
    [
        pytest.param({"time": days("2024-04-02")}, id="after it"),
        pytest.param({"time": None}, id="undated"),
        pytest.param({"time": days("2024-03-02", "2024-03-06")}, id="as long as a campaign"),
        pytest.param({"place": place("Farby", 20.0, 20.0)}, id="elsewhere"),
        pytest.param({"place": place("Otherland", country="OTH")}, id="in another country"),
        pytest.param({"place": None}, id="nowhere known"),
        pytest.param({"actor": (party("Lions"),)}, id="of other parties"),
        pytest.param({"type": "PROTEST"}, id="without violence"),
        pytest.param({"status": Status.THREATENED}, id="threatened"),
        pytest.param({"polarity": False}, id="said not to have happened"),
    ],
)
def test_a_campaign_does_not_hold_what_is_not_its_own(act: dict[str, Any]) -> None:
    assert _parts(SIEGE, act) == ()


@pytest.mark.parametrize(
    "siege",
    [
        pytest.param({"time": days("2024-03-04", "2024-03-06")}, id="a few days"),
        pytest.param({"actor": ()}, id="of nobody known"),
        pytest.param({"type": "PROTEST"}, id="a protest"),
        pytest.param({"time": days("1800-01-01", "2024-03-31")}, id="from before there was a calendar for it"),
    ],
)
def test_what_is_no_campaign_holds_nothing(siege: dict[str, Any]) -> None:
    assert _parts(SIEGE | siege, {}) == ()


def test_a_countrys_force_is_the_same_under_any_name() -> None:
    siege = SIEGE | {"actor": (party("Varelandic army", "MIL", "VAR"),)}
    assert _parts(siege, {"actor": (party("troops", "MIL", "VAR"),)}) == ("act",)
    assert _parts(siege, {"actor": (party("troops", "MIL", "OTH"),)}) == ()


def test_parts_come_in_the_order_of_their_days_and_the_rest_is_left_alone() -> None:
    acts = [incident(f"act-{day}", place=TOWN, time=days(f"2024-03-{day:02}")) for day in (9, 2, 5)]
    siege = incident("siege", **SIEGE)
    found = with_parts([*acts, siege])
    assert found[:3] == tuple(acts)
    assert found[3].parts == ("act-2", "act-5", "act-9")


PUSH: dict[str, Any] = {"time": days("2024-03-08", "2024-03-09"), "reports": ("r-1", "r-2")}


@pytest.mark.parametrize(
    ("act", "held"),
    [
        pytest.param({"time": days("2024-03-09"), "reports": ("r-9",)}, True, id="in its days"),
        pytest.param({"time": days("2024-03-05"), "reports": ("r-2",)}, True, id="before, in a report of both"),
        pytest.param({"time": days("2024-03-05"), "reports": ("r-9",)}, False, id="before, in another report"),
        pytest.param({"time": days("2024-03-10"), "reports": ("r-2",)}, False, id="after it"),
        pytest.param({"time": days("2024-01-05"), "reports": ("r-2",)}, False, id="long before"),
        pytest.param({"time": days("2024-03-09"), "actor": (party("Lions"),)}, False, id="of other parties"),
    ],
)
def test_what_is_told_as_a_campaign_holds_the_acts_of_its_parties_in_other_towns(
    act: dict[str, Any], held: bool
) -> None:
    far = {"place": place("Farby", 20.0, 20.0)}
    whole, _ = with_parts([incident("push", **PUSH), incident("act", **(far | act))], {"push"})
    assert whole.parts == (("act",) if held else ())


def test_a_campaign_is_no_part_of_another() -> None:
    first, second = with_parts(
        [incident("push", **PUSH), incident("siege", time=days("2024-03-08"))], {"push", "siege"}
    )
    assert first.parts == second.parts == ()
