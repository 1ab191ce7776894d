"""From which chance on a mention is kept as an act: chosen by the events that come out once mentions are joined.

A mention left alone is an event of its own, so that what is best for mentions is too much for events.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.coding.blend import Blend
from onrecord.coding.draft import Draft
from onrecord.coding.learned import drafts, kept_tellings, tellings
from onrecord.coding.merge import merge, union
from onrecord.spans import Span
from onrecord.training.blend import Case, side_right
from onrecord.training.data import STATUSES, TYPES, Act

LEAST = 0.06
STEPS = tuple(round(0.06 + 0.04 * i, 2) for i in range(18))
ROUNDS = 2

Limits = tuple[float, float]
"""The thresholds of mentions that the rules know and of those that only the network sees."""


@dataclass(frozen=True, slots=True)
class Loose:
    """A report with every mention that could be kept, and whether the rules know each."""

    case: Case
    drafts: tuple[tuple[Draft, bool], ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """Events found, annotated, standing for one another, and of these those right in type, reality and both sides."""

    found: int
    annotated: int
    met: int
    right: int

    @property
    def score(self) -> float:
        """The mean of two F1: over events, and over events that are right in all fields."""
        return (self.met + self.right) / max(1, self.found + self.annotated)


def loosen(case: Case, blend: Blend) -> Loose:
    """All mentions of a report that are likely enough to be looked at."""
    low = replace(blend, ruled=replace(blend.ruled, threshold=LEAST), unruled=replace(blend.unruled, threshold=LEAST))
    known = [t for t, _ in kept_tellings(tellings(case.parsed, case.sense, low.bias), low)]
    found = drafts(case.parsed, case.attribution, case.sense, low)
    return Loose(case, tuple((d, t.type is not None) for d, t in zip(found, known, strict=True)))


def choose_limits(cases: Sequence[Case], blend: Blend, log: Callable[[str], None]) -> Limits:
    """The two thresholds whose events score best, one moved at a time."""
    loose = [loosen(case, blend) for case in cases]
    best = (blend.ruled.threshold, blend.unruled.threshold)
    reached = tally(loose, best)
    log(f"thresholds {best}: {reached}, {reached.score:.4f}")
    for _ in range(ROUNDS):
        for side in (0, 1):
            tried: Mapping[Limits, Tally] = {t: tally(loose, t) for t in _moved(best, side)}
            best = max(tried, key=lambda t: tried[t].score)
            log(f"thresholds {best}: {tried[best]}, {tried[best].score:.4f}")
    return best


def _moved(limits: Limits, side: int) -> Iterator[Limits]:
    for step in STEPS:
        yield (step, limits[1]) if side == 0 else (limits[0], step)


def tally(reports: Sequence[Loose], limits: Limits) -> Tally:
    """How the events fare that some thresholds give."""
    parts = [_tally(report, limits) for report in reports]
    return Tally(*(sum(getattr(p, name) for p in parts) for name in ("found", "annotated", "met", "right")))


def _tally(report: Loose, limits: Limits) -> Tally:
    kept = [d for d, ruled in report.drafts if (d.confidence or 0.0) >= limits[0 if ruled else 1]]
    acts = merge(kept)
    gold = report.case.document.acts or ()
    scored = []
    for i, act in enumerate(acts):
        spans = [m.span for m in act.mentions]
        for j, known in enumerate(gold):
            shared = sum(s.overlaps(Span(*a)) for s in spans for a in known.anchors)
            if shared:
                scored.append((shared + 2 * (TYPES.index(act.best.type) == known.type), i, j))
    used: tuple[set[int], set[int]] = (set(), set())
    right = 0
    for _, i, j in sorted(scored, key=lambda x: (-x[0], x[1], x[2])):
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            right += _right(union(acts[i]), gold[j], report.case.parsed.report.text)
    return Tally(len(acts), len(gold), len(used[0]), right)


def _right(draft: Draft, act: Act, text: str) -> bool:
    real = draft.status.real == STATUSES[act.status].real
    plain = TYPES.index(draft.type) == act.type and draft.polarity == act.polarity and real
    actor, recipient = side_right(draft.actor, act, "actor", text), side_right(draft.recipient, act, "recipient", text)
    return plain and actor and recipient
