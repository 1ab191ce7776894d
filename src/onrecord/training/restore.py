"""The weights of a shipped network put back into PyTorch, to train it further."""

from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import nn

from onrecord.training.model import Network

Arrays = dict[str, NDArray[np.generic]]


def restore(network: Network, folder: Path) -> None:
    """Give a network the weights of encoder.onnx, linker.onnx and act_linker.onnx, as exact as 8 bits are.

    Heads that the shipped network lacks stay as they are.
    """
    for name in ("encoder", "linker", "act_linker"):
        module: nn.Module = getattr(network, name)
        module.load_state_dict(_weights(folder / f"{name}.onnx", module), strict=False)


def _weights(path: Path, module: nn.Module) -> dict[str, torch.Tensor]:
    """What a graph holds under the names of the module's parameters.

    The exporter keeps all names but those of the matrices of linear layers; such a one is known by the bias that is
    added to what it yields, which must be unlike all others, as those that were trained are.
    """
    graph = onnx.load(str(path)).graph
    held: Arrays = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    known = {name: held[name] for name, _ in module.named_parameters() if name in held}
    for name in (n.removesuffix("_quantized") for n in held if n.endswith("_quantized")):
        if name in dict(module.named_parameters()):
            known[name] = _real(held, name)
        else:
            known[_bias(graph, f"{name}_quantized", held).removesuffix("bias") + "weight"] = _real(held, name).T
    return {name: torch.from_numpy(np.array(array, dtype=np.float32)) for name, array in known.items()}


def _bias(graph: onnx.GraphProto, name: str, held: Arrays) -> str:
    """The bias that is added to what comes of a matrix: the first value of its own on the way that is no scale."""
    while True:
        node = next(n for n in graph.node if name in n.input)
        if node.op_type == "Add":
            return next(str(n) for n in node.input if n in held)
        name = node.output[0]


def _real(held: Arrays, name: str) -> NDArray[np.float32]:
    scale, zero, values = (held[f"{name}_{part}"].astype(np.float32) for part in ("scale", "zero_point", "quantized"))
    return np.asarray((values - zero) * scale, dtype=np.float32)
