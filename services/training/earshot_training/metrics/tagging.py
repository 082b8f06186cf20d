"""How well whole clips are tagged: average precision per label, and lwlrap."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def average_precision(scores: NDArray[np.float32], present: NDArray[np.bool_]) -> float:
    """Area under the precision-recall curve as a step function; NaN without positives.

    Ties count as one step, as in scikit-learn.

    Parameters
    ----------
    scores, present : (clip,)

    Examples
    --------
    >>> average_precision(np.array([0.9, 0.8, 0.1], np.float32), np.array([True, False, True]))
    0.8333333333333333
    """
    positives = int(present.sum())
    if positives == 0:
        return float("nan")
    order = np.argsort(-scores, kind="stable")
    hits = np.cumsum(present[order])
    last_of_tie = np.append(np.diff(scores[order]) != 0, True)
    hits = hits[last_of_tie]
    ranks = np.flatnonzero(last_of_tie) + 1
    gained = np.diff(hits, prepend=0) / positives
    return float((gained * hits / ranks).sum())


def average_precisions(
    scores: NDArray[np.float32],
    present: NDArray[np.bool_],
    unknown: NDArray[np.bool_] | None = None,
) -> NDArray[np.float64]:
    """Average precision of every label over the clips where the truth is known.

    Parameters
    ----------
    scores, present, unknown : (clip, label)

    Returns
    -------
    (label,), NaN where a label has no positives.
    """
    out = np.full(scores.shape[1], np.nan)
    for label in range(scores.shape[1]):
        kept = slice(None) if unknown is None else ~unknown[:, label]
        out[label] = average_precision(scores[kept, label], present[kept, label])
    return out


def lwlrap(scores: NDArray[np.float32], present: NDArray[np.bool_]) -> float:
    """Label-weighted label-ranking average precision (DCASE 2019 task 2).

    For each true label of each clip: the share of true labels among those ranked at least as
    high; averaged over all true labels of all clips.

    Parameters
    ----------
    scores, present : (clip, label)

    Examples
    --------
    >>> lwlrap(np.array([[0.9, 0.5, 0.1]], np.float32), np.array([[True, False, True]]))
    0.8333333333333333
    """
    precisions: list[NDArray[np.float64]] = []
    for row, truth in zip(scores, present, strict=True):
        # Of equal scores each has the last rank of them all, as in scikit-learn.
        among_all = np.searchsorted(np.sort(-row), -row[truth], side="right")
        among_true = np.searchsorted(np.sort(-row[truth]), -row[truth], side="right")
        precisions.append(among_true / among_all)
    return float(np.concatenate(precisions).mean())


def micro_average_precision(
    scores: NDArray[np.float32],
    present: NDArray[np.bool_],
    unknown: NDArray[np.bool_] | None = None,
) -> float:
    """Average precision over all pairs of a clip and a label, ranked together.

    Parameters
    ----------
    scores, present, unknown : (clip, label)
    """
    kept = np.ones_like(present) if unknown is None else ~unknown
    return average_precision(scores[kept], present[kept])


def map_at(scores: NDArray[np.float32], present: NDArray[np.bool_], best: int = 3) -> float:
    """Mean average precision of each clip's `best` labels (DCASE 2018 task 2: MAP@3).

    A clip with several true labels is judged by the ones that could stand among the best.

    Parameters
    ----------
    scores, present : (clip, label), every clip with a label.

    Examples
    --------
    >>> map_at(np.array([[0.9, 0.5, 0.1]], np.float32), np.array([[False, True, False]]))
    0.5
    """
    order = np.argsort(-scores, axis=1, kind="stable")[:, :best]
    hits = np.take_along_axis(present, order, axis=1)
    ranks = np.arange(1, hits.shape[1] + 1)
    precisions = np.where(hits, np.cumsum(hits, axis=1) / ranks, 0.0)
    reachable = np.minimum(present.sum(axis=1), best)
    return float((precisions.sum(axis=1) / reachable).mean())
