"""Templates: which drafts of a report are written down, and the slots of each filled."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

from bench.muc4 import choices, drafts, fills, stages
from bench.muc4.drafts import Draft, Sketch
from bench.muc4.linear import Linear, group_named, load_groups, load_models
from bench.muc4.reading import Mention, Reading
from onrecord.model import Status

Slots = dict[str, list[Any]]


@dataclass(frozen=True, slots=True)
class Limits:
    """From which probability on something is put down: a draft, a fill of each role in a draft, and what goes with it.

    Half the score one hopes for is the best limit of a probability, where F is what counts.
    """

    draft: float = 0.35
    human: float = 0.2
    physical: float = 0.2
    instrument: float = 0.2
    organisation: float = 0.2
    individual: float = 0.2
    detail: float = 0.2
    culprit: float = 0.2


@dataclass(frozen=True, slots=True)
class Fill:
    """A phrase that is put down, and how likely it is right."""

    p: float
    mention: Mention


@dataclass(frozen=True, slots=True)
class Incident:
    """A draft that is written down, and what fills its slots, by role, the likeliest first.

    `culprits` are all that may have done it, also those too unlikely to be named.
    """

    draft: Draft
    fillers: Mapping[str, tuple[Fill, ...]]
    culprits: tuple[Fill, ...] = ()

    @property
    def kind(self) -> str:
        """The type of incident."""
        return self.draft.kind

    @property
    def acts(self) -> tuple[int, ...]:
        """The triggers that tell of it."""
        return self.draft.acts

    def of(self, role: str) -> tuple[Fill, ...]:
        """What fills one role."""
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
        return self.models["draft"].probabilities(
            drafts.draft_features(self.sketch, draft), drafts.draft_vector(self.sketch, draft)
        )["yes"]

    def _incident(self, draft: Draft, chance: float) -> Incident:
        kept: dict[str, list[Fill]] = {}
        culprits = []
        for filler in self.sketch.fillers:
            features = drafts.fill_features(self.sketch, draft, filler)
            vector = drafts.fill_vector(self.sketch, draft, filler)
            p = chance * self.models["fill"].probabilities(features, vector)["yes"]
            fill = Fill(p, self.reading.mentions[filler.mentions[0]])
            if p >= getattr(self.limits, filler.role):
                kept.setdefault(filler.role, []).append(fill)
            if filler.role in ("organisation", "individual"):
                culprits.append(fill)
        ranked = {role: tuple(sorted(some, key=lambda f: -f.p)) for role, some in kept.items()}
        return Incident(draft, ranked, tuple(sorted(culprits, key=lambda f: -f.p)))

    def _slots(self, i: Incident) -> Slots:
        slots: Slots = {"inc_type": [i.kind], "inc_stage": [self._stage(i)]}
        for slot, offered, related in (
            ("inc_date", choices.dates, choices.touching),
            ("inc_loc", choices.places, choices.same_country),
        ):
            self._put(slots, slot, choices.best(offered(self.reading, i.acts, self.acts), self.models[slot], related))
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
        for m in (f.mention for f in i.of("instrument")):
            slots.setdefault("inc_instr_id", []).append(m.text)
            kind = fills.instrument_type(self.reading, m)
            if kind:
                slots.setdefault("inc_instr_type", []).append([[kind, m.text]])
        if not i.of("instrument"):
            implied = self.models["implied"].best(drafts.implied_features(self.reading, i.draft))
            if implied != "none":
                slots["inc_instr_type"] = [[[implied, "-"]]]

    def _perpetrators(self, slots: Slots, i: Incident) -> None:
        nobody = prod(1 - f.p for f in i.culprits)
        if 1 - nobody >= self.limits.culprit:  # the later keys leave it blank where nobody is named
            named = [f.mention for role in ("organisation", "individual") for f in i.of(role)]
            likeliest = [f.mention for f in i.culprits[:1]]
            slots["perp_inc_cat"] = [
                self.models["category"].best(drafts.category_features(i.draft, named or likeliest))
            ]
        for f in i.of("individual"):
            slots.setdefault("perp_ind_id", []).append(f.mention.name or f.mention.text)
        for f in self._apart(i.of("organisation")):
            slots.setdefault("perp_org_id", []).append(f.mention.text)
            self._detail(slots, "perp_org_conf", f, f.mention.text, self._likely("confidence", f, i))

    def _apart(self, some: Sequence[Fill]) -> Iterator[Fill]:
        """One fill for each group, likeliest first: no second name of it, and no piece of a known group's name."""
        known = [m for m in self.reading.mentions if "known group" in m.features]
        seen = set()
        for f in some:
            m = f.mention
            whole = next((k for k in known if k.start <= m.start and m.end <= k.end), m)
            group = group_named(whole.text, load_groups()) or (whole.text,)
            if group not in seen:
                seen.add(group)
                yield f if group_named(m.text, load_groups()) else Fill(f.p, whole)

    def _likely(self, model: str, f: Fill, i: Incident) -> tuple[str, float]:
        """The likeliest value of a set fill, and how likely it is."""
        features = stages.fill_features(self.reading, f.mention, i.kind)
        chances = self.models[model].probabilities(features, stages.role_vector(self.reading, f.mention))
        return max(chances.items(), key=lambda x: x[1])

    def _detail(self, slots: Slots, slot: str, f: Fill, about: str, value: tuple[str, float]) -> None:
        """Put down what goes with a fill, if it is likely enough."""
        if value[0] != "none" and f.p * value[1] >= self.limits.detail:
            slots.setdefault(slot, []).append([[value[0], about]])

    def _about(self, slots: Slots, target: str, f: Fill, about: str, i: Incident) -> None:
        """The number, type, nation and effect of a target, each with the words that it is about."""
        role = {"phys_tgt": "physical", "hum_tgt": "human"}[target]
        self._detail(slots, f"{target}_num", f, about, (fills.number_fill(self.reading, f.mention), 0.9))
        for x in ("type", "effect"):
            self._detail(slots, f"{target}_{x}", f, about, self._likely(f"{role} {x}", f, i))
        nation = fills.nation(self.reading, f.mention, next(iter(slots.get("inc_loc", ())), None)) or "none"
        self._detail(slots, f"{target}_nation", f, about, (nation, 0.9))

    def _physical(self, slots: Slots, i: Incident) -> None:
        for f in i.of("physical"):
            slots.setdefault("phys_tgt_id", []).append(f.mention.text)
            self._about(slots, "phys_tgt", f, f.mention.text, i)

    def _human(self, slots: Slots, i: Incident) -> None:
        for f in i.of("human"):
            m = f.mention
            if m.name:
                slots.setdefault("hum_tgt_name", []).append(m.name)
                desc = (m.text[: -len(m.name)].strip(' ,"') if m.text.endswith(m.name) else "") or m.gloss
                if desc:
                    slots.setdefault("hum_tgt_desc", []).append([[desc, m.name]])
            else:
                slots.setdefault("hum_tgt_desc", []).append(m.text)
            self._about(slots, "hum_tgt", f, m.name or m.text, i)


def templates(reading: Reading, limits: Limits = Limits()) -> list[Slots]:
    """The templates of one report."""
    models = load_models()
    return Writer(drafts.sketch(reading, models), models, limits).templates()
