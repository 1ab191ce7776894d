"""The confidence is fitted as it says."""

import numpy as np
import pytest

pytest.importorskip("torch", reason="training needs the extra `train`")

from onrecord.training.choose import logistic, reliability
from onrecord.training.train import rate_at


def test_a_logistic_curve_finds_the_odds() -> None:
    table = np.array([[1.0, x] for x in (-1.0, 1.0) for _ in range(1000)])
    right = np.array([1.0] * 200 + [0.0] * 800 + [1.0] * 800 + [0.0] * 200)
    assert logistic(table, right) == pytest.approx([0.0, np.log(4)], abs=0.02)


def test_reliability_counts_what_is_right_in_each_tenth() -> None:
    chance, right = np.array([0.91, 0.99, 0.45]), np.array([1.0, 0.0, 1.0])
    assert reliability(chance, right) == ((0.45, 1.0, 1), (0.95, 0.5, 2))


@pytest.mark.parametrize(("progress", "share"), [(0.0, 0.0), (0.06, 1.0), (0.53, 0.5), (1.0, 0.0)])
def test_the_learning_rate_rises_and_falls_in_lines(progress: float, share: float) -> None:
    assert rate_at(progress, warmup=0.06) == pytest.approx(share)
