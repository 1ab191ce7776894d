from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.read.plain import unify_line_ends


@pytest.mark.parametrize("text", ["One.\nTwo.\n", "One.", "Mac.\rTwo.", ""])
def test_text_whose_characters_do_not_move_needs_no_map(text: str) -> None:
    assert unify_line_ends(text) == (text.replace("\r", "\n"), None)


@given(st.text(alphabet="ab é\r\n", max_size=60))
def test_every_character_leads_back_to_its_own_in_the_original(raw: str) -> None:
    clean, offsets = unify_line_ends(raw)
    for i, char in enumerate(clean):
        place = offsets.original(i) if offsets else i
        assert place is not None
        assert raw[place] == char or (char == "\n" and raw[place] == "\r")


@given(raw=st.text(alphabet="ab é\r\n", max_size=60))
def test_the_text_is_the_one_that_open_reads(raw: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    path: Path = tmp_path_factory.mktemp("plain") / "a.txt"
    path.write_bytes(raw.encode())
    assert unify_line_ends(raw)[0] == path.read_text(encoding="utf-8")
