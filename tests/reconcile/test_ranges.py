from dataclasses import replace

import pytest

from onrecord.incidents import Account, AccountToll, Responsibility
from onrecord.model import Outcome
from onrecord.reconcile.grade import grade_of
from onrecord.reconcile.ranges import figures_of, ranges_of
from onrecord.spans import Span
from tests.reconcile.builders import account, figure

ARMY, DOCTOR, MAYOR = (account(n, figure(v)) for n, v in (("army", 12), ("doctor", 30), ("mayor", 30)))
AT_LEAST = account("police", figure(20, open=True))
UP_TO = account("radio", figure(None, 50))
Bounds = tuple[int | None, int | None, int | None]


def _killed(accounts: list[Account], policy: str = "onrecord") -> Bounds:
    found = ranges_of(accounts, policy)[Outcome.KILLED]
    return found.low, found.best, found.high


@pytest.mark.parametrize(
    ("policy", "accounts", "expected"),
    [
        pytest.param("onrecord", [ARMY], (12, 12, 12), id="onrecord: one figure"),
        pytest.param("onrecord", [ARMY, DOCTOR, MAYOR], (12, 30, 30), id="onrecord: what most give"),
        pytest.param("onrecord", [ARMY, DOCTOR], (12, 12, 30), id="onrecord: the lower of equals"),
        pytest.param("onrecord", [ARMY, AT_LEAST], (12, 12, None), id="onrecord: open above"),
        pytest.param("onrecord", [ARMY, UP_TO], (0, 12, 50), id="onrecord: open below"),
        pytest.param("acled", [ARMY, DOCTOR, MAYOR], (12, 12, 12), id="acled: the lowest"),
        pytest.param("acled", [AT_LEAST], (20, 20, 20), id="acled: an open figure by its low side"),
        pytest.param("ucdp", [ARMY, DOCTOR, MAYOR], (12, 30, 30), id="ucdp: what half bear out"),
        pytest.param("ucdp", [ARMY, DOCTOR], (12, 12, 30), id="ucdp: of two, the lower is borne out by both"),
        pytest.param("ucdp", [ARMY, UP_TO], (12, 12, 50), id="ucdp: the highest of any"),
        pytest.param("airwars", [ARMY, DOCTOR, MAYOR], (12, None, 30), id="airwars: a range without a best"),
        pytest.param("airwars", [UP_TO], (50, None, 50), id="airwars: a figure known from above alone"),
    ],
)
def test_a_range_follows_its_policy(policy: str, accounts: list[Account], expected: Bounds) -> None:
    assert _killed(accounts, policy) == expected


@pytest.mark.parametrize(
    ("accounts", "expected"),
    [
        pytest.param(
            [account("army", figure(12), figure(3, of="officers", part_of=0))], (12, 12, 12), id="a part is not added"
        ),
        pytest.param(
            [account("army", figure(12, of="soldiers"), figure(4, of="civilians"))],
            (16, 16, 16),
            id="classes are added",
        ),
        pytest.param(
            [account("army", figure(12, of="soldiers")), account("doctor", figure(4, of="civilians"))],
            (16, 16, 16),
            id="classes of several voices are added",
        ),
        pytest.param(
            [account("army", figure(12, of="soldiers")), account("doctor", figure(20))],
            (20, 20, 20),
            id="figures for everyone hold those of a class",
        ),
        pytest.param(
            [account("army", figure(12, superseded=True, report="r-1"), figure(15, report="r-2"))],
            (15, 15, 15),
            id="a revised figure is left out",
        ),
        pytest.param(
            [account("army", figure(12), figure(530, cumulative=True))], (12, 12, 12), id="a total is left out"
        ),
        pytest.param(
            [account("army", figure(7), figure(7, report="r-2"))], (7, 7, 7), id="the same figure in two reports"
        ),
        pytest.param(
            [ARMY, account("rebels", figure(90), polarity=False)], (12, 12, 12), id="who denies the act gives no figure"
        ),
        pytest.param(
            [account("army", figure(5, of="women"), figure(3, of="children"))], (8, 8, 8), id="groups of one class add"
        ),
    ],
)
def test_what_is_counted_once(accounts: list[Account], expected: Bounds) -> None:
    assert _killed(accounts) == expected


MINISTRY, ELDER = account("ministry", figure(25, of="rebels")), account("elder", figure(14, of="civilians", open=True))


def test_the_dead_whom_two_voices_call_otherwise_are_not_added_but_in_the_high_figure() -> None:
    found = ranges_of([MINISTRY, ELDER], "ucdp")[Outcome.KILLED]
    assert (found.low, found.best, found.high) == (14, 25, 39)
    assert "may be the same people" in found.rule
    assert _killed([MINISTRY, ELDER]) == (14, 25, None)


def test_a_voice_that_counts_both_kinds_adds_them() -> None:
    both = account("medic", figure(14, of="civilians"), figure(25, of="rebels"))
    assert _killed([both]) == (39, 39, 39)


def test_a_smaller_count_of_people_by_a_voice_that_counts_more_civilians_is_a_part_of_them() -> None:
    assert _killed([account("elder", figure(19, of="civilians"), figure(5, of="people"))]) == (19, 19, 19)


def _at(start: int, low: int, of: str) -> AccountToll:
    """A figure of four characters at some place of the text."""
    return replace(figure(low, of=of), span=Span(start, start + 4))


@pytest.mark.parametrize(
    ("figures", "killed"),
    [
        pytest.param([_at(0, 1, "man"), _at(9, 1, "boy")], 2, id="a man and a boy"),
        pytest.param([_at(0, 1, "man"), _at(40, 1, "victim")], 1, id="a man, and later a victim"),
        pytest.param([_at(0, 1, "man"), _at(9, 1, "boy"), _at(40, 3, "people")], 3, id="and three people in all"),
        pytest.param([_at(0, 2, "children"), _at(40, 2, "young children")], 2, id="children and young children"),
        pytest.param([_at(0, 5, "women"), _at(40, 3, "children")], 8, id="women and children"),
    ],
)
def test_people_told_of_in_one_breath_are_added_and_those_told_again_are_not(
    figures: list[AccountToll], killed: int
) -> None:
    assert _killed([account("army", *figures)]) == (killed, killed, killed)


def test_outcomes_are_ranged_apart_and_those_without_a_figure_not_at_all() -> None:
    hurt = figure(40, outcome=Outcome.INJURED)
    found = ranges_of([account("army", figure(12), hurt)], "onrecord")
    assert {outcome: r.best for outcome, r in found.items()} == {Outcome.KILLED: 12, Outcome.INJURED: 40}
    assert ranges_of([account("army")], "onrecord") == {}


def test_a_range_says_its_policy_and_how_many_voices_it_rests_on() -> None:
    found = ranges_of([ARMY, DOCTOR], "acled")[Outcome.KILLED]
    assert found.policy == "acled"
    assert "lowest figure" in found.rule
    assert "From 2 voices" in found.rule


def test_figures_stand_by_class_of_people() -> None:
    mixed = account("army", figure(12, of="soldiers"), figure(4, of="villagers"), figure(30, of="people"))
    found = figures_of([mixed], Outcome.KILLED)
    assert {people: [f.low for f in own] for people, own in found.items()} == {"CVL": [4], "MIL": [12], "people": [30]}


BLAMED, CLAIMED = Responsibility.BLAMED, Responsibility.CLAIMED


@pytest.mark.parametrize(
    ("accounts", "voices", "name", "grounds"),
    [
        pytest.param([ARMY], 1, "weak", "a single voice: army", id="one voice"),
        pytest.param([ARMY, DOCTOR], 2, "fair", "2 independent voices", id="two voices"),
        pytest.param(
            [ARMY, account("rebels", responsibility=((CLAIMED, "the Front"),))],
            2,
            "confirmed",
            "rebels says that the Front did it",
            id="claimed",
        ),
        pytest.param(
            [account("army", responsibility=((BLAMED, "rebels"),)), account("x", responsibility=((BLAMED, "army"),))],
            2,
            "contested",
            "army holds rebels responsible, x army",
            id="two blame each other",
        ),
        pytest.param(
            [account("army", figure(12, of="rebels"), responsibility=((CLAIMED, "army"),))],
            1,
            "discounted",
            "all those killed are said to have been fighters (members of armed groups)",
            id="only fighters died, whoever claims it",
        ),
    ],
)
def test_an_act_is_graded_by_the_first_ground_that_holds(
    accounts: list[Account], voices: int, name: str, grounds: str
) -> None:
    found = grade_of(accounts, voices)
    assert found is not None
    assert (found.name, found.grounds) == (name, grounds)


def test_an_act_that_nobody_affirms_has_no_grade() -> None:
    assert grade_of([account("army", polarity=False)], 0) is None
