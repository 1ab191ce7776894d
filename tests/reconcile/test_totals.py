import pytest

from onrecord.reconcile.totals import is_cumulative
from tests import factories
from tests.reconcile.builders import told, toll


@pytest.mark.parametrize(
    ("text", "figure", "total"),
    [
        pytest.param("Rebels killed 12 people, bringing the toll to 530.", "530", True, id="a toll brought to it"),
        pytest.param("Rebels killed 12 people, bringing the toll to 530.", "12", False, id="what brings the toll up"),
        pytest.param("A boy died in hospital, bringing the toll to 13.", "13", False, id="who was hurt died later"),
        pytest.param("Rebels killed 12 people in one night.", "12", False, id="no total"),
        pytest.param("A total of 12 people were killed in the market.", "12", False, id="a total of one act"),
        pytest.param("So far this year rebels have killed 12 people.", "12", True, id="this year"),
        pytest.param("Since Sunday, rebels have killed 12 people.", "12", True, id="before the first comma"),
        pytest.param("The fighting has killed 12 people since Sunday, a nurse said.", "12", True, id="since a day"),
        pytest.param("Four days of heavy fighting have killed 12 people.", "12", True, id="days of fighting"),
        pytest.param("The army has killed 12 rebels since the start of the push.", "12", True, id="since a start"),
        pytest.param("Rebels killed 12 people; 90 have died since 2019.", "12", False, id="another clause"),
        pytest.param("Rebels killed 12 people. Since 2019, 90 have died.", "12", False, id="another sentence"),
        pytest.param("Shells killed 12 people on Monday, the second day of the push.", "12", False, id="a day of many"),
        pytest.param("In 2012, 12 people were killed near the port.", "12", True, id="of another year"),
        pytest.param("In 2024, 12 people were killed near the port.", "12", False, id="of the year of the act"),
        pytest.param("Police said 12 people were killed in separate attacks.", "12", True, id="separate attacks"),
        pytest.param("Twice this week rebels killed 12 people.", "12", False, id="a span of time alone"),
    ],
)
def test_the_words_of_its_clause_say_whether_a_figure_is_a_total(text: str, figure: str, total: bool) -> None:
    assert (
        is_cumulative(
            told(text, text.split()[0], published="2024-03-06"), toll(12, mention=factories.quote(text, figure))
        )
        is total
    )
