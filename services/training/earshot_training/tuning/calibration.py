"""Makes scores mean what they say: a scale and a bias on each label's logit."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Calibrated logit = `scale` * logit + `bias`, both (label,)."""

    scale: NDArray[np.float32]
    bias: NDArray[np.float32]


def fit_label(
    logits: NDArray[np.float32],
    targets: NDArray[np.float32],
    weights: NDArray[np.float32],
    prior_strength: float,
) -> tuple[float, float]:
    """Platt's scaling of one label, held near (1, 0) by a Gaussian prior.

    Parameters
    ----------
    logits, targets, weights : (frame,)
    prior_strength : how many frames' worth of evidence the prior is.
    """
    logits, targets = logits.astype(np.float64), targets.astype(np.float64)

    def cost(point: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scale = np.exp(point[0])
        z = scale * logits + point[1]
        score = 1.0 / (1.0 + np.exp(-np.clip(z, -40.0, 40.0)))
        loss = float((weights * (np.logaddexp(0.0, z) - targets * z)).sum())
        slope = weights * (score - targets)
        gradient = np.array([float((slope * logits).sum()) * scale, float(slope.sum())])
        penalty = prior_strength * (4.0 * point[0] ** 2 + 0.25 * point[1] ** 2)
        return loss + penalty, gradient + prior_strength * np.array(
            [8.0 * point[0], 0.5 * point[1]]
        )

    found = minimize(cost, np.zeros(2), jac=True, method="L-BFGS-B", bounds=[(-1.2, 0.7), (-4, 4)])
    return float(np.exp(found.x[0])), float(found.x[1])


def expected_calibration_error(
    scores: NDArray[np.float32], present: NDArray[np.bool_], bins: int = 15
) -> float:
    """Mean distance between score and frequency over equally wide bins, weighed by their size.

    Examples
    --------
    >>> expected_calibration_error(np.array([0.25] * 4), np.array([True, False, False, False]))
    0.0
    """
    place = np.minimum((scores * bins).astype(int), bins - 1)
    sizes = np.bincount(place, minlength=bins)
    told = np.bincount(place, weights=scores, minlength=bins)
    true = np.bincount(place, weights=present.astype(float), minlength=bins)
    return float(np.abs(told - true).sum() / max(1, sizes.sum()))
