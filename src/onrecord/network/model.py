"""The trained network as the package ships it: three graphs, a tokenizer, and a manifest."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from onrecord.errors import StopRun
from onrecord.network.encode import Batch, Floats, Ints, tokenise
from onrecord.network.reading import Reading

FOLDER = "data/network"
_CUES_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Sessions:
    """The network's three graphs, loaded for one thread."""

    encoder: onnxruntime.InferenceSession
    linker: onnxruntime.InferenceSession
    act_linker: onnxruntime.InferenceSession

    @classmethod
    def load(cls, folder: Path) -> "Sessions":
        """The graphs of a folder."""
        return cls(*(_session(folder / f"{name}.onnx") for name in ("encoder", "linker", "act_linker")))

    def encode(self, inputs: Batch) -> tuple[Floats, Floats]:
        """Scores of words, and the keys of both linkers."""
        feed = {n: getattr(inputs, n) for n in ("ids", "types", "mask", "first", "last")}
        scores, keys = self.encoder.run(None, feed)
        return scores, keys

    def link(self, words: Floats, cue: Floats, mask: Ints, distance: Ints, step: Ints) -> Floats:
        """Role scores of the words near each cue."""
        return _linked(self.linker, words, cue, mask, distance, step)

    def link_acts(self, words: Floats, cue: Floats, mask: Ints, distance: Ints, step: Ints) -> Floats:
        """Scores of the words near each anchor."""
        return _linked(self.act_linker, words, cue, mask, distance, step)


def _linked(
    session: onnxruntime.InferenceSession, words: Floats, cue: Floats, mask: Ints, distance: Ints, step: Ints
) -> Floats:
    """The scores of a linker; those of words that the mask leaves out, which stand last, mean nothing.

    A few cues of about one length are run together: more do not fit the processor's cache, and padding costs as much
    as words do.
    """
    lengths = mask.sum(axis=1)
    order = np.argsort(lengths, kind="stable")
    scores = np.zeros((*mask.shape, int(session.get_outputs()[0].shape[-1])), dtype=np.float32)
    for some in (order[i : i + _CUES_AT_ONCE] for i in range(0, len(order), _CUES_AT_ONCE)):
        near = slice(0, int(lengths[some].max()))
        cut = (part[some, near] for part in (words, mask, distance, step))
        inputs = dict(zip(("words", "mask", "distance", "step"), cut, strict=True))
        scores[some, near] = session.run(None, inputs | {"cue": cue[some]})[0]
    return scores


def _session(path: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


@dataclass(frozen=True)
class Model:
    """The trained network with its tokenizer; `manifest` tells where it comes from, how it is used, how good it is."""

    tokenizer: Tokenizer
    backend: Sessions
    manifest: Mapping[str, Any]

    def read(self, text: str) -> Reading:
        """The network's reading of a report's text, as `readable` makes it for the parser."""
        settings = self.manifest["settings"]
        words = tokenise(self.tokenizer, text)
        return Reading.of(words, self.backend, settings["limit"], settings["batch_pieces"])


def load(folder: Path | None = None) -> Model:
    """The network of a folder, or the one that comes with the package.

    Raises:
        StopRun: a file of the network is missing.
    """
    if folder is None:
        with as_file(files("onrecord").joinpath(FOLDER)) as shipped:
            return load(shipped)
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        tokenizer = Tokenizer.from_str((folder / "tokenizer.json").read_text(encoding="utf-8"))
    except FileNotFoundError as err:
        raise StopRun(f"{err.filename} is missing; install the package anew, or use the rules") from err
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return Model(tokenizer, Sessions.load(folder), manifest)
