from itertools import permutations
from typing import Any

import pytest

from onrecord.incidents import Told, Verdict
from onrecord.model import Outcome
from onrecord.reconcile import Reconciler, blocking_keys, reconcile, update
from tests.reconcile.builders import FILLER, actor, days, judgement, place, told, toll

TOWNS = {"Oskar": place(), "Farby": place("Farby", 20.0, 20.0)}
NAMES = {"Oskar": "Ilan Bazebul", "Farby": "Weka Zebtor"}


def _raid(report: str, town: str = "Oskar", day: str = "2024-03-05", killed: int = 3) -> Told:
    """A telling of the raid on a town that names who was killed there."""
    text = f"Raiders killed {killed} people in {town} and {NAMES[town]} fled, by the word of paper {report}."
    about: dict[str, Any] = {
        "time": days(day),
        "place": TOWNS[town],
        "tolls": (toll(killed),),
        "actor": (actor("raiders"),),
    }
    return told(text, report=report, published=day, about={"publisher": f"Paper {report}"}, **about)


RAIDS = (_raid("a"), _raid("b", killed=5), _raid("c", "Farby"))


def test_each_event_stands_in_exactly_one_incident() -> None:
    found = reconcile(RAIDS)
    assert sorted(ref.report for i in found for ref in i.events) == ["a", "b", "c"]
    assert {i.reports for i in found} == {("a", "b"), ("c",)}
    assert reconcile([]) == ()


@pytest.mark.parametrize("order", list(permutations(RAIDS)), ids=lambda order: "".join(t.report.id for t in order))
def test_reports_taken_in_one_by_one_give_what_all_at_once_give(order: tuple[Told, ...]) -> None:
    kept = Reconciler()
    for one in order:
        kept.add([one])
    assert {i.id: i for i in kept.incidents} == {i.id: i for i in reconcile(RAIDS)}


def test_a_new_report_touches_only_its_neighbourhood() -> None:
    kept = Reconciler()
    kept.add(RAIDS)
    before = {i.reports: i for i in kept.incidents}
    change = kept.add([_raid("d", killed=9)])
    assert [i.reports for i in change.made] == [("a", "b", "d")]
    assert change.made[0].id == before["a", "b"].id
    assert change.gone == ()
    assert before["c",] in kept.incidents
    assert change.made[0].tolls[Outcome.KILLED].high == 9


def test_what_is_known_already_changes_nothing() -> None:
    kept = Reconciler()
    kept.add(RAIDS)
    change = kept.add(RAIDS)
    assert (change.gone, change.made) == ((), ())


def test_an_incident_that_comes_out_as_it_was_is_neither_gone_nor_made() -> None:
    standing = reconcile(RAIDS[:2])
    change = update([_raid("c", "Farby")], RAIDS[:2], standing)
    assert [i.reports for i in change.made] == [("c",)]
    assert change.gone == ()


def test_an_earlier_report_takes_over_the_id() -> None:
    kept = Reconciler()
    kept.add([_raid("b")])
    (old,) = kept.incidents
    change = kept.add([_raid("a", day="2024-03-04")])
    assert change.gone == (old.id,)
    assert [i.reports for i in kept.incidents] == [("a", "b")]


def test_judgements_hold_as_reports_come_in() -> None:
    apart = judgement(Verdict.SPLIT, RAIDS[0].ref, RAIDS[1].ref)
    kept = Reconciler(judgements=(apart,))
    for one in RAIDS:
        kept.add([one])
    assert len(kept.incidents) == 3


def test_a_campaign_keeps_its_parts_when_a_report_comes_that_touches_it_alone() -> None:
    raiders = (actor("Raiders"),)
    month: dict[str, Any] = {"time": days("2024-03-01", "2024-03-31"), "type": "COERCE"}
    month |= {"place": place("Nordland", admin1="N", precision="admin1"), "actor": raiders}
    siege = told("A siege killed trade, Weka Zebtor said.", report="s", **month)
    more = told("Weka Zebtor says a siege has killed trade.", report="t", published="2024-03-07", **month)
    act = told("Raiders killed a miller.", report="a", time=days("2024-03-05"), place=place(admin1="N"), actor=raiders)
    found = {i.reports: i for i in reconcile([siege, act])}
    whole, part = found["s",], found["a",]
    assert whole.parts == (part.id,)
    (made,) = update([more], [siege], [whole]).made
    assert (made.id, made.reports, made.parts) == (whole.id, ("s", "t"), (part.id,))


def test_events_of_one_act_have_one_set_of_keys_and_share_some_with_another_telling() -> None:
    text = "Raiders killed two in Oskar, and shot a third."
    events = [told(text, word, event=word, mode="firearms", place=place()) for word in ("killed", "shot")]
    keys = blocking_keys([*events, _raid("a")])
    assert keys[events[0].ref] == keys[events[1].ref]
    assert keys[events[0].ref] & keys[RAIDS[0].ref]


COPY = f"Gunmen killed a guard at the mill. {FILLER} A jet bombed the market in the night. Police arrested a clerk."
ACTS = ("killed", "bombed", "arrested")


def _copy(report: str, published: str | None) -> list[Told]:
    return [told(COPY, anchor, report=report, event=anchor, published=published) for anchor in ACTS]


def test_a_text_that_comes_twice_once_without_its_date_tells_no_other_acts() -> None:
    once, twice = _copy("a", "2024-03-06"), _copy("b", None)
    alone = reconcile(once)
    both = reconcile([*once, *twice])
    assert len(both) == len(alone) == 3
    assert sorted(i.reports for i in both) == [("a", "b")] * 3
    kept = Reconciler()
    kept.add(twice)
    kept.add(once)
    assert {i.reports for i in kept.incidents} == {("a", "b")}
    assert len(kept.incidents) == 3
