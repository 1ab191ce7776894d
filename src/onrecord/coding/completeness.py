"""Whether words that name an act do tell of one: not in a match, not of a bare count."""

from onrecord.coding.anchors import Anchor
from onrecord.coding.reality import Reality
from onrecord.coding.roles import Sides
from onrecord.coding.wordlists import words


def is_complete(anchor: Anchor, found: Sides) -> bool:
    """False for an attack in a match, and for a word that names an act only with somebody in it and stands alone."""
    if anchor.entry.type == "ASSAULT" and sum(t.lemma_.lower() in words("sport") for t in anchor.head.sent) > 1:
        return False
    if anchor.light is not None or not any(t.key == "args" for t in anchor.entry.when):
        return True
    return bool(found.actor or found.recipient)


def is_bare_toll(anchor: Anchor, found: Sides, real: Reality) -> bool:
    """True for a count that tells no act of its own: "300 dead and 22 wounded", "nobody was hurt", "the wounded"."""
    head = anchor.head
    if found.actor or anchor.entry.type != "ASSAULT" or head.lemma_.lower() not in words("bare toll"):
        return False
    if not real.polarity:
        return True
    return anchor.entry.verb and head.dep_ in {"dobj", "pobj", "nsubj", "nsubjpass"}
