"""How an act was done, where its own word does not say: read from the words around it."""

from functools import cache

from spacy.tokens import Token

from onrecord.coding.anchors import Anchor
from onrecord.coding.roles import Sides
from onrecord.knowledge.files import read_table

_NEAR = 12  # tokens on either side of the anchor within its sentence: a clause of news prose, about


@cache
def _cues() -> dict[tuple[str, str], str]:
    return {(row["type"], row["word"]): row["mode"] for row in read_table("mode_cues.tsv")}


def mode_of(anchor: Anchor, sides: Sides) -> str | None:
    """The mode of an act: its entry's, else the one that the instrument or the words close by point to."""
    entry = anchor.entry
    if entry.mode is not None and not (entry.mode == "troops" and entry.type == "MOBILIZE"):
        return entry.mode
    for token in sides.instrument:
        if (mode := _cue(entry.type, token)) is not None:
            return mode
    if entry.type == "MOBILIZE":
        near = [t for s in (sides.actor, sides.recipient) for t in s] + list(anchor.head.children)
        return next((m for t in near if (m := _cue(entry.type, t))), entry.mode)
    if entry.type != "ASSAULT":
        return entry.mode
    sentence = anchor.head.sent
    first, last = max(sentence.start, anchor.first - _NEAR), min(sentence.end, anchor.last + _NEAR)
    near = sorted(anchor.head.doc[first:last], key=lambda t: abs(t.i - anchor.head.i))
    return next((m for t in near if (m := _cue(entry.type, t)) is not None), None)


def _cue(kind: str, token: Token) -> str | None:
    """The mode that a word points to for a type; a word before it says it better ("suicide bomber")."""
    own = _cues().get((kind, token.lemma_.lower()))
    if own is None:
        return None
    before = (_cues().get((kind, child.lemma_.lower())) for child in token.lefts if child.dep_ in {"compound", "amod"})
    return next(filter(None, before), own)
