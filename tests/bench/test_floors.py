"""The gate: what passes, what fails, and what may move a floor."""

from pathlib import Path

import pytest

from bench.floors import NOISE, Floor, breaches, raised, read_floors, write_floors
from bench.scoring import Measured
from onrecord.errors import StopRun

LOWER = frozenset({"attribution loss"})
FLOORS = {"gold": Floor("aa11", {"claims F1": 61.4, "attribution loss": 12.0})}


def measured(claims: float = 61.4, loss: float = 12.0, corpus: str = "aa11", task: str = "gold") -> Measured:
    return Measured(task, {"claims F1": claims, "attribution loss": loss}, reports=11, corpus=corpus, coder="test 1")


@pytest.mark.parametrize(
    ("result", "said"),
    [
        pytest.param(measured(), [], id="at the floor passes"),
        pytest.param(measured(claims=70.0, loss=3.0), [], id="better passes"),
        pytest.param(measured(claims=61.4 - NOISE + 0.01), [], id="worse by less than noise passes"),
        pytest.param(measured(claims=60.2), ["claims F1 is 60.20, its floor is 61.40"], id="below a floor fails"),
        pytest.param(
            measured(loss=14.5), ["attribution loss is 14.50, its ceiling is 12.00"], id="above a ceiling fails"
        ),
        pytest.param(measured(task="places"), ["places: has no floor yet"], id="a task with no floor fails"),
    ],
)
def test_the_gate_names_what_is_past_its_floor(result: Measured, said: list[str]) -> None:
    found = breaches(result, FLOORS, LOWER)
    assert len(found) == len(said)
    assert all(words in breach for words, breach in zip(said, found, strict=True))


def test_scores_of_another_corpus_are_not_compared() -> None:
    with pytest.raises(StopRun, match="another one than the floors were set on"):
        breaches(measured(corpus="bb22"), FLOORS, LOWER)


def test_a_score_that_came_or_went_must_be_pinned_anew() -> None:
    renamed = Measured("gold", {"claims F1": 61.4, "false deeds": 4.0}, reports=11, corpus="aa11", coder="test 1")
    with pytest.raises(StopRun, match="came or went: attribution loss, false deeds"):
        breaches(renamed, FLOORS, LOWER)


def test_floors_rise_to_what_was_measured() -> None:
    new = raised([measured(claims=66.0, loss=9.5)], FLOORS, {"gold": LOWER}, allow_lower=False)
    assert new["gold"].scores == {"claims F1": 66.0, "attribution loss": 9.5}


def test_a_loss_within_noise_does_not_wear_a_floor_down() -> None:
    new = raised([measured(claims=61.2, loss=12.3)], FLOORS, {"gold": LOWER}, allow_lower=False)
    assert new["gold"].scores == FLOORS["gold"].scores


def test_lowering_a_floor_is_refused_unless_it_is_allowed() -> None:
    worse = measured(claims=55.0, loss=20.0)
    with pytest.raises(StopRun, match="would lower claims F1, attribution loss"):
        raised([worse], FLOORS, {"gold": LOWER}, allow_lower=False)
    assert raised([worse], FLOORS, {"gold": LOWER}, allow_lower=True)["gold"].scores == worse.scores


def test_a_first_measurement_sets_its_floor_and_leaves_the_others() -> None:
    new = raised([measured(task="times")], FLOORS, {"times": LOWER}, allow_lower=False)
    assert new["gold"] == FLOORS["gold"]
    assert new["times"].scores["claims F1"] == 61.4


def test_floors_read_back_as_written(tmp_path: Path) -> None:
    write_floors(FLOORS, tmp_path / "floors.json")
    assert read_floors(tmp_path / "floors.json") == FLOORS
    assert read_floors(tmp_path / "none.json") == {}
