"""The outermost view: claims inside others go, a quotation that runs on is one claim again."""

from typing import Any

from bench.outermost import outermost


def claim(key: str, start: int, end: int, **more: Any) -> dict[str, Any]:
    """A claim of the source S1 over some characters."""
    return {"id": key, "source": "S1", "cue": None, "content": {"span": [start, end]}, "within": None, **more}


def cue(start: int, end: int) -> dict[str, Any]:
    """A cue over some characters."""
    return {"cue": {"span": [start, end]}}


def test_claims_inside_others_are_left_out() -> None:
    report = {"id": "r", "claims": [claim("C1", 0, 50), claim("C2", 10, 50, within="C1")]}
    assert [c["id"] for c in outermost(report)["claims"]] == ["C1"]


def test_a_quotation_that_its_cue_breaks_is_one_claim_again() -> None:
    report = {"id": "r", "claims": [claim("C1", 1, 20, **cue(26, 30)), claim("C2", 33, 50)]}
    (whole,) = outermost(report)["claims"]
    assert whole["content"]["spans"] == [[1, 20], [33, 50]]
    assert whole["cue"] == {"span": [26, 30]}


def test_claims_that_are_told_apart_stay_apart() -> None:
    other = claim("C2", 33, 50, source="S2")
    far = claim("C3", 400, 450)
    own_cue = claim("C4", 452, 460, **cue(462, 466))
    report = {"id": "r", "claims": [claim("C1", 1, 20, **cue(26, 30)), other, far, own_cue]}
    assert len(outermost(report)["claims"]) == 4
