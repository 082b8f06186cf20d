"""How well it is known in which stretches of a recording a label sounds."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from earshot_training.metrics.events import Counts


def active_segments(
    events: NDArray[np.float64], duration_s: float, segment_s: float
) -> NDArray[np.bool_]:
    """Which segments an event touches, (segment,).

    Examples
    --------
    >>> active_segments(np.array([[0.5, 1.5]]), 3.0, 1.0).tolist()
    [True, True, False]
    """
    active = np.zeros(math.ceil(duration_s / segment_s - 1e-9), bool)
    for onset_s, offset_s in events:
        first = max(0, math.floor(onset_s / segment_s + 1e-9))
        active[first : math.ceil(offset_s / segment_s - 1e-9)] = True
    return active


def count_segments(
    reference: NDArray[np.float64],
    estimate: NDArray[np.float64],
    duration_s: float,
    segment_s: float = 1.0,
) -> Counts:
    """Counts of one label in one recording, segment by segment."""
    truth = active_segments(reference, duration_s, segment_s)
    guess = active_segments(estimate, duration_s, segment_s)
    return Counts(
        hits=int((truth & guess).sum()), references=int(truth.sum()), estimates=int(guess.sum())
    )
