"""Whom "I" and "we" stand for in the words of a claim."""

from onrecord.model import Attribution, Claim, Quote


def speaker_of(claims: tuple[Claim, ...], attribution: Attribution) -> Quote | None:
    """The first mention of the source of the last of these claims, whom "I" and "we" stand for."""
    if not claims:
        return None
    source = next((s for s in attribution.sources if s.id == claims[-1].source), None)
    return source.mentions[0] if source is not None and source.mentions else None
