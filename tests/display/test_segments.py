from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from onrecord.display.segments import LAYERS, Mark, marks, segment
from onrecord.spans import Span
from tests.factories import coded

LENGTH = 60


@st.composite
def any_mark(draw: st.DrawFn) -> Mark:
    start = draw(st.integers(0, LENGTH - 1))
    return Mark(Span(start, draw(st.integers(start + 1, LENGTH))), draw(st.sampled_from(LAYERS)), "X1")


@given(st.lists(any_mark(), max_size=20))
def test_segments_join_without_gap_and_cover_the_text(found: list[Mark]) -> None:
    parts = segment(LENGTH, found)
    assert (parts[0].start, parts[-1].end) == (0, LENGTH)
    assert all(left.end == right.start for left, right in pairwise(parts))
    assert all(part.start < part.end for part in parts)


@given(st.lists(any_mark(), max_size=20))
def test_a_segment_carries_exactly_the_marks_that_lie_on_it(found: list[Mark]) -> None:
    for part in segment(LENGTH, found):
        here = Span(part.start, part.end)
        assert sorted(map(repr, part.marks)) == sorted(repr(m) for m in found if m.span.holds(here))
        assert all(m in part.marks or not m.span.overlaps(here) for m in found)


def test_everything_that_is_coded_is_marked() -> None:
    layers = {m.layer for m in marks(coded())}
    assert layers == set(LAYERS)


def test_each_claim_and_event_has_one_chip() -> None:
    chips = sorted(m.ref for m in marks(coded()) if m.chip and m.ref)
    assert chips == ["C1", "C2", "C3", "C4", "C5", "E1", "E2", "E3", "E4"]
