"""Whether scores mean what they say: how often a label sounds where it has a score."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from earshot_training.evaluation.outcome import heard_frames
from earshot_training.evaluation.reference import Examination
from earshot_training.tuning.tune import active_frames, sigmoid

BINS = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """Frames, sum of scores and frames that sound, of every bin of scores; all (label, bin)."""

    frames: NDArray[np.float64]
    told: NDArray[np.float64]
    true: NDArray[np.float64]

    def errors(self) -> NDArray[np.float64]:
        """Expected calibration error of every label, (label,); NaN where it never sounds."""
        wrong = np.abs(self.told - self.true).sum(axis=1) / np.maximum(self.frames.sum(axis=1), 1.0)
        return np.where(self.true.sum(axis=1) > 0.0, wrong, np.nan)

    def pooled_error(self) -> float:
        """Expected calibration error of all labels together."""
        wrong = np.abs(self.told.sum(axis=0) - self.true.sum(axis=0)).sum()
        return float(wrong / max(1.0, float(self.frames.sum())))


def reliability_of(logits: NDArray[np.float16], examination: Examination) -> Reliability:
    """Gather frames inside recordings whose truth is known."""
    inside = heard_frames(examination)
    sums = np.zeros((3, logits.shape[1], BINS))
    for label, events in enumerate(examination.reference.events):
        active = active_frames(events, len(inside))
        known = inside & (~examination.reference.unknown[:, label] | (active > 0))
        scores = sigmoid(logits[known, label])
        place = np.minimum((scores * BINS).astype(np.int64), BINS - 1)
        for row, weights in enumerate((None, scores, active[known])):
            sums[row, label] = np.bincount(place, weights=weights, minlength=BINS)
    return Reliability(frames=sums[0], told=sums[1], true=sums[2])
