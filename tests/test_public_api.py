"""The names that users and other programs rely on; one that goes is a break, and says so here."""

import dataclasses

import pytest
from click.testing import CliRunner

import onrecord.model as model
from onrecord.cli import main
from onrecord.cli.code import FORMATS
from onrecord.model import PLOVER_TYPES, Attitude, Channel, CodedReport, Event, Outcome, Status
from onrecord.pipeline import Pipeline, load_pipeline
from onrecord.records import schema

VALUES = ["Actor", "Claim", "CodedReport", "Event", "Failure", "Place", "Quote", "Report", "Source", "Time", "Toll"]
RECORD = ["id", "sha256", "url", "publisher", "byline", "published", "title", "language", "coder"]
LISTS = ["sources", "claims", "events", "relations", "actors", "places", "times"]


@pytest.mark.parametrize("name", VALUES)
def test_the_values_are_frozen(name: str) -> None:
    assert getattr(model, name).__dataclass_params__.frozen


def test_a_coded_report_has_the_lists_of_the_interchange_format() -> None:
    assert [f.name for f in dataclasses.fields(CodedReport)] == ["report", "coder", *LISTS]
    assert set(RECORD + LISTS) <= set(schema()["properties"])


def test_an_event_answers_who_did_what_to_whom_where_when_and_by_whose_word() -> None:
    asked = {"type", "actor", "recipient", "place", "time", "tolls", "status", "polarity", "claims"}
    assert asked <= {f.name for f in dataclasses.fields(Event)}


def test_event_types_are_the_sixteen_of_plover() -> None:
    assert len(PLOVER_TYPES) == 16


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (Status, "occurred ongoing attempted intended threatened demanded hypothetical"),
        (Outcome, "killed injured abducted arrested missing displaced"),
        (Attitude, "says believes intends perceives"),
        (
            Channel,
            "interview statement press-conference broadcast video audio social-media document court agency survey "
            "unspecified",
        ),
    ],
)
def test_the_words_of_the_codebook_stay(words: type[Status], expected: str) -> None:
    assert [word.value for word in words] == expected.split()


def test_the_pipeline_codes_one_report_or_a_stream() -> None:
    assert callable(load_pipeline)
    assert callable(Pipeline.code)
    assert callable(Pipeline.pipe)


def test_the_commands_and_formats_stay() -> None:
    assert {"code", "schema"} <= set(main.commands)
    assert FORMATS == ("table", "jsonl", "csv", "html")


def test_help_says_what_the_program_is_for() -> None:
    assert "on whose word" in CliRunner().invoke(main, ["--help"]).output
