"""What coding costs: CPU time against the bare parser on the same texts, speed, memory."""

import resource
import sys
from pathlib import Path
from statistics import median
from time import process_time

from bench.bare import seconds
from bench.scoring import Measured
from bench.tasks import Headline, corpus_hash, read_rows, report_of
from onrecord.model import Report
from onrecord.parse import DEFAULT_MODEL
from onrecord.pipeline import Pipeline

FILE = "bench/bulk/bulk.jsonl"
PREFIX = "guardian-"  # dated reports of conflict and politics, the kind that onrecord is for
REPORTS = 40
ROUNDS = 3
MAX_RATIO = 2.5  # the aim is 2.2 on a quiet machine; beside other work the same code takes up to a tenth more
HEADLINES = (
    Headline("times bare spaCy", (), lower=True),
    Headline("words per second", ()),
    Headline("peak memory MB", (), lower=True),
)


def measure_cost(shared: Path, pipeline: Pipeline, reports: int = REPORTS) -> tuple[Measured, dict[str, float]]:
    """The median cost over some rounds, and the share of each stage in percent.

    CPU time, not the clock on the wall: other work on the machine counts as little as can be.  Bare spaCy runs in a
    process of its own, before and after: beside our tables, Python's search for cycles would make it look slower.
    Neither counts a first round, in which words are met for the first time.
    """
    path = shared / FILE
    sample = [report_of(r) for r in read_rows((path,)) if r["id"].startswith(PREFIX)][:reports]
    texts = [r.text for r in sample]
    parsing = seconds(texts, DEFAULT_MODEL, ROUNDS)
    _code(pipeline, sample)
    before = dict(pipeline.seconds)
    coding = [_code(pipeline, sample) for _ in range(ROUNDS)]
    stages = {stage: spent - before.get(stage, 0.0) for stage, spent in pipeline.seconds.items()}
    parsing += seconds(texts, DEFAULT_MODEL, ROUNDS)
    scores = {
        "times bare spaCy": round(median(coding) / median(parsing), 2),
        "words per second": round(_words(sample) / median(coding)),
        "peak memory MB": round(_peak_megabytes()),
    }
    return Measured("cost", scores, len(sample), corpus_hash((path,)), _coder(pipeline)), shares(stages)


def too_dear(measured: Measured) -> list[str]:
    """Why the cost does not pass; nothing if it does."""
    ratio = measured.scores["times bare spaCy"]
    return [f"cost: {ratio:.2f} times bare spaCy, more than {MAX_RATIO}"] if ratio > MAX_RATIO else []


def shares(stages: dict[str, float]) -> dict[str, float]:
    """Each stage's part of the whole in percent."""
    whole = sum(stages.values())
    return {stage: round(100 * spent / whole, 1) for stage, spent in stages.items()} if whole else {}


def _code(pipeline: Pipeline, reports: list[Report]) -> float:
    """The CPU seconds that coding some reports takes."""
    began = process_time()
    for _ in pipeline.pipe(reports):
        pass
    return process_time() - began


def _words(reports: list[Report]) -> int:
    return sum(len(r.text.split()) for r in reports)


def _peak_megabytes() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak / 1e3  # macOS counts bytes, Linux kibibytes


def _coder(pipeline: Pipeline) -> str:
    return f"{pipeline.coder.name} {pipeline.coder.version}"
