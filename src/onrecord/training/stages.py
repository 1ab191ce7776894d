"""The plan of a training run: its stages, one after the other, and what each of them learns from."""

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.errors import UnknownName


@dataclass(frozen=True, slots=True)
class Stage:
    """A part of a training run: its learning rate rises and falls once.

    An epoch holds each gold report `real` times, each report that we marked in the bulk news `marks` times, and each of
    the repository's own `copies` times, the latter only of `parts` (beginnings of their names; all if None), and a
    `share` of the attribution and factuality benchmarks and of the texts in which only names are marked.
    Windows hold at most `limit` word pieces.  `same` is what it counts to tell mentions of one event from those of
    another, `sides` what it counts to find an event's sides, place and time.
    """

    name: str
    epochs: float
    rate: float
    head_rate: float
    real: int
    copies: int
    share: float
    marks: int = 0
    parts: tuple[str, ...] | None = None
    limit: int = 256
    name_rate: float = 1e-3
    same: float = 1.0
    sides: float = 1.0


STAGES = (
    Stage(
        "broad",
        2.5,
        2.5e-4,
        1e-3,
        2,
        2,
        1.0,
        parts=("wa", "wb", "wc", "wd", "we", "wf"),
        limit=160,
        same=0.0,
        sides=0.3,
    ),
    Stage("conflict", 3.5, 1.8e-4, 5e-4, 3, 1, 0.06, limit=160, sides=0.3),
    Stage("wide", 3.0, 1.5e-4, 3e-4, 3, 1, 0.15),
    Stage("more", 3.0, 1.3e-4, 3e-4, 3, 1, 0.15),
    Stage("named", 1.0, 1.2e-4, 3e-4, 2, 1, 0.2, name_rate=5e-3),
    Stage("real", 3.0, 1.3e-4, 3e-4, 2, 1, 0.15, marks=2, name_rate=2e-3),
)
"""First what there is most of, US election news; then news of conflict, which the network is for; then, twice, wider
windows, in which more of those stand who are on an event's sides; then names; then more real reports."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The settings of a training run; the same plan on the same data gives the same model."""

    seed: int = 20261124
    stages: tuple[Stage, ...] = STAGES
    pieces: int = 2048
    warmup: float = 0.06
    decay: float = 0.01
    threads: int = 2


def plan_of(names: Sequence[str]) -> Plan:
    """The plan with the stages of these names only; the whole of it if there is no name.

    Raises:
        UnknownName: there is no such stage.
    """
    known = [stage.name for stage in STAGES]
    for name in names:
        if name not in known:
            raise UnknownName("stage", name, known)
    return Plan(stages=tuple(s for s in STAGES if s.name in names)) if names else Plan()
