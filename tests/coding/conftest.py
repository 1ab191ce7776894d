"""What the tests of coding share: code a small text in the report's own voice."""

from collections.abc import Callable

import pytest

from onrecord.coding import code
from onrecord.model import Attribution, CodedEvent
from onrecord.parsed import Parsed


@pytest.fixture
def events(parse: Callable[..., Parsed]) -> Callable[..., tuple[CodedEvent, ...]]:
    """Code a text: `events("Rebels shelled the town.")`."""

    def run(text: str, attribution: Attribution | None = None) -> tuple[CodedEvent, ...]:
        return code(parse(text), attribution or Attribution())

    return run
