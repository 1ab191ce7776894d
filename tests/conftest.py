"""Fixtures shared by all tests."""

from collections.abc import Callable
from datetime import date

import pytest

from onrecord.model import Report
from onrecord.parse import Parser, load_parser
from onrecord.parsed import Parsed


@pytest.fixture(scope="session")
def parser() -> Parser:
    """The default parser, loaded once."""
    return load_parser()


@pytest.fixture(scope="session")
def parse(parser: Parser) -> Callable[..., Parsed]:
    """Parse a text as if published on a day: `parse("…", published="2024-05-03")`."""

    def run(text: str, published: str | None = None, publisher: str | None = None) -> Parsed:
        day = date.fromisoformat(published) if published else None
        return parser.parse(Report.make(text, published=day, publisher=publisher))

    return run
