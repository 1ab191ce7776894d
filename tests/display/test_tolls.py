from typing import Any

import pytest

from onrecord.display.tolls import Bounds, bounds, number, phrases
from onrecord.model import Outcome, Toll
from tests.factories import toll


@pytest.mark.parametrize(
    ("low", "high", "approx", "words"),
    [
        pytest.param(17, 17, False, "17", id="exact"),
        pytest.param(65, 65, True, "about 65", id="approximate"),
        pytest.param(100, None, False, "100 or more", id="open upwards"),
        pytest.param(None, 40, False, "up to 40", id="open downwards"),
        pytest.param(70, 90, False, "70 to 90", id="range"),
        pytest.param(24, None, True, "about 24 or more", id="dozens"),
        pytest.param(160_000, 160_000, False, "160,000", id="thousands"),
        pytest.param(None, None, False, "an unstated number", id="no bounds"),
    ],
)
def test_a_count_keeps_its_bounds_in_words(low: int | None, high: int | None, approx: bool, words: str) -> None:
    assert number(toll(low=low, high=high, approx=approx)) == words


def soldiers(**rest: Any) -> Toll:
    found: dict[str, Any] = {"mention": "12 soldiers", "of": "soldiers", "low": 12, "high": 12}
    return toll(**(found | rest))


def officers(**rest: Any) -> Toll:
    found: dict[str, Any] = {"mention": "three officers", "of": "officers", "low": 3, "high": 3, "part_of": 0}
    return toll(**(found | rest))


def test_a_part_stands_with_the_count_that_holds_it() -> None:
    assert phrases((soldiers(), officers()), (0, 1)) == ("12 soldiers killed, of whom 3 officers",)


def test_a_part_of_another_outcome_says_so() -> None:
    tolls = (soldiers(), officers(outcome=Outcome.INJURED))
    assert phrases(tolls, (0, 1)) == ("12 soldiers killed, of whom 3 officers injured",)


def test_a_part_whose_whole_another_source_gives_stands_alone() -> None:
    assert phrases((soldiers(), officers()), (1,)) == ("3 officers killed",)


def test_one_count_shared_by_outcomes_is_told_once() -> None:
    shared = [
        toll(outcome=outcome, low=None, high=300, of="people", combined=True)
        for outcome in (Outcome.KILLED, Outcome.INJURED)
    ]
    assert phrases(shared, (0, 1)) == ("up to 300 people killed or injured, one count for all",)


def test_an_article_is_no_part_of_a_number() -> None:
    assert phrases((toll(of="a nun", low=1, high=1),), (0,)) == ("1 nun killed",)


def test_parts_are_never_added_to_their_whole() -> None:
    assert bounds((soldiers(), officers()), (0, 1), Outcome.KILLED) == Bounds(12, 12, approx=False)


def test_parts_of_parts_are_never_added_either() -> None:
    majors = toll(mention="three officers", of="majors", low=1, high=1, part_of=1)
    assert bounds((soldiers(), officers(), majors), (0, 2), Outcome.KILLED) == Bounds(12, 12, approx=False)


def test_counts_of_different_people_are_added_and_the_sum_is_marked() -> None:
    found = bounds((soldiers(), toll()), (0, 1), Outcome.KILLED)
    assert found == Bounds(52, None, approx=False, summed=True)


def test_several_counts_of_the_same_people_are_a_range() -> None:
    found = bounds((soldiers(), soldiers(low=15, high=20)), (0, 1), Outcome.KILLED)
    assert found == Bounds(12, 20, approx=False)


def test_a_shared_count_is_never_added() -> None:
    found = bounds((soldiers(), toll(combined=True)), (0, 1), Outcome.KILLED)
    assert found == Bounds(12, None, approx=False, combined=True)


def test_an_outcome_that_is_not_counted_has_no_bounds() -> None:
    assert bounds((soldiers(),), (0,), Outcome.MISSING) is None


@pytest.mark.parametrize(
    ("of", "told"),
    [
        pytest.param("his men", "12 of his men killed", id="possessive"),
        pytest.param("them", "12 of them killed", id="pronoun"),
        pytest.param("theatre-goers", "12 theatre-goers killed", id="a word that begins alike"),
    ],
)
def test_people_of_somebody_are_told_as_a_part_of_them(of: str, told: str) -> None:
    assert phrases((soldiers(of=of),), (0,)) == (told,)
