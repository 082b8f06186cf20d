"""Plays a sound faster and higher or slower and lower."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

CHANGED_SHARE = 0.4


def draw_speed(rng: np.random.Generator) -> float:
    """Draw a speed factor; most sounds stay as they are."""
    return float(rng.uniform(0.87, 1.15)) if rng.random() < CHANGED_SHARE else 1.0


def change_speed(waveform: NDArray[np.float32], speed: float) -> NDArray[np.float32]:
    """Resample linearly so that `speed` times as much passes in the same time.

    Examples
    --------
    >>> change_speed(np.arange(6, dtype=np.float32), 2.0).tolist()
    [0.0, 2.0, 4.0]
    """
    if speed == 1.0:
        return waveform
    positions = np.arange(int(len(waveform) / speed)) * speed
    played = np.interp(positions, np.arange(len(waveform)), waveform)
    return np.asarray(played, np.float32)
