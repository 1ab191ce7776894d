"""Parsed, Attribution -> events: the order of the code stage."""

from onrecord.coding.anchors import Anchor, find_anchors
from onrecord.coding.draft import Draft
from onrecord.coding.merge import Act, merge, union
from onrecord.coding.modes import mode_of
from onrecord.coding.reality import Reality
from onrecord.coding.roles import Sides, quotes, sides
from onrecord.coding.speech import demands
from onrecord.coding.status import is_refusal, reality
from onrecord.coding.voices import speaker_of
from onrecord.coding.wordlists import words
from onrecord.model import Attribution, CodedEvent, Status
from onrecord.parsed import Parsed
from onrecord.spans import Span

_POINTING = frozenset({"the", "this", "that", "these", "those"})


def code(parsed: Parsed, attribution: Attribution) -> tuple[CodedEvent, ...]:
    """The events of a report in order of the text, each with the claims that assert it."""
    drafts = [d for a in find_anchors(parsed.doc) if (d := _draft(a, parsed, attribution)) is not None]
    events = [_event(act, parsed) for act in merge(drafts)]
    taken = [q.span for e in events for q in (e.anchor, *e.also)]
    events += [e for e in demands(parsed, attribution) if not any(e.anchor.span.overlaps(s) for s in taken)]
    return tuple(sorted(events, key=lambda e: e.anchor.span))


def _draft(anchor: Anchor, parsed: Parsed, attribution: Attribution) -> Draft | None:
    doc = parsed.doc
    span = Span(doc[anchor.first].idx, doc[anchor.last].idx + len(doc[anchor.last]))
    found = sides(anchor)
    real = reality(anchor)
    if not _complete(anchor, found) or _is_bare_toll(anchor, found, real):
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
        definite=not anchor.entry.verb
        and any(c.lower_ in _POINTING or c.ent_type_ == "DATE" for c in anchor.head.children),
    )


def _complete(anchor: Anchor, found: Sides) -> bool:
    """False for an attack in a match, and for a word that names an act only with somebody in it and stands alone."""
    if anchor.entry.type == "ASSAULT" and sum(t.lemma_.lower() in words("sport") for t in anchor.head.sent) > 1:
        return False
    if anchor.light is not None or not any(t.key == "args" for t in anchor.entry.when):
        return True
    return bool(found.actor or found.recipient)


def _is_bare_toll(anchor: Anchor, found: Sides, real: Reality) -> bool:
    """True for a count that tells no act of its own: "300 dead and 22 wounded", "nobody was hurt", "the wounded"."""
    head = anchor.head
    if found.actor or anchor.entry.type != "ASSAULT" or head.lemma_.lower() not in words("bare toll"):
        return False
    if not real.polarity:
        return True
    return anchor.entry.verb and head.dep_ in {"dobj", "pobj", "nsubj", "nsubjpass"}


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
        confidence=_confidence(whole, len(also)),
    )


def _confidence(draft: Draft, others: int) -> float:
    """A rough measure, not a probability: named sides and further mentions speak for an event, hedges against it."""
    score = (
        0.4
        + 0.2 * bool(draft.actor)
        + 0.2 * bool(draft.recipient)
        + 0.1 * min(others, 1)
        + 0.1 * draft.anchor.entry.verb
    )
    return round(score - 0.2 * draft.hedged, 2)
