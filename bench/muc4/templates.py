"""Templates: acts brought together into incidents, and the slots of each filled."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bench.muc4 import choices as choose
from bench.muc4 import fills, stages
from bench.muc4.keys import words
from bench.muc4.linear import Linear, load_models
from bench.muc4.reading import Mention, Reading
from onrecord.model import Status

Slots = dict[str, list[Any]]
MILITARY = frozenset({"MIL", "GOV", "COP", "SPY"})


@dataclass(frozen=True, slots=True)
class Limits:
    """From which probability on something is put down."""

    kind: float = 0.35
    act: float = 0.15
    together: float = 0.5
    split: float = 0.5
    first: float = 0.2
    echo: float = 0.3
    human: float = 0.35
    physical: float = 0.35
    instrument: float = 0.35
    organisation: float = 0.35
    individual: float = 0.35


@dataclass(slots=True)
class Incident:
    """Acts that are one incident, and the phrases that fill its slots, by role."""

    kind: str
    acts: list[int]
    strength: float
    fillers: dict[str, list[tuple[float, Mention]]] = field(default_factory=dict)


class Writer:
    """Writes the templates of one report."""

    def __init__(self, reading: Reading, models: Mapping[str, Linear], limits: Limits) -> None:
        self.reading, self.models, self.limits = reading, models, limits
        self.acts = stages.act_probabilities(reading, models["act"])

    def templates(self) -> list[Slots]:
        """The templates, in the order of their first act."""
        found = self._incidents()
        self._assign(found)
        return [self._slots(i) for i in found if any(i.fillers.values()) or i.strength > 0.6]

    def _incidents(self) -> list[Incident]:
        features = stages.kind_features(self.reading, self.acts)
        likely = {k: self.models["kind"].probabilities(f)["yes"] for k, f in features.items()}
        kinds = [k for k, p in likely.items() if p >= self.limits.kind]
        if not kinds:
            return []
        found: list[Incident] = []
        for n, (t, p) in enumerate(zip(self.reading.triggers, self.acts, strict=True)):
            if p >= self.limits.act:
                kind = t.kind if t.kind in kinds else min(kinds, key=lambda k: self._far(k, t.sentence))
                same = [(self._together(i, n), i) for i in found if i.kind == kind]
                score, last = max(same, key=lambda x: x[0], default=(0.0, None))
                if last is not None and score >= self.limits.together:
                    last.acts.append(n)
                else:
                    found.append(Incident(kind, [n], likely[kind]))
        found = self._strong(found)
        for k in kinds:
            if not any(i.kind == k for i in found):
                own = [n for n, t in enumerate(self.reading.triggers) if t.kind == k]
                found.append(Incident(k, [max(own, key=lambda n: self.acts[n])], likely[k]))
        return sorted(found, key=lambda i: i.acts[0])

    def _together(self, incident: Incident, n: int) -> float:
        triggers, model = self.reading.triggers, self.models["pair"]
        near = incident.acts[-4:]
        chances = [
            model.probabilities(stages.pair_features(self.reading, triggers[a], triggers[n]))["yes"] for a in near
        ]
        return max(chances)

    def _strong(self, found: list[Incident]) -> list[Incident]:
        """The incidents without those that rest on weak acts only, which go to the one before."""
        kept: list[Incident] = []
        for kind in dict.fromkeys(i.kind for i in found):
            own = [i for i in found if i.kind == kind]
            best = max(own, key=lambda i: max(self.acts[n] for n in i.acts))
            kept += [i for i in own if i is best or max(self.acts[n] for n in i.acts) >= self.limits.split]
            best.acts += [n for i in own if i not in kept for n in i.acts]
        return kept

    def _far(self, kind: str, sentence: int) -> int:
        return min((abs(t.sentence - sentence) for t in self.reading.triggers if t.kind == kind), default=99)

    def _assign(self, incidents: list[Incident]) -> None:
        if not incidents:
            return
        mentions = self.reading.mentions
        for m, features in zip(mentions, stages.role_features(self.reading, self.acts), strict=True):
            chances = self.models["role"].probabilities(features)
            for role, p in chances.items():
                if role != "none" and p >= min(self.limits.first, getattr(self.limits, role)) * 0.6:
                    incident = min(incidents, key=lambda i: self._distance(i, m))
                    incident.fillers.setdefault(role, []).append((p, m))
        for incident in incidents:
            for role, some in incident.fillers.items():
                least = getattr(self.limits, role)
                ranked = _distinct(some, self.limits.echo)
                kept = [x for n, x in enumerate(ranked) if x[0] >= (min(self.limits.first, least) if n == 0 else least)]
                incident.fillers[role] = kept

    def _distance(self, incident: Incident, m: Mention) -> float:
        if m.trigger in incident.acts:
            return 0.0
        return min(abs(self.reading.triggers[n].sentence - m.sentence) + 0.5 for n in incident.acts)

    def _slots(self, i: Incident) -> Slots:
        slots: Slots = {"inc_type": [i.kind], "inc_stage": [self._stage(i)]}
        for slot, choices in (("inc_date", choose.dates), ("inc_loc", choose.places)):
            self._put(slots, slot, choose.best(choices(self.reading, i.acts, self.acts), self.models[slot]))
        self._instruments(slots, i)
        self._perpetrators(slots, i)
        self._physical(slots, i)
        self._human(slots, i)
        return slots

    @staticmethod
    def _put(slots: Slots, slot: str, value: Any) -> None:
        if value:
            slots.setdefault(slot, []).append(value)

    def _events(self, i: Incident) -> list[Any]:
        ranked = sorted(i.acts, key=lambda n: -self.acts[n])
        return [e for n in ranked if (e := self.reading.triggers[n].event)]

    def _stage(self, i: Incident) -> str:
        states = [e.status for e in self._events(i)[:2]]
        if states and all(s in (Status.THREATENED, Status.INTENDED) for s in states):
            return "THREATENED"
        if states and all(s is Status.ATTEMPTED for s in states):
            return "ATTEMPTED"
        return "ACCOMPLISHED"

    def _instruments(self, slots: Slots, i: Incident) -> None:
        for _, m in i.fillers.get("instrument", ()):
            slots.setdefault("inc_instr_id", []).append(m.text)
            kind = fills.instrument_type(self.reading, m)
            if kind:
                slots.setdefault("inc_instr_type", []).append([[kind, m.text]])
        if i.kind == "BOMBING" and "inc_instr_type" not in slots:
            slots["inc_instr_type"] = [[["BOMB", "-"]]]

    def _perpetrators(self, slots: Slots, i: Incident) -> None:
        both = [*i.fillers.get("organisation", ()), *i.fillers.get("individual", ())]
        sectors = [m.actor.sector for _, m in both if m.actor]
        state = sectors and sum(s in MILITARY for s in sectors) > len(sectors) / 2
        if both:  # the later keys leave it blank where nobody is named
            slots["perp_inc_cat"] = ["STATE-SPONSORED VIOLENCE" if state else "TERRORIST ACT"]
        for _, m in i.fillers.get("individual", ()):
            slots.setdefault("perp_ind_id", []).append(m.name or m.text)
        for _, m in i.fillers.get("organisation", ()):
            slots.setdefault("perp_org_id", []).append(m.text)
            sure = self._set("confidence", m, i)
            slots.setdefault("perp_org_conf", []).append([[sure, m.text]])

    def _set(self, model: str, m: Mention, i: Incident) -> str:
        return self.models[model].best(stages.fill_features(self.reading, m, i.kind))

    def _physical(self, slots: Slots, i: Incident) -> None:
        for _, m in i.fillers.get("physical", ()):
            slots.setdefault("phys_tgt_id", []).append(m.text)
            slots.setdefault("phys_tgt_num", []).append([[fills.number_fill(self.reading, m), m.text]])
            for slot, model in (("phys_tgt_type", "physical type"), ("phys_tgt_effect", "physical effect")):
                value = self._set(model, m, i)
                if value != "none":
                    slots.setdefault(slot, []).append([[value, m.text]])

    def _human(self, slots: Slots, i: Incident) -> None:
        for _, m in i.fillers.get("human", ()):
            ref = m.name or m.text
            if m.name:
                slots.setdefault("hum_tgt_name", []).append(m.name)
                desc = (m.text[: -len(m.name)].strip(' ,"') if m.text.endswith(m.name) else "") or m.gloss
                if desc:
                    slots.setdefault("hum_tgt_desc", []).append([[desc, m.name]])
            else:
                slots.setdefault("hum_tgt_desc", []).append(m.text)
            slots.setdefault("hum_tgt_num", []).append([[fills.number_fill(self.reading, m), ref]])
            for slot, model in (("hum_tgt_type", "human type"), ("hum_tgt_effect", "human effect")):
                value = self._set(model, m, i)
                if value != "none":
                    slots.setdefault(slot, []).append([[value, ref]])


def _distinct(some: list[tuple[float, Mention]], echo: float) -> list[tuple[float, Mention]]:
    """One mention of each person or thing, the likeliest; others that repeat its words make it likelier by `echo`."""
    kept: list[tuple[float, Mention]] = []
    for p, m in sorted(some, key=lambda x: (-x[0], x[1].start)):
        ours = set(words(m.name or m.text))
        rival = next((n for n, (_, o) in enumerate(kept) if ours <= (t := set(words(o.text))) or t <= ours), None)
        if ours and rival is None:
            kept.append((p, m))
        elif rival is not None:
            chance, first = kept[rival]
            kept[rival] = (1 - (1 - chance) * (1 - echo * p), first)
    return sorted(kept, key=lambda x: -x[0])


def templates(reading: Reading, limits: Limits = Limits()) -> list[Slots]:
    """The templates of one report."""
    return Writer(reading, load_models(), limits).templates()
