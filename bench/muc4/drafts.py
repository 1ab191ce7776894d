"""Drafts: acts brought together into incidents, and the phrases that may fill each one's slots, with features of both.

A draft is made generously; the "draft" and "fill" models of the trained file say which are put down.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bench.muc4 import stages
from bench.muc4.keys import words
from bench.muc4.linear import Linear
from bench.muc4.meaning import Floats
from bench.muc4.reading import Mention, Reading

ROLES = ("human", "physical", "instrument", "organisation", "individual")
_FEW = 48  # places of a vector that stand for it where several are put together
_FAR = 20  # sentences between an act and a phrase of another part of the report
_OF_ACT = ("t:", "tag:", "event:", "status:", "sides:", "pair:", "actor:", "recipient:", "ago:", "country:", "claims:")


@dataclass(frozen=True, slots=True)
class Limits:
    """From which probability on acts and phrases are looked at, and acts are taken for one incident."""

    kind: float = 0.2
    act: float = 0.15
    together: float = 0.5
    split: float = 0.4
    role: float = 0.05
    echo: float = 0.3


@dataclass(frozen=True, slots=True)
class Draft:
    """Acts that may be one incident: its kind, how likely the report has that kind, and its triggers by number."""

    kind: str
    likely: float
    acts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Filler:
    """Phrases of one person, group or thing in one role; `p` grows with each phrase, the likeliest stands first."""

    role: str
    p: float
    mentions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sketch:
    """Everything that one report offers: its acts' probabilities, drafts, and fillers."""

    reading: Reading
    acts: tuple[float, ...]
    drafts: tuple[Draft, ...]
    fillers: tuple[Filler, ...]

    def gap(self, draft: Draft, mention: int) -> int:
        """Sentences between a phrase and the nearest act of a draft; -1 if the phrase hangs on one of its acts."""
        m = self.reading.mentions[mention]
        if m.trigger in draft.acts:
            return -1
        return min((abs(self.reading.triggers[n].sentence - m.sentence) for n in draft.acts), default=_FAR)

    def nearest(self, draft: Draft, filler: Filler) -> int:
        """The phrase of a filler that stands nearest to a draft's acts."""
        return min(filler.mentions, key=lambda m: (self.gap(draft, m), filler.mentions.index(m)))


def sketch(reading: Reading, models: Mapping[str, Linear], limits: Limits = Limits()) -> Sketch:
    """What one report offers."""
    acts = stages.act_probabilities(reading, models["act"])
    drafts = tuple(_Grouping(reading, models, acts, limits).drafts())
    fillers = tuple(_fillers(reading, models["role"], acts, limits)) if drafts else ()
    return Sketch(reading, tuple(acts), drafts, fillers)


class _Grouping:
    """Brings a report's acts together into incidents."""

    def __init__(self, reading: Reading, models: Mapping[str, Linear], acts: list[float], limits: Limits) -> None:
        self.reading, self.models, self.acts, self.limits = reading, models, acts, limits

    def drafts(self) -> list[Draft]:
        """The drafts in the order of their first act."""
        features = stages.kind_features(self.reading, self.acts)
        likely = {
            k: self.models["kind"].probabilities(f, stages.kind_vector(self.reading, k, self.acts))["yes"]
            for k, f in features.items()
        }
        kinds = [k for k, p in likely.items() if p >= self.limits.kind]
        if not kinds:
            return []
        found: list[tuple[str, list[int]]] = []
        for n, (t, p) in enumerate(zip(self.reading.triggers, self.acts, strict=True)):
            if p >= self.limits.act:
                kind = t.kind if t.kind in kinds else min(kinds, key=lambda k: self._far(k, t.sentence))
                scores = [(self._together(acts, n), acts) for k, acts in found if k == kind]
                score, last = max(scores, key=lambda x: x[0], default=(0.0, []))
                if last and score >= self.limits.together:
                    last.append(n)
                else:
                    found.append((kind, [n]))
        kept = self._strong(found)
        for k in kinds:
            if not any(kind == k for kind, _ in kept):
                own = [n for n, t in enumerate(self.reading.triggers) if t.kind == k]
                kept.append((k, [max(own, key=lambda n: self.acts[n])]))
        return [Draft(k, likely[k], tuple(acts)) for k, acts in sorted(kept, key=lambda x: x[1][0])]

    def _together(self, acts: list[int], n: int) -> float:
        triggers, model = self.reading.triggers, self.models["pair"]
        pairs = [stages.pair_features(self.reading, triggers[a], triggers[n]) for a in acts[-4:]]
        return max(model.probabilities(features)["yes"] for features in pairs)

    def _strong(self, found: list[tuple[str, list[int]]]) -> list[tuple[str, list[int]]]:
        """The incidents without those that rest on weak acts only, whose acts go to the strongest of the kind."""
        kept = []
        for kind in dict.fromkeys(k for k, _ in found):
            own = [acts for k, acts in found if k == kind]
            best = max(own, key=self._strength)
            strong = [acts for acts in own if acts is best or self._strength(acts) >= self.limits.split]
            best.extend(n for acts in own if acts not in strong for n in acts)
            kept += [(kind, acts) for acts in strong]
        return kept

    def _strength(self, acts: list[int]) -> float:
        return max(self.acts[n] for n in acts)

    def _far(self, kind: str, sentence: int) -> int:
        return min((abs(t.sentence - sentence) for t in self.reading.triggers if t.kind == kind), default=99)


def _fillers(reading: Reading, model: Linear, acts: list[float], limits: Limits) -> Iterator[Filler]:
    chances: dict[str, list[tuple[float, int]]] = {role: [] for role in ROLES}
    for n, features in enumerate(stages.role_features(reading, acts)):
        m = reading.mentions[n]
        likely = model.probabilities(features, stages.role_vector(reading, m)) if stages.may_fill(m) else {}
        for role, p in likely.items():
            if role != "none" and p >= limits.role * 0.6:
                chances[role].append((p, n))
    for role, some in chances.items():
        yield from (f for f in _distinct(reading, role, some, limits.echo) if f.p >= limits.role)


def _distinct(reading: Reading, role: str, some: list[tuple[float, int]], echo: float) -> list[Filler]:
    """Phrases that repeat each other's words as one filler, the likeliest first."""
    kept: list[tuple[float, list[int], set[str]]] = []
    for p, n in sorted(some, key=lambda x: (-x[0], x[1])):
        m = reading.mentions[n]
        ours = set(words(m.name or m.text))
        rival = next((k for k, (_, _, theirs) in enumerate(kept) if ours <= theirs or theirs <= ours), None)
        if ours and rival is None:
            kept.append((p, [n], set(words(m.text))))
        elif rival is not None:
            chance, mentions, theirs = kept[rival]
            kept[rival] = (1 - (1 - chance) * (1 - echo * p), [*mentions, n], theirs)
    return sorted((Filler(role, p, tuple(ns)) for p, ns, _ in kept), key=lambda f: -f.p)


def fine(p: float) -> int:
    """Probabilities in twentieths."""
    return min(int(p * 20), 19)


def draft_features(s: Sketch, draft: Draft) -> Iterator[str]:
    """What tells whether a draft is an incident that the keys have."""
    strength = {d: max(s.acts[n] for n in d.acts) for d in s.drafts}
    top = max(draft.acts, key=lambda n: s.acts[n])
    act = s.reading.triggers[top]
    rank = sum(strength[d] > strength[draft] for d in s.drafts)
    same = [d for d in s.drafts if d.kind == draft.kind]
    yield f"likely:{fine(draft.likely)}"
    yield f"likely:{draft.kind}:{stages.bin_of(draft.likely)}"
    yield f"strength:{fine(strength[draft])}"
    yield f"rank:{min(rank, 3)}:{min(len(s.drafts), 4)}"
    yield f"own kind:{min(len(same), 4)}:{min(sum(strength[d] > strength[draft] for d in same), 3)}"
    yield f"acts:{min(len(draft.acts), 5)}"
    yield f"kind:{draft.kind}"
    yield f"first:{min(act.sentence // 2, 6)}"
    yield f"kinds:{draft.kind}:{'+'.join(sorted({d.kind for d in s.drafts}))}"
    yield from (f for f in act.features if f.startswith(_OF_ACT))
    for role in ROLES:
        near = [f for f in s.fillers if f.role == role and s.gap(draft, s.nearest(draft, f)) <= 0]
        best = max((f.p for f in near), default=0.0)
        yield f"{role}:{stages.bin_of(best)}"
        yield f"{role}:number:{min(sum(f.p >= 0.3 for f in near), 4)}"
        for f in near[:1]:
            m = s.reading.mentions[f.mentions[0]]
            yield f"{role}:h:{m.lemma}"
            yield f"{role}:sector:{m.actor.sector if m.actor else None}"


def draft_vector(s: Sketch, draft: Draft) -> Floats:
    """What the likeliest act of a draft means, what its acts mean together, and the report's words on the whole."""
    acts = [s.reading.vectors[s.reading.triggers[n].token] for n in sorted(draft.acts, key=lambda n: -s.acts[n])]
    return np.concatenate([acts[0], np.mean(acts, axis=0), s.reading.vectors.mean(axis=0)])


def fill_vector(s: Sketch, draft: Draft, filler: Filler) -> Floats:
    """What the nearest phrase of a filler means and the draft's likeliest act, at places that each role has alone."""
    m = s.reading.mentions[s.nearest(draft, filler)]
    act = s.reading.triggers[max(draft.acts, key=lambda n: s.acts[n])]
    both = np.concatenate([s.reading.vectors[m.head][:_FEW], s.reading.vectors[act.token][:_FEW]])
    found = np.zeros((len(ROLES), len(both)), dtype=np.float32)
    found[ROLES.index(filler.role)] = both
    return found.ravel()


def fill_features(s: Sketch, draft: Draft, filler: Filler) -> Iterator[str]:
    """What tells whether a filler belongs in a draft, if that is an incident of the keys; every feature by role."""
    mine = s.nearest(draft, filler)
    m = s.reading.mentions[mine]
    role, gap = filler.role, s.gap(draft, mine)
    gaps = [s.gap(d, s.nearest(d, filler)) for d in s.drafts]
    rivals = [f for f in s.fillers if f.role == role]
    near = [f for f in rivals if s.gap(draft, s.nearest(draft, f)) <= max(gap, 0)]
    nearest = "alone" if len(gaps) == 1 else "nearest" if gap == min(gaps) else "other"
    link = next((f for f in m.features if f.startswith("link:")), "")
    yield from (
        f"{role}|{f}"
        for f in (
            "all",
            f"p:{fine(filler.p)}",
            f"p:{stages.bin_of(filler.p)}:{nearest}",
            f"gap:{min(gap, 4)}",
            f"gap:{min(gap, 4)}:{nearest}",
            f"p:{stages.bin_of(filler.p)}:gap:{min(gap, 2)}",
            f"drafts:{min(len(gaps), 4)}:{nearest}",
            f"rank:{min(rivals.index(filler), 4)}:{min(len(rivals), 5)}",
            f"near rank:{min(near.index(filler), 4)}:{min(len(near), 5)}",
            f"echoes:{min(len(filler.mentions), 4)}",
            f"kind:{draft.kind}",
            f"kind:{draft.kind}:h:{m.lemma}",
            f"h:{m.lemma}",
            f"named:{m.name is not None}:{bool(m.gloss)}",
            f"sector:{m.actor.sector if m.actor else None}",
            f"length:{min(len(m.text.split()), 6)}",
            link,
            f"act:{stages.bin_of(s.acts[m.trigger] if m.trigger is not None else 0.0)}",
            f"sentence:{min(m.sentence // 2, 6)}",
            *(x for x in m.features if x.startswith(("group:", "known", "role:", "m:"))),
            *_other_roles(s, filler, mine),
        )
    )


def _other_roles(s: Sketch, filler: Filler, mention: int) -> Iterator[str]:
    """Whether the same phrase is likelier to play another part."""
    for other in s.fillers:
        if other.role != filler.role and mention in other.mentions:
            yield f"also:{other.role}:{other.p > filler.p}"


def category_features(draft: Draft, mentions: Sequence[Mention]) -> Iterator[str]:
    """What tells violence by a state from that of others: who is said to have done it."""
    yield f"kind:{draft.kind}"
    for m in mentions:
        yield f"h:{m.lemma}"
        yield f"sector:{m.actor.sector if m.actor else None}"
        yield from (f"word:{w}" for w in words(m.text))


def implied_features(reading: Reading, draft: Draft) -> Iterator[str]:
    """What tells the kind of instrument where no phrase names one: the acts ("machinegunned")."""
    yield f"kind:{draft.kind}"
    for n in draft.acts:
        lemma = reading.triggers[n].lemma
        yield from (f"act:{lemma}", f"kind:{draft.kind}:act:{lemma}")
