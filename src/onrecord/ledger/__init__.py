"""The store: coded reports, judgements and failures, only ever added to, and the incidents derived from them."""

from onrecord.filters import Filter
from onrecord.ledger.ledger import Ledger
from onrecord.ledger.values import Basis, Counts, FailureRow, Hit, IdTaken, SourceSummary

__all__ = ["Basis", "Counts", "FailureRow", "Filter", "Hit", "IdTaken", "Ledger", "SourceSummary"]
