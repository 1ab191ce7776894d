"""Which place and time belongs to which event: the likeliest of the candidates, by learned weights."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from onrecord.ground.moments import Moments, When
from onrecord.ground.nearness import Nearness
from onrecord.ground.ranking import likeliest
from onrecord.ground.scenes import Scenes, Where
from onrecord.model import CodedEvent

_NOWHERE, _NEVER = 2.0, 1.6
"""What "no place" and "no time" must lead by: annotators leave many acts without, and so would the weights alone."""


@dataclass(frozen=True)  # no slots, which would leave cached properties no room
class Linker:
    """The mentions of one report that its events may be joined to."""

    near: Nearness
    places: Sequence[Where]
    times: Sequence[When]

    def place(self, event: CodedEvent) -> Where | None:
        """Where the report puts an act; with no mention of its own where that follows from context."""
        return likeliest("place", self._scenes.candidates(event), _NOWHERE)

    def time(self, event: CodedEvent) -> When | None:
        """When the report puts an act; one still under way lasts until the report, one done is over by then."""
        return likeliest("time", self._moments.candidates(event), _NEVER)

    @cached_property
    def _scenes(self) -> Scenes:
        return Scenes(self.near, self.places)

    @cached_property
    def _moments(self) -> Moments:
        return Moments(self.near, self.times)
