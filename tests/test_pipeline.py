"""The stages together: whatever the text, a sound record or a failure that says which report it was."""

import gc
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import repeat

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from onrecord.model import CodedReport, Failure, Report
from onrecord.network.names import Named
from onrecord.parse import Parser
from onrecord.parsed import Parsed
from onrecord.pipeline import Options, Pipeline, load_pipeline
from onrecord.records import from_json, schema, to_json
from tests.samples import sample_reports

DAY = date(2024, 5, 3)
SENTENCES = [s for report in sample_reports() for s in report.text.split(". ")]
PIECES = [
    *["“", "”", '"', "'", "(", ")", "[", "—", "--", ":", ";", "...", "\n\n", "\r\n", "\t", "\u200b", "\u202e"],
    *["\ufeff", "\U0001f525", "e\u0301", "ß", "İ", "ﬁ", "\x07", "\u2028", "said", "killed", "according to", "and"],
    *["31 February 0000", "on Monday", "a million years ago", "at least", "-5", "1/0/99", "the 99th century", "死"],
    *["9" * 400, "99999 BC", "مقتل"],
]


@cache
def pipeline() -> Pipeline:
    return load_pipeline()


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """Sentences of the samples, cut, repeated, shouted, and with odd characters put between their words."""
    words = " ".join(draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3))).split(" ")
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(words)))
        words[at : at + draw(st.integers(0, 3))] = [draw(st.sampled_from(PIECES))] * draw(st.integers(1, 4))
    text = draw(st.sampled_from([" ", " ", "\n", ""])).join(words)
    return draw(st.sampled_from([text, text, text.upper(), text[: len(text) // 2]]))


def check_record(text: str) -> None:
    report = Report.make(text, published=DAY)
    coded = pipeline().code(report)
    assert all(quote.holds_in(text) for quote in coded.quotes())
    assert pipeline().code(Report.make(text, published=DAY)) == coded
    record = json.loads(json.dumps(to_json(coded)))
    Draft202012Validator(schema()).validate(record)
    assert from_json(record, text) == coded


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_gives_a_sound_record(text: str) -> None:
    check_record(text)


@given(mutated())
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_spoiled_report_gives_a_sound_record(text: str) -> None:
    if text:
        check_record(text)


@dataclass(frozen=True, slots=True)
class Fragile(Parser):
    """A parser that breaks on one report, and with it on the batch that the report is in."""

    def pipe(
        self, reports: Iterable[Report], names: Iterable[Sequence[Named] | None] = repeat(None)
    ) -> Iterator[Parsed]:
        for report, known in zip(reports, names, strict=False):
            if "marigold" in report.text:
                raise TypeError("a stage met what nobody foresaw")
            yield from Parser.pipe(self, [report], [known])


def test_a_report_that_breaks_a_stage_is_named_and_the_others_go_on() -> None:
    texts = ["Rebels killed a guard.", "The marigold said\nit would march.", "The army shelled a market."]
    fragile = replace(pipeline(), parser=Fragile(pipeline().parser.nlp))
    first, broken, last = fragile.pipe(Report.make(text, published=DAY) for text in texts)
    assert isinstance(first, CodedReport)
    assert isinstance(last, CodedReport)
    assert isinstance(broken, Failure)
    assert "(“The marigold said it would march. …”)" in broken.where
    assert broken.reason == "could not be coded: TypeError: a stage met what nobody foresaw"


def test_garbage_is_collected_again_whether_a_stage_ends_or_breaks() -> None:
    fragile = replace(pipeline(), parser=Fragile(pipeline().parser.nlp))
    list(fragile.pipe([Report.make("The marigold said it would march.", published=DAY)]))
    assert gc.isenabled()
    gc.disable()
    try:
        list(pipeline().pipe([Report.make("Rebels killed a guard.", published=DAY)]))
        assert not gc.isenabled(), "who has switched it off finds it off"
    finally:
        gc.enable()


def test_more_reports_than_are_parsed_at_once_come_out_in_their_order() -> None:
    texts = [f"The army said it had killed {n} rebels." for n in range(2, 22)]
    coded = pipeline().pipe(Report.make(text, published=DAY) for text in texts)
    assert [c.report.text for c in coded if isinstance(c, CodedReport)] == texts


def test_names_are_those_that_the_network_reads() -> None:
    parsed, reading = pipeline().parse(Report.make("Barack Obama met Angela Merkel in Berlin on Monday."))
    assert reading is not None
    assert "ner" not in pipeline().parser.nlp.pipe_names
    found = {(e.text, e.label_) for e in parsed.entities}
    assert {("Angela Merkel", "PERSON"), ("Berlin", "GPE"), ("Monday", "DATE")} <= found


def test_without_a_network_the_parser_names_for_itself() -> None:
    parsed, reading = load_pipeline(Options(coder="rules")).parse(Report.make("Angela Merkel was in Berlin on Monday."))
    assert reading is None
    assert "Angela Merkel" in {e.text for e in parsed.entities}
