import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.knowledge.sectors import sector_of

CASES = [
    pytest.param("the spokesman of the army", "MIL", id="role word, sector in its complement"),
    pytest.param("police officials", "COP", id="role word, sector in its modifier"),
    pytest.param("officials", "GOV", id="role word alone"),
    pytest.param("sources", "UNK", id="sources of nobody"),
    pytest.param("a source close to the presidency", "GOV", id="source close to"),
    pytest.param("the foreign ministry", "GOV", id="known body"),
    pytest.param("Gen. Olav Brandt", "MIL", id="rank before a name"),
    pytest.param("Colonel Amina Desta", "MIL", id="rank in full"),
    pytest.param("President Lena Okoro", "GOV", id="office before a name"),
    pytest.param("Lena Okoro, the president of the republic", "GOV", id="office in apposition"),
    pytest.param("GENERAL OLAV BRANDT", "MIL", id="upper-case copy"),
    pytest.param("the U.N. envoy", "IGO", id="abbreviation with points"),
    pytest.param("state television", "JRN", id="fixed phrase before the head"),
    pytest.param("the rebels' commander", "REB", id="possessive modifier"),
    pytest.param("former interior minister Karl Moe", "ELI", id="no longer in office"),
    pytest.param("Senator Ruth King", "LEG", id="surname that is also a rank"),
    pytest.param("one of the villagers", "CVL", id="partitive"),
    pytest.param("Egyptian security sources", "SPY", id="security sources"),
    pytest.param("Ruth Avery", None, id="a bare name"),
    pytest.param("Norway", None, id="a bare country"),
]


@pytest.mark.parametrize(("phrase", "sector"), CASES)
def test_a_phrase_tells_its_sector(phrase: str, sector: str | None) -> None:
    assert sector_of(phrase) == sector


@given(st.text(max_size=40))
def test_any_text_may_be_asked_about(phrase: str) -> None:
    assert sector_of(phrase) is None or len(sector_of(phrase) or "") == 3
