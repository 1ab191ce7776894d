"""Train the adapter's models on open keys: `python -m bench.muc4.train DOCS.jsonl KEYS.jsonl` (needs scikit-learn)."""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from bench.muc4 import choices, drafts, stages
from bench.muc4.drafts import (
    ROLES,
    Draft,
    Sketch,
    category_features,
    draft_features,
    draft_vector,
    fill_features,
    fill_vector,
    implied_features,
    sketch,
)
from bench.muc4.keys import Key, incidents, keys_of, roles, worths
from bench.muc4.linear import WEIGHTS, Linear
from bench.muc4.meaning import Floats, Projection, fit_projection, keys_of_tokens
from bench.muc4.reading import Groups, Reading, read
from bench.tasks import read_rows, report_of
from onrecord.network.model import load as load_network
from onrecord.parsed import Parsed
from onrecord.pipeline import Options, load_pipeline

FOLDS = 4
RUN = 25  # neighbours often tell of one affair, and stay in one fold
SAMPLE = 8
KNOWN = 3
TWICE = 2
ORG = "perp_org_id"


class Row(NamedTuple):
    """A thing that a model judges: its features, what it is, and the vector of what its words mean, if it has one."""

    features: tuple[str, ...]
    label: str
    vector: Floats | None = None
    weight: float = 1.0


def fit(rows: Sequence[Row], *, least: int = 4, c: float = 0.3) -> Linear:
    """A logistic regression over features seen often enough, and over vectors if the rows have them."""
    from scipy.sparse import csr_matrix, hstack
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    seen = Counter(f for row in rows for f in set(row.features))
    keep = {f for f, n in seen.items() if n >= least}
    vectors = DictVectorizer()
    matrix = vectors.fit_transform([{f: 1.0 for f in row.features if f in keep} for row in rows])
    names = vectors.get_feature_names_out()
    dense = [row.vector for row in rows if row.vector is not None]
    if dense:
        matrix = hstack([matrix, csr_matrix(np.stack(dense))]).tocsr()
    model = LogisticRegression(C=c, max_iter=300, tol=1e-3)
    model.fit(matrix, [row.label for row in rows], [row.weight for row in rows])
    classes = [str(x) for x in model.classes_]
    coef, bias = model.coef_.T, model.intercept_.tolist()
    if len(classes) == 2:
        coef, bias = np.hstack([np.zeros_like(coef), coef]), [0.0, bias[0]]
    weights = {n: tuple(round(w, 2) for w in row.tolist()) for n, row in zip(names, coef, strict=False)}
    kept = {n: w for n, w in weights.items() if any(abs(x) >= 0.04 for x in w)}
    rest = coef[len(names) :].astype(np.float32)
    return Linear(tuple(classes), tuple(round(b, 4) for b in bias), kept, rest if len(rest) else None)


class Case:
    """One document with its keys."""

    def __init__(self, reading: Reading, keys: tuple[Key, ...], number: int) -> None:
        self.reading, self.keys, self.fold = reading, keys, number // RUN % FOLDS
        self.roles = roles(reading, keys)
        self.incidents = incidents(reading, keys, self.roles)


def trigger_rows(cases: Iterable[Case]) -> list[Row]:
    """Each act of the documents, and whether it tells of an incident that the keys have."""
    return [
        Row(t.features, "yes" if found else "no", case.reading.vectors[t.token])
        for case in cases
        for t, found in zip(case.reading.triggers, case.incidents, strict=True)
    ]


def kind_rows(cases: Iterable[Case], models: Mapping[int, Linear]) -> list[Row]:
    """Each kind of incident that a document has a word for, and whether the keys have one."""
    rows = []
    for case in cases:
        acts = stages.act_probabilities(case.reading, models[case.fold])
        for kind, features in stages.kind_features(case.reading, acts).items():
            label = "yes" if any(k.kind == kind for k in case.keys) else "no"
            rows.append(Row(tuple(features), label, stages.kind_vector(case.reading, kind, acts)))
    return rows


def role_rows(cases: Iterable[Case], models: Mapping[int, Linear]) -> list[Row]:
    """Each mention, and the slot that the keys put it in."""
    rows = []
    for case in cases:
        acts = stages.act_probabilities(case.reading, models[case.fold])
        for m, features, has in zip(
            case.reading.mentions, stages.role_features(case.reading, acts), case.roles, strict=True
        ):
            if stages.may_fill(m):
                label = next((r for r in ROLES if r in has), "none")
                rows.append(Row(features, label, stages.role_vector(case.reading, m)))
    return rows


SETS = {
    "human type": ("human", "hum_tgt_type"),
    "human effect": ("human", "hum_tgt_effect"),
    "physical type": ("physical", "phys_tgt_type"),
    "physical effect": ("physical", "phys_tgt_effect"),
    "confidence": ("organisation", "perp_org_conf"),
}


def set_rows(cases: Iterable[Case], role: str, slot: str) -> list[Row]:
    """Each mention that the keys have in a slot, and the set fill that goes with it."""
    rows = []
    for case in cases:
        for m, has in zip(case.reading.mentions, case.roles, strict=True):
            for number in has.get(role, ()):
                key = next(k for k in case.keys if k.number == number)
                features = tuple(stages.fill_features(case.reading, m, key.kind))
                rows.append(Row(features, key.about(slot, m) or "none", stages.role_vector(case.reading, m)))
    return rows


def pair_rows(cases: Iterable[Case]) -> list[Row]:
    """Pairs of acts of one document that are known to be of one incident, or of two."""
    rows = []
    for case in cases:
        known = [(t, n) for t, n in zip(case.reading.triggers, case.incidents, strict=True) if n]
        for j, (b, ours) in enumerate(known):
            for a, theirs in known[max(0, j - 12) : j]:
                label = "yes" if ours & theirs else "no"
                rows.append(Row(tuple(stages.pair_features(case.reading, a, b)), label))
    return rows


def choice_rows(cases: Iterable[Case], models: Mapping[int, Linear], slot: str, known: Mapping[str, str]) -> list[Row]:
    """Each date or place that could be an incident's, and whether the keys have it."""
    rows = []
    offered = choices.dates if slot == "inc_date" else partial(choices.places, known=known)
    for case in cases:
        strength = stages.act_probabilities(case.reading, models[case.fold])
        for key in case.keys:
            right = {re.sub(r"\s+", " ", value) for value, _ in key.values(slot)}
            acts = [n for n, found in enumerate(case.incidents) if key.number in found]
            acts = acts or [n for n, t in enumerate(case.reading.triggers) if t.kind == key.kind]
            for choice in offered(case.reading, acts, strength) if right and acts else ():
                rows.append(Row(choice.features, "yes" if choice.fill in right else "no"))
    return rows


def aligned(found: Sketch, keys: Sequence[Key], has: Sequence[Mapping[str, set[int]]]) -> dict[Draft, int | None]:
    """For each draft the number of the key that it is likeliest to be, one draft a key; None for drafts of none.

    As the scorer has it, a draft must share a perpetrator or target with its key, unless neither has one.
    """
    scores = []
    for key in keys:
        for place, draft in enumerate(found.drafts):
            if draft.kind == key.kind or draft.kind == "ATTACK":
                shared = sum(
                    f.p * (1.0 if found.gap(draft, found.nearest(draft, f)) <= 1 else 0.3)
                    for f in found.fillers
                    if any(key.number in has[m].get(f.role, ()) for m in f.mentions)
                )
                if shared or key.bare:
                    scores.append((shared + 0.5 * (draft.kind == key.kind), -place, draft, key.number))
    meant: dict[Draft, int | None] = dict.fromkeys(found.drafts)
    taken = set()
    for _, _, draft, number in sorted(scores, key=lambda x: (-x[0], -x[1], x[3])):
        if meant[draft] is None and number not in taken:
            meant[draft] = number
            taken.add(number)
    return meant


def draft_rows(case: Case, found: Sketch) -> list[Row]:
    """Each draft of a document, and whether it is an incident of the keys."""
    meant = aligned(found, case.keys, case.roles)
    return [
        Row(tuple(draft_features(found, d)), "yes" if n is not None else "no", draft_vector(found, d))
        for d, n in meant.items()
    ]


def fill_rows(case: Case, found: Sketch) -> list[Row]:
    """Each filler with each draft that is an incident of the keys, and how much of it the keys have there."""
    meant = aligned(found, case.keys, case.roles)
    drafted = [(draft, key) for key in case.keys for draft, number in meant.items() if number == key.number]
    rows = []
    for (draft, key), role in product(drafted, drafts.ROLES):
        fillers = [f for f in found.fillers if f.role == role]
        said = [case.reading.mentions[f.mentions[0]] for f in fillers]
        for filler, value in zip(fillers, worths(key, role, said), strict=True):
            features, vector = tuple(fill_features(found, draft, filler)), fill_vector(found, draft, filler)
            rows += [Row(features, label, vector, w) for label, w in (("yes", value), ("no", 1 - value)) if w]
    return rows


def category_rows(cases: Iterable[Case]) -> list[Row]:
    """The perpetrators of each key, and whose violence it is."""
    rows = []
    for case in cases:
        for key in case.keys:
            acts = tuple(n for n, its in enumerate(case.incidents) if key.number in its)
            by = [
                m
                for m, has in zip(case.reading.mentions, case.roles, strict=True)
                if key.number in has.get("organisation", set()) | has.get("individual", set())
            ]
            category = key.first("perp_inc_cat")
            if by and category:
                rows.append(Row(tuple(category_features(Draft(key.kind, 1.0, acts), by)), category))
    return rows


def implied_rows(cases: Iterable[Case]) -> list[Row]:
    """The keys that name no instrument, and of which type it is all the same."""
    rows = []
    for case in cases:
        for key in case.keys:
            acts = tuple(n for n, its in enumerate(case.incidents) if key.number in its)
            if acts and not key.slots["inc_instr_id"]:
                features = implied_features(case.reading, Draft(key.kind, 1.0, acts))
                rows.append(Row(tuple(features), key.first("inc_instr_type") or "none"))
    return rows


def first_models(cases: Sequence[Case], folds: Mapping[int, Linear]) -> dict[str, Linear]:
    """The models that drafts are made with, those of later steps on what earlier ones say of unseen documents."""
    models = {"act": fit(trigger_rows(cases)), "kind": fit(kind_rows(cases, folds), c=0.02)}
    models["pair"] = fit(pair_rows(cases), c=0.1)
    models["role"] = fit(role_rows(cases, folds), c=0.08)
    return models


def act_folds(cases: Sequence[Case]) -> dict[int, Linear]:
    """For each fold, a model of acts that has not seen it."""
    return {f: fit(trigger_rows(c for c in cases if c.fold != f)) for f in range(FOLDS)}


def train(cases: Sequence[Case]) -> dict[str, Linear]:
    """All models; those that judge drafts learn from drafts of documents that the first models have not seen."""
    folds = act_folds(cases)
    drafted: list[Row] = []
    filled: list[Row] = []
    for f in range(FOLDS):
        others = first_models([c for c in cases if c.fold != f], folds)
        for case in cases:
            if case.fold == f:
                found = sketch(case.reading, others)
                drafted += draft_rows(case, found)
                filled += fill_rows(case, found)
    models = first_models(cases, folds) | {"draft": fit(drafted, c=0.05), "fill": fit(filled, c=0.1)}
    return models | fill_models(cases, folds)


def fill_models(cases: Sequence[Case], folds: Mapping[int, Linear]) -> dict[str, Linear]:
    """The models that choose a date, a place, and the values of set fills."""
    known = places_of(case.keys for case in cases)
    models = {"category": fit(category_rows(cases), c=0.3), "implied": fit(implied_rows(cases), c=0.3)}
    for slot in ("inc_date", "inc_loc"):
        models[slot] = fit(choice_rows(cases, folds, slot, known), c=0.1)
    for name, (role, slot) in SETS.items():
        models[name] = fit(set_rows(cases, role, slot), c=0.1)
    return models


def groups_of(keys: Iterable[Sequence[Key]]) -> Groups:
    """The perpetrators that at least `KNOWN` documents name; names that as many documents give as one are one group."""
    seen: Counter[frozenset[str]] = Counter()
    for its in keys:
        fills = [{value if isinstance(value, str) else value[0] for value in f} for key in its for f in key.fills(ORG)]
        seen.update({frozenset(pair) for names in fills for pair in product(names, names)})
    often = sorted((sorted(names) for names, n in seen.items() if n >= KNOWN), key=lambda names: (len(names), names))
    groups: list[set[str]] = []
    for names in often:  # single names first, then pairs of them
        apart = [g for g in groups if not g & set(names)]
        groups = [*apart, set(names).union(*(g for g in groups if g & set(names)))]
    return tuple(sorted(tuple(sorted(g)) for g in groups))


def places_of(keys: Iterable[Sequence[Key]]) -> dict[str, str]:
    """For each name of a place that `TWICE` documents have, the place as they write it most often."""
    seen: dict[str, Counter[str]] = {}
    for its in keys:
        for fill in {
            value for key in its for value, _ in key.values("inc_loc") if ": " in value and " - " not in value
        }:
            seen.setdefault(re.sub(r"\s*\(.*", "", fill.rsplit(": ", 1)[1]), Counter())[fill] += 1
    return {name: forms.most_common(1)[0][0] for name, forms in sorted(seen.items()) if forms.total() >= TWICE}


@dataclass(frozen=True, slots=True)
class Learned:
    """What the adapter knows from the keys: models, groups, places, and what makes vectors of the network's keys."""

    models: Mapping[str, Linear]
    groups: Groups
    places: Mapping[str, str]
    projection: Projection


def save(learned: Learned) -> None:
    """Write what was learned to the file that the adapter reads."""
    row = {
        "about": "trained by bench/muc4/train.py on the open MUC-4 development keys",
        "groups": learned.groups,
        "places": learned.places,
        "projection": {"mean": _short(learned.projection.mean), "axes": _short(learned.projection.axes)},
        "models": {
            n: {"classes": m.classes, "bias": m.bias, "weights": m.weights}
            | ({"dense": _short(m.dense)} if m.dense is not None else {})
            for n, m in learned.models.items()
        },
    }
    WEIGHTS.write_text(json.dumps(row, separators=(",", ":")) + "\n")


def _short(numbers: Floats) -> Any:
    """The numbers as nested lists, each with three digits that count."""
    return [float(f"{x:.3g}") for x in numbers] if numbers.ndim == 1 else [_short(row) for row in numbers]


def _content(parsed: Parsed) -> list[int]:
    """Some of the words that a report's meaning hangs on, enough to see how meanings differ."""
    return [t.i for t in parsed.doc if t.pos_ in ("NOUN", "VERB", "PROPN", "ADJ")][::SAMPLE]


def main() -> None:
    """Code the documents, train all models on their keys, and save them; a third argument chooses the coder."""
    docs, keys = map(Path, sys.argv[1:3])
    coder = sys.argv[3] if len(sys.argv) > 3 else "rules"
    known = {row["docid"]: keys_of(row) for row in read_rows((keys,))}
    pipeline, network = load_pipeline(Options(coder=coder)), load_network()
    coded = []
    for row in read_rows((docs,)):
        report = report_of(row)
        parsed, _ = pipeline.parse(report)
        coded.append((row["docid"], parsed, pipeline.code(report), keys_of_tokens(parsed, network)))
    projection = fit_projection(np.concatenate([its[_content(parsed)] for _, parsed, _, its in coded]))
    groups = groups_of(known.values())
    cases = [
        Case(read(parsed, report, groups, projection(its)), known[docid], number)
        for number, (docid, parsed, report, its) in enumerate(coded)
    ]
    save(Learned(train(cases), groups, places_of(known.values()), projection))


if __name__ == "__main__":
    main()
