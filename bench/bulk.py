"""How the coder holds up on varied news with no gold: failures, empty output, and reports in other languages."""

from collections import Counter
from pathlib import Path
from statistics import quantiles

from bench.scoring import Advance, Codes, Measured
from bench.tasks import Headline, corpus_hash, read_rows, report_of
from onrecord.model import CodedReport, Failure
from onrecord.read.language import identify

FILE = "bench/bulk/bulk.jsonl"
HEADLINES = (
    Headline("reports that failed", (), lower=True),
    Headline("reports without events", (), lower=True),
    Headline("English taken for another language", (), lower=True),
    Headline("other languages refused", ()),
)


def measure_bulk(
    shared: Path, coder: Codes, limit: int | None = None, advance: Advance = lambda: None
) -> tuple[Measured, dict[str, float]]:
    """Shares in percent of what must not happen, and the spread of events over reports."""
    path = shared / FILE
    rows = list(read_rows((path,)))
    english = [row for row in rows if row["language"] == "en"][:limit]
    foreign = [row for row in rows if row["language"] != "en"][:limit]
    counts: list[int] = []
    failures: Counter[str] = Counter()
    version = "none"
    for result in coder.pipe(map(report_of, english)):
        advance()
        if isinstance(result, CodedReport):
            counts.append(len(result.events))
            version = f"{result.coder.name} {result.coder.version}"
        elif isinstance(result, Failure):
            failures[result.reason] += 1
    scores = {
        "reports that failed": _percent(failures.total(), len(english)),
        "reports without events": _percent(counts.count(0), len(counts)),
        "English taken for another language": _percent(sum(identify(r["text"]).foreign for r in english), len(english)),
        "other languages refused": _percent(sum(identify(r["text"]).foreign for r in foreign), len(foreign)),
    }
    return (
        Measured("bulk", scores, len(english), corpus_hash((path,)), version, failures=failures.total()),
        spread(counts),
    )


def spread(counts: list[int]) -> dict[str, float]:
    """Events per report: quartiles, 95th percentile and maximum."""
    if len(counts) < 2:
        return {}
    cuts = quantiles(counts, n=20, method="inclusive")
    return {"quarter": cuts[4], "median": cuts[9], "three quarters": cuts[14], "95 %": cuts[18], "most": max(counts)}


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 2) if whole else 0.0
