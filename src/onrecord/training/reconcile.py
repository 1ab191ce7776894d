"""Learn from reports whose incidents are known which tellings are of one act.

The incidents are split in two by a hash of their ids: the weights are fitted on the pairs of one part, the threshold
is chosen on the other by B-cubed F (the strictest that costs no more than two points).  A report's main act (its most
salient violence) stands for its incident; pairs of other acts count only where the incidents differ.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.incidents import Told
from onrecord.model import CodedReport, Failure, Report
from onrecord.pipeline import load_pipeline
from onrecord.reconcile.block import pairs
from onrecord.reconcile.cluster import clusters
from onrecord.reconcile.copies import copies_of
from onrecord.reconcile.episodes import Episode, episodes_of
from onrecord.reconcile.features import FEATURES, name_of, values_of
from onrecord.reconcile.judge import Rulings
from onrecord.reconcile.policy import Policy
from onrecord.reconcile.salience import salience
from onrecord.reconcile.weights import FILE, Weights
from onrecord.records import from_json, to_json
from onrecord.training.logistic import fit

REPORTS, INCIDENTS = "bench/incidents/reports.jsonl", "bench/incidents/incidents.jsonl"
THRESHOLDS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7)
MARGIN = 0.02
RIDGE = 1.0
DEV_TENTHS = 4  # of ten parts of the incidents, how many the threshold is chosen on
SEED = "sha256 of the incident's id"
Log = Callable[[str], None]
Partition = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Scores:
    """B-cubed precision, recall and F of a partition of reports."""

    precision: float
    recall: float

    @property
    def f(self) -> float:
        """The harmonic mean."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def train_reconcile(shared: Path, out: Path, log: Log, coded: Path | None = None) -> Weights:
    """Learn weights and threshold and write them with their manifest to `out`.

    `coded` names a file in which the coded reports are kept, so that a second run need not code them anew.
    """
    home = {r: row["id"] for row in _rows(shared / INCIDENTS) for r in row["reports"]}
    reports = _coded(shared / REPORTS, coded, log)
    parts = {dev: [c for c in reports if in_dev(home[c.report.id]) is dev] for dev in (False, True)}
    fitted = _fit(_episodes(parts[False]), home)
    tried = _try_thresholds(parts[True], fitted, home, log)
    best = strictest(tried)
    chosen = Weights(fitted.bias, fitted.of, best)
    manifest = _manifest(chosen, tried, shared, {"fitted on": len(parts[False]), "chosen on": len(parts[True])})
    out.mkdir(parents=True, exist_ok=True)
    (out / FILE).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    log(f"{out / FILE}: threshold {best}, B-cubed F {tried[best].f:.3f}")
    return chosen


def strictest(tried: Mapping[float, Scores]) -> float:
    """The highest threshold that costs at most `MARGIN` of F: a wrong merge does more harm than a missed one."""
    reached = max(s.f for s in tried.values())
    return max(t for t, s in tried.items() if s.f >= reached - MARGIN)


def in_dev(incident: str) -> bool:
    """True if an incident is in the part that the threshold is chosen on."""
    return int(hashlib.sha256(incident.encode()).hexdigest(), 16) % 10 < DEV_TENTHS


def b_cubed(found: Partition, gold: Partition) -> Scores:
    """How well a partition (each report's own group) agrees with the true one."""
    precision = sum(len(found[r] & gold[r]) / len(found[r]) for r in gold) / len(gold)
    recall = sum(len(found[r] & gold[r]) / len(gold[r]) for r in gold) / len(gold)
    return Scores(precision, recall)


def partition(home: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Each report's group from the name of the group that each is in."""
    groups: defaultdict[str, set[str]] = defaultdict(set)
    for report, name in home.items():
        groups[name].add(report)
    return {report: frozenset(groups[name]) for report, name in home.items()}


def main_episodes(episodes: Sequence[Episode]) -> frozenset[int]:
    """The most salient episode of each report, by index."""
    best: dict[str, tuple[float, int]] = {}
    for i, episode in enumerate(episodes):
        weight = salience(episode.told)
        if weight > best.get(episode.report.id, (-1.0, -1))[0]:
            best[episode.report.id] = (weight, i)
    return frozenset(i for _, i in best.values())


def _fit(episodes: Sequence[Episode], home: Mapping[str, str]) -> Weights:
    main = main_episodes(episodes)
    features, labels = [], []
    for i, j in pairs(episodes):
        same = home[episodes[i].report.id] == home[episodes[j].report.id]
        if not same or (i in main and j in main):
            features.append(values_of(episodes[i], episodes[j]))
            labels.append(float(same))
    bias, weights = fit(np.array(features), np.array(labels), ridge=RIDGE)
    return Weights(round(bias, 4), tuple(round(float(w), 4) for w in weights), 0.5)


def _try_thresholds(
    reports: Sequence[CodedReport], weights: Weights, home: Mapping[str, str], log: Log
) -> dict[float, Scores]:
    gold = partition({c.report.id: home[c.report.id] for c in reports})
    episodes, copies = _episodes(reports), copies_of([c.report for c in reports])
    tried: dict[float, Scores] = {}
    for threshold in THRESHOLDS:
        found = clusters(episodes, copies, Rulings(), Policy(threshold=threshold), weights)
        tried[threshold] = b_cubed(partition(_main_cluster([c.episodes for c in found], gold)), gold)
        log(f"threshold {threshold}: B-cubed F {tried[threshold].f:.3f}")
    return tried


def _main_cluster(groups: Iterable[Sequence[Episode]], reports: Iterable[str]) -> dict[str, str]:
    best = {report: (-1.0, f"alone {report}") for report in reports}
    for k, group in enumerate(groups):
        weights: defaultdict[str, float] = defaultdict(float)
        for episode in group:
            weights[episode.report.id] += salience(episode.told)
        for report, weight in weights.items():
            best[report] = max(best[report], (weight, str(k)))
    return {report: name for report, (_, name) in best.items()}


def _episodes(reports: Iterable[CodedReport]) -> tuple[Episode, ...]:
    return episodes_of((told for coded in reports for told in Told.all_of(coded)), Rulings())


def _coded(path: Path, kept: Path | None, log: Log) -> list[CodedReport]:
    if kept is not None and kept.is_file():
        return [from_json(row) for row in _rows(kept)]
    rows = list(_rows(path))
    log(f"coding {len(rows)} reports")
    done = [c for c in load_pipeline().pipe(map(_report, rows)) if not isinstance(c, Failure)]
    if kept is not None:
        lines = (json.dumps(to_json(c, with_text=True), ensure_ascii=False) for c in done)
        kept.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return done


def _report(row: Mapping[str, Any]) -> Report:
    day = date.fromisoformat(row["published"]) if row.get("published") else None
    return Report.make(row["text"], id=row["id"], published=day, publisher=row.get("publisher"), title=row.get("title"))


def _rows(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def _manifest(
    weights: Weights, tried: Mapping[float, Scores], shared: Path, counts: Mapping[str, int]
) -> dict[str, object]:
    return {
        "model": "logistic regression over onrecord.reconcile.features",
        "bias": weights.bias,
        "weights": {name_of(f): w for f, w in zip(FEATURES, weights.of, strict=True)},
        "threshold": weights.threshold,
        "ridge": RIDGE,
        "split": f"by {SEED}: {10 - DEV_TENTHS} tenths fitted on, {DEV_TENTHS} tenths chosen on",
        "reports": dict(counts),
        "B-cubed on the part chosen on": {
            str(t): {"P": round(s.precision, 4), "R": round(s.recall, 4), "F": round(s.f, 4)} for t, s in tried.items()
        },
        "sha256 of data": {name: _sha256(shared / name) for name in (REPORTS, INCIDENTS)},
    }


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
