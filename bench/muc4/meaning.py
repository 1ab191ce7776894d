"""What words mean where they stand: the keys that the package's network gives each word, in a few dimensions."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.network.model import Model
from onrecord.parsed import Parsed

Floats = NDArray[np.float32]
SIZE = 128
_SCALE = 0.15  # of a vector's places against features that are 0 or 1


@dataclass(frozen=True, slots=True)
class Projection:
    """The mean of the network's keys, and the axes along which they differ most."""

    mean: Floats
    axes: Floats

    def __call__(self, keys: Floats) -> Floats:
        """The vectors of words with these keys."""
        found: Floats = ((keys - self.mean) @ self.axes).astype(np.float32)
        return found


def keys_of_tokens(parsed: Parsed, network: Model) -> Floats:
    """The network's keys of each token of a report, the mean of its words' keys; zeros where it has none."""
    read = network.read(parsed.text)
    found = np.zeros((len(parsed.doc), read.act_keys.shape[-1]), dtype=np.float32)
    for token in parsed.doc:
        low, high = read.words.between(token.idx, token.idx + len(token))
        if high > low:
            found[token.i] = read.act_keys[low:high].mean(axis=0)
    return found


def fit_projection(keys: Floats) -> Projection:
    """The axes that keep most of how these keys differ, each scaled alike."""
    mean, spread = keys.mean(axis=0), keys.std(axis=0) + 1e-6
    _, sizes, axes = np.linalg.svd((keys - mean) / spread, full_matrices=False)
    scale = _SCALE * np.sqrt(len(keys)) / sizes[:SIZE]
    return Projection(mean, (axes[:SIZE].T / spread[:, None] * scale).astype(np.float32))
