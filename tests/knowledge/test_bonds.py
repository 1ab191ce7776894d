"""How known groups stood to one another, and what they were called, by year."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.knowledge.bonds import Years, bonds, bonds_of, branch_of, name_in
from onrecord.knowledge.countries import countries
from onrecord.knowledge.groups import groups

_YEARS = st.none() | st.integers(1900, 2100)


@pytest.mark.parametrize(
    ("phrase", "year", "branch"),
    [
        pytest.param(
            "ISIS in the northern Sinai Peninsula", 2015, "group:islamic-state-sinai-province", id="Sinai, 2015"
        ),
        pytest.param("ISIS in Sinai", 2012, None, id="before it joined"),
        pytest.param("Islamic State in Nigeria", 2018, "group:islamic-state-west-africa-province", id="Nigeria"),
        pytest.param("ISIS in Syria", 2015, None, id="at home"),
        pytest.param("ISIS in Sinaia", 2015, None, id="only the beginning of a word"),
    ],
)
def test_a_group_put_into_a_place_means_its_branch_there_and_then(phrase: str, year: int, branch: str | None) -> None:
    assert branch_of("group:islamic-state", phrase, year) == branch


def test_a_group_is_called_what_it_was_called_then() -> None:
    assert name_in("group:islamic-state-sinai-province", 2013) == "Ansar Bayt al-Maqdis"
    assert name_in("group:islamic-state-sinai-province", 2016) is None


def test_a_pledge_holds_in_its_years_only() -> None:
    kinds = {
        y: {b.kind.value for b in bonds_of("group:boko-haram", y) if b.subject == "group:boko-haram"}
        for y in (2012, 2015)
    }
    assert "pledged-to" in kinds[2015]
    assert "pledged-to" not in kinds[2012]


def test_both_ends_of_every_relation_are_known_and_dated_in_order() -> None:
    known = set(groups()) | {f"state:{iso3}" for iso3 in countries()}
    for bond in bonds():
        assert {bond.subject, ":".join(bond.object.split(":")[:2])} <= known, bond
        assert bond.subject != bond.object, bond
        assert bond.years.first is None or bond.years.last is None or bond.years.first <= bond.years.last, bond
        assert bond.origin in {"general", "ucdp"}, bond


@given(first=_YEARS, last=_YEARS, year=st.integers(1900, 2100))
def test_years_hold_no_year_outside_them(first: int | None, last: int | None, year: int) -> None:
    inside = (first is None or year >= first) and (last is None or year <= last)
    assert Years(first, last).hold(year) is inside
