"""Tunes a trained network on the tuning half: calibration first, then every label's policy."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from earshot.tagging.policy import LabelPolicy
from earshot_training.evaluation.reference import HOP_S, Examination
from earshot_training.tuning.calibration import Calibration, fit_label
from earshot_training.tuning.grid import Grid, LabelTrial, try_label
from earshot_training.tuning.policies import PolicySettings, choose_policies


@dataclass(frozen=True, slots=True, kw_only=True)
class Tuned:
    """What tuning found: calibration, and one policy a label."""

    calibration: Calibration
    policies: tuple[LabelPolicy, ...]


def sigmoid(logits: NDArray[np.float32] | NDArray[np.float16]) -> NDArray[np.float32]:
    """Scores in [0, 1] of logits of any shape."""
    bounded = np.clip(logits.astype(np.float32), -40.0, 40.0)
    return np.asarray(1.0 / (1.0 + np.exp(-bounded)), np.float32)


def active_frames(events: NDArray[np.float64], frames: int) -> NDArray[np.float32]:
    """1 in every frame that an event covers for the most part, (frame,)."""
    active = np.zeros(frames, np.float32)
    for onset_s, offset_s in events:
        active[
            round(onset_s / HOP_S) : max(round(offset_s / HOP_S), round(onset_s / HOP_S) + 1)
        ] = 1
    return active


def heard_frames(examination: Examination) -> NDArray[np.bool_]:
    """Frames inside recordings, (frame,): the silence between them says nothing."""
    inside = np.zeros(len(examination.reference.unknown), bool)
    stream = examination.stream
    for start, stop in zip(stream.starts, stream.stops, strict=True):
        inside[start:stop] = True
    return inside


def calibrate(
    logits: NDArray[np.float16], examination: Examination, *, every: int = 3
) -> Calibration:
    """Fit scale and bias of every label on the frames whose truth is known."""
    inside = heard_frames(examination)
    scale = np.ones(logits.shape[1], np.float32)
    bias = np.zeros(logits.shape[1], np.float32)
    for label, events in enumerate(examination.reference.events):
        active = active_frames(events, len(inside))
        kept = np.flatnonzero(inside & (~examination.reference.unknown[:, label] | (active > 0)))
        kept = kept[::every]
        column = logits[kept, label].astype(np.float32)
        # Frames of one event tell the same story: ten of them count as one observation.
        weights = np.full(len(kept), 0.1 * every, np.float32)
        if active[kept].any():
            scale[label], bias[label] = fit_label(column, active[kept], weights, 4.0)
    return Calibration(scale=scale, bias=bias)


def tune(
    logits: NDArray[np.float16],
    examination: Examination,
    families: Sequence[str],
    grid: Grid,
    settings: PolicySettings,
) -> tuple[Tuned, list[LabelTrial]]:
    """Calibrate, try the grid on every label, choose the policies."""
    calibration = calibrate(logits, examination)
    trials = []
    for label in tqdm(range(logits.shape[1]), desc="policies", mininterval=5):
        column = logits[:, label].astype(np.float32)
        scores = sigmoid(column * calibration.scale[label] + calibration.bias[label])
        events = examination.reference.events[label]
        unknown = examination.reference.unknown[:, label]
        trials.append(try_label(scores, events, unknown, grid))
    policies = choose_policies(trials, families, grid, settings)
    return Tuned(calibration=calibration, policies=tuple(policies)), trials
