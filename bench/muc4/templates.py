"""Templates: which drafts of a report are written down, and the slots of each filled."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bench.muc4 import choices as choose
from bench.muc4 import drafts, fills, stages
from bench.muc4.drafts import Draft, Sketch
from bench.muc4.linear import Linear, group_named, load_groups, load_models
from bench.muc4.reading import Mention, Reading
from onrecord.model import Status

Slots = dict[str, list[Any]]


@dataclass(frozen=True, slots=True)
class Limits:
    """From which probability on something is put down: a draft, and a fill of each role in a draft.

    Half the score one hopes for is the best limit of a probability, where F is what counts.
    """

    draft: float = 0.4
    human: float = 0.27
    physical: float = 0.27
    instrument: float = 0.25
    organisation: float = 0.25
    individual: float = 0.2


@dataclass(frozen=True, slots=True)
class Incident:
    """A draft that is written down, and the phrases that fill its slots, by role."""

    draft: Draft
    fillers: Mapping[str, tuple[Mention, ...]]

    @property
    def kind(self) -> str:
        """The type of incident."""
        return self.draft.kind

    @property
    def acts(self) -> tuple[int, ...]:
        """The triggers that tell of it."""
        return self.draft.acts

    def of(self, role: str) -> tuple[Mention, ...]:
        """The phrases in one role."""
        return self.fillers.get(role, ())


class Writer:
    """Writes the templates of one report."""

    def __init__(self, found: Sketch, models: Mapping[str, Linear], limits: Limits) -> None:
        self.sketch, self.reading, self.acts = found, found.reading, list(found.acts)
        self.models, self.limits = models, limits

    def templates(self) -> list[Slots]:
        """The templates, in the order of their first act."""
        found = [(self._chance(d), d) for d in self.sketch.drafts]
        return [self._slots(self._incident(d, p)) for p, d in found if p >= self.limits.draft]

    def _chance(self, draft: Draft) -> float:
        return self.models["draft"].probabilities(drafts.draft_features(self.sketch, draft))["yes"]

    def _incident(self, draft: Draft, chance: float) -> Incident:
        kept: dict[str, list[tuple[float, Mention]]] = {}
        for filler in self.sketch.fillers:
            features = drafts.fill_features(self.sketch, draft, filler)
            p = chance * self.models["fill"].probabilities(features)["yes"]
            if p >= getattr(self.limits, filler.role):
                best = self.reading.mentions[filler.mentions[0]]
                kept.setdefault(filler.role, []).append((p, best))
        ranked = {role: sorted(some, key=lambda x: -x[0]) for role, some in kept.items()}
        return Incident(draft, {role: tuple(m for _, m in some) for role, some in ranked.items()})

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
        for m in i.of("instrument"):
            slots.setdefault("inc_instr_id", []).append(m.text)
            kind = fills.instrument_type(self.reading, m)
            if kind:
                slots.setdefault("inc_instr_type", []).append([[kind, m.text]])
        if not i.of("instrument"):
            implied = self.models["implied"].best(drafts.implied_features(self.reading, i.draft))
            if implied != "none":
                slots["inc_instr_type"] = [[[implied, "-"]]]

    def _perpetrators(self, slots: Slots, i: Incident) -> None:
        both = [*i.of("organisation"), *i.of("individual")]
        if both:  # the later keys leave it blank where nobody is named
            slots["perp_inc_cat"] = [self.models["category"].best(drafts.category_features(i.draft, both))]
        for m in i.of("individual"):
            slots.setdefault("perp_ind_id", []).append(m.name or m.text)
        for m in self._apart(i.of("organisation")):
            slots.setdefault("perp_org_id", []).append(m.text)
            sure = self._set("confidence", m, i)
            slots.setdefault("perp_org_conf", []).append([[sure, m.text]])

    def _apart(self, mentions: Sequence[Mention]) -> Iterator[Mention]:
        """One mention of each group, likeliest first: no second name of it, and no piece of a known group's name."""
        known = [m for m in self.reading.mentions if "known group" in m.features]
        seen = set()
        for m in mentions:
            whole = next((k for k in known if k.start <= m.start and m.end <= k.end), m)
            group = group_named(whole.text, load_groups()) or (whole.text,)
            if group not in seen:
                seen.add(group)
                yield m if group_named(m.text, load_groups()) else whole

    def _set(self, model: str, m: Mention, i: Incident) -> str:
        return self.models[model].best(stages.fill_features(self.reading, m, i.kind))

    def _about(self, slots: Slots, target: str, text: str, m: Mention, i: Incident) -> None:
        """The type, nation and effect of a target, each with the words that it is about."""
        role = {"phys_tgt": "physical", "hum_tgt": "human"}[target]
        values = {f"{target}_{x}": self._set(f"{role} {x}", m, i) for x in ("type", "effect")}
        values[f"{target}_nation"] = fills.nation(self.reading, m, next(iter(slots.get("inc_loc", ())), None)) or "none"
        for slot, value in values.items():
            if value != "none":
                slots.setdefault(slot, []).append([[value, text]])

    def _physical(self, slots: Slots, i: Incident) -> None:
        for m in i.of("physical"):
            slots.setdefault("phys_tgt_id", []).append(m.text)
            slots.setdefault("phys_tgt_num", []).append([[fills.number_fill(self.reading, m), m.text]])
            self._about(slots, "phys_tgt", m.text, m, i)

    def _human(self, slots: Slots, i: Incident) -> None:
        for m in i.of("human"):
            ref = m.name or m.text
            if m.name:
                slots.setdefault("hum_tgt_name", []).append(m.name)
                desc = (m.text[: -len(m.name)].strip(' ,"') if m.text.endswith(m.name) else "") or m.gloss
                if desc:
                    slots.setdefault("hum_tgt_desc", []).append([[desc, m.name]])
            else:
                slots.setdefault("hum_tgt_desc", []).append(m.text)
            slots.setdefault("hum_tgt_num", []).append([[fills.number_fill(self.reading, m), ref]])
            self._about(slots, "hum_tgt", ref, m, i)


def templates(reading: Reading, limits: Limits = Limits()) -> list[Slots]:
    """The templates of one report."""
    models = load_models()
    return Writer(drafts.sketch(reading, models), models, limits).templates()
