"""Calibration and policies on made-up scores whose best answer is known."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import itertools

import numpy as np
import pytest
from numpy.typing import NDArray

from earshot_training.tuning.calibration import expected_calibration_error, fit_label
from earshot_training.tuning.grid import Grid, Shape, overlapping, try_label, without_doubtful
from earshot_training.tuning.policies import PolicySettings, choose_policies, family_of, ladder

GRID = Grid(
    shapes=(Shape(median_frames=1, hysteresis=0.6, merge_gap_s=0.12, min_duration_s=0.08),),
    thresholds=(0.05, 0.1, 0.2, 0.4, 0.6, 0.8),
)


def _scores() -> tuple[NDArray[np.float32], NDArray[np.float64]]:
    """Ten events that score 0.7 and ten false ones that score 0.3."""
    scores = np.zeros(2000, np.float32)
    reference = []
    for index in range(20):
        scores[100 * index + 25 : 100 * index + 50] = 0.7 if index % 2 else 0.3
        if index % 2:
            reference.append((4.0 * index + 1.0, 4.0 * index + 2.0))
    return scores, np.array(reference)


def test_the_grid_counts_hits_and_estimates() -> None:
    scores, reference = _scores()
    trial = try_label(scores, reference, np.zeros(2000, bool), GRID)
    assert trial.references == 10
    assert trial.event_hits[0].tolist() == [10, 10, 10, 10, 10, 0]
    assert trial.estimates[0].tolist() == [20, 20, 20, 10, 10, 0]


def test_the_balanced_threshold_parts_true_from_false() -> None:
    scores, reference = _scores()
    trial = try_label(scores, reference, np.zeros(2000, bool), GRID)
    (policy,) = choose_policies([trial], ["middling"], GRID, PolicySettings())
    assert 0.3 < policy.thresholds[3] <= 0.7
    assert policy.thresholds[0] < 0.3
    assert list(policy.thresholds) == sorted(set(policy.thresholds))


def test_doubtful_estimates_are_no_false_alarms() -> None:
    unknown = np.zeros(100, bool)
    unknown[50:] = True
    spans = np.array([[0.4, 0.8], [2.4, 2.8], [3.2, 3.6]])
    kept = without_doubtful(spans, np.array([[3.0, 3.4]]), unknown)
    assert kept.tolist() == [[0.4, 0.8], [3.2, 3.6]]


def test_touching_is_not_overlapping() -> None:
    spans = np.array([[0.0, 1.0], [1.5, 3.0]])
    assert overlapping(spans, np.array([[1.0, 2.0]])).tolist() == [False, True]


def test_a_ladder_rises_even_where_its_rungs_coincide() -> None:
    steps = ladder(0.5, 0.5, 0.5)
    assert all(after > before for before, after in itertools.pairwise(steps))


def test_families_follow_length() -> None:
    assert [family_of(length_s) for length_s in (0.2, 1.0, 5.0)] == ["short", "middling", "long"]


def test_calibration_makes_scores_frequencies() -> None:
    rng = np.random.default_rng(8)
    told = rng.normal(0.0, 2.0, 20_000).astype(np.float32)
    truth = (rng.random(20_000) < 1.0 / (1.0 + np.exp(-(0.6 * told - 1.0)))).astype(np.float32)
    scale, bias = fit_label(told, truth, np.ones(20_000, np.float32), 1.0)
    assert (scale, bias) == pytest.approx((0.6, -1.0), abs=0.06)
    as_they_came = (1.0 / (1.0 + np.exp(-told))).astype(np.float32)
    before = expected_calibration_error(as_they_came, truth > 0)
    calibrated = (1.0 / (1.0 + np.exp(-(scale * told + bias)))).astype(np.float32)
    after = expected_calibration_error(calibrated, truth > 0)
    assert after < 0.02 < before
