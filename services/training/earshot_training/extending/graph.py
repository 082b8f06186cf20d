"""The graph of an exported network: where its labels' logits come from, and one label more."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

LOGITS = "logits"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tap:
    """A convolution in float with one row a label; a logit is the sum over all of them."""

    weight: str
    bias: str
    features: str
    """The tensor (batch, channel, step) that it reads."""


def find_taps(model: Any, labels: int) -> tuple[Tap, ...]:
    """All last layers of a network; `ValueError` where none can be told."""
    from onnx import TensorProto  # noqa: PLC0415 - heavy, and only extending needs it

    held = {one.name: one for one in model.graph.initializer}
    taps = []
    for node in model.graph.node:
        if node.op_type != "Conv" or len(node.input) < 3 or node.input[1] not in held:  # noqa: PLR2004
            continue
        weight = held[node.input[1]]
        is_float = weight.data_type == TensorProto.FLOAT
        if is_float and weight.dims[0] == labels and list(weight.dims[2:]) == [1]:
            taps.append(Tap(weight=weight.name, bias=node.input[2], features=node.input[0]))
    if not taps:
        raise ValueError(f"the network has no last layer in float with {labels} rows")
    return tuple(taps)


def tapped(model: Any, taps: Sequence[Tap]) -> Any:
    """The same network, which gives the features of the taps beside its answers."""
    from onnx import TensorProto, helper  # noqa: PLC0415 - as above

    wider = copy.deepcopy(model)
    wider.graph.output.extend(
        helper.make_tensor_value_info(name, TensorProto.FLOAT, None)
        for name in dict.fromkeys(tap.features for tap in taps)
    )
    return wider


def with_label(
    model: Any, taps: Sequence[Tap], rows: Sequence[NDArray[np.float32]], bias: float
) -> Any:
    """The same network with one label more, the last; `rows` are its weights, one a tap."""
    from onnx import numpy_helper  # noqa: PLC0415 - as above

    longer = copy.deepcopy(model)
    held = {one.name: one for one in longer.graph.initializer}
    labels = int(held[taps[0].weight].dims[0])
    for number, (tap, row) in enumerate(zip(taps, rows, strict=True)):
        shaped = row.reshape(1, -1, 1).astype(np.float32)
        own_bias = np.array([bias if number == 0 else 0.0], np.float32)
        for name, more in ((tap.weight, shaped), (tap.bias, own_bias)):
            joined = np.concatenate([numpy_helper.to_array(held[name]), more])
            held[name].CopyFrom(numpy_helper.from_array(joined, name))
    _widen_reshapes(longer, labels)
    del longer.graph.value_info[:]
    for output in longer.graph.output:
        if output.name == LOGITS:
            output.type.tensor_type.shape.dim[-1].dim_value = labels + 1
    return longer


def _widen_reshapes(model: Any, labels: int) -> None:
    """Shapes are numbers in the graph: where one names the labels, it names one more."""
    from onnx import numpy_helper  # noqa: PLC0415 - as above

    shapes = {node.input[1] for node in model.graph.node if node.op_type == "Reshape"}
    tensors = {one.name: one for one in model.graph.initializer}
    for node in model.graph.node:
        if node.op_type == "Constant":
            tensors |= dict.fromkeys(
                node.output, next(one.t for one in node.attribute if one.name == "value")
            )
    for name in shapes & tensors.keys():
        told = numpy_helper.to_array(tensors[name])
        if (told == labels).any():
            wider = np.where(told == labels, labels + 1, told)
            tensors[name].CopyFrom(numpy_helper.from_array(wider, tensors[name].name))
