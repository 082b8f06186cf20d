"""Turns what sounds in a scene into frame targets and a mask of what is unknown."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from earshot_training.label_space import ClipTruth

TYPICAL_S = 1.5


def frame_targets(
    soundings: NDArray[np.float64], truth: ClipTruth, frames: int, hop_s: float
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Targets and known-ness of one scene.

    Parameters
    ----------
    soundings : (sounding, 3) onset in s, offset in s, clip index.

    Returns
    -------
    targets (frame, label) in [0, 1], the share of the frame during which the label sounds, and
    known (frame, label): whether the loss may look there. Around a sounding of doubtful label
    nothing is known about it.
    """
    labels = truth.present.shape[1]
    targets = np.zeros((frames, labels), np.float32)
    known = np.ones((frames, labels), bool)
    edges_s = np.arange(frames + 1) * hop_s
    for onset_s, offset_s, clip in soundings:
        overlap_s = np.minimum(edges_s[1:], offset_s) - np.maximum(edges_s[:-1], onset_s)
        share = np.clip(overlap_s / hop_s, 0.0, 1.0).astype(np.float32)
        present = truth.present[int(clip)]
        targets[:, present] = np.maximum(targets[:, present], share[:, None])
        first = max(0, int(onset_s / hop_s) - 4)
        last = min(frames, int(offset_s / hop_s) + 12)
        known[first:last, truth.unknown[int(clip)]] = False
    return targets, known | (targets > 0.0)


def frame_weights(
    soundings: NDArray[np.float64],
    truth: ClipTruth,
    targets: NDArray[np.float32],
    known: NDArray[np.bool_],
    *,
    hop_s: float,
    emphasis: float,
) -> NDArray[np.float32]:
    """How much each frame and label counts: 0 where nobody knows, more for short sounds.

    A bed of ten seconds has thirty times the frames of a knock. Frames of a sounding count
    (1.5 s / its length) ** `emphasis`, within 1/4 and 6; zero lets all frames count the same.

    Parameters
    ----------
    soundings, targets, known : as for and from `frame_targets`.

    Returns
    -------
    (frame, label)
    """
    heard = np.zeros_like(targets)
    for onset_s, offset_s, clip in soundings:
        first, last = int(onset_s / hop_s), int(np.ceil(offset_s / hop_s))
        weight = np.clip((TYPICAL_S / max(offset_s - onset_s, hop_s)) ** emphasis, 0.25, 6.0)
        rows = heard[first:last]
        present = truth.present[int(clip)]
        rows[:, present] = np.maximum(rows[:, present], np.float32(weight))
    return np.where(targets > 0.0, heard, known).astype(np.float32)
