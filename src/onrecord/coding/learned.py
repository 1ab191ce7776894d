"""Mentions of acts as the rules and the trained network see them together, before the two are weighed."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from onrecord.coding.anchors import Anchor, find_anchors
from onrecord.coding.blend import (
    Blend,
    Curve,
    chosen_polarity,
    chosen_status,
    chosen_type,
    keep_features,
    named_features,
    side_features,
    sure_features,
)
from onrecord.coding.completeness import is_bare_toll, is_complete
from onrecord.coding.draft import Draft
from onrecord.coding.lexicon import Entry
from onrecord.coding.modes import mode_of
from onrecord.coding.ontology import load_ontology
from onrecord.coding.reality import Reality
from onrecord.coding.roles import Sides, is_stand_in, quotes, sides
from onrecord.coding.sameness import is_harm
from onrecord.coding.sense import ROLES, TYPES, Around, Seen, Sense
from onrecord.coding.status import is_refusal, reality
from onrecord.coding.voices import speaker_of
from onrecord.coding.wordlists import words
from onrecord.model import Attribution, Confidences, Quote, Status
from onrecord.parsed import Parsed
from onrecord.spans import Span

_ACTOR, _RECIPIENT = ROLES.index("actor"), ROLES.index("recipient")
_INSIDE_PHRASE = frozenset({"compound", "amod", "det", "nummod", "nmod", "quantmod", "poss", "case", "punct", "prep"})
_HARM = 0.3  # the chance from which a count of people killed or hurt is kept by itself
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ"})


@dataclass(frozen=True, slots=True)
class Telling:
    """Words that may name an act: what the rules make of them, and what the network sees in them.

    `type` and `status` are the rules', None where they know no such act there.
    """

    anchor: Anchor
    span: Span
    seen: Seen
    sides: Sides
    reality: Reality
    type: str | None
    status: Status | None
    refused: bool = False

    @property
    def features(self) -> tuple[float, ...]:
        """What speaks for its being an act."""
        return keep_features(
            self.seen,
            self.type,
            verb=self.anchor.entry.verb,
            actor=bool(self.sides.actor),
            recipient=bool(self.sides.recipient),
        )


def tellings(parsed: Parsed, sense: Sense, bias: float) -> tuple[Telling, ...]:
    """Every mention that the rules or the network take for an act, in order of the text."""
    doc = parsed.doc
    mentions = sense.mentions(bias)
    ruled = [_ruled(a, _widened(_span_of(a, doc), mentions), sense) for a in find_anchors(doc)]
    taken = [t.span for t in ruled]
    free = (m for m in mentions if not any(m.overlaps(s) for s in taken))
    new = [t for m in free if (t := _unruled(m, parsed, sense)) is not None]
    return tuple(sorted((*ruled, *new), key=lambda t: t.span))


def _span_of(anchor: Anchor, doc: Doc) -> Span:
    return Span(doc[anchor.first].idx, doc[anchor.last].idx + len(doc[anchor.last]))


def _widened(span: Span, mentions: Sequence[Span]) -> Span:
    """The span together with the network's mentions that share words with it."""
    met = [m for m in mentions if m.overlaps(span)]
    return Span(min([span.start, *(m.start for m in met)]), max([span.end, *(m.end for m in met)]))


def _ruled(anchor: Anchor, wide: Span, sense: Sense) -> Telling:
    found, real = sides(anchor), reality(anchor)
    if not is_complete(anchor, found) or is_bare_toll(anchor, found, real):
        return Telling(anchor, wide, sense.seen(wide), found, real, None, real.status)
    if is_refusal(anchor, real):
        real = replace(real, status=Status.OCCURRED, polarity=True)
        return Telling(anchor, wide, sense.seen(wide), found, real, "REJECT", real.status, refused=True)
    return Telling(anchor, wide, sense.seen(wide), found, real, anchor.entry.type, real.status or Status.OCCURRED)


def _unruled(mention: Span, parsed: Parsed, sense: Sense) -> Telling | None:
    """What only the network sees; its grammar is read as that of any word of its kind."""
    tokens = parsed.tokens(mention)
    head = tokens.root
    if head.is_punct or head.is_space:
        return None
    seen = sense.seen(mention)
    kind = load_ontology().type(TYPES[int(seen.types.argmax())])
    entry = Entry((head.lemma_.lower(),), head.pos_ == "VERB", kind.name, None, "subj", kind.recipient, ())
    anchor = Anchor(head, tokens.start, tokens.end - 1, entry)
    real = reality(anchor)
    return Telling(anchor, mention, seen, sides(anchor), real, None, real.status)


def drafts(parsed: Parsed, attribution: Attribution, sense: Sense, blend: Blend) -> Iterator[Draft]:
    """The mentions that rules and network together hold for acts."""
    kept = kept_tellings(tellings(parsed, sense, blend.bias), blend)
    near = sense.around([t.span for t, _ in kept])
    for (telling, chance), around in zip(kept, near, strict=True):
        yield _draft(telling, chance, around, parsed, attribution, sense, blend)


def kept_tellings(found: Sequence[Telling], blend: Blend) -> list[tuple[Telling, float]]:
    """The mentions that are likely enough to tell of an act, each with its chance.

    A count of people who were killed or hurt is kept for less, and for anything beside an act of violence: annotators
    take it for a part of that act rather than one of its own, but no figure must be lost.
    """
    chances = [(t, (blend.ruled if t.type else blend.unruled).chance(t.features)) for t in found]
    kept = [x >= (blend.ruled if t.type else blend.unruled).threshold for t, x in chances]
    starts = sorted({t.anchor.head.sent.start for t in found})
    numbers = [bisect_left(starts, t.anchor.head.sent.start) for t in found]
    violent = {n for n, (t, _), held in zip(numbers, chances, kept, strict=True) if held and t.type == "ASSAULT"}
    for i, (telling, chance) in enumerate(chances):
        if not kept[i] and _counts_harmed(telling):
            kept[i] = chance >= _HARM or not violent.isdisjoint({numbers[i], numbers[i] - 1})
            violent |= {numbers[i]} if kept[i] else set()
    return [pair for pair, held in zip(chances, kept, strict=True) if held]


def _counts_harmed(telling: Telling) -> bool:
    """True for a deed that the rules know by what it did to people, with a count of them."""
    if telling.type != "ASSAULT" or not is_harm(telling.anchor.head):
        return False
    people = (*telling.sides.recipient, *telling.sides.actor)
    return any(t.like_num or t.lower_ in words("rough counts") or any(_counts(c) for c in t.children) for t in people)


def _counts(token: Token) -> bool:
    """True for a number, and for the article of one person."""
    return token.like_num or token.dep_ == "nummod" or token.lower_ in {"a", "an"}


def _draft(
    telling: Telling,
    chance: float,
    around: Around,
    parsed: Parsed,
    attribution: Attribution,
    sense: Sense,
    blend: Blend,
) -> Draft:
    anchor = telling.anchor
    claims = attribution.claims_on(Span(anchor.head.idx, anchor.head.idx + len(anchor.head)))
    fields = fields_of(telling, around, parsed, speaker_of(claims, attribution), sense, blend)
    if fields.type != anchor.entry.type:
        anchor = replace(anchor, entry=replace(anchor.entry, type=fields.type, mode=None))
    return Draft(
        anchor=anchor,
        type=fields.type,
        mode=None if telling.refused else mode_of(anchor, telling.sides),
        status=fields.status,
        polarity=fields.polarity,
        hedged=telling.reality.hedged,
        span=_span_of(anchor, parsed.doc),
        actor=fields.actor,
        recipient=fields.recipient,
        instrument=quotes(telling.sides.instrument, parsed, None),
        claims=tuple(c.id for c in claims),
        definite=anchor.is_definite,
        confidence=chance,
        confidences=sure_of(fields, blend),
        place=_spot(around, ROLES.index("place"), blend.place, sense),
        time=_spot(around, ROLES.index("time"), blend.time, sense),
        key=sense.key(telling.span),
    )


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of a mention as rules and network together have them, and by name how likely they find each."""

    type: str
    status: Status
    polarity: bool
    actor: tuple[Quote, ...]
    recipient: tuple[Quote, ...]
    chances: Mapping[str, float]

    @property
    def named(self) -> Mapping[str, bool]:
        """Whether each side is named."""
        return {"actor": bool(self.actor), "recipient": bool(self.recipient)}


def fields_of(
    telling: Telling, around: Around, parsed: Parsed, speaker: Quote | None, sense: Sense, blend: Blend
) -> Fields:
    """What a mention says, by rules and network together."""
    kind, typed = chosen_type(blend, telling.seen, telling.type)
    status, real = chosen_status(blend, telling.seen, telling.status)
    happens, said = chosen_polarity(blend, telling.seen, ruled=telling.reality.polarity)
    actor, recipient, sides = _both_sides(telling, kind, around, parsed, speaker, sense, blend)
    return Fields(kind, status, happens, actor, recipient, {"type": typed, "status": real, "polarity": said} | sides)


def sure_of(fields: Fields, blend: Blend) -> Confidences | None:
    """The chances that the fields are right; None where they were never calibrated."""
    if not blend.sure:
        return None
    return Confidences(
        **{
            n: round(blend.sure[n].chance(sure_features(x, named=fields.named.get(n))), 3)
            for n, x in fields.chances.items()
        }
    )


@dataclass(frozen=True, slots=True)
class Candidate:
    """A phrase that may stand on one side of an act, with what speaks for it, and if the rules put it there."""

    quote: Quote
    features: tuple[float, ...]
    ruled: bool


def candidates(
    tokens: Sequence[Token],
    role: int,
    around: Around,
    parsed: Parsed,
    speaker: Quote | None,
    sense: Sense,
    least: float,
) -> tuple[Candidate, ...]:
    """The rules' phrases for one side, and those that the network finds likely."""
    found: dict[tuple[int, int], Candidate] = {}
    for token in tokens:
        for quote in quotes((token,), parsed, speaker):
            own = Span(token.idx, token.idx + len(token))
            chance = max(sense.chance_of(around, own, role), sense.chance_of(around, quote.span, role))
            features = side_features(chance, ruled=True, pronoun=is_stand_in(token), others=False)
            found.setdefault((quote.span.start, quote.span.end), Candidate(quote, features, ruled=True))
    ruled = [c.quote.span for c in found.values()]
    for span in sense.likely(around, role, least):
        head = phrase_head(parsed.tokens(span).root)
        for quote in quotes((head,), parsed, speaker) if head.pos_ in _NOMINAL else ():
            if any(quote.span.overlaps(s) for s in ruled):
                continue
            chance = sense.chance_of(around, span, role)
            features = side_features(chance, ruled=False, pronoun=is_stand_in(head), others=bool(ruled))
            found.setdefault((quote.span.start, quote.span.end), Candidate(quote, features, ruled=False))
    return tuple(found.values())


def phrase_head(token: Token) -> Token:
    """The noun that a word inside a noun phrase belongs to."""
    while token.dep_ in _INSIDE_PHRASE - {"poss", "prep"} and token.head != token and token.head.pos_ in _NOMINAL:
        token = token.head
    return token


def is_named(found: Mapping[Candidate, float], kind: str, telling: Telling, curve: Curve) -> bool:
    """True if one of a side's phrases, given with their chances, is likelier right than that nobody is named there."""
    best = max(found, key=lambda c: found[c], default=None)
    if best is None:
        return False
    features = named_features(found[best], kind, ruled=best.ruled, verb=telling.anchor.entry.verb)
    return curve.chance(features) >= curve.threshold


def _both_sides(
    telling: Telling, kind: str, around: Around, parsed: Parsed, speaker: Quote | None, sense: Sense, blend: Blend
) -> tuple[tuple[Quote, ...], tuple[Quote, ...], dict[str, float]]:
    """Who acts and who is acted on, and how likely either is right; a phrase likely as both is the likelier."""
    chances: list[dict[Quote, float]] = []
    sure: dict[str, float] = {}
    for role, tokens, curve in (
        (_ACTOR, telling.sides.actor, blend.actor),
        (_RECIPIENT, telling.sides.recipient, blend.recipient),
    ):
        options = candidates(tokens, role, around, parsed, speaker, sense, blend.likely)
        found = {c: curve.chance(c.features) for c in options}
        best = max(found.values(), default=0.0)
        named = is_named(found, kind, telling, blend.named[ROLES[role]])
        chances.append({c.quote: x for c, x in found.items() if named and x >= min(curve.threshold, best)})
        sure[ROLES[role]] = best if named else 1 - best
    actors, recipients = chances
    both = actors.keys() & recipients.keys()
    losing = {q for q in both if actors[q] < recipients[q]}
    return (
        tuple(sorted((q for q in actors if q not in losing), key=lambda q: q.span)),
        tuple(sorted((q for q in recipients if q not in both - losing), key=lambda q: q.span)),
        sure,
    )


def _spot(around: Around, role: int, curve: Curve, sense: Sense) -> Span | None:
    """The words near an anchor that most likely say where or when, if they are likely enough."""
    spans = sense.likely(around, role, curve.threshold)
    return max(spans, key=lambda s: sense.chance_of(around, s, role), default=None)
