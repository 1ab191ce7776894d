import io
import json
from datetime import date

import pytest

from onrecord.read import Unreadable
from onrecord.read.jsonl import Line, lines, parse_line


def _parse(written: str | bytes) -> object:
    data = written if isinstance(written, bytes) else written.encode()
    return parse_line(Line(7, data), "reports.jsonl:7")


def test_a_record_keeps_all_that_it_says() -> None:
    record = {
        "id": "r-1",
        "text": "The army fled.\r\nRebels came.",
        "published": "2024-05-03T08:00:00Z",
        "publisher": "Post",
        "url": "https://a.example/1",
        "title": "Flight",
        "language": "en",
        "byline": "Mara Ilin",
        "extra": [1],
    }
    found = parse_line(Line(1, json.dumps(record).encode()), "a.jsonl:1")
    for name in ("id", "text", "publisher", "url", "title", "language", "byline"):
        assert getattr(found, name) == record[name]
    assert found.published == date(2024, 5, 3)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        pytest.param("{oops", "not JSON: Expecting property name", id="malformed"),
        pytest.param('["a"]', "must be an object, and is a list", id="a list"),
        pytest.param('{"id": "a"}', "has no field `text`", id="no text"),
        pytest.param('{"text": 5}', "field `text` must be a string, and is a number", id="text a number"),
        pytest.param('{"text": "a", "id": 12}', "field `id` must be a string, and is a number", id="id a number"),
        pytest.param('{"text": "a", "id": ""}', "field `id` is blank", id="a blank id"),
        pytest.param('{"text": "a", "title": ["b"]}', "field `title` must be a string, and is a list", id="title"),
        pytest.param(
            '{"text": "a", "published": "last week"}', "field `published` is not a date: 'last week'", id="day"
        ),
        pytest.param('{"text": "a", "published": 2024}', "field `published` must be a string", id="day a number"),
        pytest.param(b'{"text": "caf\xe9"}', "not UTF-8 (byte 14)", id="Latin-1"),
        pytest.param("[" * 100_000, "too deep or too large", id="nested without end"),
    ],
)
def test_a_wrong_line_names_the_field_and_what_is_wrong(written: str | bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as caught:
        _parse(written)
    assert reason in caught.value.reason
    assert caught.value.advice


def test_lines_are_numbered_with_the_blank_ones_and_the_last_needs_no_end() -> None:
    stream = io.BytesIO(b'\xef\xbb\xbf{"a": 1}\r\n\r\n   \n{"b": 2}')
    assert [line.number for line in lines(stream)] == [1, 4]
