"""The attribution network: a small BERT encoder, heads over words, and a linker that reads from a cue's place."""

from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from onrecord.network.decode import ROLE_LABELS, SIDE
from onrecord.network.names import NAME_SCORES
from onrecord.training.data import ROLES, STATUSES, TYPES

CASES = 3
STEPS = 5
CUES = 3
"""Labels of a cue head: outside, begin, inside."""
ACTS = 2 + len(TYPES)
"""Labels of the anchor head: outside, the beginning of an anchor of each type, inside."""
REALITY = len(STATUSES) + 2
"""Scores of an anchor's statuses, then of its polarity: did not happen, did."""


NAMES_FROM = 1
"""The layer, counted from 0, whose states, which know single words better, tell of names beside those of the last."""


HEADS = ("cue", "role", "keys", "act", "reality", "name", "act_keys")
"""The encoder's parts that are not in the published weights."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of the network."""

    layers: int = 5
    width: int = 384
    heads: int = 12
    inner: int = 1536
    vocabulary: int = 30522
    places: int = 512
    link_width: int = 128
    link_heads: int = 4
    dropout: float = 0.1


class Layer(nn.Module):
    """One transformer layer, normalised after each part as BERT is."""

    def __init__(self, width: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.dropout = dropout
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """The next states; `bias` is added to the attention scores."""
        n, t, width = x.shape
        q, k, v = self.qkv(x).view(n, t, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(
            q, k, v, attn_mask=bias
        )  # no dropout here: it has no fast path on a CPU
        mixed = self.out(mixed.transpose(1, 2).reshape(n, t, width))
        x = self.norm1(x + functional.dropout(mixed, self.dropout, self.training))
        fed = self.down(functional.gelu(self.up(x)))
        done: Tensor = self.norm2(x + functional.dropout(fed, self.dropout, self.training))
        return done


class Encoder(nn.Module):
    """Word pieces to states of words, cue scores, role scores, and what the linker needs of each word."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        width, link = shape.width, shape.link_width
        self.pieces = nn.Embedding(shape.vocabulary, width)
        self.places = nn.Embedding(shape.places, width)
        self.cases = nn.Embedding(CASES, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(width, shape.heads, shape.inner, shape.dropout) for _ in range(shape.layers))
        self.cue = nn.Linear(width, 2 * CUES)
        self.role = nn.Linear(width, len(ROLE_LABELS))
        self.keys = nn.Linear(width, 4 * link)
        self.act = nn.Linear(width, ACTS)
        self.reality = nn.Linear(width, REALITY)
        self.name = nn.Linear(2 * width, NAME_SCORES)
        self.act_keys = nn.Linear(width, 4 * link)

    def forward(self, ids: Tensor, types: Tensor, mask: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, Tensor]:
        """Scores [windows, words, 6 cue + 5 role + anchors + reality + names], and both linkers' keys."""
        at = torch.arange(ids.shape[1], device=ids.device)
        x = self.norm(self.pieces(ids) + self.places(at)[None] + self.cases(types))
        x = functional.dropout(x, self.shape.dropout, self.training)
        bias = ((1.0 - mask.to(x.dtype)) * -1e4)[:, None, None, :]
        early = x
        for number, layer in enumerate(self.layers):
            x = layer(x, bias)
            early = x if number == NAMES_FROM else early
        words, before = (self._words(state, first, last) for state in (x, early))
        scores = torch.cat([head(words) for head in (self.cue, self.role, self.act, self.reality)], dim=-1)
        scores = torch.cat((scores, self.name(torch.cat((before, words), dim=-1))), dim=-1)
        return scores, torch.cat((self.keys(words), self.act_keys(words)), dim=-1)

    def _words(self, x: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """The states of words: the mean of those of their first and last pieces."""
        begin, end = (x.gather(1, at.unsqueeze(-1).expand(-1, -1, x.shape[-1])) for at in (first, last))
        return functional.dropout(0.5 * (begin + end), self.shape.dropout, self.training)


class Linker(nn.Module):
    """What the words near a cue, or an anchor, are to it: in a cue's source, its content, or neither, for one."""

    def __init__(self, shape: Shape, labels: int) -> None:
        super().__init__()
        self.width = width = shape.link_width
        self.distance = nn.Embedding(1 + 2 * SIDE, width)
        self.step = nn.Embedding(STEPS, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layer = Layer(width, shape.link_heads, 2 * width, shape.dropout)
        self.role = nn.Linear(width, labels)

    def forward(self, words: Tensor, cue: Tensor, mask: Tensor, distance: Tensor, step: Tensor) -> Tensor:
        """Scores [cues, words, labels]: `words` are the keys of words near each cue, `cue` the mean of its own."""
        w = self.width
        x = words[..., :w] + words[..., w : 2 * w] * cue[:, None, 3 * w :] + cue[:, None, 2 * w : 3 * w]
        x = self.norm(x + self.distance(distance) + self.step(step))
        bias = ((1.0 - mask.to(x.dtype)) * -1e4)[:, None, None, :]
        scores: Tensor = self.role(self.layer(x, bias))
        return scores


class Network(nn.Module):
    """The encoder, the linker of attributions and that of events, trained together."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.encoder = Encoder(shape)
        self.linker = Linker(shape, len(ROLE_LABELS))
        self.act_linker = Linker(shape, len(ROLES))
        for module in self.modules():
            if isinstance(module, nn.Linear | nn.Embedding):
                nn.init.normal_(module.weight, std=0.02)
            if isinstance(module, nn.Linear):
                nn.init.zeros_(module.bias)
        with torch.no_grad():
            self.encoder.cue.bias[::CUES] = 4.0  # begin by finding no cue, lest the first steps link nonsense
            self.encoder.act.bias[0] = 3.0
            self.act_linker.role.bias.fill_(-3.0)
        for linker in (self.linker, self.act_linker):
            nn.init.normal_(linker.distance.weight, std=0.1)
            nn.init.normal_(linker.step.weight, std=0.1)


def load_encoder(network: Network, weights: Path) -> None:
    """Put the weights of a published BERT (a safetensors file) into the encoder; all letter cases begin alike."""
    got = load_file(str(weights))
    got = {k.removeprefix("bert."): v for k, v in got.items()}
    own: dict[str, Tensor] = {
        "pieces.weight": got["embeddings.word_embeddings.weight"],
        "places.weight": got["embeddings.position_embeddings.weight"],
        "cases.weight": got["embeddings.token_type_embeddings.weight"][:1].repeat(CASES, 1),
        "norm.weight": got["embeddings.LayerNorm.weight"],
        "norm.bias": got["embeddings.LayerNorm.bias"],
    }
    names = {
        "out": "attention.output.dense",
        "norm1": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm2": "output.LayerNorm",
    }
    for i in range(network.encoder.shape.layers):
        base = f"encoder.layer.{i}."
        for part in ("weight", "bias"):
            query = [got[f"{base}attention.self.{n}.{part}"] for n in ("query", "key", "value")]
            own[f"layers.{i}.qkv.{part}"] = torch.cat(query)
            for mine, theirs in names.items():
                own[f"layers.{i}.{mine}.{part}"] = got[f"{base}{theirs}.{part}"]
    missing = set(network.encoder.load_state_dict(own, strict=False).missing_keys)
    unexpected = {k for k in missing if k.split(".")[0] not in HEADS}
    if unexpected:
        raise ValueError(f"{weights} lacks {sorted(unexpected)}")
