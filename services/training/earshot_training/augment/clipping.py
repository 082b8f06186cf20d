"""Overdrives a recording, as cheap recorders do."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

OVERDRIVEN_SHARE = 0.06


def draw_overdrive_db(rng: np.random.Generator) -> float:
    """Draw how far the peak would exceed full scale; zero for most recordings."""
    return float(rng.uniform(0.0, 12.0)) if rng.random() < OVERDRIVEN_SHARE else 0.0


def overdriven(waveform: NDArray[np.float32], overdrive_db: float) -> NDArray[np.float32]:
    """Raise the peak to `overdrive_db` above full scale, cut at full scale, restore the level.

    Examples
    --------
    >>> overdriven(np.array([0.1, -0.05], np.float32), 6.0206).round(3).tolist()
    [0.05, -0.05]
    """
    if overdrive_db <= 0.0:
        return waveform
    peak = float(np.abs(waveform).max())
    ceiling = peak * 10.0 ** (-overdrive_db / 20.0)
    return np.clip(waveform, -ceiling, ceiling)
