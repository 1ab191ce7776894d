"""A network comes back from its shipped graphs nearly as it was."""

from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="the training extra is not installed")
pytest.importorskip("onnx", reason="the training extra is not installed")

from onrecord.training.export import export  # noqa: E402 - they need torch
from onrecord.training.model import Network, Shape  # noqa: E402
from onrecord.training.restore import restore  # noqa: E402

SHAPE = Shape(layers=2, width=48, heads=4, inner=96, vocabulary=300, places=64, link_width=16, link_heads=2)


@pytest.mark.filterwarnings("ignore")  # of the exporter
def test_weights_are_restored_as_exact_as_8_bits_are(tmp_path: Path) -> None:
    torch.manual_seed(1)
    shipped, restored = Network(SHAPE), Network(SHAPE)
    for weight in shipped.parameters():  # as training leaves them: the exporter joins biases that are alike
        torch.nn.init.normal_(weight, std=0.1)
    export(shipped, tmp_path)
    restore(restored, tmp_path)
    before, after = shipped.state_dict(), restored.state_dict()
    for name, weight in before.items():
        assert (weight - after[name]).abs().max() <= 0.02 * weight.abs().max(), name
