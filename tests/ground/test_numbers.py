"""Number expressions and the bounds that their words license."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.ground.numbers import find_quantities, number_of

FIGURES = [
    pytest.param("12", 12, id="digits"),
    pytest.param("1,680", 1680, id="thousands separated"),
    pytest.param("twenty-one", 21, id="hyphen"),
    pytest.param("one hundred and twenty", 120, id="hundreds with and"),
    pytest.param("2.5 million", 2_500_000, id="scale after digits"),
    pytest.param("two dozen", 24, id="dozens counted"),
    pytest.param("a dozen", 12, id="article"),
    pytest.param("half a million", 500_000, id="half"),
    pytest.param("three hundred thousand", 300_000, id="scale of a scale"),
]


@pytest.mark.parametrize(("words", "figure"), FIGURES)
def test_number_words_stand_for_their_figure(words: str, figure: float) -> None:
    assert number_of(words) == figure


def test_words_that_are_no_number_have_no_figure() -> None:
    assert number_of("plenty") is None


BOUNDS = [
    pytest.param("at least 100 farmers", (100, None, False), id="at least"),
    pytest.param("more than two dozen farmers", (24, None, False), id="more than"),
    pytest.param("no fewer than 3", (3, None, False), id="no fewer than"),
    pytest.param("30+ farmers", (30, None, False), id="plus sign"),
    pytest.param("seven or more", (7, None, False), id="or more"),
    pytest.param("up to 40 farmers", (None, 40, False), id="up to"),
    pytest.param("as many as 300", (None, 300, False), id="as many as"),
    pytest.param("about 50", (50, 50, True), id="about"),
    pytest.param("closer to 65", (65, 65, True), id="closer to"),
    pytest.param("between 70 and 90", (70, 90, False), id="between"),
    pytest.param("11 to 14", (11, 14, False), id="to"),
    pytest.param("10-15", (10, 15, False), id="dash"),
    pytest.param("five or six", (5, 6, False), id="or"),
    pytest.param("dozens", (24, None, True), id="dozens"),
    pytest.param("scores", (40, None, True), id="scores"),
    pytest.param("hundreds", (200, None, True), id="hundreds"),
    pytest.param("tens of thousands", (20_000, None, True), id="tens of thousands"),
    pytest.param("several", (3, None, True), id="several"),
    pytest.param("a number of", (2, None, True), id="a number of"),
    pytest.param("17", (17, 17, False), id="plain"),
]


@pytest.mark.parametrize(("text", "bounds"), BOUNDS)
def test_words_around_a_number_bound_it(text: str, bounds: tuple[int | None, int | None, bool]) -> None:
    (quantity,) = find_quantities(text)
    assert (quantity.low, quantity.high, quantity.approx) == bounds


def test_two_numbers_joined_by_and_are_two() -> None:
    assert [q.low for q in find_quantities("one and two")] == [1, 2]


@pytest.mark.parametrize("text", ["$12", "12%", "a 12-year-old boy", "version 3.5"])
def test_money_shares_and_ages_are_no_counts(text: str) -> None:
    assert not list(find_quantities(text))


@given(st.text(alphabet="ab 0123456789,.-+andtoredozenfive", max_size=60))
def test_quantities_lie_in_the_text_in_order_and_apart(text: str) -> None:
    found = list(find_quantities(text))
    assert all(q.span.holds(q.core) and q.span.end <= len(text) for q in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert all(q.low is None or q.high is None or q.low <= q.high for q in found)


def test_a_row_of_digits_too_long_for_a_count_is_none() -> None:
    assert list(find_quantities(f"The code was {'9' * 400}, said two men.")) == list(
        find_quantities(f"The code was {'x' * 400}, said two men.")
    )
