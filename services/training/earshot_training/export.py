"""Writes a bundle: the network as ONNX with calibration folded in, checked against torch."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import copy
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from earshot_training.models.keen import Keen
from earshot_training.models.networks import Network, served
from earshot_training.tuning.calibration import Calibration

BLOCK_FRAMES = 3456
PARITY = 1e-3


def calibrated(model: Network, calibration: Calibration) -> Network:
    """Fold scale and bias into the two last layers, whose sum is the frame logit."""
    folded: Network = copy.deepcopy(model).eval()
    scale = torch.from_numpy(calibration.scale)
    with torch.no_grad():
        for layer in (folded.tag, folded.time):
            layer.weight.mul_(scale.view(-1, *[1] * (layer.weight.dim() - 1)))
            layer.bias.mul_(scale)
        folded.time.bias.add_(torch.from_numpy(calibration.bias))
    return folded


def with_embedding(
    model: Keen, projection: NDArray[np.float32], centre: NDArray[np.float32]
) -> Keen:
    """Set the embedding to `projection` (embedding, 1024) of the centred trunk features."""
    with torch.no_grad():
        model.embed.weight.copy_(torch.from_numpy(projection)[:, :, None])
        model.embed.bias.copy_(torch.from_numpy(-projection @ centre))
    return model


def write_onnx(model: Network, path: Path) -> None:
    """Export with a free batch axis and check that ONNX Runtime computes what torch does."""
    plain = copy.deepcopy(model).eval().to(memory_format=torch.contiguous_format)
    example = torch.from_numpy(_example())
    torch.onnx.export(
        served(plain, BLOCK_FRAMES).eval(),
        (example,),
        str(path),
        dynamo=False,
        opset_version=17,
        input_names=["log_mel"],
        output_names=["logits", "embeddings"],
        dynamic_axes={name: {0: "batch"} for name in ("log_mel", "logits", "embeddings")},
    )
    with torch.no_grad():
        output = plain(example)
    wanted = (output.frame_logits, output.embeddings)
    for name, ours, theirs in zip(
        ("logits", "embeddings"), wanted, run_onnx(path, _example()), strict=True
    ):
        away = float(np.abs(ours.numpy() - theirs).max())
        if away > PARITY:
            raise ValueError(f"{name} differ by {away:.2g} between torch and ONNX Runtime")


def run_onnx(path: Path, log_mel: NDArray[np.float32]) -> list[NDArray[np.float32]]:
    """Run an exported model on one thread."""
    import onnxruntime  # noqa: PLC0415 - heavy, and only exporting needs it

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    outputs: list[NDArray[np.float32]] = session.run(None, {"log_mel": log_mel})
    return outputs


def _example() -> NDArray[np.float32]:
    rng = np.random.default_rng(3)
    return rng.normal(-3.0, 2.0, (1, BLOCK_FRAMES, 64)).astype(np.float32)
