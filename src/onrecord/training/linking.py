"""How it is learned which mentions are of one act, and which of a report's places and times is an act's.

Acts are those that the coder finds in annotated reports, so that its errors are part of what is learned.  A place or
time is a choice among an act's candidates (softmax), one act or two a choice of yes or no for two mentions (logistic);
the weights make what annotators chose likeliest, with a ridge penalty.
"""

import csv
import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from onrecord.attribute import attribute, by_network
from onrecord.coding import code
from onrecord.coding.blend import load_blend
from onrecord.coding.draft import Draft
from onrecord.coding.learned import drafts
from onrecord.coding.sameness import KIND, KIND_UNREAD, Trait, comparable, features, unread
from onrecord.coding.sense import Sense
from onrecord.ground.moments import Moments
from onrecord.ground.nearness import Nearness
from onrecord.ground.places import find_places
from onrecord.ground.scenes import Scenes
from onrecord.ground.times import find_times
from onrecord.knowledge.weighing import BIAS
from onrecord.model import Attribution, CodedEvent, Place, Report, Time
from onrecord.network.model import load
from onrecord.network.reading import Reading
from onrecord.parse import DEFAULT_MODEL, load_parser, readable
from onrecord.parsed import Parsed
from onrecord.spans import Span
from onrecord.training.data import locate
from onrecord.training.logistic import fit as fit_logistic

RIDGE = 1.0
GOLD_WEIGHT = 8.0  # what a real report counts beside an invented one
NEAR_KM, LOOSE_KM = 50.0, 161.0  # how close a right place is: one that is told, one that follows from context
PAIRS_BACK = 60
ABOUT = "# made by `onrecord train links` from gold/train and corpus/: what speaks for a place, a time, one act"
Log = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Case:
    """The candidates of one act: the features of each, which are right, and what the case counts."""

    features: tuple[Mapping[str, float], ...]
    right: tuple[bool, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Pair:
    """Two mentions of acts: what speaks for their being of one, whether they are, and what the pair counts."""

    features: dict[str, float]
    same: bool
    weight: float


def train_links(shared: Path, corpus: Path, out: Path, log: Log) -> dict[str, dict[str, float]]:
    """Learn all weights from gold/train and `corpus`, and write them to the table `out`."""
    cases: dict[str, list[Case]] = {"place": [], "time": []}
    pairs: list[Pair] = []
    for folder, weight in ((shared / "gold" / "train", GOLD_WEIGHT), (corpus, 1.0)):
        for record, parsed, attribution, reading in read_records(folder):
            pairs += mention_pairs(record, parsed, attribution, reading, weight)
            for kind, case in act_cases(record, parsed, attribution, reading, weight):
                cases[kind].append(case)
    fitted = {kind: fit(found) for kind, found in cases.items()}
    for kind, found in cases.items():
        log(f"{kind}: {len(found)} acts, right {100 * share_right(found, fitted[kind]):.1f} %")
    fitted[KIND] = fit_pairs(pairs)
    fitted[KIND_UNREAD] = fit_pairs([replace(p, features=unread(p.features)) for p in pairs])
    log(f"{KIND}: {len(pairs)} pairs of mentions, {sum(p.same for p in pairs)} of one act")
    with out.open("w", encoding="utf-8", newline="") as file:
        file.write(ABOUT + "\n")
        rows = csv.writer(file, delimiter="\t", lineterminator="\n")
        rows.writerow(("choice", "feature", "weight"))
        rows.writerows((k, name, f"{w:.3f}") for k in fitted for name, w in sorted(fitted[k].items()) if abs(w) >= 0.01)
    return fitted


Record = Mapping[str, Any]


def read_records(folder: Path) -> Iterator[tuple[Record, Parsed, Attribution, Reading]]:
    """The annotated reports of a folder, parsed and read."""
    network, parser = load(), load_parser(DEFAULT_MODEL, names=False)
    find = by_network(network.manifest)
    for path in sorted(folder.glob("*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        published = date.fromisoformat(record["published"]) if record.get("published") else None
        reading = network.read(readable(text))
        parsed = parser.parse(Report.make(text, id=record["id"], published=published), reading.names)
        yield record, parsed, attribute(parsed, find, reading), reading


def act_cases(
    record: Record, parsed: Parsed, attribution: Attribution, reading: Reading, weight: float
) -> Iterator[tuple[str, Case]]:
    """The acts that the coder finds in a report, each with its candidates for place and time."""
    near = Nearness(parsed, attribution)
    scenes, moments = Scenes(near, find_places(parsed)), Moments(near, find_times(parsed))
    for event, gold in aligned(code(parsed, attribution, reading), record["events"], parsed.report.text):
        where = list(scenes.candidates(event))
        right = tuple(same_place(c.value, gold.get("place")) for c in where)
        yield "place", Case(tuple(c.features for c in where), right, weight)
        when = list(moments.candidates(event))
        right = tuple(same_time(m.value, gold.get("time")) for m in when)
        yield "time", Case(tuple(m.features for m in when), right, weight)


def mention_pairs(
    record: Record, parsed: Parsed, attribution: Attribution, reading: Reading, weight: float
) -> Iterator[Pair]:
    """The pairs of mentions in a report that need comparing and that both stand for annotated events."""
    found = list(drafts(parsed, attribution, Sense(reading), load_blend()))
    spans = anchors_of(record["events"], parsed.report.text)
    types = [e["type"] for e in record["events"]]
    events = [_event_of(d, spans, types) for d in found]
    known = [(Trait.of(d), e) for d, e in zip(found, events, strict=True) if e is not None]
    for n, (later, event) in enumerate(known):
        for earlier, other in known[max(0, n - PAIRS_BACK) : n]:
            if comparable(earlier, later):
                yield Pair(features(earlier, later), event == other, weight)


def _event_of(draft: Draft, spans: Sequence[Sequence[Span]], types: Sequence[str]) -> int | None:
    """The annotated event that a mention stands for, one of its type first."""
    hits = [n for n, held in enumerate(spans) if any(draft.span.overlaps(s) for s in held)]
    return min(hits, key=lambda n: (types[n] != draft.type, n), default=None)


def fit_pairs(pairs: Sequence[Pair]) -> dict[str, float]:
    """Bias and weights by which the mentions of one act are told from those of two."""
    names = sorted({name for p in pairs for name in p.features})
    at = {name: i for i, name in enumerate(names)}
    rows = np.zeros((len(pairs), len(names)))
    for n, pair in enumerate(pairs):
        for name, value in pair.features.items():
            rows[n, at[name]] = value
    labels, counts = np.array([float(p.same) for p in pairs]), np.array([p.weight for p in pairs])
    bias, found = fit_logistic(rows, labels, ridge=RIDGE, importance=counts)
    return {BIAS: bias, **dict(zip(names, found.tolist(), strict=True))}


def anchors_of(records: Sequence[Record], text: str) -> list[list[Span]]:
    """Where the mentions of each annotated event stand."""
    return [[Span(*s) for m in (r["anchor"], *r.get("also", ())) if m and (s := locate(text, m))] for r in records]


def aligned(
    events: Iterable[CodedEvent], records: Sequence[Mapping[str, Any]], text: str
) -> Iterator[tuple[CodedEvent, Mapping[str, Any]]]:
    """Each found act with the annotated one that shares most mentions with it, those of one type first."""
    anchors = anchors_of(records, text)
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
    for n, held in enumerate(f for c in telling for f in c.features):
        for name, value in held.items():
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
