"""Intervals and tests by drawing scenes and sources again."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import numpy as np
import pytest

from earshot_training.evaluation.bootstrap import (
    Estimate,
    chance_of_no_difference,
    draw_weights,
    f1_estimates,
    weighted_average_precision,
    weighted_quantile,
)
from earshot_training.metrics.tagging import average_precision


def test_a_source_is_drawn_with_all_its_clips() -> None:
    weights = draw_weights(np.random.default_rng(1), np.array([4, 4, 9, 7, 9]), 50)
    assert weights.shape == (50, 5)
    assert np.array_equal(weights[:, 0], weights[:, 1])
    assert np.array_equal(weights[:, 2], weights[:, 4])
    assert (weights[:, [0, 2, 3]].sum(axis=1) == 3).all()


def test_weights_stand_for_clips_drawn_so_often() -> None:
    rng = np.random.default_rng(2)
    scores = np.round(rng.random(40), 1).astype(np.float32)
    present = rng.random(40) < 0.4
    weights = rng.integers(0, 4, (3, 40))
    told = weighted_average_precision(scores, present, weights)
    for row, value in zip(weights, told, strict=True):
        drawn = np.repeat(np.arange(40), row)
        assert value == pytest.approx(average_precision(scores[drawn], present[drawn]))
    middle = weighted_quantile(np.array([3.0, 1.0, 2.0]), np.array([[1, 5, 1], [9, 1, 1]]), 0.5)
    assert middle.tolist() == [1.0, 3.0]


def test_f1_by_hand() -> None:
    # One label found half the time, one never, one that never sounds.
    counts = np.array([[[1, 0, 0], [0, 0, 0]], [[1, 1, 0], [1, 1, 0]], [[1, 0, 3], [0, 0, 2]]])
    micro, macro = f1_estimates(counts, np.array([[1, 1], [2, 0]]))
    assert micro.value == pytest.approx(2 / 5)
    assert macro.value == pytest.approx((2 / 3 + 0) / 2)
    assert micro.draws.tolist() == pytest.approx([2 / 5, 4 / 6])


def test_a_difference_that_no_draw_undoes_is_no_chance() -> None:
    draws = np.random.default_rng(3).normal(0.5, 0.1, 999)
    ours = Estimate(value=0.5, draws=draws)
    assert chance_of_no_difference(ours, Estimate(value=0.4, draws=draws - 0.1)) == 0.002
    other = np.random.default_rng(4).normal(0.5, 0.1, 999)
    assert chance_of_no_difference(ours, Estimate(value=0.5, draws=other)) > 0.2
    low, high = ours.interval()
    assert low == pytest.approx(0.3, abs=0.03)
    assert high == pytest.approx(0.7, abs=0.03)
    assert np.isnan(Estimate(value=0.5, draws=np.zeros(0)).interval()[0])
