"""The part of the training that is about events: anchors, how real they are, and their sides, places and times."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from onrecord.coding.sense import AHEAD, BACK
from onrecord.network.decode import distances, sentence_steps
from onrecord.terms import Status
from onrecord.training.data import ROLES, STATUSES, Range
from onrecord.training.examples import IGNORE, ActTarget, Example
from onrecord.training.model import ACTS, REALITY, Network

SHARPNESS = 8.0
"""How fast two anchors go from surely of two events to surely of one, by the cosine between their keys."""

BEFORE = 11
"""Scores of the attribution heads, which stand before those of events."""


@dataclass(frozen=True, slots=True)
class ActLinks:
    """The event linker's input, target and the weight of each target, for the anchors of one batch; their events."""

    events: list[int]
    rows: list[int]
    spans: list[Range]
    lows: list[int]
    size: int
    mask: Tensor
    distance: Tensor
    step: Tensor
    target: Tensor
    weight: Tensor


def act_losses(
    network: Network, items: Sequence[Example], scores: Tensor, keys: Tensor, rng: random.Random
) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    """Losses of one batch: anchors, status, polarity, roles, and which anchors are of one event.

    Zeros where no item has events.
    """
    zero = scores.sum() * 0
    if not any(e.acts for e in items):
        return zero, zero, zero, zero, zero
    wide = scores.shape[1]
    act, status, polarity = (_stacked(items, name, wide) for name in ("act", "status", "polarity"))
    own = scores[..., BEFORE:]
    real = own[..., ACTS : ACTS + REALITY]
    found = act_links(items, rng)
    return (
        label_loss(own[..., :ACTS], act),
        label_loss(real[..., : len(STATUSES)], status),
        label_loss(real[..., len(STATUSES) :], polarity),
        _role_loss(act_link_scores(network, keys, found), found) if found else zero,
        _same_loss(keys, found) if found else zero,
    )


_HAPPENED = [STATUSES.index(s) for s in (Status.OCCURRED, Status.ONGOING)]


def fact_loss(items: Sequence[Example], scores: Tensor) -> Tensor:
    """How unlikely the network finds it that what happened did, and what did not, did not; zero where nothing is known.

    Polarity false is "did not"; else a status of OCCURRED or ONGOING is "happened", any other "uncertain".
    """
    wide = scores.shape[1]
    target = torch.from_numpy(
        np.stack([np.pad(e.fact, (0, wide - len(e.fact)), constant_values=IGNORE) for e in items])
    )
    known = target != IGNORE
    if not bool(known.any()):
        return scores.sum() * 0
    real = scores[..., BEFORE + ACTS : BEFORE + ACTS + REALITY][known]
    status = functional.log_softmax(real[:, : len(STATUSES)], dim=-1)
    denied, affirmed = functional.log_softmax(real[:, len(STATUSES) :], dim=-1).unbind(-1)
    others = [i for i in range(len(STATUSES)) if i not in _HAPPENED]
    happened, uncertain = (affirmed + status[:, part].logsumexp(-1) for part in (_HAPPENED, others))
    return functional.nll_loss(torch.stack((happened, denied, uncertain), dim=-1), target[known])


def _stacked(items: Sequence[Example], name: str, wide: int) -> Tensor:
    rows = [np.full(wide, IGNORE, dtype=np.int64) for _ in items]
    for row, item in zip(rows, items, strict=True):
        if item.acts:
            labels = getattr(item.acts, name)
            row[: len(labels)] = labels
    return torch.from_numpy(np.stack(rows))


def label_loss(scores: Tensor, target: Tensor) -> Tensor:
    """The cross entropy of labels, those to be ignored left out; zero where there is no other."""
    if not bool((target != IGNORE).any()):
        return scores.sum() * 0
    return functional.cross_entropy(scores.reshape(-1, scores.shape[-1]), target.reshape(-1), ignore_index=IGNORE)


def _role_loss(scores: Tensor, found: ActLinks) -> Tensor:
    each = functional.binary_cross_entropy_with_logits(scores, found.target, reduction="none")
    return (each * found.weight).sum() / len(found.rows)


def _same_loss(keys: Tensor, found: ActLinks) -> Tensor:
    """How badly the likeness of two anchors of one window tells whether they are of one event."""
    own = keys[..., keys.shape[-1] // 2 :]
    anchor = torch.stack([own[r, a:b].mean(0) for r, (a, b) in zip(found.rows, found.spans, strict=True)])
    held = functional.normalize(anchor[:, anchor.shape[1] // 2 :], dim=-1)
    rows, events = torch.tensor(found.rows), torch.tensor(found.events)
    pairs = (rows[:, None] == rows[None]).triu(1)
    if not bool(pairs.any()):
        return keys.sum() * 0
    alike = (held @ held.T)[pairs]
    same = (events[:, None] == events[None])[pairs].to(alike.dtype)
    return functional.binary_cross_entropy_with_logits(SHARPNESS * (alike - 0.5), same)


def act_links(items: Sequence[Example], rng: random.Random) -> ActLinks | None:
    """The stretch of words around each annotated anchor, with the words of each role in it."""
    wide = max(e.window.end - e.window.start for e in items)
    size = min(BACK + 1 + AHEAD, wide)
    events, rows, spans, lows = [], [], [], []
    mask, distance, step, target, weight = [], [], [], [], []
    for row, example in enumerate(items):
        base, count = example.window.start, example.window.end - example.window.start
        for item in example.acts.anchors if example.acts else ():
            start, end = _edges((item.anchor[0] - base, item.anchor[1] - base), rng)
            low = max(0, min(start - BACK, wide - size))
            events.append(item.event)
            rows.append(row)
            spans.append((start, end))
            lows.append(low)
            mask.append(np.arange(low, low + size) < count)
            distance.append(distances(start, end, low, size))
            step.append(sentence_steps(example.words.sentences, base + start, base + low, size))
            marked, counted = _role_target(example, item, low, size)
            target.append(marked)
            weight.append(counted)
    if not rows:
        return None
    tensors = (torch.from_numpy(np.stack(x)) for x in (mask, distance, step, target, weight))
    return ActLinks(events, rows, spans, lows, size, *tensors)


def _edges(anchor: Range, rng: random.Random) -> Range:
    """The anchor, or in half of the cases a part of it: rules and people differ in how much of a phrase they mark."""
    start, end = anchor
    if end - start < 2 or rng.random() < 0.5:
        return anchor
    low = rng.randrange(start, end)
    return low, rng.randint(low + 1, end)


def _role_target(
    example: Example, item: ActTarget, low: int, size: int
) -> "tuple[np.ndarray[tuple[int, int], np.dtype[np.float32]], np.ndarray[tuple[int, int], np.dtype[np.float32]]]":
    """1 for the words of each role; weight 0 for words that may stand for it, and past the window's end."""
    base = example.window.start
    count = example.window.end - base
    target, weight = np.zeros((size, len(ROLES)), dtype=np.float32), np.ones((size, len(ROLES)), dtype=np.float32)
    assert example.acts is not None
    pronoun = np.zeros(size, dtype=np.bool_)
    part = example.acts.pronoun[low : low + size]
    pronoun[: len(part)] = part == 1
    for role, (sure, maybe) in enumerate(zip(item.roles, item.maybe, strict=True)):
        for ranges, value in ((maybe, 0.0), (sure, 1.0)):
            for a, b in ranges:
                left, right = max(a - base - low, 0), min(b - base - low, size)
                if left < right:
                    weight[left:right, role] = value
                    target[left:right, role] = value
        if sure:
            weight[pronoun & (target[:, role] == 0), role] = 0
    weight[max(count - low, 0) :] = 0
    return target, weight


def act_link_scores(network: Network, keys: Tensor, found: ActLinks) -> Tensor:
    """The event linker's scores for the anchors of a batch."""
    own = keys[..., keys.shape[-1] // 2 :]
    words = torch.stack([own[r, low : low + found.size] for r, low in zip(found.rows, found.lows, strict=True)])
    anchor = torch.stack([own[r, a:b].mean(0) for r, (a, b) in zip(found.rows, found.spans, strict=True)])
    scores: Tensor = network.act_linker(words, anchor, found.mask, found.distance, found.step)
    return scores
