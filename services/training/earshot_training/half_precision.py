"""Stores a network's weights in half the bytes while it still computes in float32."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import copy
from pathlib import Path
from typing import TypeVar

import numpy as np
import torch
from torch import nn

Module = TypeVar("Module", bound=nn.Module)

LEAST_VALUES = 1024  # smaller tensors are not worth a node in the graph


def rounded_weights(model: Module) -> Module:
    """Copy of a network with every weight rounded to a value that float16 can hold."""
    copied = copy.deepcopy(model)
    with torch.no_grad():
        for parameter in copied.parameters():
            parameter.copy_(parameter.half().float())
    return copied


def stored_in_half(path: Path) -> None:
    """Rewrite an ONNX file: big weights become float16 with a cast, which is folded on loading."""
    import onnx  # noqa: PLC0415 - heavy, and only exporting needs it
    from onnx import TensorProto, helper, numpy_helper  # noqa: PLC0415 - as above

    model = onnx.load(str(path))
    casts = []
    for weight in model.graph.initializer:
        values = numpy_helper.to_array(weight)
        if values.dtype != np.float32 or values.size < LEAST_VALUES:
            continue
        name = f"{weight.name}_half"
        casts.append(helper.make_node("Cast", [name], [weight.name], to=TensorProto.FLOAT))
        weight.CopyFrom(numpy_helper.from_array(values.astype(np.float16), name))
    nodes = [*casts, *model.graph.node]
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    onnx.save(model, str(path))
