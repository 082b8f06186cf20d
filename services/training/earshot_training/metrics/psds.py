"""PSDS: one figure over all thresholds for events judged by how much time they share.

Bilen et al., "A framework for the robust evaluation of sound event detection" (2020). An estimate
is right when at least `detection_share` of it lies in references of its label; a reference is
found when at least `reference_share` of it lies in right estimates; a wrong estimate with
`cross_share` of it in references of another label has been triggered by that label.
"""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class PsdsSettings:
    """What counts as right, and how false alarms and unevenness weigh."""

    detection_share: float
    reference_share: float
    cross_share: float
    cross_weight: float
    unevenness_weight: float = 1.0
    most_false_per_h: float = 100.0


PSDS_1 = PsdsSettings(detection_share=0.7, reference_share=0.7, cross_share=0.3, cross_weight=0.0)
PSDS_2 = PsdsSettings(detection_share=0.1, reference_share=0.1, cross_share=0.3, cross_weight=0.5)
"""Those of DCASE 2021 to 2023, task 4: PSDS 1 asks for exact times, PSDS 2 for the right label."""

ROUNDING = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """Operating points of one label: recall, and effective false alarms an hour."""

    recall: NDArray[np.float64]
    false_per_h: NDArray[np.float64]


def shared_s(spans: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.float64]:
    """Time in s that each span (span, 2) shares with the union of `others`, free of overlaps."""
    if not len(spans) or not len(others):
        return np.zeros(len(spans))
    told = np.concatenate([[0.0], np.cumsum(others[:, 1] - others[:, 0])])
    edges = np.stack([others[:, 0], others[:, 1]], axis=1).ravel()
    covered = np.stack([told[:-1], told[1:]], axis=1).ravel()
    inside = np.interp(spans, edges, covered, left=0.0, right=told[-1])
    return np.asarray(inside[:, 1] - inside[:, 0])


def coverage(
    references: Sequence[NDArray[np.float64]], edges_s: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Time in s that each label has sounded up to each frame edge, (edge, label)."""
    starts = np.zeros_like(edges_s)
    spans = np.stack([starts, edges_s], axis=1)
    return np.stack([shared_s(spans, events) for events in references], axis=1)


def label_curve(
    label: int,
    estimates: Sequence[NDArray[np.int64]],
    references: Sequence[NDArray[np.float64]],
    covered: NDArray[np.float64],
    edges_s: NDArray[np.float64],
    duration_s: float,
    settings: PsdsSettings,
) -> Curve:
    """Operating points of one label.

    Parameters
    ----------
    estimates : events (event, 2) heard at each threshold, as frame edges; all recordings lie on
        one axis.
    references : events (event, 2) in s of every label.
    covered : `coverage` of the references.
    duration_s : how much was listened to.
    """
    own = references[label]
    others = np.flatnonzero(covered[-1] > 0.0)
    others = others[others != label]
    recall, false_per_h = np.zeros(len(estimates)), np.zeros(len(estimates))
    for point, frames in enumerate(estimates):
        found = edges_s[frames]
        length_s = found[:, 1] - found[:, 0]
        inside_s = covered[frames[:, 1], label] - covered[frames[:, 0], label]
        right = inside_s >= settings.detection_share * length_s - ROUNDING
        seen_s = shared_s(own, found[right])
        enough = seen_s >= settings.reference_share * (own[:, 1] - own[:, 0]) - ROUNDING
        recall[point] = float(np.mean(enough & (seen_s > 0.0)))
        false_per_h[point] = 3600.0 * int((~right).sum()) / duration_s
        # Beyond the last false alarm that counts nobody asks what has triggered them.
        if settings.cross_weight > 0.0 and false_per_h[point] < settings.most_false_per_h:
            wrong = frames[~right]
            shared = covered[wrong[:, 1]][:, others] - covered[wrong[:, 0]][:, others]
            triggered = shared >= settings.cross_share * length_s[~right, None] - ROUNDING
            rates = 3600.0 * triggered.sum(axis=0) / covered[-1, others]
            false_per_h[point] += settings.cross_weight * float(np.mean(rates))
    return Curve(recall=recall, false_per_h=false_per_h)


def psds(curves: Sequence[Curve], settings: PsdsSettings) -> float:
    """Area below mean minus weighed standard deviation of the labels' recalls, in [0, 1]."""
    at = np.unique(np.concatenate([[0.0], *(curve.false_per_h for curve in curves)]))
    at = at[at < settings.most_false_per_h]
    recalls = np.stack([_reached(curve, at) for curve in curves])
    height = recalls.mean(axis=0) - settings.unevenness_weight * recalls.std(axis=0)
    widths = np.diff(at, append=settings.most_false_per_h)
    return float((np.maximum(height, 0.0) * widths).sum() / settings.most_false_per_h)


def _reached(curve: Curve, at: NDArray[np.float64]) -> NDArray[np.float64]:
    """Best recall at no more than so many false alarms."""
    order = np.argsort(curve.false_per_h, kind="stable")
    best = np.concatenate([[0.0], np.maximum.accumulate(curve.recall[order])])
    return np.asarray(best[np.searchsorted(curve.false_per_h[order], at, side="right")])


def spans_above(scores: NDArray[np.floating[Any]], threshold: float) -> NDArray[np.int64]:
    """Stretches (span, 2) in which scores (frame,) reach a threshold, as frame edges.

    Examples
    --------
    >>> spans_above(np.array([0.1, 0.9, 0.8, 0.0, 0.9]), 0.5).tolist()
    [[1, 3], [4, 5]]
    """
    above = np.concatenate([[False], scores >= threshold, [False]])
    return np.flatnonzero(above[1:] != above[:-1]).reshape(-1, 2)
