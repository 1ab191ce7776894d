"""Names come from the parser's own recogniser, or from whoever has read the report before."""

import pytest

from onrecord.model import Report
from onrecord.network.names import Named
from onrecord.parse import Parser, load_parser

TEXT = "The U.S. envoy met Tana Obri in Gao."


def test_without_names_the_parser_finds_its_own(parser: Parser) -> None:
    parsed = parser.parse(Report.make("Barack Obama met Angela Merkel in Berlin on Monday."))
    assert "Angela Merkel" in [e.text for e in parsed.entities]


@pytest.fixture(scope="module")
def nameless() -> Parser:
    return load_parser(names=False)


def test_given_names_are_the_entities(nameless: Parser) -> None:
    at = TEXT.index("Tana Obri")
    names = (Named(4, 7, "GPE"), Named(at, at + 9, "PERSON"), Named(TEXT.index("Gao"), TEXT.index("Gao") + 3, "GPE"))
    found = [(e.text, e.label_) for e in nameless.parse(Report.make(TEXT), names).entities]
    assert found == [("U.S.", "GPE"), ("Tana Obri", "PERSON"), ("Gao", "GPE")], "whole tokens, as the parser cuts them"


def test_a_token_is_in_the_first_of_the_names_that_share_it(nameless: Parser) -> None:
    found = nameless.parse(Report.make(TEXT), (Named(4, 6, "GPE"), Named(6, 14, "ORG"))).entities
    assert [(e.text, e.label_) for e in found] == [("U.S.", "GPE")]


def test_no_names_are_no_entities(nameless: Parser) -> None:
    assert nameless.parse(Report.make(TEXT), ()).entities == ()
