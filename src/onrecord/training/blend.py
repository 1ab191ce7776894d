"""How the weights between rules and network are fitted, on annotated reports that the network did not learn from."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from onrecord.coding.blend import NONE, Blend, Choice, Curve, named_features, read_blend, sure_features
from onrecord.coding.learned import Candidate, Telling, candidates, fields_of, tellings
from onrecord.coding.sense import ROLES, STATUSES, TYPES, Around, Sense
from onrecord.coding.voices import speaker_of
from onrecord.model import Attribution, Quote
from onrecord.parsed import Parsed
from onrecord.spans import Span
from onrecord.training.choose import logistic, reliability
from onrecord.training.data import Act, Document, Range

BIAS, LIKELY = 1.0, 0.12
"""What favours the network's mentions over none, and the least chance of a word to be weighed as a side: chosen low,
for what is weighed can still be dropped."""

_TRUSTS = (0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5)
_THRESHOLDS = tuple(round(0.1 + 0.02 * i, 2) for i in range(36))
_PRIOR = 0.3  # what is added to each count of a rules' label with a true label
_CAPITAL = re.compile(r"\b[A-Z][\w’'-]+")


@dataclass(frozen=True, slots=True)
class Case:
    """One annotated report with all that its mentions are judged by."""

    document: Document
    parsed: Parsed
    attribution: Attribution
    sense: Sense


@dataclass(frozen=True, slots=True)
class Pair:
    """A telling and the annotated event that it tells of, if any."""

    case: Case
    telling: Telling
    act: Act | None


def fit_blend(cases: Sequence[Case]) -> dict[str, Any]:
    """The weights as the package ships them."""
    pairs = [p for case in cases for p in pair_up(case)]
    anchors = sum(len(a.anchors) for c in cases for a in c.document.acts or ())
    matched = [p for p in pairs if p.act]
    kept: dict[str, Any] = {"bias": BIAS, "likely": LIKELY}
    kinds = [(p.telling.type or NONE, p.telling.seen.types, p.act.type) for p in matched if p.act]
    kept["type"] = _choice(kinds, len(TYPES))
    typed = Choice(kept["type"]["trust"], {k: tuple(v) for k, v in kept["type"]["given"].items()})
    parts = [[p for p in pairs if bool(p.telling.type) is ruled] for ruled in (True, False)]
    curves = [_weights([p.telling.features for p in part], [p.act is not None for p in part]) for part in parts]
    kept["ruled"], kept["unruled"] = _thresholds(curves, parts, anchors, typed)
    kept["status"] = _choice(
        [(_name(p.telling), p.telling.seen.statuses, p.act.status) for p in matched if p.act], len(STATUSES)
    )
    kept["polarity"] = _choice(
        [
            (
                str(p.telling.reality.polarity),
                np.array([1 - p.telling.seen.happens, p.telling.seen.happens]),
                int(p.act.polarity),
            )
            for p in matched
            if p.act
        ],
        2,
    )
    sides = {role: _side_curve(matched, role) for role in ("actor", "recipient")}
    kept |= {role: curve for role, (curve, _) in sides.items()}
    kept["named"] = {role: curve for role, (_, curve) in sides.items()}
    for role in ("place", "time"):
        kept[role] = {"intercept": 0.0, "weights": [], "threshold": _spot_threshold(matched, ROLES.index(role))}
    kept["sure"] = {}
    judged = judge_fields(matched, read_blend(kept))
    kept["sure"] = {name: _sure_curve(said) for name, said in judged.items()}
    kept["reliability"] = {name: reliability_of(kept["sure"][name], said) for name, said in judged.items()}
    return kept


Said = list[tuple[tuple[float, ...], bool]]
"""What speaks for a field's value, and whether it is right."""


def judge_fields(matched: Sequence[Pair], blend: Blend) -> dict[str, Said]:
    """By field, for each mention that stands for an annotated event: what speaks for its value, and whether rightly."""
    found: dict[str, Said] = defaultdict(list)
    for pair, around in _with_around(matched):
        assert pair.act is not None
        case, text = pair.case, pair.case.parsed.report.text
        speaker = speaker_of(case.attribution.claims_on(pair.telling.span), case.attribution)
        fields = fields_of(pair.telling, around, case.parsed, speaker, case.sense, blend)
        right = {
            "type": TYPES.index(fields.type) == pair.act.type,
            "status": STATUSES.index(fields.status) == pair.act.status,
            "polarity": fields.polarity == pair.act.polarity,
            "actor": side_right(fields.actor, pair.act, "actor", text),
            "recipient": side_right(fields.recipient, pair.act, "recipient", text),
        }
        for name, chance in fields.chances.items():
            found[name].append((sure_features(chance, named=fields.named.get(name)), right[name]))
    return dict(found)


def side_right(quotes: Sequence[Quote], act: Act, role: str, text: str) -> bool:
    """True if a phrase of a side is right, or there is rightly none."""
    gold = act.roles[ROLES.index(role)]
    return any(same_phrase(q.span, g, text) for q in quotes for g in gold) if gold else not quotes


def _sure_curve(said: Said) -> dict[str, Any]:
    """The curve that turns what speaks for a field's value into the share of such values that are right."""
    return _curve(_weights([features for features, _ in said], [right for _, right in said]), 0.0)


def reliability_of(curve: dict[str, Any], said: Said) -> tuple[tuple[float, float, int], ...]:
    """For each tenth of confidence its mean, the share that is right, and how many."""
    made = Curve(curve["intercept"], tuple(curve["weights"]), curve["threshold"])
    chances = np.array([made.chance(features) for features, _ in said])
    return reliability(chances, np.array([float(right) for _, right in said]))


def _name(telling: Telling) -> str:
    return telling.status.value if telling.status else NONE


def pair_up(case: Case) -> list[Pair]:
    """Each telling of a report with the annotated event that one of its mentions stands for, each mention once."""
    gold = [(Span(*anchor), act) for act in case.document.acts or () for anchor in act.anchors]
    used: set[int] = set()
    pairs = []
    for telling in tellings(case.parsed, case.sense, BIAS):
        at = next((i for i, (span, _) in enumerate(gold) if i not in used and span.overlaps(telling.span)), None)
        if at is not None:
            used.add(at)
        pairs.append(Pair(case, telling, None if at is None else gold[at][1]))
    return pairs


def _weights(features: Sequence[tuple[float, ...]], right: Sequence[bool]) -> tuple[float, ...]:
    table = np.array([(1.0, *f) for f in features])
    return tuple(float(w) for w in logistic(table, np.array(right, dtype=np.float64)))


def _curve(weights: Sequence[float], threshold: float) -> dict[str, Any]:
    return {
        "intercept": round(weights[0], 4),
        "weights": [round(w, 4) for w in weights[1:]],
        "threshold": threshold,
    }


def _chances(weights: Sequence[float], features: Iterable[tuple[float, ...]]) -> list[float]:
    curve = Curve(weights[0], tuple(weights[1:]), 0.0)
    return [curve.chance(f) for f in features]


def _thresholds(
    curves: Sequence[tuple[float, ...]], parts: Sequence[Sequence[Pair]], anchors: int, typed: Choice
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The pair of thresholds that gives the best F1 over mentions with their types."""

    def right(pair: Pair) -> bool:
        told = typed.best(pair.telling.type or NONE, pair.telling.seen.types.tolist())[0]
        return pair.act is not None and told == pair.act.type

    held = [
        (np.array(_chances(w, (p.telling.features for p in part))), np.array([right(p) for p in part]))
        for w, part in zip(curves, parts, strict=True)
    ]

    def f1(limits: tuple[float, float]) -> float:
        kept = sum(int((c >= t).sum()) for (c, _), t in zip(held, limits, strict=True))
        hits = sum(int(r[c >= t].sum()) for (c, r), t in zip(held, limits, strict=True))
        return 2 * hits / (kept + anchors)

    best = max(((a, b) for a in _THRESHOLDS for b in _THRESHOLDS), key=f1)
    return _curve(curves[0], best[0]), _curve(curves[1], best[1])


def _choice(rows: Sequence[tuple[str, Any, int]], labels: int) -> dict[str, Any]:
    """What the rules' labels tend to mean, and how far the network is trusted: chosen by leaving each tenth out."""
    scored = {trust: _right(rows, labels, trust) for trust in _TRUSTS}
    trust = max(scored, key=lambda t: scored[t])
    return {"trust": trust, "given": {k: [round(x, 4) for x in v] for k, v in _given(rows, labels).items()}}


def _given(rows: Iterable[tuple[str, Any, int]], labels: int) -> dict[str, tuple[float, ...]]:
    counts: dict[str, Any] = defaultdict(lambda: np.full(labels, _PRIOR))
    for ruled, _, right in rows:
        counts[ruled][int(right)] += 1  # a truth value would count for every label
    counts[NONE] = np.ones(labels)  # where the rules know no act the network alone decides
    return {k: tuple((v / v.sum()).tolist()) for k, v in counts.items()}


def _right(rows: Sequence[tuple[str, Any, int]], labels: int, trust: float) -> int:
    hits = 0
    for fold in range(10):
        choice = Choice(trust, _given((r for i, r in enumerate(rows) if i % 10 != fold), labels))
        part = [r for i, r in enumerate(rows) if i % 10 == fold]
        hits += sum(choice.best(ruled, chances.tolist())[0] == right for ruled, chances, right in part)
    return hits


def _side_curve(matched: Sequence[Pair], role: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The curve for one side's phrases, and the one that tells if its likeliest phrase is right rather than none.

    The first one's threshold does best by phrases (F1) and by acts whose side is right.
    """
    rows: list[tuple[int, Candidate, bool]] = []
    wanted = []
    pairs = list(_with_around(matched))
    for number, (pair, around) in enumerate(pairs):
        assert pair.act is not None
        gold = pair.act.roles[ROLES.index(role)]
        wanted.append(len(gold))
        parsed, attribution = pair.case.parsed, pair.case.attribution
        speaker = speaker_of(attribution.claims_on(pair.telling.span), attribution)
        tokens = getattr(pair.telling.sides, role)
        for option in candidates(tokens, ROLES.index(role), around, parsed, speaker, pair.case.sense, LIKELY):
            right = any(same_phrase(option.quote.span, g, parsed.report.text) for g in gold)
            rows.append((number, option, right))
    weights = _weights([c.features for _, c, _ in rows], [right for *_, right in rows])
    chances = _chances(weights, (c.features for _, c, _ in rows))
    said = [(number, chance, right) for (number, _, right), chance in zip(rows, chances, strict=True)]
    named = _named_curve([pair for pair, _ in pairs], role, rows, chances)
    return _curve(weights, max(_THRESHOLDS, key=lambda t: _side_score(said, wanted, t))), named


def _named_curve(
    matched: Sequence[Pair], role: str, rows: Sequence[tuple[int, Candidate, bool]], chances: Sequence[float]
) -> dict[str, Any]:
    """Learned from acts of which a side's likeliest phrase is right, and from those that rightly have none."""
    best: dict[int, tuple[float, Candidate, bool]] = {}
    for (number, option, right), chance in zip(rows, chances, strict=True):
        if number not in best or chance > best[number][0]:
            best[number] = (chance, option, right)
    told = []
    for number, (chance, option, right) in best.items():
        act, telling = matched[number].act, matched[number].telling
        assert act is not None
        if right or not act.roles[ROLES.index(role)]:
            kind, verb = TYPES[act.type], telling.anchor.entry.verb
            told.append((named_features(chance, kind, ruled=option.ruled, verb=verb), right))
    return _curve(_weights([f for f, _ in told], [right for _, right in told]), 0.5)


def _side_score(said: Sequence[tuple[int, float, bool]], wanted: Sequence[int], threshold: float) -> float:
    """F1 over phrases, and the share of acts with a right phrase, or none where none is annotated."""
    kept = [(number, right) for number, chance, right in said if chance >= threshold]
    hits = sum(right for _, right in kept)
    named, rightly = {n for n, _ in kept}, {n for n, right in kept if right}
    good = sum(n in rightly if count else n not in named for n, count in enumerate(wanted))
    return 2 * hits / max(len(kept) + sum(wanted), 1) + good / max(len(wanted), 1)


def _with_around(pairs: Sequence[Pair]) -> Iterable[tuple[Pair, Around]]:
    by_case: dict[int, list[Pair]] = defaultdict(list)
    for pair in pairs:
        by_case[id(pair.case)].append(pair)
    for group in by_case.values():
        near = group[0].case.sense.around([p.telling.span for p in group])
        yield from zip(group, near, strict=True)


def same_phrase(span: Span, gold: Range, text: str) -> bool:
    """True if two phrases share a place, or a capitalised word."""
    if span.overlaps(Span(*gold)):
        return True
    said, meant = text[span.start : span.end], text[gold[0] : gold[1]]
    return not said.isupper() and bool(set(_CAPITAL.findall(said)) & set(_CAPITAL.findall(meant)) - {"The", "A", "An"})


def _spot_threshold(matched: Sequence[Pair], role: int) -> float:
    """The least chance from which the likeliest words for a place or a time are right more often than not."""
    rows = []
    for pair, around in _with_around(matched):
        assert pair.act is not None
        spans = pair.case.sense.likely(around, role, _THRESHOLDS[0])
        best = max(spans, key=lambda s: pair.case.sense.chance_of(around, s, role), default=None)
        if best is not None:
            right = any(best.overlaps(Span(*g)) for g in pair.act.roles[role])
            rows.append((pair.case.sense.chance_of(around, best, role), right))
    chance, hit = np.array([r[0] for r in rows]), np.array([r[1] for r in rows])
    return max(_THRESHOLDS, key=lambda t: int(hit[chance >= t].sum()) - int((~hit)[chance >= t].sum()))


def make_cases(
    documents: Iterable[Document], read: Callable[[Document], tuple[Parsed, Attribution, Sense]]
) -> list[Case]:
    """Annotated reports as cases; `read` parses one and asks the network of it."""
    return [Case(d, *read(d)) for d in documents]
