"""The `swift` network as it is served: a stem over bands, and sizes as numbers of their own."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

from earshot_training.models.swift import Swift

BANDS, INSIDE_STEP = 64, 8


class SwiftServed(nn.Module):  # type: ignore[misc]  # torch tells mypy nothing
    """Log-mel (batch, frames, 64) to frame logits and embeddings, both (batch, step, value)."""

    def __init__(self, model: Swift, frames: int) -> None:
        super().__init__()
        self.model = model
        folded = nn.utils.fusion.fuse_conv_bn_eval(model.stem[0], model.stem[1])
        self.stem = banded(folded)
        self.stem_channels = folded.out_channels
        self.frames = frames

    def forward(self, log_mel: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        model, steps = self.model, self.frames // 32
        bands = (log_mel.transpose(1, 2) + 4.0) / 3.0
        stem = functional.relu(self.stem(bands)).transpose(1, 2)
        maps = stem.reshape(-1, self.frames // 2, BANDS // 2, self.stem_channels)
        around, fine = model.after_stem(maps.permute(0, 3, 1, 2))
        tag = rows(model.tag(around), steps)
        tag = torch.cat([tag] * INSIDE_STEP, dim=2).reshape(-1, steps * INSIDE_STEP, tag.shape[2])
        return tag + rows(model.time(fine), self.frames // 4), rows(model.embed(around), steps)


def rows(maps: torch.Tensor, count: int) -> torch.Tensor:
    """Bring maps of one band, (batch, channel, step, 1), to (batch, step, channel)."""
    return maps.permute(0, 2, 3, 1).reshape(-1, count, maps.shape[1])


def banded(stem: nn.Conv2d) -> nn.Conv1d:
    """Write a convolution over (frame, band) as one over frames that sees the bands as channels.

    Output channel `band * channels + channel` is the stem's `channel` at `band`.
    """
    weight = stem.weight.detach()
    channels, _, taps, reach = weight.shape
    stride, padding = stem.stride[1], stem.padding[1]
    bands = (BANDS + 2 * padding - reach) // stride + 1
    wide = torch.zeros(bands, channels, BANDS + 2 * padding, taps)
    for band in range(bands):
        wide[band, :, band * stride : band * stride + reach] = weight[:, 0].transpose(1, 2)
    inside = wide[:, :, padding : padding + BANDS]
    layer = nn.Conv1d(BANDS, bands * channels, taps, stem.stride[0], stem.padding[0])
    with torch.no_grad():
        layer.weight.copy_(inside.reshape(bands * channels, BANDS, taps))
        layer.bias.copy_(stem.bias.detach().repeat(bands))
    return layer
