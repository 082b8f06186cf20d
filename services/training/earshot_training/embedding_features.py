"""Features of many clips under a trained network, to fit and to judge the embedding."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from tqdm import tqdm

from earshot_training.clip_features import SILENCE, STEP_FRAMES, Ragged
from earshot_training.corpus import Clip
from earshot_training.models.trunk import Trunk

WINDOW_FRAMES, BATCH = 512, 16

Hearing = Callable[[torch.Tensor], torch.Tensor]
"""Takes log-mel (batch, mel_frame, band), gives features (batch, step, feature) every 320 ms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFeatures:
    """`features` (row, feature) with the clip that each row comes from."""

    features: NDArray[np.float32]
    clips: NDArray[np.int64]


def few_of_each_source(
    clips: Sequence[Clip], members: Sequence[int], most: int
) -> NDArray[np.int64]:
    """Labelled members, at most so many of one source."""
    taken: dict[str, int] = {}
    kept = []
    for index in members:
        source = clips[index].source_group
        if clips[index].labels and taken.get(source, 0) < most:
            taken[source] = taken.get(source, 0) + 1
            kept.append(index)
    return np.array(kept, np.int64)


def trunk_hearing(trunk: Trunk) -> Hearing:
    """The trunk's 1024 features, averaged over three steps as the network does."""

    def hear(log_mel: torch.Tensor) -> torch.Tensor:
        steps = trunk(log_mel).at_320_ms.mean(dim=3)
        around = torch.nn.functional.avg_pool1d(steps, 3, 1, 1, False, False)
        return around.transpose(1, 2)

    return hear


def features_of(
    hear: Hearing, log_mel: Ragged, clips: NDArray[np.int64], steps_a_clip: int
) -> KnownFeatures:
    """Features of the first steps of each clip."""
    rows: list[NDArray[np.float32]] = []
    owners: list[NDArray[np.int64]] = []
    for first in tqdm(range(0, len(clips), BATCH), desc="embedding", mininterval=5):
        batch = clips[first : first + BATCH]
        padded = np.full((len(batch), WINDOW_FRAMES, 64), SILENCE, np.float32)
        for row, clip in enumerate(batch):
            frames = log_mel.of(int(clip))[:WINDOW_FRAMES]
            padded[row, : len(frames)] = frames
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            values = hear(torch.from_numpy(padded)).float().numpy()
        for row, clip in enumerate(batch):
            sounding = max(1, len(log_mel.of(int(clip))) // STEP_FRAMES)
            kept = values[row, : min(sounding, steps_a_clip)]
            rows.append(kept)
            owners.append(np.full(len(kept), clip))
    return KnownFeatures(features=np.concatenate(rows), clips=np.concatenate(owners))
