"""The network's files are those its manifest speaks of, and a missing one is told of."""

import hashlib
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from onrecord.errors import StopRun
from onrecord.network.model import FOLDER, Model, load


def test_the_manifest_tells_what_the_weights_are(network: Model) -> None:
    assert network.manifest["encoder"]["licence"] == "Apache-2.0"
    assert network.manifest["scores on bench/attribution/dev.jsonl"]["content F1"] > 70


def test_the_shipped_files_are_those_of_the_manifest(network: Model) -> None:
    shipped = files("onrecord").joinpath(FOLDER)
    for name, digest in network.manifest["sha256 of files"].items():
        assert hashlib.sha256(shipped.joinpath(name).read_bytes()).hexdigest() == digest, name


def test_cues_are_scored_alike_alone_and_among_others(network: Model) -> None:
    rng = np.random.default_rng(7)
    lengths = np.array([9, 30, 4, 17, 30, 12, 22, 8, 15, 26])
    many, wide = len(lengths), 30
    mask = (np.arange(wide)[None] < lengths[:, None]).astype(np.int64)
    words = rng.standard_normal((many, wide, 512)).astype(np.float32)
    cue = rng.standard_normal((many, 512)).astype(np.float32)
    distance, step = rng.integers(0, 27, (many, wide)), rng.integers(0, 5, (many, wide))
    together = network.backend.link_acts(words, cue, mask, distance, step)
    assert together.shape == (many, wide, 5)
    for i, n in enumerate(lengths.tolist()):
        cut = (x[i : i + 1, :n] for x in (mask, distance, step))
        alone = network.backend.link_acts(words[i : i + 1, :n], cue[i : i + 1], *cut)
        alike = np.corrcoef(together[i, :n].ravel(), alone[0].ravel())[0, 1]
        assert alike > 0.99, "8-bit weights round by what is run together"


def test_a_missing_file_is_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StopRun, match=r"manifest.json is missing; install the package anew, or use the rules"):
        load(tmp_path)
