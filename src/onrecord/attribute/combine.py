"""Findings of the trained model and of the rules brought together, each for what it sees better.

Measured on the open corpora: the model finds more attributions and their contents' edges, the rules tell better who
speaks, and find quotations that run on and attributions inside others.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.attribute.findings import Finding
from onrecord.spans import Span, hull

_SAME = 0.5  # share of characters from which two contents count as one (Dice)
_ANEW = re.compile(r"(?:[.?!:][\"'”’»)]*\s+|\n\s*)(?:[\"'“‘„«]|``)[(\[]?\Z")  # between two sentences of a quotation


def combine(text: str, learned: Sequence[Finding], ruled: Sequence[Finding]) -> tuple[Finding, ...]:
    """The model's findings, mended by the rules' where both read one cue, and those that only the rules have."""
    twins = _twins(ruled)
    plain = [f for f in learned if not any(_one_cue(f, g) for g in twins)]
    first = [part for f in plain for part in _sentences(text, _agreed(f, ruled))]
    new = [f for f in ruled if f not in twins and not any(told(f, g) for g in first)]
    second = [_as_told(f, twins[f], (*first, *new)) for f in ruled if f in twins]
    return tuple(sorted((*first, *new, *second), key=lambda f: (f.content[0].start, -f.content[-1].end)))


def _twins(ruled: Sequence[Finding]) -> dict[Finding, Finding]:
    """Findings of the rules that give another's content to a second source ("citing officials", "X denies it")."""
    found: dict[Finding, Finding] = {}
    owner: dict[tuple[Span, ...], Finding] = {}
    for finding in sorted((f for f in ruled if f.cue), key=lambda f: -f.confidence):
        first = owner.setdefault(finding.content, finding)
        if first is not finding and not _one_cue(first, finding):
            found[finding] = first
    return found


def _one_cue(one: Finding, other: Finding) -> bool:
    return one.cue is not None and other.cue is not None and one.cue.overlaps(other.cue)


def _as_told(finding: Finding, twin: Finding, known: Sequence[Finding]) -> Finding:
    """A finding with the content that its twin has come to have."""
    return replace(finding, content=next((g.content for g in known if _one_cue(g, twin)), finding.content))


def _sentences(text: str, finding: Finding) -> Iterator[Finding]:
    """A quotation that its cue breaks at a sentence's end as two findings, the second without a cue."""
    pieces: list[Span] = []
    cue = finding.cue
    for piece in finding.content:
        if pieces and _ANEW.search(text, pieces[-1].end, piece.start):
            yield replace(finding, cue=cue, content=tuple(pieces))
            pieces, cue = [], None
        pieces.append(piece)
    yield replace(finding, cue=cue, content=tuple(pieces))


def _agreed(finding: Finding, ruled: Sequence[Finding]) -> Finding:
    """A finding with the rules' source, and with their content where that goes on to both sides of the model's."""
    alike = [g for g in ruled if _one_cue(g, finding)]
    if not alike:
        return finding
    match = next((g for g in alike if g.source), alike[0])
    content = match.content if hull(match.content).holds(hull(finding.content)) else finding.content
    return replace(finding, source=match.source or finding.source, content=content)


def told(finding: Finding, other: Finding) -> bool:
    """True if the other already tells of this attribution: by its cue, or by much the same content.

    A quotation that runs on without a cue is told of by any content that holds it.
    """
    if _one_cue(finding, other):
        return True
    if finding.cue is None and all(any(b.holds(a) for b in other.content) for a in finding.content):
        return True
    if finding.cue and other.cue and _inside(finding.cue, other) != _inside(other.cue, finding):
        return False  # one nests in the other: "X said that Y had said so"
    return _dice(finding.content, other.content) >= _SAME


def _inside(cue: Span, other: Finding) -> bool:
    return any(piece.holds(cue) for piece in other.content)


def _dice(a: Sequence[Span], b: Sequence[Span]) -> float:
    shared = sum(max(0, min(x.end, y.end) - max(x.start, y.start)) for x in a for y in b)
    return 2 * shared / (sum(map(len, a)) + sum(map(len, b)))
