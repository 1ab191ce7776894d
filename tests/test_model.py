"""The values check themselves when they are made."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import EvidenceError
from onrecord.model import (
    Attitude,
    Claim,
    CodedEvent,
    CodedReport,
    Coder,
    Outcome,
    Quote,
    QuoteKind,
    Report,
    Status,
    Toll,
)
from onrecord.spans import Span

TEXT = "The mayor said rebels had killed 3 guards."
CODER = Coder("test", "0")


def test_a_quote_that_is_not_the_slice_of_its_text_cannot_be_made() -> None:
    with pytest.raises(EvidenceError, match="'rebels' is not at 0:6"):
        Quote(text="rebels", span=Span(0, 6), of=TEXT)
    with pytest.raises(EvidenceError):
        Quote(text="rebels", span=Span(15, 21))


@given(st.text(min_size=1), st.data())
def test_a_quote_cut_from_a_text_holds_in_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    quote = Quote.cut(text, start, data.draw(st.integers(start + 1, len(text))))
    assert quote.holds_in(text)


def test_a_quote_in_fragments_covers_only_its_pieces() -> None:
    quote = Quote.join(TEXT, (Span(33, 41), Span(0, 9)))
    assert quote.span == Span(0, 41)
    assert quote.covers(Span(4, 9))
    assert not quote.covers(Span(15, 21))


def test_one_fragment_makes_a_plain_quote() -> None:
    assert Quote.join(TEXT, (Span(0, 9),)) == Quote.cut(TEXT, 0, 9)


def test_a_report_has_the_same_id_whenever_it_is_made_and_keeps_a_given_one() -> None:
    a, b = (Report.make(TEXT, publisher="Wire", published=date(2024, 5, 3)) for _ in range(2))
    assert a == b
    assert a.id != Report.make(TEXT, publisher="Other", published=date(2024, 5, 3)).id
    assert Report.make(TEXT, id="mine").id == "mine"


def test_a_report_with_a_foreign_hash_cannot_be_made() -> None:
    with pytest.raises(EvidenceError, match="sha256"):
        Report(id="r", text=TEXT, sha256="0" * 64)


def test_a_toll_whose_bounds_cross_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="above high"):
        Toll(Outcome.KILLED, "guards", Quote.cut(TEXT, 33, 41), low=5, high=3)


def test_an_unknown_event_type_is_refused() -> None:
    with pytest.raises(ValueError, match="PLOVER"):
        CodedEvent("KILL", None, Quote.cut(TEXT, 26, 32), Status.OCCURRED, polarity=True)


def test_a_coded_report_refuses_ids_that_are_not_there() -> None:
    claim = Claim("C1", "S9", None, Quote.cut(TEXT, 15, 41), QuoteKind.INDIRECT, Attitude.SAYS)
    with pytest.raises(ValueError, match="S9"):
        CodedReport(Report.make(TEXT), CODER, claims=(claim,))


def test_a_coded_report_refuses_quotes_of_another_text() -> None:
    claim = Claim("C1", None, None, Quote.cut("another text", 0, 7), QuoteKind.INDIRECT)
    with pytest.raises(EvidenceError, match="another"):
        CodedReport(Report.make(TEXT), CODER, claims=(claim,))


def test_only_what_was_done_or_tried_counts_as_real() -> None:
    assert {s for s in Status if s.real} == {Status.OCCURRED, Status.ONGOING, Status.ATTEMPTED}
