"""PSDS 1 and 2 of frame scores, over the thresholds at which something happens."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from earshot.tagging.policy import LabelPolicy
from earshot.tagging.smoothing import median_filter
from earshot_training.evaluation.reference import HOP_S, Examination
from earshot_training.metrics.psds import (
    PSDS_1,
    PSDS_2,
    Curve,
    coverage,
    label_curve,
    psds,
    spans_above,
)
from earshot_training.tuning.tune import sigmoid

THRESHOLDS = 1.0 - np.geomspace(2e-5, 0.3, 60)
"""Shares of all frames that stay below each threshold tried: most of them near the top."""


def sweep(
    logits: NDArray[np.float16],
    policies: Sequence[LabelPolicy],
    examination: Examination,
    labels: Sequence[int],
) -> dict[str, float]:
    """PSDS over the scenes of an examination, of `labels` that all have references there.

    Scores pass each label's own median filter first, as before any threshold.
    """
    stream, scenes = examination.stream, examination.scenes
    frames = int(stream.stops[scenes - 1])
    inside = np.zeros(frames, bool)
    for start, stop in zip(stream.starts[:scenes], stream.stops[:scenes], strict=True):
        inside[start:stop] = True
    edges_s = np.asarray(np.arange(frames + 1) * HOP_S, np.float64)
    references = [examination.reference.events[label] for label in labels]
    covered = coverage(references, edges_s)
    curves: dict[str, list[Curve]] = {"psds_1": [], "psds_2": []}
    for place, label in enumerate(tqdm(labels, desc="sweep", mininterval=5)):
        track = median_filter(sigmoid(logits[:frames, label]), policies[label].median_frames)
        levels = np.unique(np.quantile(track[inside], THRESHOLDS))
        shown = np.where(inside, track, -1.0).astype(np.float32)
        found = [spans_above(shown, float(level)) for level in levels]
        for name, settings in (("psds_1", PSDS_1), ("psds_2", PSDS_2)):
            curve = label_curve(
                place, found, references, covered, edges_s, float(inside.sum()) * HOP_S, settings
            )
            curves[name].append(curve)
    return {
        name: psds(found, settings)
        for (name, found), settings in zip(curves.items(), (PSDS_1, PSDS_2), strict=True)
    }
