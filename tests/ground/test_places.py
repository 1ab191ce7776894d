"""Places named in reports: which words, which point, how precise."""

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from onrecord.ground.places import find_places
from onrecord.knowledge.gazetteer import look_up
from onrecord.knowledge.spelling import fold, loose
from onrecord.model import Place, Unresolved
from onrecord.parsed import Parsed

Parse = Callable[..., Parsed]


def _places(parsed: Parsed) -> list[Place]:
    return [p for p in find_places(parsed) if isinstance(p, Place)]


@pytest.mark.parametrize(
    ("text", "wanted", "country", "admin1"),
    [
        pytest.param("Rebels entered Aleppo, Syria.", "Aleppo", "SYR", "Aleppo", id="city and country"),
        pytest.param("A fire broke out in Springfield, Ohio.", "Springfield", "USA", "Ohio", id="container"),
        pytest.param("A fire broke out in Paris, Tex., on Monday.", "Paris", "USA", "Texas", id="abbreviation"),
        pytest.param("Shelling hit Idlib province, Syrian medics said.", "Idlib", "SYR", "Idlib", id="admin word"),
        pytest.param("Clashes in Tripoli spread, Lebanese police said.", "Tripoli", "LBN", None, id="nationality word"),
        pytest.param("Troops left the Sinai Peninsula in Egypt.", "Sinai Peninsula", "EGY", None, id="region"),
        pytest.param("Militants fled Sheikh Zuwayed in Egypt.", "Sheikh Zuwayed", "EGY", None, id="transliteration"),
        pytest.param("Guerrillas attacked Usulutan, in El Salvador.", "Usulutan", "SLV", "Usulután", id="diacritics"),
    ],
)
def test_a_place_is_found_and_told_from_its_namesakes(
    parse: Parse, text: str, wanted: str, country: str, admin1: str | None
) -> None:
    found = {p.mention.text.removeprefix("the "): p for p in _places(parse(text)) if p.mention}
    assert wanted in found
    assert found[wanted].country == country
    assert admin1 is None or found[wanted].admin1 == admin1


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        pytest.param("They met in Mosul.", "settlement", id="settlement"),
        pytest.param("They met near Mosul.", "near", id="near"),
        pytest.param("Shells fell on Aleppo province in Syria.", "admin1", id="admin1"),
        pytest.param("They fled Iraq.", "country", id="country"),
        pytest.param("Violence spread in Darfur.", "region", id="region"),
    ],
)
def test_precision_says_what_the_words_name(parse: Parse, text: str, precision: str) -> None:
    assert next(p.precision for p in _places(parse(text))) == precision


def test_a_distance_and_direction_move_the_point(parse: Parse) -> None:
    here, there = _places(parse("They met in Mosul. A convoy was hit 50 km north of Mosul."))
    assert there.precision == "near"
    assert 0.4 < there.lat - here.lat < 0.5
    assert abs(there.lon - here.lon) < 0.01


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Egyptian soldiers spoke to Russian officials.", id="nationality words"),
        pytest.param("Paris Hilton and Jordan Smith sang.", id="persons"),
        pytest.param("The republic is young.", id="common noun"),
    ],
)
def test_what_only_looks_like_a_place_is_none(parse: Parse, text: str) -> None:
    assert find_places(parse(text)) == ()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("A Gdansk man was arrested on Monday.", "Gdansk", id="where people belong"),
        pytest.param("Investigators from Mombasa Police searched the house.", "Mombasa", id="office of a place"),
        pytest.param("They flew to Washington, D.C., on Monday.", "Washington, D.C.", id="one name with a comma"),
    ],
)
def test_a_place_inside_another_phrase_is_found(parse: Parse, text: str, wanted: str) -> None:
    assert wanted in [p.mention.text for p in _places(parse(text)) if p.mention]


def test_a_name_bears_no_witness_for_itself(parse: Parse) -> None:
    text = "Georgia will vote in May. Police in Atlanta and in Savannah, Ga., said Georgia was quiet. Alabama was not."
    found = [p for p in _places(parse(text)) if p.name == "Georgia"]
    assert found
    assert {p.country for p in found} == {"USA"}


def test_a_name_the_gazetteer_lacks_stays_open_with_the_reason(parse: Parse) -> None:
    found = [p for p in find_places(parse("They live in Vurzhanistan.")) if isinstance(p, Unresolved)]
    assert [p.reason for p in found] == ["no place of this name in the gazetteer"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ar Raqqah", "Raqqa"),
        ("Tall Abyad", "Tel Abyad"),
        ("Ash Shaykh Zuwayd", "Sheikh Zuweid"),
        ("Hasakeh", "Al-Hasakah"),
    ],
)
def test_transliterations_of_a_name_meet_in_one_key(one: str, other: str) -> None:
    assert loose(fold(one)) == loose(fold(other))


def test_every_country_is_in_the_gazetteer_under_its_name() -> None:
    assert any(e.kind == "C" and e.country == "GEO" for e in look_up("Georgia"))


@given(st.text(max_size=40))
@example("⒈")  # a dot comes of it
def test_folding_is_stable(name: str) -> None:
    assert fold(fold(name)) == fold(name)
