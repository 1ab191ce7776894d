"""Which mentions tell of one and the same act, so that a report yields one event for it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from onrecord.coding.draft import Draft
from onrecord.coding.sameness import Trait, comparable, same_chance

_REACH = 40  # how many earlier acts a mention may point back over
_SAME = 0.4  # the chance from which on a mention joins an act; chosen on gold dev and reports kept from the network


@dataclass(frozen=True, slots=True)
class Act:
    """Mentions of one act, in order of the text."""

    mentions: tuple[Draft, ...] = field(default=())

    @property
    def best(self) -> Draft:
        """The fullest mention, the first among equals."""
        return max(self.mentions, key=lambda d: (d.weight, -d.span.start))


def merge(drafts: Iterable[Draft]) -> tuple[Act, ...]:
    """The acts that these mentions tell of, in order of their first mention."""
    acts: list[list[Trait]] = []
    for trait in map(Trait.of, drafts):
        first = max(0, len(acts) - _REACH)
        chances = [(join_chance(acts[i], trait), i) for i in range(first, len(acts))]
        best, at = max(chances, default=(0.0, 0))
        if best < _SAME:
            acts.append([trait])
        else:
            acts[at].append(trait)
    return tuple(Act(tuple(t.draft for t in act)) for act in acts)


def join_chance(act: Sequence[Trait], mention: Trait) -> float:
    """The chance that a mention tells of an act: that by the mention of it that is most like it."""
    return max((same_chance(m, mention) for m in act if comparable(m, mention)), default=0.0)


def union(act: Act) -> Draft:
    """The fullest mention with what the others add: sides, mode, means, and the claims that assert the act."""
    best = act.best
    ordered = (best, *(m for m in act.mentions if m is not best))
    claims = tuple(dict.fromkeys(c for m in act.mentions for c in m.claims))
    return replace(
        best,
        actor=next((m.actor for m in ordered if m.actor), ()),
        recipient=next((m.recipient for m in ordered if m.recipient), ()),
        mode=best.mode or next((m.mode for m in ordered if m.mode), None),
        instrument=next((m.instrument for m in ordered if m.instrument), ()),
        hedged=all(m.hedged for m in act.mentions),
        confidence=max((m.confidence for m in act.mentions if m.confidence is not None), default=None),
        place=best.place or next((m.place for m in ordered if m.place), None),
        time=best.time or next((m.time for m in ordered if m.time), None),
        claims=claims,
    )
