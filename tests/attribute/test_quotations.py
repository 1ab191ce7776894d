from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.attribute.quotations import paragraphs, quotations

CASES = [
    pytest.param('He said: "We won." Then he left.', ["We won."], id="straight marks"),
    pytest.param("“We won,” he said. “They lost.”", ["We won", "They lost."], id="curly marks, edge comma left out"),
    pytest.param("``We won,'' he said.", ["We won"], id="typewriter marks"),
    pytest.param("''We won,'' he said.", ["We won"], id="doubled apostrophes"),
    pytest.param("«We won», he said.", ["We won"], id="guillemets"),
    pytest.param("'We have won the day,' she said.", ["We have won the day"], id="single marks"),
    pytest.param("The rebels' camp and the army's base.", [], id="apostrophes are no quotations"),
    pytest.param(
        "“We won.\n\n“They lost,” he said.", ["We won.", "They lost"], id="unclosed, reopened in the next paragraph"
    ),
    pytest.param("“He told us ‘go home’ twice,” she said.", ["He told us ‘go home’ twice"], id="marks inside marks"),
]


@pytest.mark.parametrize(("text", "inner"), CASES)
def test_quotation_marks_are_paired(text: str, inner: list[str]) -> None:
    assert [text[q.inner.start : q.inner.end] for q in quotations(text)] == inner


def test_a_quotation_without_a_closing_mark_is_open() -> None:
    assert [q.closed for q in quotations("“We won.\n“They lost.”")] == [False, True]


@given(st.text(alphabet="ab .,\n\"'“”‘’«»`", max_size=60))
def test_quotations_lie_in_their_paragraph_and_do_not_overlap(text: str) -> None:
    found = quotations(text)
    for quote in found:
        assert quote.span.holds(quote.inner)
        assert quote.span.end <= len(text)
        assert any(p.holds(quote.span) for p in paragraphs(text))
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
