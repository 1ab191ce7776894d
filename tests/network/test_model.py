"""The network's files are those its manifest speaks of, and a missing one is told of."""

import hashlib
from importlib.resources import files
from pathlib import Path

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


def test_a_missing_file_is_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StopRun, match=r"manifest.json is missing; install the package anew, or use the rules"):
        load(tmp_path)
