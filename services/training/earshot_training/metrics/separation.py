"""How well a label's scores part the clips that have it from those that have not."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri
from scipy.stats import rankdata


def roc_auc(scores: NDArray[np.float32], present: NDArray[np.bool_]) -> float:
    """Chance that a clip with the label scores higher than one without; equal scores count half.

    NaN where one of both kinds is missing.

    Parameters
    ----------
    scores, present : (clip,)

    Examples
    --------
    >>> roc_auc(np.array([0.9, 0.8, 0.1], np.float32), np.array([True, False, True]))
    0.5
    """
    positives = int(present.sum())
    negatives = len(present) - positives
    if positives == 0 or negatives == 0:
        return float("nan")
    ranks = float(rankdata(scores)[present].sum())
    return (ranks - positives * (positives + 1) / 2.0) / (positives * negatives)


def d_prime(auc: float) -> float:
    """How many standard deviations two equal normal distributions of that area lie apart.

    Examples
    --------
    >>> d_prime(0.5)
    0.0
    """
    return math.sqrt(2.0) * float(ndtri(auc))


def roc_aucs(
    scores: NDArray[np.float32],
    present: NDArray[np.bool_],
    unknown: NDArray[np.bool_] | None = None,
) -> NDArray[np.float64]:
    """Area of every label over the clips where the truth is known, (label,).

    Parameters
    ----------
    scores, present, unknown : (clip, label)
    """
    out = np.full(scores.shape[1], np.nan)
    for label in range(scores.shape[1]):
        kept = slice(None) if unknown is None else ~unknown[:, label]
        out[label] = roc_auc(scores[kept, label], present[kept, label])
    return out
