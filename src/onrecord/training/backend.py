"""The network in PyTorch behind the interface that the stages read through."""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from onrecord.network.encode import Batch, Floats, Ints
from onrecord.training.model import Linker, Network


@dataclass(frozen=True, slots=True)
class TorchBackend:
    """A network that is asked, not trained."""

    network: Network

    def encode(self, inputs: Batch) -> tuple[Floats, Floats]:
        """Scores of words, and the keys of both linkers."""
        with torch.no_grad():
            scores, keys = self.network.encoder(
                *(torch.from_numpy(x) for x in (inputs.ids, inputs.types, inputs.mask, inputs.first, inputs.last))
            )
        return scores.numpy(), keys.numpy()

    def link(self, words: Floats, cue: Floats, mask: Ints, distance: Ints, step: Ints) -> Floats:
        """Role scores of the words near each cue."""
        return _linked(self.network.linker, words, cue, mask, distance, step)

    def link_acts(self, words: Floats, cue: Floats, mask: Ints, distance: Ints, step: Ints) -> Floats:
        """Scores of the words near each anchor."""
        return _linked(self.network.act_linker, words, cue, mask, distance, step)


def _linked(linker: Linker, *inputs: Floats | Ints) -> Floats:
    with torch.no_grad():
        scores: Tensor = linker(*(torch.from_numpy(x) for x in inputs))
    return np.asarray(scores.numpy())
