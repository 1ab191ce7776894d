from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.read import Unreadable
from onrecord.read.decoding import decode

TEXT = "The president’s office said a café in Málaga was hit on Monday, killing “at least 12” people."


@pytest.mark.parametrize(
    "encoding",
    [
        pytest.param("utf-8", id="UTF-8"),
        pytest.param("utf-8-sig", id="UTF-8 with a mark"),
        pytest.param("utf-16", id="UTF-16 with a mark"),
        pytest.param("utf-32", id="UTF-32 with a mark"),
    ],
)
def test_unicode_is_read_as_it_stands_and_without_a_note(encoding: str) -> None:
    found = decode(TEXT.encode(encoding))
    assert (found.text, found.note) == (TEXT, None)


def test_western_text_that_is_not_utf8_is_read_as_windows_1252_with_a_note() -> None:
    found = decode(TEXT.encode("cp1252"))
    assert found.text == TEXT
    assert found.note is not None
    assert "not UTF-8 (byte 13): read as Windows-1252" in found.note


def test_text_in_another_script_is_read_in_the_likeliest_encoding_with_a_note() -> None:
    text = "Президент заявил, что армия отступила от города. " * 5
    found = decode(text.encode("cp1251"))
    assert found.text == text
    assert found.note is not None
    assert "cp1251" in found.note


def test_the_given_character_set_is_believed_where_it_fits() -> None:
    assert decode("café owners fled".encode("latin-1"), "iso-8859-1").note is None
    assert decode("café owners fled".encode(), "no-such-charset").text == "café owners fled"


@pytest.mark.parametrize(
    ("raw", "what", "advice"),
    [
        pytest.param(b"%PDF-1.7\n%\xe2\xe3", "this is a PDF", "pdftotext", id="a PDF"),
        pytest.param(b"PK\x03\x04\x14\x00", "ZIP archive or an Office document", "plain text", id="a ZIP"),
        pytest.param(b"\x1f\x8b\x08\x00", "gzip", "gunzip", id="gzip"),
        pytest.param(b"\x89PNG\r\n\x1a\n", "a PNG picture", "text recognition", id="a picture"),
        pytest.param(b"{\\rtf1\\ansi The army", "an RTF document", "plain text", id="RTF"),
        pytest.param(b"The army\x00 said", "NUL bytes", "text, HTML or JSONL", id="NUL bytes"),
        pytest.param(bytes(range(1, 32)) * 9, "control characters", "text, HTML or JSONL", id="control characters"),
        pytest.param(b"\xff\xfeT\x00h\xd8", "broken at byte 2", "save it again", id="broken UTF-16"),
    ],
)
def test_what_is_not_text_is_refused_with_what_to_do(raw: bytes, what: str, advice: str) -> None:
    with pytest.raises(Unreadable) as caught:
        decode(raw)
    assert what in caught.value.reason
    assert advice in str(caught.value.advice)


@given(st.binary(max_size=300))
def test_any_bytes_are_either_decoded_or_refused(raw: bytes) -> None:
    with suppress(Unreadable):
        assert isinstance(decode(raw).text, str)
