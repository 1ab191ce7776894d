from typing import Any

import numpy as np

from onrecord.coding.blend import NONE, Choice
from onrecord.training.blend import _choice, _given


def test_what_a_rules_label_means_is_counted() -> None:
    rows = [("occurred", np.array([0.5, 0.5]), 0)] * 8 + [("intended", np.array([0.5, 0.5]), 1)] * 8
    given = _given(rows, 2)
    assert given["occurred"][0] > 0.9
    assert given["intended"][1] > 0.9
    assert given[NONE] == (0.5, 0.5)


def test_a_network_that_is_right_where_the_rules_are_not_is_trusted() -> None:
    rows: list[tuple[str, Any, int]] = [
        ("occurred", np.array([0.9, 0.1]), 0),
        ("occurred", np.array([0.1, 0.9]), 1),
    ] * 20
    kept = _choice(rows, 2)
    choice = Choice(kept["trust"], kept["given"])
    assert kept["trust"] > 0
    assert [choice.best("occurred", seen.tolist())[0] for _, seen, _ in rows] == [right for *_, right in rows]


def test_a_network_of_noise_is_not_trusted() -> None:
    rows = [("occurred", np.array([0.2, 0.8]), 0), ("intended", np.array([0.8, 0.2]), 1)] * 20
    assert _choice(rows, 2)["trust"] == 0.0


def test_labels_that_are_truth_values_are_counted_one_by_one() -> None:
    rows = [("True", np.array([0.1, 0.9]), True)] * 9 + [("False", np.array([0.8, 0.2]), False)] * 3
    given = _given(rows, 2)
    assert given["True"][1] > 0.9
    assert given["False"][0] > 0.8
