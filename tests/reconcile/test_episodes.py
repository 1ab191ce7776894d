from typing import Any

import pytest

from onrecord.incidents import Told
from onrecord.model import Outcome, Status
from onrecord.reconcile.episodes import cannot_be_one, denies_another, episodes_of, names_of_the_act
from onrecord.reconcile.judge import Rulings
from tests.reconcile.builders import actor, days, episode, place, source, told, toll, words

TEXT = (
    "Rebels shelled Oskar on Tuesday and killed a guard. Guards later fired back. The rebels denied shelling the town, "
    "and a mayor said they had stormed it."
)
MAYOR, REBELS = source("Mayor Amadi"), source("The rebels", sector="REB")
TOWN = actor("the town")


def _told(anchor: str, **about: Any) -> Told:
    return told(TEXT, anchor, event=anchor, **about)


def _groups(*tellings: Told, rulings: Rulings | None = None) -> list[list[str]]:
    return [[t.event.id for t in e.told] for e in episodes_of(tellings, rulings or Rulings())]


SHELLED = _told("shelled", mode="heavy-weapons", recipient=(TOWN,))
KILLED = _told("killed", mode="heavy-weapons")
FIRED = _told("fired", mode="firearms")
DENIED = _told("shelling", by=(REBELS,), recipient=(TOWN,), polarity=False)
STORMED = _told("stormed", by=(MAYOR,), mode="heavy-weapons")


def test_events_of_one_act_are_one_episode_and_others_are_apart() -> None:
    assert _groups(SHELLED, KILLED, FIRED) == [["shelled", "killed"], ["fired"]]


def test_a_denial_stands_with_what_it_denies_and_parts_nothing_told_after_it() -> None:
    assert _groups(SHELLED, FIRED, DENIED, STORMED) == [["shelled", "stormed", "shelling"], ["fired"]]


def test_a_denial_told_first_finds_what_is_affirmed_later() -> None:
    assert _groups(DENIED, STORMED, SHELLED) == [["stormed", "shelled", "shelling"]]


def test_a_denial_of_nothing_told_is_an_episode_of_its_own() -> None:
    assert _groups(FIRED, DENIED) == [["fired"], ["shelling"]]


def test_of_two_acts_that_a_denial_fits_the_nearer_is_meant() -> None:
    tellings = (
        _told("Rebels", recipient=(TOWN,), mode="aerial"),
        _told("Guards", recipient=(TOWN,), mode="firearms"),
        DENIED,
    )
    assert _groups(*tellings) == [["Rebels"], ["Guards", "shelling"]]


def test_what_is_done_and_what_is_planned_are_apart_and_so_are_types_and_reports() -> None:
    planned = _told("fired", mode="heavy-weapons", status=Status.INTENDED)
    march = _told("stormed", mode="heavy-weapons", type="COERCE")
    elsewhere = told(TEXT, "shelled", report="r-2", mode="heavy-weapons")
    assert len(_groups(SHELLED, planned, march, elsewhere)) == 4


@pytest.mark.parametrize(
    ("pair", "same", "groups"),
    [
        pytest.param((SHELLED, FIRED), True, [["shelled", "killed", "fired"]], id="put together"),
        pytest.param((SHELLED, KILLED), False, [["shelled"], ["killed"], ["fired"]], id="kept apart"),
        pytest.param((SHELLED, DENIED), False, [["shelled", "killed"], ["fired"], ["shelling"]], id="a denial"),
    ],
)
def test_a_persons_ruling_holds(pair: tuple[Told, Told], same: bool, groups: list[list[str]]) -> None:
    rulings = Rulings(same={frozenset(t.ref for t in pair): same})
    tellings = [SHELLED, KILLED, FIRED, *([DENIED] if DENIED in pair else [])]
    assert _groups(*tellings, rulings=rulings) == groups


def test_an_episode_has_the_narrowest_of_what_its_events_give() -> None:
    wide, narrow = place("Nordland", precision="admin1"), place()
    month, day = days("2024-03-01", "2024-03-31"), days("2024-03-05")
    found = episode(
        _told("shelled", place=wide, time=day, tolls=(toll(3), toll(5, 9))),
        _told("killed", place=narrow, time=month, tolls=(toll(4, outcome=Outcome.INJURED),), mode="aerial"),
    )
    assert (found.place, found.days) == (narrow, (day.start, day.end))
    assert found.tolls == {(Outcome.KILLED, 3), (Outcome.INJURED, 4)}
    assert found.modes == {"aerial"}


@pytest.mark.parametrize(
    ("left", "right", "never"),
    [
        pytest.param({"place": place()}, {"place": place("Farby", 20.0, 20.0)}, True, id="towns far apart"),
        pytest.param({"place": place()}, {"place": place("Oskar East", lon=-3.0)}, False, id="towns side by side"),
        pytest.param(
            {"place": place()}, {"place": place("East", 20.0, 20.0, precision="region")}, False, id="a town, a region"
        ),
        pytest.param({"time": days("2024-03-05")}, {"time": days("2024-03-12")}, True, id="a week apart"),
        pytest.param({"time": days("2024-03-05")}, {"time": days("2024-03-08")}, False, id="days that may be misread"),
        pytest.param(
            {"time": days("2024-03-05")}, {"time": days("2024-04-01", "2024-04-30")}, False, id="a day and a month"
        ),
        pytest.param({"place": place()}, {"time": days("2024-03-05")}, False, id="nothing to compare"),
    ],
)
def test_two_tellings_cannot_be_of_one_act(left: dict[str, Any], right: dict[str, Any], never: bool) -> None:
    assert cannot_be_one(episode(_told("shelled", **left)), episode(_told("shelled", **right))) is never


NAMES = "Ilan Bazebul was killed, Dr Weka Zebtor of the Oskar Relief Council said."
DOCTOR = source("Weka Zebtor", mentions=(words("Dr Weka Zebtor of the Oskar Relief Council"),))


def test_names_of_who_speaks_and_of_bodies_do_not_tell_the_act() -> None:
    left, right = (episode(told(NAMES, report=r, by=(DOCTOR,))) for r in ("r-1", "r-2"))
    assert names_of_the_act(left, right) == {"ilan bazebul"}
    council = (actor("Oskar Relief Council", "NGO"),)
    own = [episode(told(NAMES, report=r, actor=council)) for r in ("r-1", "r-2")]
    assert names_of_the_act(*own) == {"ilan bazebul", "dr weka", "weka zebtor"}


@pytest.mark.parametrize(
    ("denial", "other"),
    [
        pytest.param({"polarity": False, "actor": (actor("army", "MIL"),)}, True, id="by another side"),
        pytest.param({"polarity": False, "actor": (actor("gunmen", "REB"),)}, False, id="by the same side"),
        pytest.param({"polarity": False}, False, id="by nobody known"),
        pytest.param({"actor": (actor("army", "MIL"),)}, False, id="affirmed"),
    ],
)
def test_a_denial_is_of_the_act_of_those_whom_it_clears(denial: dict[str, Any], other: bool) -> None:
    done = episode(_told("shelled", actor=(actor("rebels", "REB"),)))
    assert denies_another(done, episode(_told("shelling", **denial))) is other
