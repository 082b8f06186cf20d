"""The `keen` network: trunk for what, fine-time branch for when, one head over both."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import nn
from torch.nn import functional

from earshot_training.models.fine_branch import FineBranch, interpolated
from earshot_training.models.keen_settings import KeenSettings
from earshot_training.models.trunk import Trunk, TrunkMaps


class KeenOutput(NamedTuple):
    """`frame_logits` (batch, score_frame, label), `tag_logits` (batch, step, label),
    `embeddings` (batch, step, embedding).
    """

    frame_logits: torch.Tensor
    tag_logits: torch.Tensor
    embeddings: torch.Tensor


class Keen(nn.Module):  # type: ignore[misc]  # torch tells mypy nothing
    """A frame's logit is the sum of what the trunk hears around and what the branch sees there."""

    def __init__(self, settings: KeenSettings) -> None:
        super().__init__()
        self.trunk = Trunk()
        self.hear = nn.Sequential(
            nn.Conv1d(1024, settings.hidden, 1), nn.BatchNorm1d(settings.hidden), nn.ReLU()
        )
        self.tag_dropout = nn.Dropout(settings.tag_dropout)
        self.tag = nn.Conv1d(settings.hidden, settings.labels, 1)
        self.fine = FineBranch(
            settings.width, settings.hidden, settings.dilations, settings.fine_dropout
        )
        self.fine_dropout = nn.Dropout(settings.fine_dropout)
        self.time = nn.Conv1d(settings.width, settings.labels, 1)
        self.embed = nn.Conv1d(1024, settings.embedding_size, 1)
        nn.init.constant_(self.tag.bias, -4.0)
        nn.init.zeros_(self.time.weight)  # the branch starts silent and learns to correct

    def forward(self, log_mel: torch.Tensor) -> KeenOutput:
        """(batch, mel_frame, mel_band), the number of frames a multiple of 32."""
        return self.head(log_mel, self.trunk(log_mel))

    def head(self, log_mel: torch.Tensor, maps: TrunkMaps) -> KeenOutput:
        """Everything after the trunk, so that a frozen trunk can run without gradients."""
        steps = maps.at_320_ms.mean(dim=3)
        around = functional.avg_pool1d(steps, 3, stride=1, padding=1, count_include_pad=False)
        hidden = self.tag_dropout(self.hear(around))
        tag = self.tag(hidden)
        fine = self.fine(log_mel, maps, hidden)
        frame = interpolated(tag) + self.time(self.fine_dropout(fine))
        embeddings = self.embed(around)
        return KeenOutput(frame.transpose(1, 2), tag.transpose(1, 2), embeddings.transpose(1, 2))
