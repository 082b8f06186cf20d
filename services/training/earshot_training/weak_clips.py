"""Rows of whole clips whose labels are known but not the times of them."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from earshot_training.label_space import ClipTruth

CLIPS_PER_ROW = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class WeakRows:
    """`log_mel` (row, mel_frame, mel_band); `targets` and `known` (row * 2, label): each row
    holds two clips, one after the other, each in its half. `known` in [0, 1] is how much the
    loss minds.
    """

    log_mel: NDArray[np.float32]
    targets: NDArray[np.float32]
    known: NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeakClips:
    """Log-mel frames of all clips, concatenated, with the chance of each clip.

    Where the annotations leave a label open, the `teacher`'s scores (clip, label), NaN where it
    has none, are soft targets that count `teacher_weight`.
    """

    log_mel: NDArray[np.float16]
    offsets: NDArray[np.int64]
    weights: NDArray[np.float64]
    truth: ClipTruth
    teacher: NDArray[np.float32]
    teacher_weight: float

    def draw(self, rng: np.random.Generator, rows: int, *, row_frames: int) -> WeakRows:
        """Draw clips, each in a window of half a row, at random gain over a faint noise floor."""
        window = row_frames // CLIPS_PER_ROW
        picked = rng.choice(len(self.weights), rows * CLIPS_PER_ROW, p=self.weights)
        windows = [self._window(rng, int(clip), window) for clip in picked]
        targets, known = self._targets(picked)
        return WeakRows(
            log_mel=np.stack(windows).reshape(rows, row_frames, -1),
            targets=targets,
            known=known,
        )

    def _targets(self, clips: NDArray[np.int64]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        unknown, told = self.truth.unknown[clips], self.teacher[clips]
        taught = unknown & ~np.isnan(told)
        targets = np.where(taught, told, self.truth.present[clips]).astype(np.float32)
        known = np.where(taught, self.teacher_weight, ~unknown).astype(np.float32)
        return targets, known

    def _window(self, rng: np.random.Generator, clip: int, window: int) -> NDArray[np.float32]:
        frames = self.log_mel[self.offsets[clip] : self.offsets[clip + 1]]
        if len(frames) > window:
            start = int(rng.integers(len(frames) - window))
            frames = frames[start : start + window]
        shape = (window, self.log_mel.shape[1])
        floor = rng.uniform(-7.0, -4.5) + 0.3 * rng.standard_normal(shape)
        out = np.exp(floor.astype(np.float32))
        at = int(rng.integers(window - len(frames) + 1))
        gain = np.float32(np.exp(rng.normal(0.0, 1.0)))
        out[at : at + len(frames)] += gain * np.exp(frames.astype(np.float32))
        return np.log(out)
