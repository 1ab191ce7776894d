"""Which rules an incident is assembled by."""

from dataclasses import dataclass

from onrecord.errors import UnknownName

POLICIES = ("onrecord", "acled", "ucdp", "airwars")
"""How toll ranges are reached; `onrecord.reconcile.ranges` has each rule in words."""


@dataclass(frozen=True, slots=True)
class Policy:
    """How incidents are decided and written out.

    `tolls` is one of POLICIES. `threshold` is the score, in 0..1, from which two tellings are taken as one act; None
    takes the one that was chosen with the weights.

    Raises:
        UnknownName: there is no toll policy of that name.
    """

    tolls: str = "onrecord"
    threshold: float | None = None

    def __post_init__(self) -> None:
        if self.tolls not in POLICIES:
            raise UnknownName("toll policy", self.tolls, POLICIES)
        if self.threshold is not None and not 0 <= self.threshold <= 1:
            raise ValueError(f"the threshold is a score in 0..1, not {self.threshold}")
