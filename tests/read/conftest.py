"""What the tests of reading share."""

from collections.abc import Iterator

import pytest

from tests.website import PAGE, serve


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of a small web site on this machine."""
    with serve() as running:
        yield running.address


@pytest.fixture
def page() -> str:
    """The source of an invented news page."""
    return PAGE
