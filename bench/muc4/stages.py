"""What the models are asked, in order: which acts count, which kinds of incident there are, who plays which role."""

from collections import Counter
from collections.abc import Iterator

import numpy as np

from bench.muc4.keys import words
from bench.muc4.linear import Linear
from bench.muc4.meaning import Floats
from bench.muc4.reading import Mention, Reading, Trigger, content_words
from onrecord.model import Place, Time

_LEAD = 60  # words that count as a report's beginning
_FEW = 64  # places of a vector that stand for it where several are put together


def act_probabilities(reading: Reading, model: Linear) -> list[float]:
    """For each trigger, how likely it tells of an incident that the task wants."""
    return [model.probabilities(t.features, reading.vectors[t.token])["yes"] for t in reading.triggers]


def bin_of(p: float) -> int:
    """Probabilities in tenths, the lowest two halves."""
    return next((i for i, top in enumerate((0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)) if p < top), 10)


def kind_features(reading: Reading, acts: list[float]) -> dict[str, list[str]]:
    """Features of each kind of incident for which the report has a word."""
    best: dict[str, float] = {}
    total: Counter[str] = Counter()
    first: dict[str, int] = {}
    lemmas: dict[str, set[str]] = {}
    for t, p in zip(reading.triggers, acts, strict=True):
        best[t.kind] = max(p, best.get(t.kind, 0.0))
        total[t.kind] += 1
        lemmas.setdefault(t.kind, set()).add(t.lemma)
        if p > 0.3:
            first.setdefault(t.kind, t.sentence)
    told = document_words(reading)
    found = {}
    for kind in best:
        base = [f"best:{k}:{bin_of(p)}" for k, p in best.items()]
        base += [f"number:{k}:{min(n, 5)}" for k, n in total.items()]
        base += [f"first:{k}:{min(n // 2, 4)}" for k, n in first.items()]
        base += [f"has:{lemma}" for some in lemmas.values() for lemma in some]
        top = max(best, key=lambda k: best[k])
        base += [f"top:{top}", "all"]
        found[kind] = [f"{kind}|{f}" for f in (*base, *told)]
        found[kind] += told
        found[kind] += [
            f"own:{bin_of(best[kind])}",
            f"ownnumber:{min(total[kind], 5)}",
            f"ownfirst:{min(first.get(kind, 99), 9)}",
        ]
    return found


def kind_vector(reading: Reading, kind: str, acts: list[float]) -> Floats:
    """What the likeliest act of a kind means, and the report's words on the whole."""
    own = [n for n, t in enumerate(reading.triggers) if t.kind == kind]
    top = reading.triggers[max(own, key=lambda n: acts[n])]
    return np.concatenate([reading.vectors[top.token], reading.vectors.mean(axis=0)])


def document_words(reading: Reading) -> list[str]:
    """The words of a report, those of its beginning apart."""
    doc = reading.parsed.doc
    lead = doc[: doc[min(len(doc) - 1, _LEAD)].sent.end]
    return [f"word:{w}" for w in sorted(content_words(doc[:]))] + [f"lead:{w}" for w in sorted(content_words(lead))]


def may_fill(mention: Mention) -> bool:
    """Whether a phrase is looked at for slots: it stands in a sentence with an act, or names a known group."""
    return mention.trigger is not None or "known group" in mention.features


def own_words(mention: Mention) -> list[str]:
    """The words of a phrase itself, names among them ("embassy", "colonel"), and of what is said in apposition."""
    last = words(mention.text)[-1:]
    return [
        *(f"own:{w}" for w in sorted(set(words(mention.text)))),
        *(f"last:{w}" for w in last),
        *(f"gloss:{w}" for w in sorted(set(words(mention.gloss)))),
    ]


def role_features(reading: Reading, acts: list[float]) -> list[tuple[str, ...]]:
    """The features of each mention, with how likely the act is that it hangs on."""
    top = f"doc:{bin_of(max(acts, default=0.0))}"
    found = []
    for m in reading.mentions:
        p = acts[m.trigger] if m.trigger is not None else 0.0
        gov = next((f for f in m.features if f.startswith("link:")), "")
        with_act = (f"act p:{bin_of(p)}", f"act p:{bin_of(p)}:{gov}", f"act p:{bin_of(p)}:h:{m.lemma}")
        found.append((*m.features, top, *with_act, *own_words(m)))
    return found


def role_vector(reading: Reading, mention: Mention) -> Floats:
    """What a phrase means: its head, all of it, and the act that it hangs on."""
    act = reading.vectors[reading.triggers[mention.trigger].token if mention.trigger is not None else mention.head]
    return np.concatenate(
        [reading.vectors[mention.head], reading.meaning(mention.start, mention.end)[:_FEW], act[:_FEW]]
    )


def fill_features(reading: Reading, mention: Mention, kind: str) -> Iterator[str]:
    """What set fills of a mention are read from: its own features, the acts of its sentence, and words about it."""
    yield from mention.features
    yield from own_words(mention)
    yield f"kind:{kind}"
    for t in reading.triggers:
        if t.sentence == mention.sentence:
            yield f"with:{t.lemma}"
            if t.event:
                yield f"with:{t.event.status.value}:{t.event.polarity}:{bool(t.event.claims)}"
    sentence = reading.parsed.doc[mention.head].sent
    for token in sentence:
        if token.pos_ in ("VERB", "ADJ", "ADV", "NOUN"):
            yield f"word:{token.lemma_.lower()}"


def pair_features(reading: Reading, a: Trigger, b: Trigger) -> Iterator[str]:
    """What tells whether two acts, `a` before `b`, are one incident."""
    gap = min(b.sentence - a.sentence, 8)
    same = a.event is not None and a.event is b.event
    yield f"gap:{gap}"
    yield f"same event:{same}"
    yield f"kinds:{a.kind == b.kind}"
    yield f"kinds:{a.kind}:{b.kind}"
    yield f"lemma:{a.lemma == b.lemma}"
    yield f"pos:{a.features[1].rsplit(':', 1)[-1]}:{b.features[1].rsplit(':', 1)[-1]}"
    opening = reading.parsed.doc[reading.parsed.doc[b.token].sent.start : b.token]
    said = [t.lower_ for t in opening][:25]
    for cue in (
        "another",
        "other",
        "meanwhile",
        "also",
        "later",
        "addition",
        "second",
        "previously",
        "earlier",
        "same",
        "this",
        "that",
    ):
        if cue in said:
            yield f"cue:{cue}:{gap > 0}"
    for child in reading.parsed.doc[b.token].children:
        if child.dep_ == "det" or child.dep_ == "amod":
            yield f"det:{child.lower_}"
    if a.event is None or b.event is None or same:
        return
    for name, kind, field in (("place", Place, "name"), ("time", Time, "start")):
        x, y = getattr(a.event, name), getattr(b.event, name)
        if isinstance(x, kind) and isinstance(y, kind):
            yield f"{name}:{getattr(x, field) == getattr(y, field)}:{x.mention is not None}:{y.mention is not None}"
    for name in ("actor", "recipient"):
        x, y = ({z.id for z in getattr(e, name)} for e in (a.event, b.event))
        yield f"{name}:{'none' if not x or not y else bool(x & y)}"
