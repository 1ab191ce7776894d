"""The training of the attribution model, from annotated documents to checkpoints."""

import json
import random
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from onrecord.network.decode import REACH, distances, sentence_steps, spans
from onrecord.network.encode import batch
from onrecord.network.names import NAME_SCORES
from onrecord.training.acts import BEFORE, act_losses, fact_loss, label_loss
from onrecord.training.data import (
    Document,
    Range,
    common_words,
    is_held_out,
    read_bench,
    read_facts,
    read_gold,
    read_plain,
    varied,
)
from onrecord.training.examples import CONTENT, IGNORE, SOURCE, CueTarget, Example, batches, examples
from onrecord.training.marks import read_marks
from onrecord.training.model import HEADS, Network, Shape, load_encoder
from onrecord.training.naming import with_names
from onrecord.training.restore import restore
from onrecord.training.stages import Plan, Stage

CORPUS = Path("corpus")
"""The repository's own annotated reports, where training is run from; none if there is no such folder."""

LAST_SHARE = 0.75
"""What the last stage's end counts in the mean with the end of the stage before."""

FALSE_CUES = 6
"""How many cues that the model found by mistake, at most, it learns from in one window."""

Log = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Data:
    """All annotated documents, by what they come from."""

    bench: tuple[Document, ...]
    facts: tuple[Document, ...]
    gold: tuple[Document, ...]
    own: tuple[Document, ...]
    marked: tuple[Document, ...] = ()
    plain: tuple[Document, ...] = ()

    def of(self, stage: Stage, rng: random.Random) -> list[Document]:
        """The documents of one epoch of a stage."""
        own = [d for d in self.own if stage.parts is None or d.id.startswith(stage.parts)]
        some = [
            d for part in (self.bench, self.facts, self.plain) for d in rng.sample(part, round(stage.share * len(part)))
        ]
        return [*some, *stage.real * self.gold, *stage.marks * self.marked, *stage.copies * own]


@dataclass(frozen=True, slots=True)
class Links:
    """The linker's input and target for the cues of one batch."""

    rows: list[int]
    spans: list[Range]
    lows: list[int]
    size: int
    mask: Tensor
    distance: Tensor
    step: Tensor
    target: Tensor


def epoch_examples(data: Data, stage: Stage, tokenizer: Tokenizer, plan: Plan, epoch: int) -> list[Example]:
    """All windows of one epoch of a stage, each document varied anew."""
    rng = random.Random(f"{plan.seed} {stage.name} {epoch}")
    documents = data.of(stage, rng)
    known = common_words(documents)
    found: list[Example] = []
    for document in documents:
        found += examples(varied(document, rng, known), tokenizer, stage.limit, rng)
    return found


def propose(
    example: Example, labels: "np.ndarray[tuple[int], np.dtype[np.int8]]", rng: random.Random
) -> list[CueTarget]:
    """The cues to learn linking from: annotated ones, some with edges as the model sees them, and its false ones."""
    base = example.window.start
    found = [(base + a, base + b) for a, b in spans(labels, 1)]
    cues = []
    for cue in example.cues:
        alike = [f for f in found if f[0] < cue.cue[1] and cue.cue[0] < f[1]]
        edges = alike[0] if alike and rng.random() < 0.5 else cue.cue
        cues.append(CueTarget(edges, cue.source, cue.content))
    taken = [c.cue for c in example.cues]
    for low, high in rng.sample(found, min(len(found), FALSE_CUES)):
        free = not any(low < b and a < high for a, b in taken)
        if free and example.closed[low - base : high - base].all():
            cues.append(CueTarget((low, high), (), ()))
    return cues


def links(items: Sequence[Example], proposals: Sequence[Sequence[CueTarget]]) -> Links | None:
    """The stretch of words around each proposed cue, with the labels of its source and content."""
    wide = max(e.window.end - e.window.start for e in items)
    size = min(2 * REACH + 1, wide)
    rows, cue_spans, lows = [], [], []
    mask, distance, step, target = [], [], [], []
    for row, (example, cues) in enumerate(zip(items, proposals, strict=True)):
        base, count = example.window.start, example.window.end - example.window.start
        for cue in cues:
            start, end = cue.cue[0] - base, cue.cue[1] - base
            low = max(0, min(start - REACH, wide - size))
            rows.append(row)
            cue_spans.append((start, end))
            lows.append(low)
            mask.append(np.arange(low, low + size) < count)
            distance.append(distances(start, end, low, size))
            step.append(sentence_steps(example.words.sentences, base + start, base + low, size))
            target.append(_link_target(example, cue, base + low, size))
    if not rows:
        return None
    tensors = (torch.from_numpy(np.stack(x)) for x in (mask, distance, step, target))
    return Links(rows, cue_spans, lows, size, *tensors)


def _link_target(example: Example, cue: CueTarget, low: int, size: int) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    labels = np.zeros(size, dtype=np.int64)
    for ranges, begin in ((cue.content, CONTENT), (cue.source or (), SOURCE)):
        for a, b in ranges:
            left, right = max(a - low, 0), min(b - low, size)
            if left < right:
                labels[left:right] = begin + 1
                labels[left] = begin
    if cue.source is None:
        labels[labels == 0] = IGNORE
    past = example.window.end - low
    labels[max(past, 0) :] = IGNORE
    return labels


def link_scores(network: Network, keys: Tensor, found: Links) -> Tensor:
    """The linker's role scores for the cues of a batch."""
    keys = keys[..., : keys.shape[-1] // 2]
    words = torch.stack([keys[r, low : low + found.size] for r, low in zip(found.rows, found.lows, strict=True)])
    cue = torch.stack([keys[r, a:b].mean(0) for r, (a, b) in zip(found.rows, found.spans, strict=True)])
    scores: Tensor = network.linker(words, cue, found.mask, found.distance, found.step)
    return scores


WEIGHTS = {"outer": 4.0, "any": 2.0, "role": 1.0, "link": 4.0, "act": 4.0, "status": 0.7, "polarity": 0.5}
WEIGHTS |= {"sides": 1.0, "same": 1.0, "fact": 0.5, "name": 2.0}
"""What each part of the loss counts; "sides" and "same" are the stage's."""


def losses(network: Network, items: Sequence[Example], rng: random.Random) -> dict[str, Tensor]:
    """The loss of each kind of label of one batch, by the names in WEIGHTS."""
    inputs = batch([(e.words, e.window) for e in items])
    tensors = [torch.from_numpy(x) for x in (inputs.ids, inputs.types, inputs.mask, inputs.first, inputs.last)]
    scores, keys = network.encoder(*tensors)
    wide = scores.shape[1]
    outer, anywhere, role, name = (
        torch.from_numpy(np.stack([np.pad(x, (0, wide - len(x)), constant_values=IGNORE) for x in part]))
        for part in zip(*((e.outer, e.any, e.role, e.name) for e in items), strict=True)
    )
    guesses = scores[..., :3].detach().argmax(-1).numpy()
    proposals = [propose(e, guesses[i, : len(e.outer)], rng) for i, e in enumerate(items)]
    found = links(items, proposals)
    link = label_loss(link_scores(network, keys, found), found.target) if found else scores.sum() * 0
    said = (
        label_loss(scores[..., :3], outer),
        label_loss(scores[..., 3:6], anywhere),
        label_loss(scores[..., 6:BEFORE], role),
        link,
    )
    named = label_loss(scores[..., -NAME_SCORES:], name)
    parts = (*said, *act_losses(network, items, scores, keys, rng), fact_loss(items, scores), named)
    return dict(zip(WEIGHTS, parts, strict=True))


def rate_at(progress: float, warmup: float) -> float:
    """The share of the peak learning rate at a point of the run (0..1): up in a line, then down in a line."""
    return progress / warmup if progress < warmup else max(0.0, (1 - progress) / (1 - warmup))


def fit(network: Network, data: Data, tokenizer: Tokenizer, plan: Plan, folder: Path, log: Log) -> Path:
    """Train stage by stage, leaving a checkpoint in `folder` every half epoch; goes on from the last one it finds.

    Returns the mean of the last two stages' ends, which keeps more of what the earlier ones taught.
    """
    for number, stage in enumerate(plan.stages):
        optimizer = _optimizer(network, stage, plan)
        done = _resume(network, optimizer, folder, number, log)
        while done < stage.epochs:
            epoch = int(done)
            found = epoch_examples(data, stage, tokenizer, plan, epoch)
            plans = list(batches(found, plan.pieces, random.Random(epoch)))
            half = len(plans) // 2
            part = plans[half:] if done % 1 else plans[:half]
            _run(network, optimizer, part, (plan, stage), (done, 0.5 / len(part)), log)
            done += 0.5
            state = {"network": network.state_dict(), "optimizer": optimizer.state_dict()}
            torch.save(state | {"stage": number, "done": done}, folder / "last.pt")
            torch.save(network.state_dict(), folder / f"{stage.name}-{done:.1f}.pt")
    return _averaged(folder, plan.stages[-2:])


def _averaged(folder: Path, stages: Sequence[Stage]) -> Path:
    """A checkpoint with the mean of the weights at the ends of some stages, the last counting most."""
    ends = [torch.load(folder / f"{stage.name}-{stage.epochs:.1f}.pt") for stage in stages]
    shares = [1.0] if len(ends) == 1 else [1 - LAST_SHARE, LAST_SHARE]
    path = folder / "mean.pt"
    torch.save({name: sum(s * end[name] for s, end in zip(shares, ends, strict=True)) for name in ends[-1]}, path)
    return path


def _optimizer(network: Network, stage: Stage, plan: Plan) -> torch.optim.Optimizer:
    heads = [p for n in HEADS for p in getattr(network.encoder, n).parameters() if n != "name"]
    names = list(network.encoder.name.parameters())
    known = {id(p) for p in (*heads, *names)}
    groups = [
        {"params": [p for p in network.encoder.parameters() if id(p) not in known], "peak": stage.rate},
        {"params": [*network.linker.parameters(), *network.act_linker.parameters()], "peak": stage.head_rate},
        {"params": heads, "peak": stage.head_rate},
        {"params": names, "peak": stage.name_rate},
    ]
    return torch.optim.AdamW(groups, lr=stage.rate, weight_decay=plan.decay, fused=True)


def _run(
    network: Network,
    optimizer: torch.optim.Optimizer,
    plans: Sequence[list[Example]],
    settings: tuple[Plan, Stage],
    clock: tuple[float, float],
    log: Log,
) -> None:
    """One half epoch; `clock` is the epochs done before it and the share of an epoch that a step is."""
    plan, stage = settings
    seed = f"{plan.seed} {stage.name} {clock[0]}"
    rng = random.Random(seed)
    torch.manual_seed(random.Random(seed).getrandbits(32))
    network.train()
    start, totals, pieces = time.perf_counter(), np.zeros(len(WEIGHTS)), 0
    for i, items in enumerate(plans):
        share = rate_at((clock[0] + i * clock[1]) / stage.epochs, plan.warmup)
        for group in optimizer.param_groups:
            group["lr"] = group["peak"] * share
        parts = losses(network, items, rng)
        weights = WEIGHTS | {"sides": stage.sides, "same": stage.same}
        loss = torch.stack([weights[name] * part for name, part in parts.items()]).sum()
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        totals += [float(p.detach()) for p in parts.values()]
        pieces += sum(int(e.words.cost[e.window.start : e.window.end].sum()) for e in items)
        if (i + 1) % 20 == 0:
            speed = pieces / (time.perf_counter() - start)
            at = clock[0] + (i + 1) * clock[1]
            names = " ".join(f"{n} {x / 20:.4f}" for n, x in zip(WEIGHTS, totals, strict=True))
            log(f"{stage.name} {at:.2f}  {names}  {speed:.0f} pieces/s")
            totals[:] = 0


def _resume(network: Network, optimizer: torch.optim.Optimizer, folder: Path, stage: int, log: Log) -> float:
    """How many epochs of a stage the last checkpoint has seen; the network and the optimizer are as it left them."""
    path = folder / "last.pt"
    if not path.exists():
        return 0.0
    state = torch.load(path)
    if state["stage"] < stage:
        return 0.0
    network.load_state_dict(state["network"])
    if state["stage"] > stage:
        return float("inf")
    optimizer.load_state_dict(state["optimizer"])
    log(f"going on from epoch {state['done']}")
    return float(state["done"])


def load_tokenizer(path: Path) -> Tokenizer:
    """A tokenizer file, its truncation and padding switched off."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def train(shared: Path, out: Path, encoder: Path, plan: Plan, log: Log, start: Path | None = None) -> Path:
    """Train the network on the open data of `shared`; returns the checkpoint to ship, which stands in `out`.

    `encoder` is a folder with model.safetensors and tokenizer.json of a BERT of six layers; `start` one of a network as
    the package ships it, to go on from instead.
    """
    torch.set_num_threads(plan.threads)
    torch.manual_seed(plan.seed)
    out.mkdir(parents=True, exist_ok=True)
    (out / "plan.json").write_text(json.dumps(asdict(plan), indent=1) + "\n", encoding="utf-8")
    network = Network(Shape())
    if start is None:
        load_encoder(network, encoder / "model.safetensors")
    else:
        restore(network, start)
    return fit(network, _read(shared), load_tokenizer(encoder / "tokenizer.json"), plan, out, log)


def _read(shared: Path) -> Data:
    bulk = shared / "bench" / "bulk" / "bulk.jsonl"
    measured = {d.id for d in read_gold(shared / "gold" / "dev")}
    plain = read_plain((bulk, shared / "bench" / "muc4" / "dev.docs.jsonl"))
    return Data(
        bench=_named(read_bench(shared / "bench" / "attribution" / "train.jsonl")),
        facts=_named(read_facts(shared / "bench" / "factuality" / "factuality.jsonl")),
        gold=_named(read_gold(shared / "gold" / "train")),
        own=_named(d for d in read_gold(CORPUS) if not is_held_out(d)),
        marked=_named(d for d in read_marks(CORPUS / "marks.jsonl", bulk) if not is_held_out(d)),
        plain=_named(d for d in plain if d.id.lower() not in measured),
    )


def _named(documents: Iterable[Document]) -> tuple[Document, ...]:
    return tuple(with_names(documents))
