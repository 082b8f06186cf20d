"""The fine-time branch: sees edges every 40 ms in the log-mel and in the trunk's early maps."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

from earshot_training.models.trunk import TrunkMaps


class ResidualBlock(nn.Module):  # type: ignore[misc]  # torch tells mypy nothing
    """A dilated plain convolution over time with a bypass."""

    def __init__(self, width: int, dilation: int) -> None:
        super().__init__()
        self.convolution = nn.Conv1d(width, width, 3, padding=dilation, dilation=dilation)
        self.norm = nn.BatchNorm1d(width)

    def forward(self, features: torch.Tensor) -> torch.Tensor:
        return functional.relu(features + self.norm(self.convolution(features)))


class FineBranch(nn.Module):  # type: ignore[misc]  # torch tells mypy nothing
    """Features (batch, width, score_frame) at 40 ms a frame.

    Every scale is projected to `width` channels, brought to 40 ms and summed; residual
    convolutions with a view of about 1.5 s follow.
    """

    def __init__(self, width: int, hidden: int, dilations: tuple[int, ...], dropout: float) -> None:
        super().__init__()
        self.edges = nn.Sequential(
            nn.Conv1d(64, 128, 5, stride=2, padding=2),
            nn.BatchNorm1d(128),
            nn.ReLU(),
            nn.Conv1d(128, width, 5, stride=2, padding=2),
        )
        self.from_40_ms = nn.Conv2d(128, width, (1, 16))
        self.from_80_ms = nn.Conv2d(256, width, (1, 8))
        self.from_160_ms = nn.Conv2d(512, width, (1, 4))
        self.from_hidden = nn.Conv1d(hidden, width, 1)
        self.norm = nn.BatchNorm1d(width)
        self.dropout = nn.Dropout1d(dropout)
        self.body = nn.Sequential(*(ResidualBlock(width, dilation) for dilation in dilations))

    def forward(self, log_mel: torch.Tensor, maps: TrunkMaps, hidden: torch.Tensor) -> torch.Tensor:
        """`hidden` (batch, hidden, step) is the head's view of the trunk at 320 ms."""
        total = self.edges((log_mel.transpose(1, 2) + 4.0) / 3.0)
        total = total + self.from_40_ms(maps.at_40_ms)[..., 0]
        total = total + repeated(self.from_80_ms(maps.at_80_ms)[..., 0], 2)
        total = total + repeated(self.from_160_ms(maps.at_160_ms)[..., 0], 4)
        total = total + interpolated(self.from_hidden(hidden))
        return self.body(self.dropout(functional.relu(self.norm(total))))


def repeated(features: torch.Tensor, times: int) -> torch.Tensor:
    """Repeat each step, (batch, channel, step) to (batch, channel, step * times)."""
    batch, channels, steps = features.shape
    return features[..., None].expand(batch, channels, steps, times).reshape(batch, channels, -1)


def interpolated(steps: torch.Tensor) -> torch.Tensor:
    """Bring steps of 320 ms to 40 ms, (batch, channel, step) to (batch, channel, step * 8).

    Step n of the trunk is centred on the end of its 320 ms (see `SameConvolution`), so the
    frames inside lie between step n - 1 and step n.
    """
    batch, channels, _ = steps.shape
    before = torch.cat([steps[..., :1], steps[..., :-1]], dim=2)[..., None]
    share = (torch.arange(8, dtype=steps.dtype, device=steps.device) * 2 + 1) / 16
    return (before + (steps[..., None] - before) * share).reshape(batch, channels, -1)
