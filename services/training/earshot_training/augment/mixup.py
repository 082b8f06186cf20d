"""Adds scenes to one another in the power domain; what sounds in either sounds in the sum."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import numpy as np

from earshot_training.scenes.pool import Rows


def mixed_up(rng: np.random.Generator, rows: Rows, share: float) -> Rows:
    """Add to a `share` of the rows another row of the batch, 0 to 15 dB softer."""
    log_mel = rows.log_mel.copy()
    targets, weights = rows.targets.copy(), rows.weights.copy()
    for row in np.flatnonzero(rng.random(len(log_mel)) < share):
        other = int(rng.integers(len(log_mel)))
        softer = np.float32(rng.uniform(0.0, 15.0) * np.log(10.0) / 20.0)
        # Magnitudes of unrelated sounds add by power: the exponent two goes in and out again.
        log_mel[row] = 0.5 * np.logaddexp(
            2.0 * rows.log_mel[row], 2.0 * (rows.log_mel[other] - softer)
        )
        targets[row] = np.maximum(rows.targets[row], rows.targets[other])
        sounding = np.maximum(
            rows.weights[row] * (rows.targets[row] > 0.0),
            rows.weights[other] * (rows.targets[other] > 0.0),
        )
        absent = np.minimum(rows.weights[row], rows.weights[other])
        weights[row] = np.where(targets[row] > 0.0, sounding, absent)
    return Rows(log_mel=log_mel, targets=targets, weights=weights)
