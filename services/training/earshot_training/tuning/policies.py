"""Chooses each label's policy from what the grid counted, leaning on like labels where few."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from earshot.tagging.policy import LabelPolicy
from earshot_training.tuning.grid import Grid, LabelTrial

SHORT_S, LONG_S = 0.7, 2.5


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicySettings:
    """What the levels of the ladder aim at, and how much like labels count."""

    recall_of_everything: float = 0.9
    least_precision: float = 0.12
    precision_of_sure: float = 0.9
    pooled_references: float = 30.0
    surest: float = 0.97


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Smoothed rates (shape, threshold) of one label."""

    event_f1: NDArray[np.float64]
    onset_f1: NDArray[np.float64]
    recall: NDArray[np.float64]
    precision: NDArray[np.float64]


def family_of(typical_s: float) -> str:
    """Sounds of like length are decoded alike where a label has little evidence of its own."""
    if typical_s < SHORT_S:
        return "short"
    return "long" if typical_s > LONG_S else "middling"


def choose_policies(
    trials: Sequence[LabelTrial],
    families: Sequence[str],
    grid: Grid,
    settings: PolicySettings,
) -> list[LabelPolicy]:
    """One policy a label; the pool of its family counts as a few references more."""
    pools = {family: _pool(trials, families, family) for family in set(families)}
    return [
        _policy(_evidence(trial, pools[family], settings), grid, settings)
        for trial, family in zip(trials, families, strict=True)
    ]


def _pool(
    trials: Sequence[LabelTrial], families: Sequence[str], family: str
) -> NDArray[np.float64]:
    """Counts (kind, shape, threshold) of a family, per reference."""
    members = [trial for trial, own in zip(trials, families, strict=True) if own == family]
    total = np.sum([_stacked(trial) for trial in members], axis=0).astype(np.float64)
    return np.asarray(total / max(1, sum(trial.references for trial in members)))


def _stacked(trial: LabelTrial) -> NDArray[np.int64]:
    return np.stack(
        [trial.event_hits, trial.onset_hits, trial.touched, trial.estimates, trial.right]
    )


def _evidence(trial: LabelTrial, pool: NDArray[np.float64], settings: PolicySettings) -> Evidence:
    counts = _stacked(trial) + settings.pooled_references * pool
    references = trial.references + settings.pooled_references
    event_hits, onset_hits, touched, estimates, right = counts
    return Evidence(
        event_f1=2.0 * event_hits / (references + estimates),
        onset_f1=2.0 * onset_hits / (references + estimates),
        recall=touched / references,
        precision=right / np.maximum(estimates, 1e-9),
    )


def _policy(evidence: Evidence, grid: Grid, settings: PolicySettings) -> LabelPolicy:
    worth = evidence.event_f1 + evidence.onset_f1
    row, best = np.unravel_index(int(worth.argmax()), worth.shape)
    recall, precision = evidence.recall[row], evidence.precision[row]
    thresholds = np.array(grid.thresholds)
    lax = [
        index
        for index in range(int(best))
        if recall[index] >= settings.recall_of_everything
        and precision[index] >= settings.least_precision
    ]
    sane = [i for i in range(int(best) + 1) if precision[i] >= settings.least_precision]
    everything = thresholds[lax[-1] if lax else (sane[0] if sane else int(best))]
    strict = [
        index
        for index in range(int(best) + 1, len(thresholds))
        if precision[index] >= settings.precision_of_sure
    ]
    sure = thresholds[strict[0]] if strict else settings.surest
    return grid.shapes[row].policy(ladder(float(everything), float(thresholds[best]), float(sure)))


def ladder(everything: float, balanced: float, sure: float) -> tuple[float, ...]:
    """Six strictly rising thresholds through three given ones, evenly spaced in logits.

    Examples
    --------
    >>> [round(step, 3) for step in ladder(0.1, 0.5, 0.9)]
    [0.1, 0.188, 0.325, 0.5, 0.75, 0.9]
    """
    low, middle, high = (float(np.log(p / (1.0 - p))) for p in (everything, balanced, sure))
    low, high = min(low, middle - 0.6), max(high, middle + 0.4)
    logits = (low, low + (middle - low) / 3, low + 2 * (middle - low) / 3,
              middle, (middle + high) / 2, high)  # fmt: skip
    return tuple(round(float(1.0 / (1.0 + np.exp(-z))), 4) for z in logits)
