import pytest

from onrecord.incidents import Told
from onrecord.model import Outcome
from onrecord.reconcile.singled import doer_died, singled_out
from tests.reconcile.builders import FILLER, actor, told

LATER = f"Gunmen shot at a bus in Oskar. {FILLER} Weeks ago a guard was killed in that town, police said."
LEADING = f"A guard was killed in Oskar on Tuesday. {FILLER} Gunmen had shot at him, and he fell, police said."


def _told(text: str, anchor: str) -> Told:
    return told(text, anchor, event=anchor, recipient=(actor("Ilan Roe"),))


def test_a_death_with_which_a_report_opens_is_told_for_certain() -> None:
    assert singled_out([_told(LEADING, "killed")], Outcome.KILLED) == (1, 1)


def test_a_death_further_down_is_anothers_where_the_report_opens_with_the_act() -> None:
    assert singled_out([_told(LATER, "shot"), _told(LATER, "killed")], Outcome.KILLED) == (0, 0)


def test_an_act_that_stands_further_down_is_told_of_there_but_not_for_certain() -> None:
    assert singled_out([_told(LATER, "killed")], Outcome.KILLED) == (0, 1)


@pytest.mark.parametrize(
    ("text", "died"),
    [
        pytest.param("A man killed his two sons and then himself.", True, id="then himself"),
        pytest.param("A suicide bomber killed 12 people.", True, id="a suicide bomber"),
        pytest.param("A man killed two clerks and was put on suicide watch.", False, id="watched"),
        pytest.param("A man killed two clerks and fled.", False, id="fled"),
    ],
)
def test_who_did_it_may_have_died_by_the_own_hand(text: str, died: bool) -> None:
    assert doer_died([_told(text, "killed")]) is died
