"""Figures of whole clips: what they are tagged with, by the best frame of each label."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from earshot_training.evaluation.bootstrap import Estimate, weighted_average_precision
from earshot_training.metrics.separation import d_prime, roc_aucs
from earshot_training.metrics.tagging import (
    average_precisions,
    lwlrap,
    map_at,
    micro_average_precision,
)
from earshot_training.tuning.calibration import expected_calibration_error
from earshot_training.tuning.tune import sigmoid


@dataclass(frozen=True, slots=True, kw_only=True)
class Tags:
    """Best logit of every label in every clip, the truth, and the draws; all (clip, label) but
    `weights` (draw, clip).
    """

    logits: NDArray[np.float32]
    present: NDArray[np.bool_]
    unknown: NDArray[np.bool_]
    weights: NDArray[np.int64]


def tag_estimates(tags: Tags) -> dict[str, Estimate]:
    """Every clip figure by name."""
    kept = np.asarray(tags.present.any(axis=1), bool)
    precisions = average_precisions(tags.logits, tags.present, tags.unknown)
    aucs = roc_aucs(tags.logits, tags.present, tags.unknown)
    auc = float(np.nanmean(aucs))
    scores = sigmoid(tags.logits)
    known = ~tags.unknown
    return {
        "clip_map_macro": Estimate(value=float(np.nanmean(precisions)), draws=_map_draws(tags)),
        "clip_map_micro": _bare(micro_average_precision(tags.logits, tags.present, tags.unknown)),
        "clip_lwlrap": Estimate(
            value=lwlrap(_judged(tags)[kept], tags.present[kept]), draws=_lwlrap_draws(tags, kept)
        ),
        "clip_map_at_3": _bare(map_at(_judged(tags)[kept], tags.present[kept])),
        "clip_auc": _bare(auc),
        "clip_d_prime": _bare(d_prime(auc)),
        "clip_ece": _bare(expected_calibration_error(scores[known], tags.present[known])),
        "clip_labels": _bare(float((~np.isnan(precisions)).sum())),
    }


def _bare(value: float) -> Estimate:
    return Estimate(value=value, draws=np.zeros(0))


def _judged(tags: Tags) -> NDArray[np.float32]:
    """Logits with those put last of which nobody can say whether they are right."""
    return np.where(tags.unknown, np.float32(-100.0), tags.logits)


def _map_draws(tags: Tags) -> NDArray[np.float64]:
    columns = []
    for label in np.flatnonzero((tags.present & ~tags.unknown).any(axis=0)):
        known = ~tags.unknown[:, label]
        columns.append(
            weighted_average_precision(
                tags.logits[known, label], tags.present[known, label], tags.weights[:, known]
            )
        )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a draw may miss every positive
        return np.asarray(np.nanmean(np.stack(columns), axis=0))


def _lwlrap_draws(tags: Tags, kept: NDArray[np.bool_]) -> NDArray[np.float64]:
    judged = _judged(tags)
    rows = np.flatnonzero(kept)
    sizes = tags.present[rows].sum(axis=1)
    each = np.array([lwlrap(judged[[row]], tags.present[[row]]) for row in rows])
    weights = tags.weights[:, rows]
    return np.asarray((weights @ (each * sizes)) / (weights @ sizes))
