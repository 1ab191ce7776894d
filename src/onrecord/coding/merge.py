"""Which mentions tell of one and the same act, so that a report yields one event for it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache

from spacy.tokens import Token

from onrecord.coding.arguments import pobjects, subjects, surface_subject
from onrecord.coding.draft import Draft
from onrecord.coding.wordlists import words
from onrecord.knowledge.files import read_table
from onrecord.model import Quote

_LINKS = ("in", "by", "from", "during", "of", "after", "with")
_REACH = 14  # how many earlier acts a mention may point back over


@dataclass(frozen=True, slots=True)
class Act:
    """Mentions of one act, in order of the text."""

    mentions: tuple[Draft, ...] = field(default=())

    @property
    def best(self) -> Draft:
        """The fullest mention, the first among equals."""
        return max(self.mentions, key=lambda d: (d.weight, -d.span.start))


@cache
def _families() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in read_table("act_families.tsv"):
        found[row["lemma"]].add(row["family"])
    return {k: frozenset(v) for k, v in found.items()}


def merge(drafts: Iterable[Draft]) -> tuple[Act, ...]:
    """The acts that these mentions tell of, in order of their first mention."""
    acts: list[Act] = []
    for draft in drafts:
        at = next(
            (i for i in range(len(acts) - 1, max(-1, len(acts) - 1 - _REACH), -1) if same_act(acts[i], draft)), None
        )
        if at is None:
            acts.append(Act((draft,)))
        else:
            acts[at] = Act((*acts[at].mentions, draft))
    return tuple(acts)


def same_act(act: Act, draft: Draft) -> bool:
    """True if the mention tells of the act: conservative, for two rows are better than one wrong one."""
    best = act.best
    if draft.type != best.type or draft.polarity != best.polarity:
        return False
    bare = draft.definite and not draft.actor and not draft.recipient
    if draft.status.real != best.status.real and not (bare and best.status.real):
        return False
    if any(_one_clause(m, draft) for m in act.mentions[-3:]):
        return True
    if not _modes_agree(best, draft) or not any(_related(m, draft) for m in act.mentions):
        return False
    actors, recipients = _compare(best.actor, draft.actor), _compare(best.recipient, draft.recipient)
    if actors < 0 or recipients < 0:
        return False
    if draft.definite and not (draft.actor and draft.recipient):
        return True
    return actors + recipients == 2 or (actors + recipients == 1 and draft.type not in {"ASSAULT", "COERCE"})


def _one_clause(before: Draft, draft: Draft) -> bool:
    """True for a verb and the noun that does it ("killed in the attack"), and for a deed and its toll told with it."""
    if before.type != "ASSAULT" or draft.type != "ASSAULT":
        return False
    a, b = before.anchor.head, draft.anchor.head
    if a.sent.start == b.sent.start and (_linked(a, b) or _linked(b, a)):
        return True
    if not (_harm(a) or _harm(b)) or _compare(before.actor, draft.actor) < 0 or not _modes_agree(before, draft):
        return False
    if a.sent.start == b.sent.start:
        return True
    near = b.sent.start == a.sent.end or b.sent.start == a.sent.end + 1
    return near and _harm(b) and not draft.actor and not any(t.ent_type_ == "DATE" for t in b.sent)


def _harm(token: Token) -> bool:
    return "toll" in _families().get(token.lemma_.lower(), frozenset())


def _linked(verb: Token, noun: Token) -> bool:
    if noun in pobjects(verb, _LINKS):
        return True
    return verb.pos_ == "VERB" and noun in (*subjects(verb), *surface_subject(verb))


def _modes_agree(a: Draft, b: Draft) -> bool:
    return a.mode is None or b.mode is None or a.mode == b.mode


def _related(a: Draft, b: Draft) -> bool:
    x, y = a.anchor.head.lemma_.lower(), b.anchor.head.lemma_.lower()
    return x == y or not _families().get(x, frozenset()).isdisjoint(_families().get(y, frozenset()))


def _compare(a: tuple[Quote, ...], b: tuple[Quote, ...]) -> int:
    """1 if two sides share someone, 0 if one is not named, -1 if they differ."""
    if not a or not b:
        return 0
    return 1 if _words(a) & _words(b) else -1


def _words(quotes: tuple[Quote, ...]) -> frozenset[str]:
    return frozenset(
        w.strip("’'s,.()\"“”").lower()
        for q in quotes
        for w in q.text.split()
        if len(w) > 3 and w.lower() not in words("empty in names")
    )


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
