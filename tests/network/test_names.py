"""Scores of words make names, each word in one of them."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onrecord.network.encode import Floats
from onrecord.network.names import NAME_SCORES, NAMES, label, runs


def scored(*labels: int) -> Floats:
    """Scores by which each word surely has its label."""
    return np.array(5 * np.eye(NAME_SCORES)[list(labels)], dtype=np.float32)


def test_words_of_one_kind_make_one_name_until_another_begins() -> None:
    person = [label("PERSON", begins=b) for b in (True, False, True)]
    assert runs(scored(label("GPE", begins=True), 0, *person, 0)) == [(0, 1, "GPE"), (2, 4, "PERSON"), (4, 5, "PERSON")]


def test_a_name_is_of_the_kind_that_is_likeliest_over_all_its_words() -> None:
    place, body = label("GPE", begins=True), label("ORG", begins=False)
    assert runs(scored(place, body, body)) == [(0, 3, "ORG")]


def test_a_word_that_begins_a_name_of_any_kind_begins_one() -> None:
    scores = scored(0)
    scores[0] = -9.0
    scores[0, 0] = 1.0
    scores[0, [label(kind, begins=True) for kind in ("GPE", "ORG", "NORP")]] = 0.9, 0.8, 0.7
    assert runs(scores) == [(0, 1, "GPE")], "outside is likelier than each kind, less likely than all together"


@given(st.lists(st.integers(0, NAME_SCORES - 1), min_size=1, max_size=30))
def test_each_labelled_word_is_in_one_name(labels: list[int]) -> None:
    found = runs(scored(*labels))
    covered = [i for a, b, _ in found for i in range(a, b)]
    assert covered == [i for i, x in enumerate(labels) if x]
    assert {kind for *_, kind in found} <= set(NAMES)
