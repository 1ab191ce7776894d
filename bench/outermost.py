"""The outermost view of a coded report: for corpora that never annotate an attribution inside another."""

from collections.abc import Mapping
from typing import Any

_NEAR = 120  # characters between a quotation and the sentence in which it goes on: "A," the mayor said on Monday. "B."


def outermost(report: Mapping[str, Any]) -> dict[str, Any]:
    """The report without claims that stand within others, and with a quotation that runs on as one claim.

    A claim within another that is no claim of this record (another attitude was asked for, say) stays.
    """
    known = {claim["id"] for claim in report["claims"]}
    kept: list[dict[str, Any]] = []
    for claim in report["claims"]:
        if claim["within"] in known:
            continue
        before = kept[-1] if kept else None
        if before is not None and _goes_on(before, claim):
            kept[-1] = _joined(before, claim)
        else:
            kept.append(claim)
    return {**report, "claims": kept}


def _goes_on(before: Mapping[str, Any], claim: Mapping[str, Any]) -> bool:
    """True for a claim without a cue of its own, of the same source, just behind the cue of the claim before it."""
    if claim["cue"] is not None or before["cue"] is None or claim["source"] != before["source"]:
        return False
    start, cue, end = claim["content"]["span"][0], before["cue"]["span"][1], before["content"]["span"][1]
    return bool(end <= cue <= start and start - end <= _NEAR)


def _joined(before: Mapping[str, Any], claim: Mapping[str, Any]) -> dict[str, Any]:
    pieces = [*_pieces(before), *_pieces(claim)]
    span = [before["content"]["span"][0], claim["content"]["span"][1]]
    return {**before, "content": {"text": None, "span": span, "spans": pieces}}


def _pieces(claim: Mapping[str, Any]) -> list[list[int]]:
    content = claim["content"]
    return content.get("spans") or [content["span"]]
