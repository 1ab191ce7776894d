"""When two events of one report tell one act, and when one denies the other."""

from typing import Any

import pytest

from onrecord.incidents import Told
from onrecord.model import Actor
from onrecord.reconcile.acts import denies, is_campaign, one_act, parties
from tests import factories
from tests.reconcile.builders import FILLER, actor, days, place, source, told, toll

TEXT = (
    "A trader said a jet had bombed the market. The army denied bombing the market, and denied an attack on the school."
    f"{FILLER * 2} The army denied it had bombed anything."
)
ARMY, TRADER = source("The army", sector="MIL"), source(None, "A trader", sector="BUS")
MARKET = actor("the market")
FAR = place("Farby", 20.0, 20.0)


def _told(anchor: str, **about: Any) -> Told:
    return told(TEXT, anchor, event=anchor, **about)


def _bombed(**about: Any) -> Told:
    found = {"by": (TRADER,), "actor": (actor("a jet", "MIL"),), "recipient": (MARKET,)}
    return _told("bombed", **(found | about))


def _denied(anchor: str = "bombing", **about: Any) -> Told:
    army = actor("The army", "MIL", "VAR", "state:VAR:MIL")
    found = {"by": (ARMY,), "actor": (army,), "recipient": (MARKET,), "polarity": False}
    return _told(anchor, **(found | about))


@pytest.mark.parametrize(
    "denied",
    [
        pytest.param(_denied(), id="the same words and sufferer"),
        pytest.param(_denied(actor=(actor("rebels", "REB"),)), id="of another doer"),
        pytest.param(_denied(time=days("2024-03-20")), id="dated to the day of the denial"),
        pytest.param(_denied(recipient=()), id="the same words nearby"),
        pytest.param(_denied("attack"), id="the same sufferer nearby"),
        pytest.param(_denied("bombed", by=()), id="the very words, by nobody's claim"),
    ],
)
def test_a_source_denies_what_another_affirms(denied: Told) -> None:
    assert denies(denied, _bombed(place=place(), time=days("2024-03-05")))


@pytest.mark.parametrize(
    "denied",
    [
        pytest.param(_denied(place=FAR), id="in a far town"),
        pytest.param(_denied(by=()), id="the report's own “no bombing was heard of”"),
        pytest.param(_denied(by=(TRADER,)), id="by who affirms the other"),
        pytest.param(_denied(polarity=True), id="affirmed"),
        pytest.param(_denied("attack", recipient=(actor("the school"),)), id="other words, another sufferer"),
        pytest.param(_denied(recipient=(), time=days("2024-03-20")), id="the same words of another day"),
        pytest.param(_denied(recipient=(), actor=(actor("rebels", "REB"),)), id="the same words of another side"),
        pytest.param(_denied("attack", mode="firearms"), id="the same sufferer in another way"),
    ],
)
def test_a_denial_of_something_else_is_left_alone(denied: Told) -> None:
    assert not denies(denied, _bombed(place=place(), time=days("2024-03-05"), mode="explosives"))


def test_far_off_in_the_text_both_words_and_sufferer_must_fit() -> None:
    far = told(TEXT, "bombed", nth=1, event="E9", by=(ARMY,), polarity=False, recipient=(MARKET,))
    assert denies(far, _bombed())
    assert not denies(told(TEXT, "bombed", nth=1, event="E9", by=(ARMY,), polarity=False), _bombed())


@pytest.mark.parametrize("kind", ["ACCUSE", "AGREE"])
def test_of_what_is_only_said_both_words_and_sufferer_must_fit(kind: str) -> None:
    assert denies(_denied(type=kind), _bombed(type=kind))
    assert not denies(_denied(type=kind, recipient=()), _bombed(type=kind))


@pytest.mark.parametrize(
    ("left", "right", "one"),
    [
        pytest.param({"mode": "aerial"}, {"mode": "aerial"}, True, id="tied by the way it was done"),
        pytest.param({"actor": (actor("Lions"),)}, {"actor": (actor("the Lions"),)}, True, id="tied by a party"),
        pytest.param({}, {}, False, id="tied by nothing"),
        pytest.param({"mode": "aerial"}, {"mode": "firearms"}, False, id="done in two ways"),
        pytest.param({"mode": "aerial", "place": place()}, {"mode": "aerial", "place": FAR}, False, id="far apart"),
        pytest.param(
            {"mode": "aerial", "time": days("2024-03-05")},
            {"mode": "aerial", "time": days("2024-03-06")},
            False,
            id="on two days",
        ),
        pytest.param(
            {"mode": "aerial", "recipient": (actor("soldiers", "MIL"),)},
            {"mode": "aerial", "recipient": (actor("villagers", "CVL"),)},
            False,
            id="on two kinds of people",
        ),
        pytest.param({"mode": "x", "type": "ACCUSE"}, {"mode": "x", "type": "ACCUSE"}, False, id="words are not acts"),
    ],
)
def test_two_events_are_one_act_if_something_ties_them_and_nothing_differs(
    left: dict[str, Any], right: dict[str, Any], one: bool
) -> None:
    assert one_act(_told("bombed", **left), _told("attack", **right)) is one


PUSH = "The army began an offensive. Its offensive went on in May. A raid killed 4. The war has killed 90 since May."


def _push(anchor: str, nth: int = 0, **about: Any) -> Told:
    return told(PUSH, anchor, event=f"{anchor}-{nth}", nth=nth, **about)


def test_an_offensive_is_one_act_wherever_it_goes_on_and_none_of_its_raids() -> None:
    army = (actor("army", "MIL"),)
    first = _push("offensive", actor=army, place=place())
    assert one_act(first, _push("offensive", 1, actor=army, place=FAR, time=days("2024-05-01")))
    assert not one_act(first, _push("raid", actor=army, place=place()))
    assert not one_act(first, _push("offensive", 1, actor=(actor("rebels", "REB"),)))


def test_a_telling_whose_figures_are_all_totals_is_of_the_whole() -> None:
    raid, total = (toll(n, mention=factories.quote(PUSH, str(n))) for n in (4, 90))
    assert is_campaign(_push("killed", 1, tolls=(total,)))
    assert not is_campaign(_push("killed", 0, tolls=(raid,)))
    assert not is_campaign(_push("killed", 0, tolls=(raid, total)))
    assert not is_campaign(_push("killed"))


STRUCK = {"place": place(), "mode": "aerial", "actor": (actor("the army", "MIL"),)}


@pytest.mark.parametrize(
    ("denial", "same"),
    [
        pytest.param({"place": place(), "mode": "explosives"}, True, id="bombing the place of an air strike"),
        pytest.param({"place": FAR, "mode": "explosives"}, False, id="bombing another place"),
        pytest.param({"mode": "explosives"}, False, id="bombing nobody knows where"),
        pytest.param({"place": place(), "mode": "firearms"}, False, id="shooting there"),
    ],
)
def test_who_denies_bombing_a_place_denies_the_blow_that_fell_there(denial: dict[str, Any], same: bool) -> None:
    assert denies(_denied("attack", **({"recipient": ()} | denial)), _bombed(**STRUCK)) is same


@pytest.mark.parametrize(
    ("who", "known_as"),
    [
        pytest.param(actor("the Lions", "REB", "VAR", "group:lions"), {"group:lions"}, id="a known group"),
        pytest.param(actor("the army", "MIL", "VAR", "state:VAR:MIL"), {"VAR MIL"}, id="an arm of a state"),
        pytest.param(actor("a helicopter", "MIL", "VAR"), {"VAR MIL"}, id="what is of that arm"),
        pytest.param(actor("The Lions"), {"lions"}, id="a name"),
        pytest.param(actor("The army", "MIL"), set(), id="a bare noun at the beginning of a sentence"),
        pytest.param(actor("gunmen", "UAF"), set(), id="a bare noun"),
    ],
)
def test_parties_are_known_by_what_is_the_same_in_every_report(who: Actor, known_as: set[str]) -> None:
    assert parties([who]) == known_as
