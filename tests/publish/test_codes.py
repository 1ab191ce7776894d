"""Codes of other data sets: where their codebooks fix a value, it is that value."""

import pytest

from onrecord.knowledge.countries import countries
from onrecord.knowledge.files import read_toml
from onrecord.publish.export import codes
from onrecord.publish.export.acled import disorder, interaction
from onrecord.publish.export.calendar import days_of
from onrecord.publish.export.ucdp import date_precision, prio_grid
from tests.ledger.builders import days


@pytest.mark.parametrize(
    ("iso3", "numeric", "fips", "gw", "cow"),
    [
        ("MLI", "466", "ML", "432", "432"),
        ("DEU", "276", "GM", "260", "255"),
        ("YEM", "887", "YM", "678", "679"),
        ("VNM", "704", "VM", "816", "816"),
        ("USA", "840", "US", "2", "2"),
        ("RUS", "643", "RS", "365", "365"),
    ],
)
def test_states_have_the_numbers_of_other_data_sets(iso3: str, numeric: str, fips: str, gw: str, cow: str) -> None:
    found = codes.state(iso3)
    assert (found.numeric, found.fips, found.gw, found.cow) == (numeric, fips, gw, cow)


def test_every_state_with_a_number_has_regions_and_no_two_share_one() -> None:
    numbered = [found for iso3 in countries() if (found := codes.state(iso3)).gw]
    assert len(numbered) > 180
    assert all(found.acled_region and found.ucdp_region and found.fips for found in numbered)
    assert len({found.gw for found in numbered}) == len(numbered)


def test_what_is_no_state_has_no_codes() -> None:
    assert codes.state("VAR") == codes.state(None) == codes.StateCodes()


def test_every_sector_has_codes() -> None:
    assert all(codes.sector(name).acled for name in read_toml("ontology.toml")["sectors"] if name != "UNK")
    assert not codes.sector("UNK").acled


@pytest.mark.parametrize(
    ("lat", "lon", "cell"),
    [(-90.0, -180.0, 1), (-90.0, -179.5, 2), (-89.5, -180.0, 721), (90.0, 180.0, 259200), (0.1, 0.1, 129961)],
)
def test_cells_of_prio_grid_are_numbered_from_the_south_west(lat: float, lon: float, cell: int) -> None:
    assert prio_grid(lat, lon) == cell


@pytest.mark.parametrize(("length", "code"), [(1, 1), (2, 2), (6, 2), (7, 3), (8, 4), (31, 4), (32, 5), (366, 5)])
def test_ucdp_date_precision_follows_the_number_of_days(length: int, code: int) -> None:
    assert date_precision(length) == code


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("State forces", "Rebel group", "State forces-Rebel group"),
        ("Rebel group", "State forces", "State forces-Rebel group"),
        ("External/Other forces", "Civilians", "Civilians-External/Other forces"),
        ("Protesters", "", "Protesters only"),
        ("", "", ""),
    ],
)
def test_interaction_names_the_lower_code_first(first: str, second: str, told: str) -> None:
    assert interaction(first, second) == told


@pytest.mark.parametrize(
    ("event_type", "sub_type", "told"),
    [
        ("Battles", "Armed clash", "Political violence"),
        ("Riots", "Mob violence", "Political violence"),
        ("Riots", "Violent demonstration", "Demonstrations"),
        ("Protests", "Peaceful protest", "Demonstrations"),
        ("Protests", "Excessive force against protesters", "Political violence; Demonstrations"),
        ("Strategic developments", "Arrests", "Strategic developments"),
    ],
)
def test_disorder_follows_event_and_sub_event_type(event_type: str, sub_type: str, told: str) -> None:
    assert disorder(event_type, sub_type) == told


def test_a_span_has_a_middle_and_an_open_time_no_days() -> None:
    span = days_of(days("2024-03-01", "2024-03-04"))
    assert span is not None
    assert (span.length, span.middle.isoformat()) == (4, "2024-03-02")
    assert days_of(days(None, "2024-03-04")) is None
    assert days_of(None) is None


def test_numbers_of_incidents_are_exact_in_spreadsheets() -> None:
    numbers = {codes.number(f"incident-{n}") for n in range(10_000)}
    assert len(numbers) == 10_000
    assert max(numbers) < 2**53
