"""How an export is made, whatever its format."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from onrecord.model import Event

Classify = Callable[[Event], Mapping[str, str] | None]
"""What gives an event the categories of another scheme, by field; None where the scheme does not code such acts."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How an export is made.

    `withhold_names` leaves out the names of private persons and of victims, and with them all words quoted from
    reports.  `at` is the second that formats with a time of upload get.  `codebooks` are the crosswalks by name
    (`acled`, `ucdp`, `cameo`).
    """

    withhold_names: bool = False
    at: datetime = field(default_factory=lambda: datetime.now(UTC))
    codebooks: Mapping[str, Classify] = field(default_factory=dict)
