"""The `keen` network as it is served: the same sums in the order that runs fast channels last.

ONNX Runtime keeps eight-bit maps as (step, band, channel). A stem with a single input channel and
everything that repeats or interpolates along the last axis is slow in that order, so here the stem
takes the bands as its channels, and steps are repeated in front of the channels. Sizes are numbers
of their own, not read off tensors, so that the exported graph holds no arithmetic on shapes.
"""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

from earshot_training.models.keen import Keen
from earshot_training.models.trunk import TAPS, SameConvolution

BANDS = 64
INSIDE_STEP = 8  # score frames in one step of the trunk


class Served(nn.Module):  # type: ignore[misc]  # torch tells mypy nothing
    """Log-mel (batch, frames, 64) to frame logits and embeddings, both (batch, step, value)."""

    def __init__(self, model: Keen, frames: int) -> None:
        super().__init__()
        self.model = model
        self.stem = banded(model.trunk.stem)
        self.stem_channels = model.trunk.stem.convolution.out_channels
        self.frames = frames

    def forward(self, log_mel: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        model, steps = self.model, self.frames // 32
        bands = log_mel.transpose(1, 2)
        taps = self._taps(bands)
        around = neighbour_mean(last(taps[-1]).mean(dim=2), steps).transpose(1, 2)
        hidden = model.hear(around)
        fine = self._fine(bands, taps, hidden)
        frame = between_steps(last(model.tag(hidden)), steps) + last(model.time(fine))
        return frame, last(model.embed(around))

    def _taps(self, bands: torch.Tensor) -> list[torch.Tensor]:
        steps = last(functional.relu6(self.stem(functional.pad(bands, (0, 1)))))
        maps = steps.reshape(-1, self.frames // 2, BANDS // 2, self.stem_channels)
        maps = maps.permute(0, 3, 1, 2)
        taps = []
        for index, block in enumerate(self.model.trunk.blocks):
            maps = block(maps)
            if index in TAPS:
                taps.append(maps)
        return taps

    def _fine(
        self, bands: torch.Tensor, taps: list[torch.Tensor], hidden: torch.Tensor
    ) -> torch.Tensor:
        fine, frames = self.model.fine, self.frames
        at_160_ms = squeezed(fine.from_160_ms(taps[2]), frames // 16)
        at_80_ms = squeezed(fine.from_80_ms(taps[1]), frames // 8) + twice(at_160_ms, frames // 16)
        at_40_ms = squeezed(fine.from_40_ms(taps[0]), frames // 4) + twice(at_80_ms, frames // 8)
        around = between_steps(last(fine.from_hidden(hidden)), frames // 32)
        total = at_40_ms + last(fine.edges((bands + 4.0) / 3.0)) + around
        fused: torch.Tensor = fine.body(functional.relu(fine.norm(total.transpose(1, 2))))
        return fused


def banded(stem: SameConvolution) -> nn.Conv1d:
    """Write a stem over (frame, band) as one over frames that sees the bands as channels.

    Output channel `band * channels + channel` is the stem's `channel` at `band`; the last band's
    missing neighbour is padding, as in the stem.
    """
    weight = stem.convolution.weight.detach()
    channels, _, taps, reach = weight.shape
    bands = BANDS // stem.stride
    wide = torch.zeros(bands, channels, BANDS + reach, taps)
    for band in range(bands):
        first = band * stem.stride
        wide[band, :, first : first + reach] = weight[:, 0].transpose(1, 2)
    layer = nn.Conv1d(BANDS, bands * channels, taps, stem.stride)
    with torch.no_grad():
        layer.weight.copy_(wide[:, :, :BANDS].reshape(bands * channels, BANDS, taps))
        layer.bias.copy_(stem.convolution.bias.detach().repeat(bands))
    return layer


def last(maps: torch.Tensor) -> torch.Tensor:
    """Move the channels behind steps and bands."""
    return maps.movedim(1, -1)


def squeezed(maps: torch.Tensor, count: int) -> torch.Tensor:
    """Bring maps of one band, (batch, channel, step, 1), to (batch, step, channel)."""
    return last(maps).reshape(-1, count, maps.shape[1])


def twice(steps: torch.Tensor, count: int) -> torch.Tensor:
    """Repeat each of `count` steps, (batch, step, channel) to (batch, step * 2, channel)."""
    return torch.cat([steps, steps], dim=2).reshape(-1, count * 2, steps.shape[2])


def neighbour_mean(steps: torch.Tensor, count: int) -> torch.Tensor:
    """Average each of `count` steps, (batch, step, channel), with the neighbours that it has."""
    padded = functional.pad(steps, (0, 0, 1, 1))
    share = torch.full((count, 1), 1 / 3)
    share[0] = share[-1] = 1 / min(2, count)
    return (padded[:, :count] + steps + padded[:, 2:]) * share


def between_steps(steps: torch.Tensor, count: int) -> torch.Tensor:
    """As `fine_branch.interpolated`, channels last: (batch, step, channel) to 8 times the steps."""
    before = torch.cat([steps[:, :1], steps[:, : count - 1]], dim=1)[:, :, None]
    share = ((torch.arange(INSIDE_STEP, dtype=steps.dtype) * 2 + 1) / 16)[:, None]
    inside = before + (steps[:, :, None] - before) * share
    return inside.reshape(-1, count * INSIDE_STEP, steps.shape[2])
