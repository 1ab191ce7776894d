"""On whose word an act rests: the claims whose content holds its anchor."""

from onrecord.model import Attitude, Attribution, Claim, Quote
from onrecord.spans import Span


def claims_on(span: Span, attribution: Attribution) -> tuple[Claim, ...]:
    """The innermost claims that say what stands at this span; () if the report says it in its own voice."""
    holding = [
        c for c in attribution.claims if c.attitude is Attitude.SAYS and c.source is not None and c.content.covers(span)
    ]
    outer = {c.within for c in holding if c.within}
    return tuple(c for c in holding if c.id not in outer)


def speaker_of(claims: tuple[Claim, ...], attribution: Attribution) -> Quote | None:
    """The first mention of the source of the last of these claims, whom "I" and "we" stand for."""
    if not claims:
        return None
    source = next((s for s in attribution.sources if s.id == claims[-1].source), None)
    return source.mentions[0] if source is not None and source.mentions else None
