"""Train the adapter's models on open keys: `python -m bench.muc4.train DOCS.jsonl KEYS.jsonl` (needs scikit-learn)."""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from pathlib import Path

from bench.muc4 import choices, stages
from bench.muc4.drafts import (
    ROLES,
    Draft,
    Sketch,
    category_features,
    draft_features,
    fill_features,
    implied_features,
    sketch,
)
from bench.muc4.keys import Key, incidents, keys_of, roles
from bench.muc4.linear import WEIGHTS, Linear
from bench.muc4.reading import Groups, Reading, read
from bench.tasks import read_rows, report_of
from onrecord.pipeline import Options, load_pipeline

FOLDS = 4
RUN = 25  # neighbours often tell of one affair, and stay in one fold
KNOWN = 3
ORG = "perp_org_id"
Row = tuple[tuple[str, ...], str]


def fit(rows: Sequence[Row], *, least: int = 4, c: float = 0.3) -> Linear:
    """A logistic regression over features seen often enough."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    seen = Counter(f for features, _ in rows for f in set(features))
    keep = {f for f, n in seen.items() if n >= least}
    vectors = DictVectorizer()
    matrix = vectors.fit_transform([{f: 1.0 for f in features if f in keep} for features, _ in rows])
    model = LogisticRegression(C=c, max_iter=300, tol=1e-3)
    model.fit(matrix, [label for _, label in rows])
    classes = [str(x) for x in model.classes_]
    coef, bias = model.coef_.T.tolist(), model.intercept_.tolist()
    if len(classes) == 2:
        coef, bias = [[0.0, w[0]] for w in coef], [0.0, bias[0]]
    names = vectors.get_feature_names_out()
    weights = {n: tuple(round(w, 2) for w in row) for n, row in zip(names, coef, strict=True)}
    kept = {n: w for n, w in weights.items() if any(abs(x) >= 0.04 for x in w)}
    return Linear(tuple(classes), tuple(round(b, 4) for b in bias), kept)


class Case:
    """One document with its keys."""

    def __init__(self, reading: Reading, keys: tuple[Key, ...], number: int) -> None:
        self.reading, self.keys, self.fold = reading, keys, number // RUN % FOLDS
        self.roles = roles(reading, keys)
        self.incidents = incidents(reading, keys, self.roles)


def trigger_rows(cases: Iterable[Case]) -> list[Row]:
    """Each act of the documents, and whether it tells of an incident that the keys have."""
    return [
        (t.features, "yes" if found else "no")
        for case in cases
        for t, found in zip(case.reading.triggers, case.incidents, strict=True)
    ]


def kind_rows(cases: Iterable[Case], models: Mapping[int, Linear]) -> list[Row]:
    """Each kind of incident that a document has a word for, and whether the keys have one."""
    rows = []
    for case in cases:
        acts = stages.act_probabilities(case.reading, models[case.fold])
        for kind, features in stages.kind_features(case.reading, acts).items():
            rows.append((tuple(features), "yes" if any(k.kind == kind for k in case.keys) else "no"))
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
                rows.append((features, next((r for r in ROLES if r in has), "none")))
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
                rows.append((tuple(stages.fill_features(case.reading, m, key.kind)), key.about(slot, m) or "none"))
    return rows


def pair_rows(cases: Iterable[Case]) -> list[Row]:
    """Pairs of acts of one document that are known to be of one incident, or of two."""
    rows = []
    for case in cases:
        known = [(t, n) for t, n in zip(case.reading.triggers, case.incidents, strict=True) if n]
        for j, (b, ours) in enumerate(known):
            for a, theirs in known[max(0, j - 12) : j]:
                label = "yes" if ours & theirs else "no"
                rows.append((tuple(stages.pair_features(case.reading, a, b)), label))
    return rows


def choice_rows(cases: Iterable[Case], models: Mapping[int, Linear], slot: str) -> list[Row]:
    """Each date or place that could be an incident's, and whether the keys have it."""
    rows = []
    offered = choices.dates if slot == "inc_date" else choices.places
    for case in cases:
        strength = stages.act_probabilities(case.reading, models[case.fold])
        for key in case.keys:
            right = {re.sub(r"\s+", " ", value) for value, _ in key.values(slot)}
            acts = [n for n, found in enumerate(case.incidents) if key.number in found]
            acts = acts or [n for n, t in enumerate(case.reading.triggers) if t.kind == key.kind]
            for choice in offered(case.reading, acts, strength) if right and acts else ():
                rows.append((choice.features, "yes" if choice.fill in right else "no"))
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
    return [(tuple(draft_features(found, d)), "yes" if n is not None else "no") for d, n in meant.items()]


def fill_rows(case: Case, found: Sketch) -> list[Row]:
    """Each filler with each draft that is an incident of the keys, and whether the keys have it there."""
    rows = []
    for draft, number in aligned(found, case.keys, case.roles).items():
        for filler in found.fillers if number is not None else ():
            right = any(number in case.roles[m].get(filler.role, ()) for m in filler.mentions)
            rows.append((tuple(fill_features(found, draft, filler)), "yes" if right else "no"))
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
                rows.append((tuple(category_features(Draft(key.kind, 1.0, acts), by)), category))
    return rows


def implied_rows(cases: Iterable[Case]) -> list[Row]:
    """The keys that name no instrument, and of which type it is all the same."""
    rows = []
    for case in cases:
        for key in case.keys:
            acts = tuple(n for n, its in enumerate(case.incidents) if key.number in its)
            if acts and not key.slots["inc_instr_id"]:
                features = implied_features(case.reading, Draft(key.kind, 1.0, acts))
                rows.append((tuple(features), key.first("inc_instr_type") or "none"))
    return rows


def first_models(cases: Sequence[Case], folds: Mapping[int, Linear]) -> dict[str, Linear]:
    """The models that drafts are made with, those of later steps on what earlier ones say of unseen documents."""
    models = {"act": fit(trigger_rows(cases)), "kind": fit(kind_rows(cases, folds), c=0.02)}
    models["pair"] = fit(pair_rows(cases), c=0.1)
    models["role"] = fit(role_rows(cases, folds), c=0.2)
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
    models = {"category": fit(category_rows(cases), c=0.3), "implied": fit(implied_rows(cases), c=0.3)}
    for slot in ("inc_date", "inc_loc"):
        models[slot] = fit(choice_rows(cases, folds, slot), c=0.3)
    for name, (role, slot) in SETS.items():
        models[name] = fit(set_rows(cases, role, slot), c=0.3)
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


def save(models: Mapping[str, Linear], groups: Groups) -> None:
    """Write the models to the file that the adapter reads."""
    rows = {n: {"classes": m.classes, "bias": m.bias, "weights": m.weights} for n, m in models.items()}
    WEIGHTS.write_text(
        json.dumps(
            {
                "about": "trained by bench/muc4/train.py on the open MUC-4 development keys",
                "groups": groups,
                "models": rows,
            },
            separators=(",", ":"),
        )
        + "\n"
    )


def main() -> None:
    """Code the documents, train all models on their keys, and save them; a third argument chooses the coder."""
    docs, keys = map(Path, sys.argv[1:3])
    coder = sys.argv[3] if len(sys.argv) > 3 else "rules"
    known = {row["docid"]: keys_of(row) for row in read_rows((keys,))}
    groups = groups_of(known.values())
    pipeline = load_pipeline(Options(coder=coder))
    cases = []
    for number, row in enumerate(read_rows((docs,))):
        report = report_of(row)
        reading = read(pipeline.parser.parse(report), pipeline.code(report), groups)
        cases.append(Case(reading, known[row["docid"]], number))
    save(train(cases), groups)


if __name__ == "__main__":
    main()
