"""A trained network as ONNX files with 8-bit weights."""

from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor

from onrecord.coding.sense import AHEAD, BACK
from onrecord.network.decode import REACH
from onrecord.training.model import Linker, Network

OPSET = 17


def export(network: Network, folder: Path) -> None:
    """Write encoder.onnx, linker.onnx and act_linker.onnx, weights in 8 bits."""
    network.eval()
    folder.mkdir(parents=True, exist_ok=True)
    _encoder(network, folder)
    _linker(network.linker, 2 * REACH + 1, folder / "linker.onnx")
    _linker(network.act_linker, BACK + 1 + AHEAD, folder / "act_linker.onnx")


def _encoder(network: Network, folder: Path) -> Path:
    pieces, words = torch.ones(2, 24, dtype=torch.int64), torch.arange(1, 17).expand(2, -1).contiguous()
    inputs = (pieces, pieces * 0, pieces, words, words)
    names = ("ids", "types", "mask", "first", "last")
    axes = {n: {0: "windows", 1: "pieces" if n in names[:3] else "words"} for n in names}
    axes |= {n: {0: "windows", 1: "words"} for n in ("scores", "keys")}
    return _write(network.encoder, inputs, (names, ("scores", "keys")), axes, folder / "encoder.onnx")


def _linker(linker: Linker, size: int, path: Path) -> Path:
    width = 4 * linker.width
    ones = torch.ones(2, size, dtype=torch.int64)
    inputs = (torch.zeros(2, size, width), torch.zeros(2, width), ones, ones, ones)
    names = ("words", "cue", "mask", "distance", "step")
    axes = {n: {0: "cues"} if n == "cue" else {0: "cues", 1: "near"} for n in (*names, "scores")}
    return _write(linker, inputs, (names, ("scores",)), axes, path)


def _write(
    module: torch.nn.Module,
    inputs: tuple[Tensor, ...],
    names: tuple[tuple[str, ...], tuple[str, ...]],
    axes: dict[str, dict[int, str]],
    path: Path,
) -> Path:
    plain = path.with_suffix(".fp32.onnx")
    torch.onnx.export(
        module,
        inputs,
        str(plain),
        input_names=list(names[0]),
        output_names=list(names[1]),
        dynamic_axes=axes,
        opset_version=OPSET,
        dynamo=False,
    )
    quantize_dynamic(str(plain), str(path), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    plain.unlink()
    return path
