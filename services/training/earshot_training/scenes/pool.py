"""The shards that a training run draws its scenes from; new ones join while it runs."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from earshot_training.label_space import ClipTruth
from earshot_training.scenes.shards import Shard, read_shard
from earshot_training.scenes.truth import frame_targets, frame_weights


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Rows of a batch: `log_mel` (row, mel_frame, mel_band), `targets` and `weights` (row, frame,
    label).
    """

    log_mel: NDArray[np.float32]
    targets: NDArray[np.float32]
    weights: NDArray[np.float32]


@dataclass(slots=True, kw_only=True)
class ScenePool:
    """Keeps the newest shards of a folder in memory, at most `capacity` of them."""

    folder: Path
    truth: ClipTruth
    capacity: int
    emphasis: float = 0.0
    shards: dict[str, Shard] = field(default_factory=dict)

    def refresh(self) -> None:
        """Take in shards that were written since, and let the oldest go."""
        names = sorted(path.name for path in self.folder.glob("*.npz"))[-self.capacity :]
        for name in names:
            if name not in self.shards:
                self.shards[name] = read_shard(self.folder / name)
        for name in set(self.shards) - set(names):
            del self.shards[name]
        if not self.shards:
            raise FileNotFoundError(f"no scenes in {self.folder}; make some first")

    def draw(self, rng: np.random.Generator, count: int, *, hop_s: float) -> Rows:
        """Draw scenes with their frame targets."""
        names = sorted(self.shards)
        picked = [self.shards[names[int(rng.integers(len(names)))]] for _ in range(count)]
        mels, targets, weights = [], [], []
        for shard in picked:
            scene = int(rng.integers(len(shard.log_mel)))
            mels.append(shard.log_mel[scene])
            frames = shard.log_mel.shape[1] // 4
            rows = shard.soundings[shard.soundings[:, 0] == scene][:, 1:4]
            target, seen = frame_targets(rows, self.truth, frames, hop_s)
            targets.append(target)
            weights.append(
                frame_weights(rows, self.truth, target, seen, hop_s=hop_s, emphasis=self.emphasis)
            )
        return Rows(
            log_mel=np.stack(mels).astype(np.float32),
            targets=np.stack(targets),
            weights=np.stack(weights),
        )
