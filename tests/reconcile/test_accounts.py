from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from onrecord.incidents import Account, Told, Verdict
from onrecord.model import Actor, Source, Status
from onrecord.reconcile.accounts import accounts_of, counted, speaks_for
from onrecord.reconcile.copies import Copies
from onrecord.reconcile.judge import Rulings
from onrecord.reconcile.voices import voices_of
from tests import factories
from tests.reconcile.builders import actor, days, judgement, place, source, told, toll, words

TEXT = "The army said it had killed 40 rebels, five of them officers, on Tuesday."
ARMY, DOCTOR = source("Musa Bello", "army spokesman Musa Bello", sector="MIL", country="VAR"), source(None, "a doctor")
TROOPS = actor("troops", "MIL", "VAR")


def _accounts(*tellings: Told, rulings: Rulings | None = None) -> Sequence[Account]:
    return accounts_of(voices_of(tellings, Copies()), rulings or Rulings())


def _told(*by: Source, **about: Any) -> Told:
    return told(**({"text": TEXT, "by": by} | about))


def test_each_voice_has_an_account_and_the_reports_own_voice_comes_last() -> None:
    own = _told(report="r-2", published="2024-03-05")
    found = _accounts(own, _told(ARMY, DOCTOR))
    assert [a.source for a in found] == ["Musa Bello", "a doctor", None]
    assert [a.reports for a in found] == [("r-1",), ("r-1",), ("r-2",)]


def test_who_affirms_and_denies_has_an_account_for_each() -> None:
    found = _accounts(_told(ARMY), _told(ARMY, report="r-2", polarity=False))
    assert [(a.polarity, a.reports) for a in found] == [(True, ("r-1",)), (False, ("r-2",))]
    assert len({a.root for a in found}) == 1


def test_an_account_has_the_narrowest_place_and_time_and_the_surest_status() -> None:
    wide = _told(ARMY, place=place("Nordland", precision="admin1"), time=days("2024-03-01", "2024-03-31"))
    narrow = _told(ARMY, event="E2", place=place(), time=days("2024-03-05"), status=Status.ATTEMPTED)
    (found,) = _accounts(wide, narrow)
    assert (found.place, found.time, found.status) == (place(), days("2024-03-05"), Status.OCCURRED)
    assert [ref.event for ref in found.events] == ["E1", "E2"]


def test_a_figure_is_given_by_those_whose_claim_it_rests_on() -> None:
    tolls = (toll(40, of="rebels", claims=("C1",)), toll(65, of="rebels", claims=("C2",)), toll(3, of="houses"))
    army, doctor = _accounts(_told(ARMY, DOCTOR, tolls=tolls))
    assert [[t.low for t in a.tolls] for a in (army, doctor)] == [[40, 3], [65, 3]]


def test_a_part_points_to_its_whole_among_the_figures_of_the_account() -> None:
    tolls = (toll(65, claims=("C2",)), toll(40, claims=("C1",)), toll(5, of="officers", part_of=1, claims=("C1",)))
    found = next(a for a in _accounts(_told(ARMY, DOCTOR, tolls=tolls)) if a.source == "Musa Bello")
    assert [(t.low, t.part_of) for t in found.tolls] == [(40, None), (5, 0)]


def _figures(*given: tuple[str, str, int]) -> list[tuple[int | None, bool]]:
    """The figures of one voice by report, day and count, and whether each was superseded."""
    tellings = [_told(ARMY, report=r, published=day, tolls=(toll(n),)) for r, day, n in given]
    (found,) = _accounts(*tellings)
    return [(t.low, t.superseded) for t in found.tolls]


def test_a_newer_figure_supersedes_an_older_one_and_both_are_kept() -> None:
    assert _figures(("r-2", "2024-03-07", 15), ("r-1", "2024-03-06", 12)) == [(12, True), (15, False)]


def test_a_figure_that_is_given_again_stands() -> None:
    assert _figures(("r-1", "2024-03-06", 12), ("r-2", "2024-03-07", 12)) == [(12, False), (12, False)]


def test_figures_of_other_people_do_not_supersede() -> None:
    first = _told(ARMY, tolls=(toll(12, of="soldiers"),))
    later = _told(ARMY, report="r-2", published="2024-03-09", tolls=(toll(4, of="civilians"),))
    (found,) = _accounts(first, later)
    assert [t.superseded for t in found.tolls] == [False, False]


@pytest.mark.parametrize(
    ("by", "who", "about", "stance"),
    [
        pytest.param(ARMY, TROOPS, {}, "claimed", id="an army and its troops"),
        pytest.param(DOCTOR, TROOPS, {}, "blamed", id="another"),
        pytest.param(DOCTOR, TROOPS, {"hedged": True}, "suspected", id="allegedly"),
        pytest.param(DOCTOR, actor("suspected rebels", "REB"), {}, "suspected", id="by the words for who did it"),
        pytest.param(ARMY, TROOPS, {"polarity": False}, "denied", id="its own deed denied"),
        pytest.param(DOCTOR, TROOPS, {"polarity": False}, None, id="another's deed denied"),
        pytest.param(DOCTOR, TROOPS, {"type": "COOPERATE"}, None, id="nobody is to blame for what harms nobody"),
        pytest.param(DOCTOR, TROOPS, {"status": Status.INTENDED}, None, id="nor for what is not done"),
    ],
)
def test_a_source_stands_to_who_did_it(by: Source, who: Actor, about: dict[str, Any], stance: str | None) -> None:
    (found,) = _accounts(_told(by, actor=(who,), **about))
    assert [s.value for s, _ in found.responsibility] == ([stance] if stance else [])


ITS_OWN = actor("its fighters", "REB")
LIONS, TIGERS = source("Al-Lion", sector="REB"), source("Al-Tiger", sector="REB")


@pytest.mark.parametrize(
    ("by", "stances"),
    [
        pytest.param((LIONS,), ["claimed"], id="the one group that speaks"),
        pytest.param((LIONS, DOCTOR), ["claimed", "blamed"], id="a group and a doctor"),
        pytest.param((LIONS, TIGERS), ["blamed", "blamed"], id="of two groups nobody knows whose"),
    ],
)
def test_fighters_are_a_groups_own_if_no_other_can_be_meant(by: tuple[Source, ...], stances: list[str]) -> None:
    found = {a.source: s.value for a in _accounts(_told(*by, actor=(ITS_OWN,))) for s, _ in a.responsibility}
    assert [found[s.name or s.description] for s in by] == stances


def test_its_fighters_are_named_only_if_nobody_is_named_otherwise() -> None:
    (found,) = _accounts(_told(LIONS, actor=(actor("Al-Lion", "REB"), ITS_OWN)))
    assert [name for _, name in found.responsibility] == ["Al-Lion"]


def test_a_party_is_held_to_have_done_it_once_by_its_fullest_name() -> None:
    army = actor("Army of Vareland", "MIL", "VAR")
    tellings = [_told(DOCTOR, actor=(who,), report=f"r-{n}") for n, who in enumerate((TROOPS, army), start=1)]
    (found,) = _accounts(*tellings)
    assert [name for _, name in found.responsibility] == ["Army of Vareland"]


@pytest.mark.parametrize(
    ("who", "of", "own"),
    [
        pytest.param(source("Al-Lion"), actor("Al-Lion", "REB", "VAR", "group:lion"), True, id="the group itself"),
        pytest.param(source(None, "an Al-Lion spokesman"), actor("the Al-Lion", "REB"), True, id="its spokesman"),
        pytest.param(source(None, "an officer of the rebel army"), actor("The army"), False, id="a bare noun"),
        pytest.param(source("Theodora Lionel"), actor("The Lion"), False, id="a name inside another"),
        pytest.param(
            source(None, "an army officer", sector="MIL", country="VAR"), TROOPS, True, id="a country's force"
        ),
        pytest.param(source(None, "an officer", sector="MIL", country="OTH"), TROOPS, False, id="another country's"),
        pytest.param(
            source(None, "The army", sector="MIL", mentions=(words("The army"),)),
            replace(actor("Varelandic military", "MIL", "VAR"), mention=words("the army")),
            True,
            id="called by the same words",
        ),
        pytest.param(
            source("Omar Said", sector="REB", country="VAR"),
            actor("Al-Lion", "REB", "VAR", "group:lion"),
            False,
            id="a rebel does not speak for rival rebels",
        ),
        pytest.param(
            source(None, "the defence ministry", sector="GOV", country="VAR"), TROOPS, True, id="a ministry's troops"
        ),
        pytest.param(source(None, "a mayor", sector="GOV", country="VAR"), TROOPS, False, id="a mayor and troops"),
        pytest.param(
            source(None, "a trader", sector="CVL", country="VAR"), actor("crowds", "CVL", "VAR"), False, id="civilians"
        ),
    ],
)
def test_a_source_speaks_for_itself_and_its_body(who: Source, of: Actor, own: bool) -> None:
    assert speaks_for(who, of) is own


@pytest.mark.parametrize(
    ("text", "of"),
    [
        pytest.param(
            "They put the number of dead soldiers at closer to 65, or killed.", "dead soldiers", id="before it"
        ),
        pytest.param("Soldiers came. The count was closer to 65, or killed.", "people", id="not named"),
    ],
)
def test_who_is_counted_is_named_before_the_figure(text: str, of: str) -> None:
    assert counted(told(text), toll(65, mention=factories.quote(text, "65"))) == of


def test_grades_that_a_person_gave_are_kept_apart() -> None:
    (plain,) = _accounts(_told(ARMY))
    grades = [
        judgement(Verdict.GRADE, field=plain.root, value="B"),
        judgement(Verdict.GRADE, _told(ARMY).ref, value="3"),
    ]
    (graded,) = _accounts(_told(ARMY), rulings=Rulings.of(grades))
    assert (graded.source_grade, graded.claim_grade) == ("B", "3")
    assert (plain.source_grade, plain.claim_grade) == (None, None)
