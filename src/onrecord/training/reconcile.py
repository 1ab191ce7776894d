"""Learn from reports whose incidents are known which tellings are of one act.

The threshold is chosen by cross-validation: the incidents are split in halves by a hash of their ids, in two ways, and
each half is clustered by weights that were fitted on the other; of the thresholds, the strictest is taken that costs
no more than `MARGIN` of the best B-cubed F.  The weights are then fitted on all.  A report's main act (its most salient
violence) stands for its incident; pairs of other acts count only where the incidents differ, and pairs that can never
be of one act do not count.  A feature whose weight comes out against its meaning (what is the same would speak against)
is left out: such a weight fits the corpus and no other.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.incidents import EventRef, Told
from onrecord.model import CodedReport, Failure, Report
from onrecord.pipeline import load_pipeline
from onrecord.reconcile.block import pairs
from onrecord.reconcile.cluster import Compare, clusters, never_one
from onrecord.reconcile.copies import copies_of
from onrecord.reconcile.crowd import without_common
from onrecord.reconcile.episodes import Episode, episodes_of
from onrecord.reconcile.features import FEATURES, name_of, values_of
from onrecord.reconcile.judge import Rulings
from onrecord.reconcile.policy import Policy
from onrecord.reconcile.salience import salience
from onrecord.reconcile.weights import FILE, Weights
from onrecord.records import from_json, to_json
from onrecord.training.logistic import Array, fit

REPORTS, INCIDENTS = "bench/incidents/reports.jsonl", "bench/incidents/incidents.jsonl"
THRESHOLDS = (0.1, 0.2, 0.3, 0.4, 0.5)
MARGIN = 0.01
RIDGE = 1.0
WAYS = 2  # in which the incidents are halved
Log = Callable[[str], None]
Partition = Mapping[str, frozenset[str]]

_AGAINST = frozenset({"no_shared_name", "days_apart", "published_apart", "other_ages"})  # features of what differs
_SIGNS = tuple(-1 if name_of(f) in _AGAINST else 1 for f in FEATURES)


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
    tried = cross_validated(reports, home, log)
    best = strictest(tried)
    fitted = fit_weights(episodes_in(reports), home)
    chosen = Weights(fitted.bias, fitted.of, best)
    manifest = _manifest(chosen, tried, shared, len(reports))
    out.mkdir(parents=True, exist_ok=True)
    (out / FILE).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    log(f"{out / FILE}: threshold {best}, B-cubed F {tried[best].f:.3f} by cross-validation")
    return chosen


def strictest(tried: Mapping[float, Scores]) -> float:
    """The highest threshold that costs at most `MARGIN` of F: a wrong merge does more harm than a missed one."""
    reached = max(s.f for s in tried.values())
    return max(t for t, s in tried.items() if s.f >= reached - MARGIN)


def half_of(incident: str, way: int) -> bool:
    """Which half an incident is in when the incidents are halved in one of several ways."""
    return bool(int(hashlib.sha256(incident.encode()).hexdigest(), 16) >> way & 1)


def cross_validated(reports: Sequence[CodedReport], home: Mapping[str, str], log: Log) -> dict[float, Scores]:
    """The mean scores at each threshold over halves that the weights were not fitted on."""
    found: defaultdict[float, list[Scores]] = defaultdict(list)
    for way, side in product(range(WAYS), (False, True)):
        halves = {s: [c for c in reports if half_of(home[c.report.id], way) is s] for s in (False, True)}
        log(f"fitting on {len(halves[not side])} reports, scoring {len(halves[side])}")
        weights = fit_weights(episodes_in(halves[not side]), home)
        for threshold, scores in _try_thresholds(halves[side], weights, home).items():
            found[threshold].append(scores)
    tried = {t: Scores(_mean(s.precision for s in own), _mean(s.recall for s in own)) for t, own in found.items()}
    for threshold, scores in tried.items():
        log(f"threshold {threshold}: B-cubed F {scores.f:.3f}")
    return tried


def _mean(values: Iterable[float]) -> float:
    return float(np.mean(list(values)))


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


def fit_weights(episodes: Sequence[Episode], home: Mapping[str, str]) -> Weights:
    """The weights that make it likeliest which pairs are of one incident; those against their meaning are nought."""
    main = main_episodes(episodes)
    features, labels = [], []
    for i, j in pairs(episodes):
        left, right = episodes[i], episodes[j]
        same = home[left.report.id] == home[right.report.id]
        if (not same or (i in main and j in main)) and not never_one(left, right):
            features.append(values_of(left, right))
            labels.append(float(same))
    return _with_right_signs(np.array(features), np.array(labels))


def _with_right_signs(features: Array, labels: Array) -> Weights:
    kept = list(range(features.shape[1]))
    while True:
        bias, weights = fit(features[:, kept], labels, ridge=RIDGE)
        wrong = {k: abs(w) for k, w in zip(kept, weights, strict=True) if w * _SIGNS[k] < 0}
        if not wrong:
            break
        kept.remove(max(wrong, key=lambda k: wrong[k]))
    found = dict(zip(kept, weights, strict=True))
    return Weights(round(bias, 4), tuple(round(float(found.get(k, 0.0)), 4) for k in range(len(FEATURES))), 0.5)


def _try_thresholds(reports: Sequence[CodedReport], weights: Weights, home: Mapping[str, str]) -> dict[float, Scores]:
    gold = partition({c.report.id: home[c.report.id] for c in reports})
    episodes, copies = episodes_in(reports), copies_of([c.report for c in reports])
    tried: dict[float, Scores] = {}
    compare = _keeping(values_of)
    for threshold in THRESHOLDS:
        found = clusters(episodes, copies, Rulings(), Policy(threshold=threshold), weights, compare)
        tried[threshold] = b_cubed(partition(_main_cluster([c.episodes for c in found], gold)), gold)
    return tried


def _keeping(compare: Compare) -> Compare:
    """The same comparison, each pair made once."""
    kept: dict[tuple[EventRef, EventRef], tuple[float, ...]] = {}

    def look_up(left: Episode, right: Episode) -> tuple[float, ...]:
        key = left.refs[0], right.refs[0]
        if key not in kept:
            kept[key] = compare(left, right)
        return kept[key]

    return look_up


def _main_cluster(groups: Iterable[Sequence[Episode]], reports: Iterable[str]) -> dict[str, str]:
    best = {report: (-1.0, f"alone {report}") for report in reports}
    for k, group in enumerate(groups):
        weights: defaultdict[str, float] = defaultdict(float)
        for episode in group:
            weights[episode.report.id] += salience(episode.told)
        for report, weight in weights.items():
            best[report] = max(best[report], (weight, str(k)))
    return {report: name for report, (_, name) in best.items()}


def episodes_in(reports: Iterable[CodedReport]) -> tuple[Episode, ...]:
    """The episodes of some reports as reconcile compares them."""
    return without_common(episodes_of((told for coded in reports for told in Told.all_of(coded)), Rulings()))


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


def _manifest(weights: Weights, tried: Mapping[float, Scores], shared: Path, reports: int) -> dict[str, object]:
    return {
        "model": "logistic regression over onrecord.reconcile.features",
        "bias": weights.bias,
        "weights": {name_of(f): w for f, w in zip(FEATURES, weights.of, strict=True)},
        "threshold": weights.threshold,
        "ridge": RIDGE,
        "reports": reports,
        "B-cubed by cross-validation over halves of the incidents": {
            str(t): {"P": round(s.precision, 4), "R": round(s.recall, 4), "F": round(s.f, 4)} for t, s in tried.items()
        },
        "sha256 of data": {name: _sha256(shared / name) for name in (REPORTS, INCIDENTS)},
    }


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
