"""What rules and network make of a report together, through the whole pipeline."""

from datetime import date
from functools import cache

import pytest

from onrecord.model import CodedReport, Outcome, Report
from onrecord.pipeline import Pipeline, load_pipeline


@cache
def _pipeline() -> Pipeline:
    return load_pipeline()


def coded(text: str) -> CodedReport:
    return _pipeline().code(Report.make(text, published=date(2024, 5, 3)))


COUNTED = [
    pytest.param(
        "At least 14 people were killed in a suicide bombing in Kolda. As many as 30 others were injured in the blast.",
        {(Outcome.KILLED, 14, None), (Outcome.INJURED, None, 30)},
        id="told after the act",
    ),
    pytest.param(
        "A farmer was killed and three others were injured when their cart struck a roadside bomb near Oskar.",
        {(Outcome.KILLED, 1, 1), (Outcome.INJURED, 3, 3)},
        id="told before the cause",
    ),
]


@pytest.mark.parametrize(("text", "tolls"), COUNTED)
def test_no_count_of_people_harmed_is_lost(text: str, tolls: set[tuple[Outcome, int | None, int | None]]) -> None:
    assert {(t.outcome, t.low, t.high) for e in coded(text).events for t in e.tolls} == tolls


def test_each_field_has_a_confidence_that_is_a_chance() -> None:
    events = coded("Gunmen killed four people in Kolda on Monday, police said. The army denied any part in it.").events
    assert events
    for event in events:
        assert event.confidences is not None
        kept = (getattr(event.confidences, f) for f in ("type", "status", "polarity", "actor", "recipient"))
        assert all(0 < chance < 1 for chance in kept)
