import pytest

from onrecord.incidents import Told
from onrecord.model import Outcome, Status
from onrecord.reconcile.salience import salience
from tests.reconcile.builders import FILLER, told, toll, words

LATE = f"{FILLER} {FILLER} Rebels killed a guard."
PLAIN = told("Rebels killed a guard.")


@pytest.mark.parametrize(
    ("more", "less"),
    [
        pytest.param(PLAIN, told(LATE), id="early before late"),
        pytest.param(told("Rebels killed a guard.", tolls=(toll(1),)), PLAIN, id="with its dead before without"),
        pytest.param(PLAIN, told("Marchers killed time.", type="PROTEST"), id="an assault before a protest"),
        pytest.param(PLAIN, told("Rebels killed a guard.", status=Status.THREATENED), id="done before threatened"),
        pytest.param(PLAIN, told("Rebels killed a guard.", polarity=False), id="affirmed before denied"),
        pytest.param(told("Rebels killed a guard.", also=(words("Rebels"),)), PLAIN, id="told twice before told once"),
        pytest.param(
            told("Rebels killed a guard.", tolls=(toll(1, outcome=Outcome.INJURED),)),
            told("Rebels killed a guard.", tolls=(toll(900, outcome=Outcome.DISPLACED),)),
            id="the hurt before the displaced",
        ),
    ],
)
def test_a_report_is_mostly_about_early_real_violence(more: Told, less: Told) -> None:
    assert salience([more]) > salience([less]) > 0


def test_the_tellings_of_one_act_add_up() -> None:
    assert salience([PLAIN, PLAIN]) == pytest.approx(2 * salience([PLAIN]))
