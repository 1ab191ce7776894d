import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.display.safe import SLACK, encodable, flowing, one_line, shorten, visible

WIRE = """   THE ARMY OF VARELAND REPORTED TODAY THAT ITS TROOPS HAVE
RETAKEN THE TOWN OF OSKAR AFTER FOUR DAYS OF HEAVY FIGHTING WITH
THE REBELS OF THE NORTHERN FRONT, WHO FLED TOWARD THE BORDER IN
SMALL GROUPS, LEAVING THEIR WEAPONS IN THE STREETS OF THE TOWN
AND SEVERAL TRUCKS.

   A DOCTOR DENIED IT."""


def test_hard_wrapped_copy_flows_but_keeps_its_paragraphs() -> None:
    assert flowing(WIRE).splitlines()[1:] == ["", "   A DOCTOR DENIED IT."]


def test_lines_that_are_paragraphs_stay_lines() -> None:
    text = "\n".join(
        ["A short line.", "Another.", "A paragraph that is a good deal longer than those. " * 4, "End.", "x"]
    )
    assert flowing(text) == text


@given(st.text(alphabet="ab \n\t", max_size=400))
def test_flowing_moves_no_character(text: str) -> None:
    assert len(flowing(text)) == len(text)


@given(st.text(max_size=80))
def test_what_is_visible_can_be_written(text: str) -> None:
    assert visible(text).encode("utf-8").decode("utf-8") == visible(visible(text))


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8"])
def test_any_stream_can_take_any_words(encoding: str) -> None:
    assert encodable("“Ёлка” → 17 …", encoding).encode(encoding)


def test_a_short_text_is_not_shortened() -> None:
    assert shorten(" two\n words ", 10) == "two words"


@given(st.text(max_size=200), st.integers(5, 50))
def test_a_shortened_text_begins_like_the_whole(text: str, limit: int) -> None:
    head, gap, _ = shorten(text, limit).partition(" … [")
    assert one_line(text).startswith(head)
    assert len(head) <= limit or not gap
    assert gap or len(head) <= limit + SLACK
