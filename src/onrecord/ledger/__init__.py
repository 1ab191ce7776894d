"""The store: coded reports, judgements and failures, only ever added to, and the incidents derived from them."""

from onrecord.filters import Filter, Order
from onrecord.ledger.ledger import Ledger
from onrecord.ledger.values import (
    ActorSummary,
    Basis,
    Counts,
    FailureRow,
    Heading,
    Hit,
    IdTaken,
    Outline,
    SourceSummary,
)

__all__ = [
    "ActorSummary",
    "Basis",
    "Counts",
    "FailureRow",
    "Filter",
    "Heading",
    "Hit",
    "IdTaken",
    "Ledger",
    "Order",
    "Outline",
    "SourceSummary",
]
