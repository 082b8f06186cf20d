"""Reads YAMNet's quantised weights out of its tflite file into the float trunk."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from earshot_training.models.trunk import Trunk

WEIGHTED = ("CONV_2D", "DEPTHWISE_CONV_2D", "FULLY_CONNECTED")
FIRST_NETWORK_TENSOR = 30  # the tensors before it belong to the front end


@dataclass(frozen=True, slots=True, kw_only=True)
class Classifier:
    """YAMNet's last layer: `weight` (521, 1024) and `bias` (521,)."""

    weight: NDArray[np.float32]
    bias: NDArray[np.float32]


def load_yamnet(path: Path) -> tuple[Trunk, Classifier]:
    """Build the trunk with YAMNet's weights (int8 per channel times its scales)."""
    from ai_edge_litert.interpreter import Interpreter  # noqa: PLC0415 - only this needs it

    interpreter = Interpreter(str(path), num_threads=1)
    interpreter.allocate_tensors()
    layers = [
        tuple(_dequantised(interpreter, int(index)) for index in operation["inputs"][1:3])
        for operation in interpreter._get_ops_details()  # noqa: SLF001 - the only way to the graph
        if operation["op_name"] in WEIGHTED and operation["inputs"][1] > FIRST_NETWORK_TENSOR
    ]
    trunk = Trunk()
    convolutions = [module for module in trunk.modules() if isinstance(module, nn.Conv2d)]
    if len(layers) != len(convolutions) + 1:
        raise ValueError(f"{path} holds {len(layers)} layers, not YAMNet's")
    for convolution, (weight, bias) in zip(convolutions, layers, strict=False):
        order = (3, 0, 1, 2) if convolution.groups > 1 else (0, 3, 1, 2)
        convolution.weight.data = torch.from_numpy(weight.transpose(order).copy())
        convolution.bias.data = torch.from_numpy(bias.copy())
    return trunk, Classifier(weight=layers[-1][0], bias=layers[-1][1])


def _dequantised(interpreter: Any, index: int) -> NDArray[np.float32]:
    detail = next(d for d in interpreter.get_tensor_details() if d["index"] == index)
    quantisation = detail["quantization_parameters"]
    values = interpreter.get_tensor(index).astype(np.float64)
    shape = [1] * values.ndim
    shape[quantisation["quantized_dimension"]] = -1
    offset = quantisation["zero_points"].reshape(shape)
    return np.asarray((values - offset) * quantisation["scales"].reshape(shape), np.float32)
