from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="the training extra is not installed")

from onrecord.errors import UnknownName  # noqa: E402 - what is tested needs torch
from onrecord.training.stages import STAGES, Stage, plan_of  # noqa: E402
from onrecord.training.train import LAST_SHARE, _averaged  # noqa: E402


def _stage(name: str) -> Stage:
    return Stage(name, 1.0, 1e-4, 1e-4, 1, 1, 0.0)


def test_the_shipped_weights_are_the_mean_of_the_last_two_stages(tmp_path: Path) -> None:
    for name, value in (("wide", 1.0), ("more", 2.0)):
        torch.save({"weight": torch.full((2, 2), value)}, tmp_path / f"{name}-1.0.pt")
    mean = torch.load(_averaged(tmp_path, [_stage("wide"), _stage("more")]))
    assert torch.allclose(mean["weight"], torch.full((2, 2), 1 + LAST_SHARE))


def test_a_plan_of_one_stage_ships_its_end(tmp_path: Path) -> None:
    torch.save({"weight": torch.ones(3)}, tmp_path / "only-1.0.pt")
    assert torch.load(_averaged(tmp_path, [_stage("only")]))["weight"].tolist() == [1.0, 1.0, 1.0]


def test_a_run_may_have_some_of_the_stages_in_their_order() -> None:
    first, *_, last = STAGES
    assert plan_of((last.name, first.name)).stages == (first, last)
    assert plan_of(()).stages == STAGES


def test_a_stage_that_there_is_not_is_told_of() -> None:
    with pytest.raises(UnknownName, match="real"):
        plan_of(("surreal",))
