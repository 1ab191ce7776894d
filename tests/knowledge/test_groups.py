"""Which known group a phrase names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.knowledge.countries import countries
from onrecord.knowledge.groups import group_of, groups, mentioned


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        pytest.param("the Lord’s Resistance Army", "Lord's Resistance Army", id="curly apostrophe"),
        pytest.param("al-Shabab fighters", "Al-Shabaab", id="transliteration"),
        pytest.param("FMLN guerrillas", "Farabundo Marti National Liberation Front", id="acronym"),
        pytest.param("THE FMLN GUERRILLAS", "Farabundo Marti National Liberation Front", id="upper-case copy"),
        pytest.param("the IS group", "Islamic State", id="acronym that is a word"),
        pytest.param("Al-Qaeda in the Arabian Peninsula", "Al-Qaeda in the Arabian Peninsula", id="longest name"),
        pytest.param("U.N. peacekeepers", "United Nations", id="dotted acronym"),
        pytest.param("the contras", "Contras", id="lower-case alias"),
        pytest.param("what is left", None, id="verb"),
        pytest.param("THE MEN WHO FIRED", None, id="pronoun in upper-case copy"),
        pytest.param("ISIS-linked gunmen", None, id="a link is not the group"),
        pytest.param("villagers", None, id="nothing"),
    ],
)
def test_a_phrase_names_a_known_group_or_none(phrase: str, name: str | None) -> None:
    found = group_of(phrase)
    assert (found.name if found else None) == name


def test_a_shared_name_needs_a_country() -> None:
    assert group_of("the PDF") is None
    assert group_of("the PDF", "PAN") == groups()["group:panama-defense-forces"]


def test_several_groups_come_in_order() -> None:
    assert [g.name for g in mentioned("Hamas and the PLO")] == ["Hamas", "Palestine Liberation Organization"]


def test_countries_of_groups_exist() -> None:
    assert {g.country for g in groups().values() if g.country} <= set(countries())


@given(st.text(max_size=60))
def test_any_text_can_be_asked_about(phrase: str) -> None:
    assert all(group.id in groups() for group in mentioned(phrase))
