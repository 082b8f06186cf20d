"""Makes an exported network compute in int8: a quarter of the time and of the bytes."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

# The layers whose sums are the answers stay in float: they are cheap, and rounding them shows.
KEPT_IN_FLOAT = ("model.tag.", "model.time.", "model.embed.")


class Blocks:
    """Feeds calibration blocks, one after the other, as ONNX Runtime asks for them."""

    def __init__(self, blocks: Sequence[NDArray[np.float32]]) -> None:
        self._left = iter(blocks)

    def get_next(self) -> dict[str, NDArray[np.float32]] | None:
        """The next input of the network, None at the end."""
        block = next(self._left, None)
        return None if block is None else {"log_mel": block}


def quantise(source: Path, target: Path, blocks: Sequence[NDArray[np.float32]]) -> None:
    """Write `source` (float32 ONNX) to `target` with int8 convolutions.

    Weights are int8 per channel with all eight bits: YAMNet's came so, and lose much in seven.
    The range of every activation is what `blocks` (each (1, mel_frame, mel_band)) reach, given
    by quantise and dequantise nodes that the runtime fuses. ReLU and ReLU6 are taken along so
    that they become part of the rounding and cost nothing.
    """
    import onnx  # noqa: PLC0415 - heavy, and only exporting needs it
    from onnxruntime import quantization  # noqa: PLC0415 - as above
    from onnxruntime.quantization.shape_inference import quant_pre_process  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        ready = Path(folder) / "ready.onnx"
        quant_pre_process(str(source), str(ready), skip_symbolic_shape=True)
        model = onnx.load(str(ready))
        fold_paddings(model)
        onnx.save(model, str(ready))
        quantization.quantize_static(
            str(ready),
            str(target),
            Blocks(blocks),
            quant_format=quantization.QuantFormat.QDQ,
            op_types_to_quantize=["Conv", "Clip", "Relu"],
            nodes_to_exclude=_kept_in_float(model),
            per_channel=True,
            activation_type=quantization.QuantType.QUInt8,
            weight_type=quantization.QuantType.QInt8,
        )


def fold_paddings(model: Any) -> None:
    """Let convolutions pad for themselves where the ONNX graph has a node before them that does.

    PyTorch writes one for padding on one side only; it stands between two int8 convolutions and
    would have the map widened to float, copied and rounded again.
    """
    from onnx import numpy_helper  # noqa: PLC0415 - heavy, and only exporting needs it

    graph = model.graph
    constants = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    for padding in [node for node in graph.node if node.op_type == "Pad"]:
        users = [node for node in graph.node if padding.output[0] in node.input]
        if len(users) != 1 or users[0].op_type != "Conv" or not _is_zero(padding, constants):
            continue
        told = next((a for a in users[0].attribute if a.name == "pads"), None)
        added = constants[padding.input[1]].tolist()
        rank = len(added) // 2
        if told is None or any(added[:2] + added[rank : rank + 2]) or min(added) < 0:
            continue
        spatial = added[2:rank] + added[rank + 2 :]
        told.ints[:] = [have + more for have, more in zip(told.ints, spatial, strict=True)]
        users[0].input[0] = padding.input[0]
        graph.node.remove(padding)
    used = {name for node in graph.node for name in node.input}
    for one in [one for one in graph.initializer if one.name not in used]:
        graph.initializer.remove(one)


def _is_zero(padding: Any, constants: Mapping[str, NDArray[Any]]) -> bool:
    """Whether a Pad node puts a known number of zeros around."""
    names = [name for name in padding.input if name]
    mode = [one.s for one in padding.attribute if one.name == "mode"]
    if mode not in ([], [b"constant"]) or any(name not in constants for name in names[1:]):
        return False
    return not any(np.any(constants[name]) for name in names[2:3])


def _kept_in_float(model: Any) -> list[str]:
    return [
        node.name
        for node in model.graph.node
        if any(name.startswith(KEPT_IN_FLOAT) for name in node.input)
    ]
