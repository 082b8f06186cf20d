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


def label_curve(
    label: int,
    estimates: Sequence[NDArray[np.float64]],
    references: Sequence[NDArray[np.float64]],
    duration_s: float,
    settings: PsdsSettings,
) -> Curve:
    """Operating points of one label.

    Parameters
    ----------
    estimates : events (event, 2) in s heard at each threshold.
    references : events of every label; all recordings lie on one time axis.
    """
    own = references[label]
    others = [
        (events, float((events[:, 1] - events[:, 0]).sum()))
        for place, events in enumerate(references)
        if place != label and len(events)
    ]
    recall, false_per_h = np.zeros(len(estimates)), np.zeros(len(estimates))
    for point, found in enumerate(estimates):
        length_s = found[:, 1] - found[:, 0]
        right = shared_s(found, own) >= settings.detection_share * length_s - ROUNDING
        seen_s = shared_s(own, found[right])
        enough = seen_s >= settings.reference_share * (own[:, 1] - own[:, 0]) - ROUNDING
        recall[point] = float(np.mean(enough & (seen_s > 0.0)))
        false_per_h[point] = 3600.0 * int((~right).sum()) / duration_s
        if settings.cross_weight > 0.0 and others:
            wrong, wrong_s = found[~right], length_s[~right]
            rates = [
                3600.0 * int(_triggered(wrong, wrong_s, events, settings).sum()) / total_s
                for events, total_s in others
            ]
            false_per_h[point] += settings.cross_weight * float(np.mean(rates))
    return Curve(recall=recall, false_per_h=false_per_h)


def _triggered(
    wrong: NDArray[np.float64],
    wrong_s: NDArray[np.float64],
    events: NDArray[np.float64],
    settings: PsdsSettings,
) -> NDArray[np.bool_]:
    return np.asarray(shared_s(wrong, events) >= settings.cross_share * wrong_s - ROUNDING)


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


def spans_above(
    scores: NDArray[np.float32], threshold: float, frame_s: float
) -> NDArray[np.float64]:
    """Stretches (span, 2) in s in which scores (frame,) reach a threshold."""
    above = np.concatenate([[False], scores >= threshold, [False]])
    edges = np.flatnonzero(above[1:] != above[:-1])
    return np.asarray(edges.reshape(-1, 2) * frame_s, np.float64)
