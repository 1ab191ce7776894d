import pytest

from onrecord.incidents import Account, Disagreement, Responsibility
from onrecord.model import Outcome
from onrecord.reconcile.disagree import OWN_VOICE, disagreements_of
from tests.reconcile.builders import account, days, figure, place

CLAIMED, BLAMED, DENIED = Responsibility.CLAIMED, Responsibility.BLAMED, Responsibility.DENIED
NORTH = place("Nordby", -11.0)


def _holds(*stances: tuple[Responsibility, str]) -> dict[str, tuple[tuple[Responsibility, str], ...]]:
    return {"responsibility": stances}


@pytest.mark.parametrize(
    ("left", "right", "fields"),
    [
        pytest.param(account("a", figure(12)), account("b", figure(30)), {"toll"}, id="two figures"),
        pytest.param(account("a", figure(12)), account("b", figure(12)), set(), id="one figure"),
        pytest.param(account("a", figure(12, open=True)), account("b", figure(30)), set(), id="at least 12 and 30"),
        pytest.param(account("a", figure(40, open=True)), account("b", figure(30)), {"toll"}, id="at least 40 and 30"),
        pytest.param(account("a", figure(12, 20)), account("b", figure(15, 30)), set(), id="ranges that meet"),
        pytest.param(
            account("a", figure(12)), account("b", figure(30, outcome=Outcome.INJURED)), set(), id="other outcomes"
        ),
        pytest.param(
            account("a", figure(12, of="soldiers")),
            account("b", figure(12, of="civilians")),
            {"victim class"},
            id="one figure for people of two kinds",
        ),
        pytest.param(
            account("a", figure(12, of="soldiers"), figure(4, of="civilians")),
            account("b", figure(4, of="civilians")),
            set(),
            id="one who counts both kinds",
        ),
        pytest.param(account("a"), account("b", polarity=False), {"occurrence"}, id="affirmed and denied"),
        pytest.param(
            account("a", **_holds((BLAMED, "the army"))),
            account("b", **_holds((DENIED, "the army"))),
            {"responsibility"},
            id="blamed and denied",
        ),
        pytest.param(
            account("a", **_holds((BLAMED, "the rebels"))),
            account("b", **_holds((CLAIMED, "the Lions"))),
            {"responsibility"},
            id="two did it",
        ),
        pytest.param(
            account("a", **_holds((BLAMED, "the northern rebels"))),
            account("b", **_holds((CLAIMED, "Northern Rebels Front"))),
            set(),
            id="one called by two names",
        ),
        pytest.param(
            account("a", time=days("2024-03-05")), account("b", time=days("2024-03-06")), {"time"}, id="two days"
        ),
        pytest.param(
            account("a", time=days("2024-03-05")),
            account("b", time=days("2024-03-01", "2024-03-31")),
            set(),
            id="a day and its month",
        ),
        pytest.param(account("a", place=place()), account("b", place=NORTH), {"place"}, id="two towns"),
        pytest.param(
            account("a", place=place()), account("b", place=place("Oskar East", lon=-3.2)), set(), id="two quarters"
        ),
        pytest.param(account("a", place=place()), account("b"), set(), id="one says nothing of it"),
    ],
)
def test_accounts_disagree_where_both_cannot_be_right(left: Account, right: Account, fields: set[str]) -> None:
    assert {d.field for d in disagreements_of([left, right])} == fields


def test_what_is_said_stands_beside_who_says_it() -> None:
    accounts = [account("army", figure(12)), account(None, figure(30, open=True)), account("mayor", figure(12))]
    (found,) = disagreements_of(accounts)
    assert found == Disagreement(
        "toll", ("12 people killed", "30 or more people killed"), (("army", "mayor"), (OWN_VOICE,))
    )


def test_one_account_disagrees_with_nobody() -> None:
    assert disagreements_of([account("army", figure(12), time=days("2024-03-05"))]) == ()


def test_a_revised_figure_is_no_rival() -> None:
    assert disagreements_of([account("a", figure(12, superseded=True), figure(30)), account("b", figure(30))]) == ()
