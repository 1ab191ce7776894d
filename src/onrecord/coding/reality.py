"""What is read of an act's reality, step by step from its anchor outwards."""

from dataclasses import dataclass, replace

from onrecord.model import Status

_UNREAL = frozenset({Status.INTENDED, Status.DEMANDED, Status.THREATENED, Status.HYPOTHETICAL})


@dataclass(frozen=True, slots=True)
class Reality:
    """What is known so far of an act: its status (None: nothing yet), whether it is said to be, and whether hedged."""

    status: Status | None = None
    polarity: bool = True
    hedged: bool = False

    def with_effect(self, effect: str) -> "Reality":
        """After a governing word has had its effect; what stands nearer to the act weighs more."""
        match effect:
            case "refused":
                return replace(self.with_status(Status.INTENDED), polarity=not self.polarity)
            case "called-off":
                return replace(self.with_status(Status.INTENDED), polarity=not self.polarity)
            case "improbable":
                return replace(self.with_status(Status.HYPOTHETICAL), polarity=not self.polarity)
            case "denied":
                return replace(self, polarity=not self.polarity)
            case "occurred":
                return self
            case _:
                return self.with_status(Status(effect))

    def with_status(self, status: Status) -> "Reality":
        """A status read further out: it holds unless a nearer word made the act unreal, more than "will" alone does."""
        if self.status is Status.INTENDED and status in _UNREAL:
            return replace(self, status=status)
        if self.status in _UNREAL or (self.status is not None and status not in _UNREAL):
            return self
        return replace(self, status=status)

    def negated(self) -> "Reality":
        """Turned into its contrary."""
        return replace(self, polarity=not self.polarity)
