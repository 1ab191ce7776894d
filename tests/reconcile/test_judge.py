from typing import Any

import pytest

from onrecord.errors import StopRun, UnknownName
from onrecord.incidents import EventRef, Told, Verdict
from onrecord.model import Outcome, Status
from onrecord.reconcile import reconcile
from onrecord.reconcile.judge import Rulings, applied
from tests.reconcile.builders import days, judgement, place, told, toll

ONE, TWO, THREE = (EventRef("r-1", f"E{n}") for n in (1, 2, 3))
KILLED = told(tolls=(toll(40), toll(3, outcome=Outcome.INJURED)))


def test_each_pair_of_a_merge_is_put_together_and_of_a_split_kept_apart() -> None:
    merged = Rulings.of([judgement(Verdict.MERGE, ONE, TWO, THREE)])
    assert set(merged.merged) == {frozenset(p) for p in ((ONE, TWO), (ONE, THREE), (TWO, THREE))}
    assert merged.apart == ()
    assert Rulings.of([judgement(Verdict.SPLIT, ONE, TWO)]).apart == (frozenset((ONE, TWO)),)


def test_the_later_judgement_holds_in_whatever_order_they_come() -> None:
    first, last = (
        judgement(Verdict.MERGE, ONE, TWO, at="2024-05-01"),
        judgement(Verdict.SPLIT, TWO, ONE, at="2024-05-02"),
    )
    assert Rulings.of([last, first]).same == {frozenset((ONE, TWO)): False}
    taken_back = judgement(Verdict.ACCEPT, ONE, at="2024-05-09")
    rulings = Rulings.of([taken_back, judgement(Verdict.REJECT, ONE, TWO, at="2024-05-08")])
    assert rulings.accepted == {ONE}
    assert rulings.rejected == {TWO}


def test_what_is_rejected_is_left_out() -> None:
    other = told(event="E2")
    rulings = Rulings.of([judgement(Verdict.REJECT, KILLED.ref)])
    assert applied([KILLED, other], rulings) == (other,)


def _corrected(field: str, value: str) -> Told:
    (found,) = applied([KILLED], Rulings.of([judgement(Verdict.CORRECT, KILLED.ref, field=field, value=value)]))
    return found


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        pytest.param("type", "COERCE", "COERCE", id="a type"),
        pytest.param("mode", "", None, id="no mode"),
        pytest.param("status", "attempted", Status.ATTEMPTED, id="a status"),
        pytest.param("polarity", "False", False, id="a polarity"),
        pytest.param(
            "place",
            '{"name": "Oskar", "lat": -12.5, "lon": -3.25, "country": "VAR", "precision": "settlement"}',
            place(),
            id="a place",
        ),
    ],
)
def test_a_correction_gives_a_field_another_value(field: str, value: str, expected: object) -> None:
    assert getattr(_corrected(field, value).event, field) == expected


@pytest.mark.parametrize(("value", "last"), [("2024-03-04", "2024-03-04"), ("2024-03-04/2024-03-06", "2024-03-06")])
def test_a_time_is_corrected_to_a_day_or_several(value: str, last: str) -> None:
    time, expected = _corrected("time", value).event.time, days("2024-03-04", last)
    assert (getattr(time, "start", None), getattr(time, "end", None)) == (expected.start, expected.end)


@pytest.mark.parametrize(("value", "bounds"), [("12", (12, 12)), ("12-20", (12, 20))])
def test_a_toll_is_corrected_and_those_of_other_outcomes_stay(value: str, bounds: tuple[int, int]) -> None:
    tolls = _corrected("killed", value).event.tolls
    assert [(t.outcome, t.low, t.high) for t in tolls] == [(Outcome.INJURED, 3, 3), (Outcome.KILLED, *bounds)]


@pytest.mark.parametrize(
    ("field", "value"), [("type", "FIGHT"), ("status", "perhaps"), ("time", "May"), ("killed", "many"), ("place", "[]")]
)
def test_a_correction_that_cannot_be_made_says_which(field: str, value: str) -> None:
    with pytest.raises(StopRun, match=f"corrects {field} of event E1 of report r-1"):
        _corrected(field, value)


def test_a_field_that_no_event_has_is_refused() -> None:
    with pytest.raises(UnknownName, match="field of an event"):
        Rulings.of([judgement(Verdict.CORRECT, ONE, field="mood", value="dark")])


def test_grades_are_of_sources_everywhere_or_of_what_one_event_says() -> None:
    rulings = Rulings.of(
        [judgement(Verdict.GRADE, field="voice-army", value="C"), judgement(Verdict.GRADE, ONE, TWO, value="3")]
    )
    assert rulings.source_grades == {"voice-army": "C"}
    assert rulings.claim_grades == {ONE: "3", TWO: "3"}


def _same_day(report: str, **about: Any) -> Told:
    return told("Gunmen killed Ilan Bazebul in Oskar.", report=report, time=days("2024-03-05"), place=place(), **about)


def test_judgements_decide_over_what_reconcile_would_find() -> None:
    left, right, march = _same_day("r-1"), _same_day("r-2"), _same_day("r-3", type="PROTEST")
    told_of = (left, right, march)
    assert len(reconcile(told_of)) == 2
    assert len(reconcile(told_of, [judgement(Verdict.SPLIT, left.ref, right.ref)])) == 3
    assert len(reconcile(told_of, [judgement(Verdict.MERGE, left.ref, march.ref)])) == 1
    assert len(reconcile(told_of, [judgement(Verdict.REJECT, march.ref)])) == 1
    moved = judgement(Verdict.CORRECT, right.ref, field="type", value="PROTEST")
    assert {i.reports for i in reconcile(told_of, [moved])} == {("r-1",), ("r-2", "r-3")}
    accepted = reconcile(told_of, [judgement(Verdict.ACCEPT, left.ref, right.ref)])
    assert {i.type: i.accepted for i in accepted} == {"ASSAULT": True, "PROTEST": False}
