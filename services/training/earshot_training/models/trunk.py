"""The trunk: YAMNet's MobileNet v1 as a float network, fully convolutional over time.

Architecture and starting weights come from YAMNet (Google, Apache-2.0): one convolution and
thirteen pairs of a depthwise and a pointwise convolution. Time strides by two at five of them:

    log-mel 10 ms > 20 > 20 > 40 > 40 > 80 > 80 > 160 ... 160 > 320 > 320 ms
"""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import nn
from torch.nn import functional

BLOCKS = (
    (1, 64), (2, 128), (1, 128), (2, 256), (1, 256), (2, 512), (1, 512),
    (1, 512), (1, 512), (1, 512), (1, 512), (2, 1024), (1, 1024),
)  # fmt: skip
TAPS = (2, 4, 10, 12)


class TrunkMaps(NamedTuple):
    """Feature maps (batch, channel, step, band) at 40, 80, 160 and 320 ms a step."""

    at_40_ms: torch.Tensor
    at_80_ms: torch.Tensor
    at_160_ms: torch.Tensor
    at_320_ms: torch.Tensor


class SameConvolution(nn.Module):  # type: ignore[misc]  # torch tells mypy nothing
    """A convolution with TensorFlow's `SAME` padding, then ReLU6.

    With stride two and an even size that padding is one row behind and none in front, so a
    step is centred on the end of the stretch that it covers.
    """

    def __init__(self, inputs: int, outputs: int, kernel: int, stride: int, groups: int) -> None:
        super().__init__()
        padding = 0 if stride > 1 else kernel // 2
        self.convolution = nn.Conv2d(inputs, outputs, kernel, stride, padding, groups=groups)
        self.stride = stride

    def forward(self, maps: torch.Tensor) -> torch.Tensor:
        if self.stride > 1:
            maps = functional.pad(maps, (0, 1, 0, 1))
        return functional.relu6(self.convolution(maps))


class Trunk(nn.Module):  # type: ignore[misc]  # torch tells mypy nothing
    """YAMNet without its classifier."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = SameConvolution(1, 32, 3, 2, 1)
        blocks, inputs = [], 32
        for stride, outputs in BLOCKS:
            depthwise = SameConvolution(inputs, inputs, 3, stride, inputs)
            blocks.append(nn.Sequential(depthwise, SameConvolution(inputs, outputs, 1, 1, 1)))
            inputs = outputs
        self.blocks = nn.ModuleList(blocks)

    def forward(self, log_mel: torch.Tensor) -> TrunkMaps:
        """(batch, mel_frame, 64); the number of frames is a multiple of 32."""
        maps = self.stem(log_mel[:, None])
        taps = []
        for index, block in enumerate(self.blocks):
            maps = block(maps)
            if index in TAPS:
                taps.append(maps)
        return TrunkMaps(*taps)

    def partly_frozen(self, log_mel: torch.Tensor, freed_blocks: int) -> TrunkMaps:
        """As `forward`, with gradients in the last `freed_blocks` blocks only."""
        first = len(self.blocks) - freed_blocks
        taps = []
        with torch.no_grad():
            maps = self.stem(log_mel[:, None])
        for index, block in enumerate(self.blocks):
            with torch.set_grad_enabled(index >= first):
                maps = block(maps)
            if index in TAPS:
                taps.append(maps)
        return TrunkMaps(*taps)
