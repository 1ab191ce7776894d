"""The interchange format: both ways, and by its schema."""

import json
from datetime import date

import jsonschema
import pytest

from onrecord.errors import EvidenceError, SkipReport
from onrecord.model import (
    Actor,
    Claim,
    CodedReport,
    Coder,
    Event,
    Outcome,
    Place,
    Quote,
    QuoteKind,
    Relation,
    RelationKind,
    Report,
    Source,
    Status,
    Time,
    Toll,
    Unresolved,
)
from onrecord.records import from_json, schema, to_json
from onrecord.spans import Span

TEXT = (
    "The governor of Marra said on Friday that gunmen had killed 12 people, including three boys, in Dorsa. "
    '"We," he added, "will hunt them."'
)


def cut(words: str) -> Quote:
    start = TEXT.index(words)
    return Quote.cut(TEXT, start, start + len(words))


def full() -> CodedReport:
    gunmen = Actor(cut("gunmen"), "a1", "gunmen", "UAF", None)
    friday = Time(cut("Friday"), "DATE", "2024-05-03", date(2024, 5, 3), date(2024, 5, 3))
    dorsa = Unresolved(cut("Dorsa"), "no candidate")
    marra = Place(cut("Marra"), "Marra", 13.0, 24.2, "SDN", 1, "Marra", "T.MTS", "region")
    whole = Toll(Outcome.KILLED, "people", cut("12 people"), 12, 12, claims=("C1",))
    boys = Toll(Outcome.KILLED, "boys", cut("three boys"), 3, 3, part_of=0)
    broken = Quote.join(TEXT, (Span(TEXT.index("We"), TEXT.index("We") + 2), cut("will hunt them.").span))
    return CodedReport(
        report=Report.make(TEXT, id="r1", publisher="Wire", published=date(2024, 5, 4), language="en"),
        coder=Coder("test", "0"),
        sources=(
            Source("S1", None, (cut("The governor of Marra"), cut("he")), "the governor", "GOV", "SDN", named=False),
        ),
        claims=(
            Claim("C1", "S1", cut("said"), cut("gunmen had killed 12 people"), QuoteKind.INDIRECT, confidence=0.9),
            Claim("C2", "S1", cut("added"), broken, QuoteKind.DIRECT, within="C1"),
        ),
        events=(
            Event(
                "E1", "ASSAULT", "firearms", cut("killed"), Status.OCCURRED, polarity=True, actor=(gunmen,),
                place=dorsa, time=friday, tolls=(whole, boys), claims=("C1",),
            ),
            Event("E2", "ASSAULT", None, cut("hunt"), Status.THREATENED, polarity=True, place=marra, claims=("C2",)),
        ),
        relations=(Relation("R1", RelationKind.MEMBER_OF, gunmen, gunmen),),
        actors=(gunmen,),
        places=(marra, dorsa),
        times=(friday,),
    )  # fmt: skip


def test_a_record_read_back_is_the_one_written() -> None:
    coded = full()
    again = from_json(json.loads(json.dumps(to_json(coded))), text=TEXT)
    assert again == coded
    assert from_json(to_json(coded, with_text=True)) == coded


def test_what_is_written_fits_the_published_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.validate(to_json(full()), schema())
    jsonschema.validate(to_json(full(), with_text=True), schema())


@pytest.mark.parametrize("field", ["type", "status"])
def test_the_schema_refuses_a_value_that_is_none_of_ours(field: str) -> None:
    record = to_json(full())
    record["events"][0][field] = "rumoured"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(record, schema())


def test_broken_up_content_carries_its_fragments() -> None:
    content = to_json(full())["claims"][1]["content"]
    assert content["text"].startswith("We,")
    assert [TEXT[s:e] for s, e in content["spans"]] == ["We", "will hunt them."]


def test_a_record_whose_quote_was_changed_is_refused() -> None:
    record = to_json(full())
    record["claims"][0]["cue"]["text"] = "denied"
    with pytest.raises(EvidenceError, match="denied"):
        from_json(record, text=TEXT)


def test_a_record_without_its_text_says_how_to_get_one_with_it() -> None:
    with pytest.raises(SkipReport, match="--with-text"):
        from_json(to_json(full()))


def test_a_record_that_lacks_a_field_is_named() -> None:
    record = to_json(full())
    del record["events"][0]["status"]
    with pytest.raises(SkipReport, match=r"'r1'.*status"):
        from_json(record, text=TEXT)
