"""The tiny bundle as torch has it: the same averages and weights, exported as training does it."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import numpy_helper

from tests.kit.tiny_bundle import BANDS, CONTEXT_FRAMES, write_tiny_bundle


def write_tiny_torch_bundle(folder: Path) -> Path:
    """The bundle of `write_tiny_bundle` with its model as `torch.export` saves it."""
    import torch  # noqa: PLC0415 - only where the extra is installed

    write_tiny_bundle(folder)
    told = json.loads((folder / "manifest.json").read_text())
    frames = told["block"]["core_frames"] + 2 * told["block"]["margin_frames"]
    example = (torch.zeros(1, frames, BANDS),)
    target = folder / "model.pt2"
    torch.export.save(torch.export.export(_model(_weights(folder / "model.onnx")), example), target)
    told["model"] |= {
        "file": target.name,
        "sha256": hashlib.sha256(target.read_bytes()).hexdigest(),
        "runtime": "torch",
    }
    (folder / "manifest.json").write_text(json.dumps(told))
    return folder


def _weights(path: Path) -> dict[str, NDArray[np.float32]]:
    held = onnx.load(path).graph.initializer
    return {one.name: numpy_helper.to_array(one).copy() for one in held}


def _model(weights: dict[str, NDArray[np.float32]]) -> Any:
    import torch  # noqa: PLC0415 - only where the extra is installed

    class Tiny(torch.nn.Module):  # type: ignore[misc]  # torch tells mypy nothing
        def __init__(self) -> None:
            super().__init__()
            for name in ("to_labels", "to_embedding", "bias"):
                self.register_buffer(name, torch.from_numpy(weights[name]))

        def forward(self, log_mel: Any) -> Any:
            mean = torch.nn.functional.avg_pool1d(
                log_mel.transpose(1, 2),
                CONTEXT_FRAMES,
                stride=1,
                padding=CONTEXT_FRAMES // 2,
                count_include_pad=False,
            ).transpose(1, 2)
            scores = mean.reshape(mean.shape[0], -1, 4 * BANDS) @ self.to_labels + self.bias
            return scores, mean.reshape(mean.shape[0], -1, 32 * BANDS) @ self.to_embedding

    return Tiny().eval()
