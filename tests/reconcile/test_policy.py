import pytest

from onrecord.errors import UnknownName
from onrecord.reconcile import POLICIES, Policy


@pytest.mark.parametrize("name", POLICIES)
def test_each_policy_can_be_chosen(name: str) -> None:
    assert Policy(tolls=name).tolls == name


def test_a_policy_that_is_none_is_refused_with_those_that_are() -> None:
    with pytest.raises(UnknownName, match=r"toll policy.*'gdelt'"):
        Policy(tolls="gdelt")


@pytest.mark.parametrize("threshold", [-0.1, 1.1])
def test_a_threshold_is_a_score(threshold: float) -> None:
    with pytest.raises(ValueError, match=r"0\.\.1"):
        Policy(threshold=threshold)


@pytest.mark.parametrize("threshold", [0.0, 1.0, None])
def test_the_ends_of_the_scale_are_thresholds(threshold: float | None) -> None:
    assert Policy(threshold=threshold).threshold == threshold
