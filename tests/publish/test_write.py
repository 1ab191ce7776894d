import io
import json

import pytest

from onrecord.errors import UnknownName
from onrecord.publish import FORMATS, write
from onrecord.records import to_json
from tests.factories import claim, coded, event, report, source


@pytest.mark.parametrize("to", FORMATS)
def test_each_format_tells_how_many_reports_it_wrote(to: str) -> None:
    assert write(iter([coded(), coded()]), to, io.StringIO()) == 2


@pytest.mark.parametrize("to", FORMATS)
def test_a_report_in_which_nothing_was_found_can_be_written(to: str) -> None:
    for text in ("", "Nothing happened."):
        bare = coded(report=report(text=text, title=None, publisher=None, published=None), events=())
        assert write([bare], to, io.StringIO()) == 1


@pytest.mark.parametrize("to", FORMATS)
def test_half_a_character_does_not_stop_the_writing(to: str) -> None:
    text = "The army \ud83d fired."
    made = coded(
        report=report(text=text, title=text),
        sources=(source(text=text, mention="The army \ud83d"),),
        claims=(claim(text=text, content="fired", cue=None),),
        events=(event(text=text, anchor="fired"),),
    )
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    assert write([made], to, out) == 1
    out.flush()


def test_an_unknown_format_is_answered_with_the_known_ones() -> None:
    with pytest.raises(UnknownName, match=r"'xml'.*csv, html, jsonl, table"):
        write([], "xml", io.StringIO())


def test_jsonl_is_the_interchange_format_one_report_a_line() -> None:
    text = "Le député “Noël”\u2028said."
    made = coded(report=report(text=text, title=text), events=())
    out = io.StringIO()
    write([made, coded()], "jsonl", out)
    lines = out.getvalue().splitlines()
    assert [json.loads(line) for line in lines] == [to_json(made), to_json(coded())]
    assert "député" in lines[0]
