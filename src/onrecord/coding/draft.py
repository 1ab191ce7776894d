"""An act on its way to an event: one mention with its sides and reality, before mentions are brought together."""

from dataclasses import dataclass, field

from onrecord.coding.anchors import Anchor
from onrecord.model import Confidences, Quote, Status
from onrecord.network.encode import Floats
from onrecord.spans import Span


@dataclass(frozen=True, slots=True)
class Draft:
    """One mention of an act.

    `lemma` stands for its family of near-synonyms; `definite` marks a mention that points back ("the attack").
    `confidence` is the chance that it is an act, `confidences` those of its fields, `place` and `time` the words that
    say where and when, `key` what the network makes of the anchor: by the trained coder, else None.
    """

    anchor: Anchor
    type: str
    mode: str | None
    status: Status
    polarity: bool
    hedged: bool
    span: Span
    actor: tuple[Quote, ...]
    recipient: tuple[Quote, ...]
    instrument: tuple[Quote, ...]
    claims: tuple[str, ...]
    definite: bool
    confidence: float | None = None
    confidences: Confidences | None = None
    place: Span | None = None
    time: Span | None = None
    key: Floats | None = field(default=None, compare=False, repr=False)

    @property
    def weight(self) -> int:
        """How much the mention tells: its sides and its place on an indefinite mention."""
        return 2 * bool(self.actor) + 2 * bool(self.recipient) + (not self.definite) + bool(self.mode)
