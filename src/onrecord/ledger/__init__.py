"""The store: coded reports, judgements and failures, only ever added to, and the incidents derived from them."""

from onrecord.catalogue import ActorSummary, Counts, FailureRow, Heading, Hit, Outline, SourceSummary
from onrecord.filters import Filter, Order
from onrecord.ledger.ledger import Ledger
from onrecord.ledger.values import Basis, IdTaken

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
