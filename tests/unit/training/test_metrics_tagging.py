"""Clip figures against cases worked out by hand."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import numpy as np
import pytest

from earshot_training.metrics.tagging import average_precision, average_precisions, lwlrap


def test_average_precision_of_a_perfect_ranking_is_one() -> None:
    scores = np.array([0.9, 0.8, 0.2, 0.1], np.float32)
    assert average_precision(scores, np.array([True, True, False, False])) == 1.0


def test_average_precision_by_hand() -> None:
    # Hits at ranks 2 and 4: (1/2 + 2/4) / 2.
    scores = np.array([0.9, 0.8, 0.7, 0.6], np.float32)
    assert average_precision(scores, np.array([False, True, False, True])) == pytest.approx(0.5)


def test_ties_count_as_one_step() -> None:
    scores = np.array([0.5, 0.5, 0.5, 0.5], np.float32)
    assert average_precision(scores, np.array([True, False, False, False])) == pytest.approx(0.25)


def test_without_positives_there_is_no_figure() -> None:
    assert np.isnan(average_precision(np.array([0.1], np.float32), np.array([False])))


def test_doubtful_clips_are_left_out() -> None:
    scores = np.array([[0.9], [0.8], [0.1]], np.float32)
    present = np.array([[False], [True], [False]])
    doubtful = np.array([[True], [False], [False]])
    assert average_precisions(scores, present)[0] == pytest.approx(0.5)
    assert average_precisions(scores, present, doubtful)[0] == pytest.approx(1.0)


def test_lwlrap_by_hand() -> None:
    scores = np.array([[0.9, 0.5, 0.1], [0.2, 0.3, 0.4]], np.float32)
    present = np.array([[True, False, True], [False, False, True]])
    # First clip: ranks 1 and 3 give 1 and 2/3; second: rank 1 gives 1.
    assert lwlrap(scores, present) == pytest.approx((1.0 + 2.0 / 3.0 + 1.0) / 3.0)
