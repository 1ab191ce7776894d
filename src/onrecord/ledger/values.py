"""What incidents rest on, and what the ledger refuses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from onrecord.errors import SkipReport
from onrecord.incidents import EventRef


class IdTaken(SkipReport):
    """A report has the id of another one that is in the ledger already."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What derived incidents rest on.

    `reports` are the ids of the reports whose last codings they take account of; None stands for all that the ledger
    has.  `keys` are those under which each event is looked up when later reports come (`Ledger.sharing`).  `judgements`
    is how many judgements were heeded, and `program` names what made the incidents.
    """

    program: str
    judgements: int
    reports: Iterable[str] | None = None
    keys: Mapping[EventRef, Iterable[str]] = field(default_factory=dict)
