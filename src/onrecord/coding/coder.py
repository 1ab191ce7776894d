"""Parsed, Attribution -> events: the order of the code stage."""

from collections.abc import Iterable

from onrecord.coding.anchors import Anchor, find_anchors
from onrecord.coding.blend import load_blend
from onrecord.coding.completeness import is_bare_toll, is_complete
from onrecord.coding.draft import Draft
from onrecord.coding.learned import drafts
from onrecord.coding.merge import Act, merge, union
from onrecord.coding.modes import mode_of
from onrecord.coding.roles import quotes, sides
from onrecord.coding.sense import Sense
from onrecord.coding.speech import demands
from onrecord.coding.status import is_refusal, reality
from onrecord.coding.voices import speaker_of
from onrecord.model import Attribution, CodedEvent, Status
from onrecord.network.reading import Reading
from onrecord.parsed import Parsed
from onrecord.spans import Span


def code(parsed: Parsed, attribution: Attribution, reading: Reading | None = None) -> tuple[CodedEvent, ...]:
    """The events of a report in order of the text, each with the claims that assert it.

    With the network's `reading` of the report its word is weighed against the rules'; without, the rules stand alone.
    """
    events = [_event(act, parsed) for act in merge(_drafts(parsed, attribution, reading))]
    taken = [q.span for e in events for q in (e.anchor, *e.also)]
    events += [e for e in demands(parsed, attribution) if not any(e.anchor.span.overlaps(s) for s in taken)]
    return tuple(sorted(events, key=lambda e: e.anchor.span))


def _drafts(parsed: Parsed, attribution: Attribution, reading: Reading | None) -> Iterable[Draft]:
    if reading is not None:
        return drafts(parsed, attribution, Sense(reading), load_blend())
    return [d for a in find_anchors(parsed.doc) if (d := _draft(a, parsed, attribution)) is not None]


def _draft(anchor: Anchor, parsed: Parsed, attribution: Attribution) -> Draft | None:
    doc = parsed.doc
    span = Span(doc[anchor.first].idx, doc[anchor.last].idx + len(doc[anchor.last]))
    found = sides(anchor)
    real = reality(anchor)
    if not is_complete(anchor, found) or is_bare_toll(anchor, found, real):
        return None
    claims = attribution.claims_on(Span(anchor.head.idx, anchor.head.idx + len(anchor.head)))
    speaker = speaker_of(claims, attribution)
    actor = quotes(found.actor, parsed, speaker)
    refused = is_refusal(anchor, real)
    return Draft(
        anchor=anchor,
        type="REJECT" if refused else anchor.entry.type,
        mode=None if refused else mode_of(anchor, found),
        status=Status.OCCURRED if refused else real.status or Status.OCCURRED,
        polarity=refused or real.polarity,
        hedged=real.hedged,
        span=span,
        actor=actor,
        recipient=tuple(q for q in quotes(found.recipient, parsed, speaker) if q not in actor),
        instrument=quotes(found.instrument, parsed, None),
        claims=tuple(c.id for c in claims),
        definite=anchor.is_definite,
    )


def _event(act: Act, parsed: Parsed) -> CodedEvent:
    whole, best = union(act), act.best
    also = tuple(parsed.quote(m.span.start, m.span.end) for m in act.mentions if m is not best)
    return CodedEvent(
        type=whole.type,
        mode=whole.mode,
        anchor=parsed.quote(best.span.start, best.span.end),
        also=also,
        status=whole.status,
        polarity=whole.polarity,
        actor=whole.actor,
        recipient=whole.recipient,
        instrument=whole.instrument,
        claims=whole.claims,
        hedged=whole.hedged,
        place=None if whole.place is None else parsed.quote(whole.place.start, whole.place.end),
        time=None if whole.time is None else parsed.quote(whole.time.start, whole.time.end),
        confidence=_confidence(whole, len(also)),
        confidences=whole.confidences,
    )


def _confidence(draft: Draft, others: int) -> float:
    """The trained coder's chance; without it a rough measure, no probability: sides and mentions speak for an event."""
    if draft.confidence is not None:
        return round(draft.confidence, 3)
    score = (
        0.4
        + 0.2 * bool(draft.actor)
        + 0.2 * bool(draft.recipient)
        + 0.1 * min(others, 1)
        + 0.1 * draft.anchor.entry.verb
    )
    return round(score - 0.2 * draft.hedged, 2)
