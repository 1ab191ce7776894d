"""The gate: no score may fall below its floor, and no floor is lowered in passing."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bench.scoring import Measured
from onrecord.errors import StopRun

PATH = Path(__file__).with_name("floors.json")
# Coding is deterministic on one machine; another processor's arithmetic can flip a parse.  One event of the
# smallest corpus (276 events) moves a score by 0.4 points.
NOISE = 0.5


@dataclass(frozen=True, slots=True)
class Floor:
    """What a task's scores must keep, on the corpus of this hash."""

    corpus: str
    scores: dict[str, float]


Floors = Mapping[str, Floor]


def read_floors(path: Path = PATH) -> dict[str, Floor]:
    """The floors by task; none if the file is not there yet."""
    if not path.is_file():
        return {}
    rows: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return {task: Floor(**row) for task, row in rows.items()}


def write_floors(floors: Floors, path: Path = PATH) -> None:
    """Keep the floors, sorted, one score a line."""
    rows = {task: asdict(floor) for task, floor in sorted(floors.items())}
    path.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")


def breaches(measured: Measured, floors: Floors, lower_is_better: frozenset[str]) -> list[str]:
    """Why a task does not pass: each score past its floor or ceiling, by name; none if it passes.

    Raises:
        StopRun: the corpus or the names of the scores are not those that the floors were set on.
    """
    if measured.task not in floors:
        return [f"{measured.task}: has no floor yet; run with --update-floors"]
    floor = floors[measured.task]
    _comparable(measured, floor)
    return [
        f"{measured.task}: {name} is {value:.2f}, its {'ceiling' if name in lower_is_better else 'floor'} "
        f"is {floor.scores[name]:.2f} (noise {NOISE})"
        for name, value in measured.scores.items()
        if _worse_by(value, floor.scores[name], name in lower_is_better) > NOISE
    ]


def raised(
    measured: Iterable[Measured], floors: Floors, lower_is_better: Mapping[str, frozenset[str]], *, allow_lower: bool
) -> Floors:
    """The floors after a run: raised to what was measured where that is better, kept where it is worse by noise.

    Raises:
        StopRun: a score is past its floor, or corpus or names changed, and lowering was not allowed.
    """
    new = dict(floors)
    for result in measured:
        old = floors.get(result.task)
        scores = result.scores if old is None or allow_lower else _best(result, old, lower_is_better[result.task])
        new[result.task] = Floor(result.corpus, dict(scores))
    return new


def _best(measured: Measured, floor: Floor, lower_is_better: frozenset[str]) -> dict[str, float]:
    _comparable(measured, floor)
    worse = {n: _worse_by(v, floor.scores[n], n in lower_is_better) for n, v in measured.scores.items()}
    refused = ", ".join(n for n, by in worse.items() if by > NOISE)
    if refused:
        raise StopRun(f"{measured.task}: would lower {refused}; if that is meant, give --allow-lower and say why")
    return {n: floor.scores[n] if worse[n] > 0 else value for n, value in measured.scores.items()}


def _comparable(measured: Measured, floor: Floor) -> None:
    if measured.corpus != floor.corpus:
        raise StopRun(
            f"{measured.task}: the corpus is another one than the floors were set on "
            f"({measured.corpus[:12]}, not {floor.corpus[:12]}); re-pin with --update-floors --allow-lower"
        )
    changed = measured.scores.keys() ^ floor.scores.keys()
    if changed:
        names = ", ".join(sorted(changed))
        raise StopRun(f"{measured.task}: scores came or went: {names}; re-pin with --update-floors --allow-lower")


def _worse_by(value: float, floor: float, lower_is_better: bool) -> float:
    return value - floor if lower_is_better else floor - value
