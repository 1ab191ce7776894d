"""Fixtures shared by all tests."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import settings

from onrecord.model import Report
from onrecord.network.model import Model
from onrecord.network.model import load as load_network
from onrecord.parse import Parser, load_parser
from onrecord.parsed import Parsed

settings.register_profile("onrecord", deadline=None)  # a busy machine is no failure
settings.load_profile("onrecord")


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


@pytest.fixture(scope="session")
def network() -> Model:
    """The trained network that comes with the package, loaded once."""
    return load_network()
