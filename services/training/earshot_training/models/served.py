"""The `keen` network as it is served: the same sums in the order that runs fast channels last.

ONNX Runtime keeps eight-bit maps as (step, band, channel). A stem with a single input channel and
everything that repeats or interpolates along the last axis is slow in that order, so here the stem
takes the bands as its channels, and steps are repeated in front of the channels.
"""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

from earshot_training.models.fine_branch import FineBranch
from earshot_training.models.keen import Keen
from earshot_training.models.trunk import TAPS, SameConvolution

BANDS = 64
INSIDE_STEP = 8  # score frames in one step of the trunk


class Served(nn.Module):  # type: ignore[misc]  # torch tells mypy nothing
    """Log-mel (batch, mel_frame, 64) to frame logits and embeddings, both (batch, step, value)."""

    def __init__(self, model: Keen) -> None:
        super().__init__()
        self.model = model
        self.stem = banded(model.trunk.stem)
        self.stem_channels = model.trunk.stem.convolution.out_channels

    def forward(self, log_mel: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        model = self.model
        bands = log_mel.transpose(1, 2)
        taps = self._taps(bands)
        around = neighbour_mean(last(taps[-1]).mean(dim=2)).transpose(1, 2)
        hidden = model.hear(around)
        fine = self._fine(model.fine, bands, taps[:-1], hidden)
        frame = between_steps(last(model.tag(hidden))) + last(model.time(fine))
        return frame, last(model.embed(around))

    def _taps(self, bands: torch.Tensor) -> list[torch.Tensor]:
        steps = last(functional.relu6(self.stem(functional.pad(bands, (0, 1)))))
        maps = steps.reshape(len(steps), steps.shape[1], -1, self.stem_channels)
        maps = maps.permute(0, 3, 1, 2)
        taps = []
        for index, block in enumerate(self.model.trunk.blocks):
            maps = block(maps)
            if index in TAPS:
                taps.append(maps)
        return taps

    @staticmethod
    def _fine(
        fine: FineBranch, bands: torch.Tensor, taps: list[torch.Tensor], hidden: torch.Tensor
    ) -> torch.Tensor:
        at_40_ms, at_80_ms, at_160_ms = taps
        coarse = last(fine.from_80_ms(at_80_ms).squeeze(3))
        coarse = coarse + twice(last(fine.from_160_ms(at_160_ms).squeeze(3)))
        total = last(fine.edges((bands + 4.0) / 3.0)) + last(fine.from_40_ms(at_40_ms).squeeze(3))
        total = total + twice(coarse) + between_steps(last(fine.from_hidden(hidden)))
        return fine.body(functional.relu(fine.norm(total.transpose(1, 2))))


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


def twice(steps: torch.Tensor) -> torch.Tensor:
    """Repeat each step, (batch, step, channel) to (batch, step * 2, channel)."""
    batch, count, channels = steps.shape
    return steps[:, :, None].expand(batch, count, 2, channels).reshape(batch, count * 2, channels)


def neighbour_mean(steps: torch.Tensor) -> torch.Tensor:
    """Average each step of (batch, step, channel) with the neighbours that it has."""
    count = steps.shape[1]
    padded = functional.pad(steps, (0, 0, 1, 1))
    share = torch.full((count, 1), 1 / 3)
    share[0] = share[-1] = 1 / min(2, count)
    return (padded[:, :-2] + steps + padded[:, 2:]) * share


def between_steps(steps: torch.Tensor) -> torch.Tensor:
    """As `fine_branch.interpolated`, channels last: (batch, step, channel) to 8 times the steps."""
    batch, count, channels = steps.shape
    before = torch.cat([steps[:, :1], steps[:, :-1]], dim=1)[:, :, None]
    share = ((torch.arange(INSIDE_STEP, dtype=steps.dtype) * 2 + 1) / 16)[:, None]
    inside = before + (steps[:, :, None] - before) * share
    return inside.reshape(batch, count * INSIDE_STEP, channels)
