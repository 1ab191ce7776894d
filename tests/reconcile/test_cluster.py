"""Which episodes come together, by weights made for the test: what is told on one day is of one act."""

from typing import Any

from onrecord.incidents import Told
from onrecord.reconcile.cluster import clusters
from onrecord.reconcile.copies import copies_of
from onrecord.reconcile.episodes import Episode, episodes_of
from onrecord.reconcile.features import FEATURES, name_of
from onrecord.reconcile.judge import Rulings
from onrecord.reconcile.passages import ONE_PASSAGE
from onrecord.reconcile.policy import Policy
from onrecord.reconcile.weights import Weights
from tests.reconcile.builders import FILLER, days, place, source, told

WORDS = {"same_days": 8.0, "same_mode": 1.0}
WEIGHTS = Weights(-4.0, tuple(WORDS.get(name_of(f), 0.0) for f in FEATURES), 0.45)
TEXT = f"Gunmen killed a guard in Oskar. {FILLER} Later a jet bombed the market of that town, a trader said."
DAY: dict[str, Any] = {"time": days("2024-03-05"), "place": place()}


def _clusters(*tellings: Told, rulings: Rulings | None = None) -> list[list[str]]:
    """The clusters as `report/event` by weights made for the test."""
    found = rulings or Rulings()
    episodes = episodes_of(tellings, found)
    copies = copies_of({e.report.id: e.report for e in episodes}.values())
    groups = clusters(episodes, copies, found, Policy(), WEIGHTS)
    return sorted(sorted(f"{t.report.id}/{t.event.id}" for e in c.episodes for t in e.told) for c in groups)


def _tale(report: str, event: str, words: str = "", **about: Any) -> Told:
    return told(f"Gunmen killed {words or report}. Bombs fell.", event, report=report, event=event, **(DAY | about))


def test_what_is_likely_enough_comes_together_and_the_rest_is_left_alone() -> None:
    found = _clusters(_tale("a", "killed"), _tale("b", "killed"), _tale("c", "killed", time=days("2024-03-08")))
    assert found == [["a/killed", "b/killed"], ["c/killed"]]


def test_types_and_what_is_only_planned_stay_apart() -> None:
    assert len(_clusters(_tale("a", "killed"), _tale("b", "killed", type="PROTEST"))) == 2


def test_far_towns_stay_apart_unless_a_rare_name_is_shared() -> None:
    far: dict[str, Any] = {"place": place("Farby", 20.0, 20.0)}
    assert len(_clusters(_tale("a", "killed"), _tale("b", "killed", **far))) == 2
    assert len(_clusters(_tale("a", "killed", "Ilan Bazebul"), _tale("b", "killed", "Ilan Bazebul", **far))) == 1


def test_far_towns_stay_apart_if_only_who_speaks_is_the_same() -> None:
    by = {"by": (source("Ilan Bazebul"),)}
    here = _tale("a", "killed", "Ilan Bazebul", **by)
    assert len(_clusters(here, _tale("b", "killed", "Ilan Bazebul", place=place("Farby", 20.0, 20.0), **by))) == 2


def test_an_offensive_is_not_one_of_its_attacks_and_is_one_in_far_towns() -> None:
    def tale(report: str, anchor: str, **about: Any) -> Told:
        return told("The offensive killed two.", anchor, report=report, **(DAY | about))

    far: dict[str, Any] = {"place": place("Farby", 20.0, 20.0)}
    assert len(_clusters(tale("a", "killed"), tale("b", "offensive"))) == 2
    assert len(_clusters(tale("a", "offensive"), tale("b", "offensive", **far))) == 1


def _two_acts(report: str, words: str, **about: Any) -> list[Told]:
    """A report of two acts that nothing but their ways keeps apart."""
    text = f"Gunmen killed {words}. A jet bombed {words}."
    both = (("killed", "firearms"), ("bombed", "aerial"))
    return [told(text, event, report=report, event=event, mode=mode, **(DAY | about)) for event, mode in both]


def test_two_reports_that_each_tell_two_acts_keep_them_two() -> None:
    found = _clusters(*_two_acts("a", "a guard"), *_two_acts("b", "two shepherds"))
    assert found == [["a/bombed", "b/bombed"], ["a/killed", "b/killed"]]


def test_a_report_that_puts_two_acts_in_far_towns_keeps_them_two() -> None:
    wide = place("Vareland", precision="country")
    here, there = _tale("a", "killed"), _tale("a", "fell", place=place("Farby", 20.0, 20.0))
    found = _clusters(here, there, _tale("b", "killed", place=wide))
    assert len(found) == 2
    assert {"a/killed", "a/fell"} not in map(set, found)


def test_a_single_report_may_tell_one_act_twice_without_knowing() -> None:
    twice = [_tale("a", "killed"), _tale("a", "fell")]
    assert _clusters(*twice) == [["a/fell"], ["a/killed"]]
    assert _clusters(*twice, _tale("b", "killed")) == [["a/fell", "a/killed", "b/killed"]]


def test_a_person_may_put_together_what_is_told_apart() -> None:
    left, right = _tale("a", "killed"), _tale("b", "killed", place=place("Farby", 20.0, 20.0), mode="aerial")
    assert len(_clusters(left, right)) == 2
    assert len(_clusters(left, right, rulings=Rulings(same={frozenset((left.ref, right.ref)): True}))) == 1


def test_a_person_may_keep_apart_what_is_likely_one() -> None:
    left, right = _tale("a", "killed"), _tale("b", "killed")
    assert len(_clusters(left, right, rulings=Rulings(same={frozenset((left.ref, right.ref)): False}))) == 2


def _copy(report: str, **about: Any) -> list[Told]:
    acts = ("killed", "bombed")
    return [told(TEXT, event, report=report, event=event, **(DAY | about)) for event in acts]


def test_the_acts_of_a_text_stay_apart_however_often_it_is_printed() -> None:
    undated = {"time": None, "published": None}
    found = _clusters(*_copy("a"), *_copy("b", **undated), *_copy("c", published="2024-03-20"))
    assert found == [["a/bombed", "b/bombed", "c/bombed"], ["a/killed", "b/killed", "c/killed"]]


def test_copies_that_reckon_the_day_from_other_days_are_told_apart() -> None:
    assert len(_clusters(*_copy("a"), *_copy("b", time=days("2024-06-05")))) == 4


def test_the_reason_is_that_of_the_pair_that_brought_them_together() -> None:
    episodes = episodes_of([*_copy("a"), _tale("z", "killed")], Rulings())
    more: tuple[Episode, ...] = episodes_of(_copy("b"), Rulings())
    copies = copies_of({e.report.id: e.report for e in (*episodes, *more)}.values())
    groups = clusters([*episodes, *more], copies, Rulings(), Policy(threshold=0.99), WEIGHTS)
    assert [g.reasons for g in groups if len(g.episodes) > 1] == [(ONE_PASSAGE,)] * 2


def test_the_threshold_of_the_policy_goes_before_that_of_the_weights() -> None:
    episodes = episodes_of([_tale("a", "killed"), _tale("b", "killed")], Rulings())
    found = {t: len(clusters(episodes, copies_of(()), Rulings(), Policy(threshold=t), WEIGHTS)) for t in (0.9, 0.99)}
    assert found == {0.9: 1, 0.99: 2}
