"""Scores become spans that obey the rules of their labels."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.network.decode import (
    ROLE_MOVES,
    SIDE,
    SPAN_MOVES,
    distances,
    log_softmax,
    sentence_steps,
    spans,
    viterbi,
)


def _labels(rows: list[list[float]]) -> list[int]:
    scores = log_softmax(np.array([rows], dtype=np.float32))
    return [int(x) for x in viterbi(scores, SPAN_MOVES, np.array([len(rows)]))[0]]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([[5, 0, 0], [0, 5, 0], [0, 0, 5], [5, 0, 0]], [0, 1, 2, 0], id="a clear span"),
        pytest.param([[1, 0, 5], [0, 0, 5]], [1, 2], id="a span does not begin with an inside label"),
        pytest.param([[5, 0, 0], [0, 1, 3], [5, 0, 0]], [0, 1, 0], id="an inside label alone becomes a beginning"),
        pytest.param([[0, 5, 0], [0, 5, 0]], [1, 1], id="two spans that touch stay two"),
    ],
)
def test_the_best_lawful_labels_are_found(rows: list[list[float]], expected: list[int]) -> None:
    assert _labels(rows) == expected


def test_padding_is_never_labelled() -> None:
    scores = np.zeros((1, 4, 3), dtype=np.float32)
    scores[..., 1] = 9
    assert viterbi(scores, SPAN_MOVES, np.array([2]))[0].tolist() == [1, 1, 0, 0]


def test_a_source_does_not_turn_into_a_content() -> None:
    scores = np.zeros((1, 2, 5), dtype=np.float32)
    scores[0, 0, 1] = scores[0, 1, 4] = 9
    scores[0, 1, 3] = 8
    assert viterbi(scores, ROLE_MOVES, np.array([2]))[0].tolist() == [1, 3]


@given(st.lists(st.sampled_from([0, 1, 2]), max_size=30))
def test_spans_are_in_order_and_cover_every_labelled_word(labels: list[int]) -> None:
    found = spans(np.array(labels, dtype=np.int8), 1)
    assert all(a[1] <= b[0] for a, b in pairwise(found))
    assert {i for a, b in found for i in range(a, b)} == {i for i, x in enumerate(labels) if x}


@given(st.integers(0, 60), st.integers(1, 10), st.integers(0, 40))
def test_distances_tell_before_from_inside_from_after(start: int, length: int, low: int) -> None:
    found = distances(start, start + length, low, 100)
    for i, bucket in enumerate(found.tolist()):
        at = low + i
        expected = 0 if start <= at < start + length else (1 if at < start else 2)
        assert (bucket > 0) + (bucket > SIDE) == expected


def test_steps_count_sentences_and_stop_at_two() -> None:
    sentences = np.array([1, 1, 2, 3, 4, 5])
    assert sentence_steps(sentences, 2, -1, 8).tolist() == [2, 1, 1, 2, 3, 4, 4, 2]
