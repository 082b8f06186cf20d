"""One label's row of weights by logistic regression, and the thresholds of its six levels."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from earshot.tagging.policy import LabelPolicy

LEAST, MOST = 0.02, 0.97
RECALL_OF_EVERYTHING, PRECISION_OF_SURE = 0.9, 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A label's logit is `weight` (feature,) times the features, plus `bias`."""

    weight: NDArray[np.float32]
    bias: float

    def scores(self, features: NDArray[np.float32]) -> NDArray[np.float64]:
        """Of frames (frame, feature)."""
        logits = features.astype(np.float64) @ self.weight + self.bias
        return np.asarray(1 / (1 + np.exp(-logits)))


def fit_row(
    features: NDArray[np.float32], is_it: NDArray[np.bool_], *, shrink: float = 1e-2
) -> Row:
    """Frames (frame, feature) that are it and that are not count as much as each other.

    Features are brought to one scale before weights are shrunk; the row is for the raw ones.
    """
    from scipy.optimize import minimize  # noqa: PLC0415 - slow to load

    centre, spread = features.mean(axis=0), features.std(axis=0) + 1e-3
    scaled = ((features - centre) / spread).astype(np.float64)
    truth = np.where(is_it, 1.0, -1.0)
    share = np.where(is_it, 0.5 / max(1, is_it.sum()), 0.5 / max(1, (~is_it).sum()))

    def loss(row: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margin = truth * (scaled @ row[:-1] + row[-1])
        value = float((share * np.logaddexp(0, -margin)).sum())
        pull = -share * truth / (1 + np.exp(np.clip(margin, -500, 500)))
        slope = np.append(scaled.T @ pull, pull.sum())
        slope[:-1] += shrink * row[:-1]
        return value + 0.5 * shrink * float(row[:-1] @ row[:-1]), slope

    start = np.zeros(features.shape[1] + 1)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    weight = found[:-1] / spread
    return Row(weight=weight.astype(np.float32), bias=float(found[-1] - weight @ centre))


def choose_policy(scores: NDArray[np.float64], is_it: NDArray[np.bool_]) -> LabelPolicy:
    """Thresholds from frames that training has not seen: F1 for balanced, the rest around it."""
    grid = np.linspace(LEAST, MOST, 96)
    hits = np.array([(scores[is_it] >= at).sum() for at in grid], np.float64)
    false = np.array([(scores[~is_it] >= at).sum() for at in grid], np.float64)
    recall = hits / max(1, is_it.sum())
    precision = hits / np.maximum(1, hits + false)
    best = int(np.argmax(2 * recall * precision / np.maximum(1e-9, recall + precision)))
    lax = [at for at in range(best + 1) if recall[at] >= RECALL_OF_EVERYTHING]
    strict = [at for at in range(best, len(grid)) if precision[at] >= PRECISION_OF_SURE]
    everything = grid[lax[-1]] if lax else grid[0]
    sure = grid[min(strict[0], len(grid) - 1)] if strict else MOST
    sure = max(sure, (grid[best] + MOST) / 2)
    ladder = [
        everything,
        everything + (grid[best] - everything) / 3,
        everything + (grid[best] - everything) * 2 / 3,
        grid[best],
        (grid[best] + sure) / 2,
        sure,
    ]
    return LabelPolicy(
        thresholds=tuple(round(float(at), 4) for at in ladder),
        median_frames=3,
        hysteresis=0.6,
        merge_gap_s=0.2,
        min_duration_s=0.08,
    )
