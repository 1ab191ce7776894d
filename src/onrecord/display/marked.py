"""A report's text with its marks, as pages show it."""

from typing import Any

from onrecord.display import words as say
from onrecord.display.safe import flowing
from onrecord.display.segments import LAYERS, Mark, Segment, marks, segment
from onrecord.model import CodedReport, Event

View = dict[str, Any]


def marked_text(coded: CodedReport) -> list[View]:
    """The text in segments that join without gap, each with the layers it belongs to and what it speaks of."""
    events = {e.id: e for e in coded.events}
    text = flowing(coded.report.text)
    return [_segment(s, text, events) for s in segment(len(text), marks(coded))] if text else []


def _segment(found: Segment, text: str, events: dict[str, Event]) -> View:
    layers = sorted({m.layer for m in found.marks}, key=LAYERS.index)
    here = [m for m in found.marks if m.layer == "event" and m.ref]
    opening = [m for m in found.marks if m.layer == "content" and m.chip and m.span.start == found.start]
    closing = [m for m in found.marks if m.layer == "event" and m.chip and m.span.end == found.end]
    classes = [f"l-{layer}" for layer in layers]
    classes += sorted({"denied" if not events[m.ref].polarity else "" for m in here if m.ref} - {""})
    classes += sorted({"real" if events[m.ref].status.real else "unreal" for m in here if m.ref})
    depth = len({m.ref for m in found.marks if m.layer == "content"})
    return {
        "start": found.start,
        "end": found.end,
        "text": text[found.start : found.end],
        "classes": " ".join([*classes, *(["deep"] if depth > 1 else [])]),
        "refs": " ".join(_refs(found.marks)),
        "opens": [m.ref for m in opening],
        "closes": [{"ref": m.ref, "badge": say.badge(events[m.ref])} for m in closing if m.ref],
    }


def _refs(found: tuple[Mark, ...]) -> list[str]:
    """The ids that a segment speaks of, the nearest first: events, then claims from the inside out, then sources."""
    by_layer: dict[str, list[str]] = {}
    for mark in sorted(found, key=lambda m: len(m.span)):
        if mark.ref:
            kind = {"cue": "claim", "content": "claim", "source": "source"}.get(mark.layer, "event")
            by_layer.setdefault(kind, []).append(mark.ref)
    return list(dict.fromkeys(ref for kind in ("event", "claim", "source") for ref in by_layer.get(kind, ())))
