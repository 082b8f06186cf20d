"""The `swift` network: plain convolutions down to 320 ms and back up to 40 ms, nothing borrowed.

    log-mel 10 ms > 20 > 40 ─ 80 ─ 160 ─ 320 ms ── tag logits ── repeated ─┐
                         │     │     │      │                              ├─ + ─ frame logits 40 ms
                         └─────┴─────┴──────┴── residual body ── time ─────┘

Convolutions that halve the steps have four taps, so that a step lies in the middle of the two that
it stands for. All maps are (batch, channel, step, band); the last axis has length one from 40 ms
on, so that the runtime never has to turn them around.
"""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from itertools import pairwise

import torch
from torch import nn
from torch.nn import functional

from earshot_training.models.keen import KeenOutput
from earshot_training.models.swift_settings import SwiftSettings

Pair = tuple[int, int]


def unit(inputs: int, outputs: int, kernel: Pair, stride: Pair, padding: Pair) -> nn.Sequential:
    """A convolution with norm and ReLU."""
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, padding, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(),
    )


class Residual(nn.Module):  # type: ignore[misc]  # torch tells mypy nothing
    """A convolution over time with a bypass."""

    def __init__(self, width: int, dilation: int = 1) -> None:
        super().__init__()
        self.convolution = nn.Conv2d(
            width, width, (3, 1), padding=(dilation, 0), dilation=(dilation, 1), bias=False
        )
        self.norm = nn.BatchNorm2d(width)

    def forward(self, maps: torch.Tensor) -> torch.Tensor:
        return functional.relu(maps + self.norm(self.convolution(maps)))


class Swift(nn.Module):  # type: ignore[misc]  # torch tells mypy nothing
    """A frame's logit is the sum of what is heard around and of what is seen there."""

    def __init__(self, settings: SwiftSettings) -> None:
        super().__init__()
        first, second, third = settings.stem
        self.stem = unit(1, first, (4, 4), (2, 2), (1, 1))
        self.low = unit(first, second, (4, 4), (2, 2), (1, 1))
        self.middle = unit(second, third, (3, 4), (1, 2), (1, 1))
        widths, fine = settings.widths, settings.width
        self.levels = nn.ModuleList(
            nn.Sequential(entry, *(Residual(width) for _ in range(depth)))
            for entry, width, depth in zip(
                self._entries(third, widths), widths, settings.depths, strict=True
            )
        )
        self.across = nn.ModuleList(nn.Conv2d(width, fine, 1) for width in widths[:-1])
        self.upward = nn.ModuleList(
            nn.Conv2d(inputs, 2 * fine, 1) for inputs in (fine, fine, widths[-1])
        )
        self.norm = nn.BatchNorm2d(fine)
        self.body = nn.Sequential(*(Residual(fine, dilation) for dilation in settings.dilations))
        self.tag_dropout = nn.Dropout(settings.tag_dropout)
        self.fine_dropout = nn.Dropout(settings.fine_dropout)
        self.tag = nn.Conv2d(widths[-1], settings.labels, 1)
        self.time = nn.Conv2d(fine, settings.labels, 1)
        self.embed = nn.Conv2d(widths[-1], settings.embedding_size, 1)
        nn.init.constant_(self.tag.bias, -4.0)
        nn.init.zeros_(self.time.weight)  # as in `keen`: silent at first

    @staticmethod
    def _entries(inputs: int, widths: tuple[int, ...]) -> list[nn.Sequential]:
        """From eight bands to none, then halving the steps at each level."""
        flat = unit(inputs, widths[0], (1, 8), (1, 1), (0, 0))
        halves = [unit(before, width, (4, 1), (2, 1), (1, 0)) for before, width in pairwise(widths)]
        return [flat, *halves]

    def forward(self, log_mel: torch.Tensor) -> KeenOutput:
        """(batch, mel_frame, mel_band), the number of frames a multiple of 32."""
        around, fine = self.after_stem(self.stem((log_mel[:, None] + 4.0) / 3.0))
        tag = self.tag(self.tag_dropout(around))
        frame = repeated(tag, 8) + self.time(self.fine_dropout(fine))
        parts = (frame, tag, self.embed(around))
        return KeenOutput(*(part[..., 0].transpose(1, 2) for part in parts))

    def after_stem(self, maps: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Maps at 320 ms and at 40 ms, from those at 20 ms."""
        maps = self.middle(self.low(maps))
        scales = []
        for level in self.levels:
            maps = level(maps)
            scales.append(maps)
        around = total = scales[-1]
        for place in (2, 1, 0):
            total = self.across[place](scales[place]) + doubled(self.upward[place](total))
            if place:
                total = functional.relu(total)
        return around, self.body(functional.relu(self.norm(total)))


def doubled(maps: torch.Tensor) -> torch.Tensor:
    """Twice the steps from twice the channels, (batch, 2 * c, step, 1) to (batch, c, 2 * step, 1):
    the first half of the channels is the earlier step.
    """
    batch, channels, steps, _ = maps.shape
    rows = maps.permute(0, 2, 3, 1).reshape(batch, steps * 2, 1, channels // 2)
    return rows.permute(0, 3, 1, 2)


def repeated(maps: torch.Tensor, times: int) -> torch.Tensor:
    """Repeat each step, (batch, channel, step, 1) to (batch, channel, step * times, 1)."""
    batch, channels, steps, _ = maps.shape
    return maps.expand(batch, channels, steps, times).reshape(batch, channels, -1, 1)
