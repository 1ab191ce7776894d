"""A report's text cut wherever a highlight begins or ends, so that highlights may overlap and nest at will."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.model import CodedReport, Event, Quote
from onrecord.spans import Span

LAYERS = ("source", "cue", "content", "event", "actor", "recipient", "place", "time", "toll")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text that belongs to a layer; `ref` is the id of the source, claim or event that it speaks of.

    `chip` marks the one stretch where the page shows the id of what begins or stands there.
    """

    span: Span
    layer: str
    ref: str | None = None
    chip: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text under the same marks throughout; `marks` are in order, the widest first."""

    start: int
    end: int
    marks: tuple[Mark, ...]


def marks(coded: CodedReport) -> tuple[Mark, ...]:
    """Everything of a coded report that is highlighted in its text."""
    found: list[Mark] = []
    for source in coded.sources:
        found += _quoted("source", source.id, source.mentions)
    for claim in coded.claims:
        first, *more = claim.content.pieces
        found.append(Mark(first, "content", claim.id, chip=True))
        found += [Mark(piece, "content", claim.id) for piece in more]
        found += _quoted("cue", claim.id, (claim.cue,) if claim.cue else ())
    for event in coded.events:
        found += _event(event)
    for value in coded.actors:
        found.append(Mark(value.mention.span, "actor"))
    for layer, values in (("place", coded.places), ("time", coded.times)):
        found += [Mark(v.mention.span, layer) for v in values if v.mention]
    return tuple(dict.fromkeys(found))


def _event(event: Event) -> list[Mark]:
    found = [Mark(event.anchor.span, "event", event.id, chip=True)]
    found += _quoted("event", event.id, event.also)
    found += _quoted("actor", event.id, [a.mention for a in event.actor])
    found += _quoted("recipient", event.id, [a.mention for a in event.recipient])
    found += _quoted("place", event.id, [event.place.mention] if event.place and event.place.mention else [])
    found += _quoted("time", event.id, [event.time.mention] if event.time and event.time.mention else [])
    return found + _quoted("toll", event.id, [t.mention for t in event.tolls])


def _quoted(layer: str, ref: str, quotes: Iterable[Quote]) -> list[Mark]:
    return [Mark(piece, layer, ref) for quote in quotes for piece in quote.pieces]


def segment(length: int, found: Sequence[Mark]) -> tuple[Segment, ...]:
    """The text from 0 to `length` in segments that join without gap, cut at every boundary of a mark."""
    cuts = sorted({0, length, *(m.span.start for m in found), *(m.span.end for m in found)})
    waiting = sorted(found, key=lambda m: (m.span.start, -m.span.end, LAYERS.index(m.layer)), reverse=True)
    live: list[Mark] = []
    segments = []
    for start, end in pairwise(cuts):
        live = [m for m in live if m.span.end > start]
        while waiting and waiting[-1].span.start <= start:
            live.append(waiting.pop())
        segments.append(Segment(start, end, tuple(live)))
    return tuple(segments)
