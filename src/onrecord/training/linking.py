"""How the place and the time of an act are learned: which of a report's candidates the annotators chose.

Acts are those that the coder finds in annotated reports, so that its errors are part of what is learned.  A choice is
a softmax over an act's candidates; the weights make the annotated ones likeliest, with a ridge penalty.
"""

import csv
import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from onrecord.attribute import attribute, by_network
from onrecord.coding import code
from onrecord.ground.moments import Moments
from onrecord.ground.nearness import Nearness
from onrecord.ground.places import find_places
from onrecord.ground.scenes import Scenes
from onrecord.ground.times import find_times
from onrecord.model import CodedEvent, Place, Report, Time
from onrecord.network.model import load
from onrecord.parse import DEFAULT_MODEL, load_parser
from onrecord.spans import Span
from onrecord.training.data import locate

RIDGE = 1.0
GOLD_WEIGHT = 3.0  # what a real report counts beside an invented one
NEAR_KM, LOOSE_KM = 50.0, 161.0  # how close a right place is: one that is told, one that follows from context
TABLE = "link_weights.tsv"
ABOUT = "# made by `onrecord train links` from gold/train and corpus/: what speaks for a candidate as a place or time"
Log = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Case:
    """The candidates of one act: the features of each, which are right, and what the case counts."""

    features: tuple[Mapping[str, float], ...]
    right: tuple[bool, ...]
    weight: float


def train_links(shared: Path, corpus: Path, out: Path, log: Log) -> dict[str, dict[str, float]]:
    """Learn the weights of places and times from gold/train and `corpus`, and write them to the table `out`."""
    cases: dict[str, list[Case]] = {"place": [], "time": []}
    for folder, weight in ((shared / "gold" / "train", GOLD_WEIGHT), (corpus, 1.0)):
        for kind, case in read_cases(folder, weight):
            cases[kind].append(case)
    fitted = {kind: fit(found) for kind, found in cases.items()}
    for kind, found in cases.items():
        log(f"{kind}: {len(found)} acts, right {100 * share_right(found, fitted[kind]):.1f} %")
    with out.open("w", encoding="utf-8", newline="") as file:
        file.write(ABOUT + "\n")
        rows = csv.writer(file, delimiter="\t", lineterminator="\n")
        rows.writerow(("choice", "feature", "weight"))
        rows.writerows((k, name, f"{w:.3f}") for k in fitted for name, w in sorted(fitted[k].items()) if abs(w) >= 0.01)
    return fitted


def read_cases(folder: Path, weight: float) -> Iterator[tuple[str, Case]]:
    """The acts that the coder finds in a folder of annotated reports, each with its candidates."""
    network, parser = load(), load_parser(DEFAULT_MODEL)
    find = by_network(network.manifest)
    for path in sorted(folder.glob("*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        published = record.get("published")
        parsed = parser.parse(
            Report.make(text, id=record["id"], published=date.fromisoformat(published) if published else None)
        )
        reading = network.read(parsed)
        attribution = attribute(parsed, find, reading)
        near = Nearness(parsed, attribution)
        scenes, moments = Scenes(near, find_places(parsed)), Moments(near, find_times(parsed))
        for event, gold in aligned(code(parsed, attribution, reading), record["events"], text):
            where = list(scenes.candidates(event))
            right = tuple(same_place(c.value, gold.get("place")) for c in where)
            yield "place", Case(tuple(c.features for c in where), right, weight)
            when = list(moments.candidates(event))
            right = tuple(same_time(m.value, gold.get("time")) for m in when)
            yield "time", Case(tuple(m.features for m in when), right, weight)


def aligned(
    events: Iterable[CodedEvent], records: Sequence[Mapping[str, Any]], text: str
) -> Iterator[tuple[CodedEvent, Mapping[str, Any]]]:
    """Each found act with the annotated one that shares most mentions with it, those of one type first."""
    anchors = [[Span(*s) for m in (r["anchor"], *r.get("also", ())) if (s := locate(text, m))] for r in records]
    for event in events:
        own = [q.span for q in (event.anchor, *event.also)]
        shared = [
            (sum(a.overlaps(b) for a in own for b in held), r["type"] == event.type, -n)
            for n, (held, r) in enumerate(zip(anchors, records, strict=True))
        ]
        most = max(shared, default=(0, False, 0))
        if most[0]:
            yield event, records[-most[2]]


def same_place(found: object, gold: Mapping[str, Any] | None) -> bool:
    """True if a candidate is where the annotators put the act, or both are nowhere."""
    if gold is None or not isinstance(found, Place):
        return gold is None and found is None
    mean = math.radians((found.lat + gold["lat"]) / 2)
    east = ((found.lon - gold["lon"] + 180) % 360 - 180) * math.cos(mean)
    return 111.2 * math.hypot(found.lat - gold["lat"], east) <= (NEAR_KM if gold.get("text") else LOOSE_KM)


def same_time(found: object, gold: Mapping[str, Any] | None) -> bool:
    """True if a candidate is when the annotators put the act, or both are at no known time."""
    if gold is None or not isinstance(found, Time):
        return gold is None and found is None
    held = tuple(d.isoformat() if d else None for d in (found.start, found.end))
    return held == (gold["start"], gold["end"])


def fit(cases: Sequence[Case]) -> dict[str, float]:
    """The weights that make right candidates likeliest; acts with no right candidate, or only such, teach nothing."""
    telling = [c for c in cases if any(c.right) and not all(c.right)]
    names = sorted({name for c in telling for f in c.features for name in f})
    at = {name: i for i, name in enumerate(names)}
    rows = np.zeros((sum(len(c.features) for c in telling), len(names)))
    starts = np.cumsum([0, *(len(c.features) for c in telling)])
    for n, features in enumerate(f for c in telling for f in c.features):
        for name, value in features.items():
            rows[n, at[name]] = value
    right = np.array([r for c in telling for r in c.right])
    weight = np.array([c.weight for c in telling])
    owner = np.repeat(np.arange(len(telling)), np.diff(starts))

    def loss(w: "np.ndarray[Any, np.dtype[np.float64]]") -> tuple[float, "np.ndarray[Any, np.dtype[np.float64]]"]:
        scores = rows @ w
        scores -= np.maximum.reduceat(scores, starts[:-1])[owner]
        each = np.exp(scores)
        all_of, right_of = np.add.reduceat(each, starts[:-1]), np.add.reduceat(each * right, starts[:-1])
        slope = rows.T @ (weight[owner] * (each / all_of[owner] - each * right / np.maximum(right_of, 1e-12)[owner]))
        value = float((weight * (np.log(all_of) - np.log(np.maximum(right_of, 1e-12)))).sum())
        return value + 0.5 * RIDGE * float(w @ w), slope + RIDGE * w

    best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return dict(zip(names, best.x.tolist(), strict=True))


def share_right(cases: Sequence[Case], weights: Mapping[str, float]) -> float:
    """The share of annotated places or times that the weights choose, by weight."""
    hits = total = 0.0
    for case in cases:
        if not case.features:
            continue
        scores = [sum(weights.get(n, 0.0) * v for n, v in f.items()) for f in case.features]
        hits += case.weight * case.right[max(range(len(scores)), key=scores.__getitem__)]
        total += case.weight
    return hits / total if total else 0.0
