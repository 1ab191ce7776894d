"""The open keys seen from a report's phrases: which template, and which slot, a phrase or an act belongs to."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bench.muc4.reading import Mention, Reading

ROLES = {
    "hum_tgt_name": "human",
    "hum_tgt_desc": "human",
    "phys_tgt_id": "physical",
    "inc_instr_id": "instrument",
    "perp_org_id": "organisation",
    "perp_ind_id": "individual",
}
_SMALL = frozenset(
    [
        "A",
        "AN",
        "THE",
        "THIS",
        "THAT",
        "THESE",
        "THOSE",
        "OF",
        "ONE",
        "TWO",
        "THREE",
        "FOUR",
        "FIVE",
        "SIX",
        "SEVEN",
        "EIGHT",
        "NINE",
        "TEN",
        "MORE",
        "MANY",
        "SEVERAL",
        "SOME",
        "ALL",
        "ANOTHER",
        "OTHER",
    ]
)
_BREAK = re.compile(r" (?:OF|IN|WHO|WHICH|THAT|FROM|AT|ON|WITH|FOR|NEAR|BY|TO|AND) |[,\[(]")


@dataclass(frozen=True, slots=True)
class Key:
    """One template of the keys: its number in the document, its type and slots."""

    number: int
    kind: str
    slots: Mapping[str, list[list[Any]]]

    def fills(self, slot: str) -> list[list[Any]]:
        """The fills of a slot, each with its alternatives."""
        return self.slots.get(slot, [])

    def values(self, slot: str) -> Iterator[tuple[str, str | None]]:
        """Every alternative of a slot with what it refers to, if it says so."""
        for fill in self.slots.get(slot, ()):
            for value in fill:
                yield (value, None) if isinstance(value, str) else (value[0], value[1])

    @property
    def bare(self) -> bool:
        """Whether it names neither a perpetrator nor a target."""
        return not any(self.slots.get(slot) for slot in ROLES if slot != "inc_instr_id")

    def first(self, slot: str) -> str | None:
        """The first value of a slot."""
        return next((value for value, _ in self.values(slot)), None)

    def units(self, role: str) -> list[list[str]]:
        """The fills of a role, each with all that it may be called: a person's name and description are one."""
        found: list[list[str]] = []
        for slot in (slot for slot, its in ROLES.items() if its == role):
            for fill in self.slots.get(slot, ()):
                pairs = [(value, None) if isinstance(value, str) else (value[0], value[1]) for value in fill]
                whole = next((unit for unit in found for _, of in pairs if of in unit), None)
                if whole is None:
                    found.append([value for value, _ in pairs])
                else:
                    whole.extend(value for value, _ in pairs)
        return found

    def about(self, slot: str, mention: Mention) -> str | None:
        """The value of a set fill that refers to this mention."""
        return next((value for value, of in self.values(slot) if of and fits(of, mention)), None)


def keys_of(row: Mapping[str, Any]) -> tuple[Key, ...]:
    """The templates of one document's key."""
    found = enumerate(t["slots"] for t in row["templates"])
    return tuple(Key(n, s["inc_type"][0][0], s) for n, s in found if s["inc_type"])


def words(text: str) -> list[str]:
    """The words that count in comparing fills, without their plural."""
    found = re.findall(r"[A-Z0-9]+(?:['.-][A-Z0-9]+)*", text.upper())
    return [w[:-1] if len(w) > 3 and w.endswith("S") and not w.endswith("SS") else w for w in found if w not in _SMALL]


def fits(value: str, mention: Mention) -> bool:
    """Whether a fill of the keys is this mention."""
    if mention.name and set(words(mention.name)) <= set(words(value)):
        return True
    ours, theirs = words(mention.text), words(value)
    if not ours or not theirs:
        return False
    short = min(len(ours), len(theirs))
    if ours[-short:] == theirs[-short:]:
        return True
    heads = [words(_BREAK.split(text.upper())[0]) for text in (mention.text, value)]
    return all(heads) and heads[0][-1] == heads[1][-1] and (set(ours) <= set(theirs) or set(theirs) <= set(ours))


def worth(value: str, mention: Mention) -> float:
    """How much of a fill of the keys this mention gives, as it is written down: all, half, or nothing."""
    ours, theirs = words(mention.name or mention.text), words(value)
    longer = len(ours) - len(theirs)
    if ours and theirs and ours[-len(theirs) :] == theirs and (longer <= 4 if mention.name is None else longer == 0):
        return 1.0
    return 0.5 if fits(value, mention) else 0.0


def worths(key: Key, role: str, mentions: Sequence[Mention]) -> list[float]:
    """What each of these mentions, the likeliest first, is worth in a role of a template: no fill counts twice."""
    left = key.units(role)
    found = []
    for mention in mentions:
        scores = [max(worth(value, mention) for value in unit) for unit in left]
        best = max(scores, default=0.0)
        if best:
            left.pop(scores.index(best))
        found.append(best)
    return found


def roles(reading: Reading, keys: tuple[Key, ...]) -> list[dict[str, set[int]]]:
    """For each mention, the roles it has in the keys, each with the numbers of the templates."""
    found = []
    for mention in reading.mentions:
        has: dict[str, set[int]] = {}
        for key in keys:
            for slot, role in ROLES.items():
                if any(fits(value, mention) for value, _ in key.values(slot)):
                    has.setdefault(role, set()).add(key.number)
        found.append(has)
    return found


def incidents(reading: Reading, keys: tuple[Key, ...], has: list[dict[str, set[int]]]) -> list[set[int]]:
    """For each trigger, the templates it may tell of: those of its kind with a fill in its sentence."""
    by_sentence: dict[int, set[int]] = {}
    for mention, its in zip(reading.mentions, has, strict=True):
        by_sentence.setdefault(mention.sentence, set()).update(*its.values())
    kinds = {key.number: key.kind for key in keys}
    return [
        {n for n in by_sentence.get(t.sentence, ()) if t.kind in ("ATTACK", kinds[n]) or kinds[n] == "ATTACK"}
        for t in reading.triggers
    ]
