"""Spans and the map from clean text to the original."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.spans import OffsetMap, Span, hull


@pytest.mark.parametrize(("start", "end"), [(3, 3), (5, 2), (-1, 4)])
def test_an_empty_or_negative_span_cannot_be_made(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="non-empty"):
        Span(start, end)


def spans() -> st.SearchStrategy[Span]:
    return st.builds(lambda a, n: Span(a, a + n), st.integers(0, 50), st.integers(1, 20))


@given(spans(), spans())
def test_overlap_is_mutual_and_follows_from_holding(a: Span, b: Span) -> None:
    assert a.overlaps(b) == b.overlaps(a) == bool(set(range(a.start, a.end)) & set(range(b.start, b.end)))
    assert not a.holds(b) or a.overlaps(b)


@given(st.lists(spans(), min_size=1))
def test_the_hull_holds_all_and_is_tight(found: list[Span]) -> None:
    whole = hull(found)
    assert all(whole.holds(s) for s in found)
    assert whole.start in {s.start for s in found}
    assert whole.end in {s.end for s in found}


def test_the_hull_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="no spans"):
        hull([])


def test_an_offset_maps_into_its_run_and_a_gap_to_the_run_before() -> None:
    offsets = OffsetMap(clean=(0, 6), raw=(10, 40), lengths=(5, 3))
    assert [offsets.original(i) for i in (0, 4, 5, 6, 8)] == [10, 14, 14, 40, 42]
    assert OffsetMap((2,), (9,), (1,)).original(0) is None


def test_a_map_that_goes_backwards_is_refused() -> None:
    with pytest.raises(ValueError, match="must not fall"):
        OffsetMap(clean=(4, 2), raw=(0, 9), lengths=(1, 1))
