"""Which country a phrase speaks of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.knowledge.countries import countries, countries_in, country_of


@pytest.mark.parametrize(
    ("phrase", "iso3"),
    [
        pytest.param("Egyptian security sources", "EGY", id="nationality word"),
        pytest.param("two Frenchmen", "FRA", id="people"),
        pytest.param("Moscow", "RUS", id="capital"),
        pytest.param("the White House", "USA", id="seat"),
        pytest.param("Chile's army", "CHL", id="possessive"),
        pytest.param("the DRC army", "COD", id="acronym"),
        pytest.param("THE SALVADORAN ARMED FORCES", "SLV", id="upper-case copy"),
        pytest.param("Côte d’Ivoire", "CIV", id="curly apostrophe and diacritics"),
        pytest.param("South Sudanese soldiers", "SSD", id="longest name"),
        pytest.param("the president of Guinea-Bissau", "GNB", id="of-phrase with a hyphen"),
        pytest.param("a US official in Baghdad", "USA", id="before the preposition first"),
        pytest.param("militants in Egypt", "EGY", id="home after the preposition"),
        pytest.param("Zairean troops", "COD", id="former name"),
        pytest.param("the ambassador to Israel", None, id="direction is not home"),
        pytest.param("Israeli and Jordanian ministers", None, id="several"),
        pytest.param("US-backed rebels", None, id="backer is not home"),
        pytest.param("told us", None, id="pronoun"),
        pytest.param("New Mexico police", None, id="other name that holds one"),
        pytest.param("a turkey and a pole", None, id="common nouns"),
        pytest.param("villagers", None, id="nothing"),
    ],
)
def test_a_phrase_speaks_of_one_country_or_none(phrase: str, iso3: str | None) -> None:
    assert country_of(phrase) == iso3


def test_every_country_answers_to_its_own_name() -> None:
    assert [c.iso3 for c in countries().values() if country_of(c.name) != c.iso3] == []


def test_every_country_has_a_point_on_the_globe() -> None:
    assert all(-90 <= c.lat <= 90 and -180 <= c.lon <= 180 for c in countries().values())


def test_neighbours_are_countries_too() -> None:
    assert {n for c in countries().values() for n in c.neighbours} <= set(countries())


def test_several_countries_come_in_the_order_of_the_phrase() -> None:
    assert countries_in("talks between Iran, the Saudis and Oman") == ("IRN", "SAU", "OMN")


@given(st.text(max_size=60))
def test_any_text_has_a_known_country_or_none(phrase: str) -> None:
    assert country_of(phrase) is None or country_of(phrase) in countries()
