from itertools import combinations
from typing import Any

import pytest

from onrecord.model import Status
from onrecord.reconcile.block import keys_of, pairs
from onrecord.reconcile.episodes import Episode
from tests.reconcile.builders import actor, days, episode, place, told

PLAIN = "People were killed in the night, it is said."
FAR = place("Farby", 20.0, 20.0, country="OTH")
DATED: dict[str, Any] = {"time": days("2024-03-05")}


def _episode(report: str, text: str = PLAIN, **about: Any) -> Episode:
    return episode(told(text, report=report, **({"published": None} | about)))


@pytest.mark.parametrize(
    ("left", "right", "meet"),
    [
        pytest.param(DATED | {"place": place()}, DATED | {"place": place()}, True, id="one town, one day"),
        pytest.param(
            DATED | {"place": place()}, {"time": days("2024-03-08"), "place": place()}, True, id="a few days on"
        ),
        pytest.param(DATED | {"place": place()}, {"time": days("2024-05-05"), "place": place()}, False, id="months on"),
        pytest.param(DATED | {"place": place()}, DATED | {"place": FAR}, False, id="another country"),
        pytest.param(
            DATED | {"place": place()}, DATED | {"place": place(), "type": "PROTEST"}, False, id="another type"
        ),
        pytest.param(
            DATED | {"place": place(admin1="N")},
            DATED | {"place": place("Nordland", admin1="N", precision="admin1")},
            True,
            id="a town and its province",
        ),
        pytest.param(
            DATED | {"actor": (actor("Lions"),)}, DATED | {"recipient": (actor("Lions"),)}, True, id="one party"
        ),
        pytest.param(
            {"time": days("2024-01-01", "2024-12-31"), "published": "2024-03-06", "place": place()},
            DATED | {"place": place()},
            True,
            id="a year says less than the day of publication",
        ),
    ],
)
def test_episodes_meet_by_what_happened_when_and_where_and_to_whom(
    left: dict[str, Any], right: dict[str, Any], meet: bool
) -> None:
    tellings = [_episode("r-1", "Some were killed.", **left), _episode("r-2", "Nobody knows who killed.", **right)]
    assert bool(list(pairs(tellings))) is meet


@pytest.mark.parametrize(
    ("left", "right", "meet"),
    [
        pytest.param("Ilan Bazebul killed a man.", "A man was killed by Ilan Bazebul.", True, id="a rare name"),
        pytest.param(PLAIN, PLAIN, True, id="the same words, undated"),
    ],
)
def test_episodes_meet_by_their_words(left: str, right: str, meet: bool) -> None:
    assert bool(list(pairs([_episode("r-1", left), _episode("r-2", right)]))) is meet


@pytest.mark.parametrize(("time", "meet"), [("2024-03-06", True), ("2024-05-06", False)])
def test_a_rare_word_is_reason_enough_at_one_time(time: str, meet: bool) -> None:
    left = _episode("r-1", "He killed it in Qualenmir.", **DATED)
    right = _episode("r-2", "It is killed, says Qualenmir.", time=days(time))
    assert bool(list(pairs([left, right]))) is meet


def test_what_is_planned_shares_no_name_with_what_is_done() -> None:
    done, planned = (_episode("r-1", "Ilan Bazebul killed.", status=s) for s in (Status.OCCURRED, Status.INTENDED))
    assert {k for k in keys_of(done) & keys_of(planned) if k.startswith("name ")} == set()


def test_each_pair_comes_once_and_never_within_a_report() -> None:
    tellings = [_episode(report, place=place(), **DATED) for report in ("r-1", "r-2", "r-2", "r-3")]
    assert sorted(pairs(tellings)) == [(0, 1), (0, 2), (0, 3), (1, 3), (2, 3)]


def test_in_a_crowd_only_neighbours_in_time_are_compared() -> None:
    many = [_episode(f"r-{n}", f"In house {n} men killed.", place=place(), **DATED) for n in range(100)]
    found = set(pairs(many))
    assert len(found) < len(list(combinations(many, 2))) / 2
    assert {(n, n + 1) for n in range(99)} <= found
