"""Int8 networks: close to the float network, and with nothing left in float that is heavy."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

torch: Any = pytest.importorskip("torch", reason="needs torch")
onnx: Any = pytest.importorskip("onnx", reason="needs onnx")

from earshot_training.export import BLOCK_FRAMES, run_onnx, write_onnx  # noqa: E402 - after checks
from earshot_training.int8 import fold_paddings, quantise  # noqa: E402 - as above
from earshot_training.models.keen import Keen  # noqa: E402 - as above
from earshot_training.models.keen_settings import KeenSettings  # noqa: E402 - as above

# The exporter that writes plain graphs is PyTorch's old one, and says so.
pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:Constant folding:UserWarning"),
]


def _blocks(seed: int, count: int) -> list[NDArray[np.float32]]:
    rng = np.random.default_rng(seed)
    shape = (1, BLOCK_FRAMES, 64)
    return [rng.normal(-3.0, 2.0, shape).astype(np.float32) for _ in range(count)]


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A random network as ONNX, float32 and int8."""
    torch.manual_seed(5)
    model = Keen(KeenSettings(labels=7, hidden=64, width=32, embedding_size=8)).eval()
    with torch.no_grad():
        for parameter in model.trunk.parameters():
            parameter.mul_(2.0)  # keeps a random trunk from fading to nothing
        model.time.weight.normal_(std=0.1)
    folder = tmp_path_factory.mktemp("int8")
    exact, small = folder / "exact.onnx", folder / "small.onnx"
    write_onnx(model, exact)
    quantise(exact, small, _blocks(1, 2))
    return exact, small


def test_answers_stay_close(exported: tuple[Path, Path]) -> None:
    for block in _blocks(2, 1):
        for wanted, found in zip(*(run_onnx(path, block) for path in exported), strict=True):
            assert found.shape == wanted.shape
            assert np.abs(found - wanted).mean() < 0.2 * wanted.std()


def test_only_the_last_layers_stay_in_float(exported: tuple[Path, Path]) -> None:
    graph = onnx.load(str(exported[1])).graph
    made_by = {name: node for node in graph.node for name in node.output}
    convolutions = [node for node in graph.node if node.op_type == "Conv"]
    floats = [
        node.input[1]
        for node in convolutions
        if node.input[1] not in made_by  # no dequantising
    ]
    assert len(convolutions) > len(floats) == 3
    assert not [node for node in graph.node if node.op_type in ("Clip", "If", "Expand")]


@pytest.mark.parametrize(("value", "left"), [(0.0, 0), (1.0, 1)])
def test_zero_paddings_are_folded_without_a_change(tmp_path: Path, value: float, left: int) -> None:
    model = _padded_convolution(value)
    onnx.save(model, str(tmp_path / "as_it_was.onnx"))
    fold_paddings(model)
    onnx.save(model, str(tmp_path / "folded.onnx"))
    assert [node.op_type for node in model.graph.node].count("Pad") == left
    block = np.random.default_rng(4).normal(size=(1, 2, 6, 5)).astype(np.float32)
    before, after = (
        run_onnx(tmp_path / name, block)[0] for name in ("as_it_was.onnx", "folded.onnx")
    )
    np.testing.assert_allclose(after, before, atol=1e-6)


def _padded_convolution(value: float) -> Any:
    """Zeros, or ones, behind both axes, then a convolution with stride two."""
    helper, numpy_helper = onnx.helper, onnx.numpy_helper
    weight = np.random.default_rng(3).normal(size=(4, 2, 3, 3)).astype(np.float32)
    constants = {
        "pads": np.array([0, 0, 0, 0, 0, 0, 1, 1], np.int64),
        "value": np.array(value, np.float32),
        "weight": weight,
    }
    nodes = [
        helper.make_node("Pad", ["log_mel", "pads", "value"], ["padded"]),
        helper.make_node("Conv", ["padded", "weight"], ["maps"], strides=[2, 2], pads=[0, 0, 0, 0]),
    ]
    graph = helper.make_graph(
        nodes,
        "padded",
        [helper.make_tensor_value_info("log_mel", onnx.TensorProto.FLOAT, [1, 2, 6, 5])],
        [helper.make_tensor_value_info("maps", onnx.TensorProto.FLOAT, None)],
        [numpy_helper.from_array(array, name) for name, array in constants.items()],
    )
    opsets = [helper.make_opsetid("", 17)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=8)
