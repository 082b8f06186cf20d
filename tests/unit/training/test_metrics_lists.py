"""Figures of ranked lists, and of all thresholds at once, against cases worked out by hand."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from earshot_training.metrics.psds import (
    PSDS_1,
    PSDS_2,
    PsdsSettings,
    coverage,
    label_curve,
    psds,
    spans_above,
)
from earshot_training.metrics.retrieval import search_average_precision
from earshot_training.metrics.separation import d_prime, roc_auc
from earshot_training.metrics.tagging import lwlrap, map_at, micro_average_precision

EVENTS = np.array([[1.0, 2.0], [5.0, 6.0]])


def test_map_at_three_looks_no_further() -> None:
    scores = np.array([[0.9, 0.8, 0.7, 0.6], [0.9, 0.8, 0.7, 0.6]], np.float32)
    present = np.array([[False, True, False, False], [False, False, False, True]])
    assert map_at(scores, present) == pytest.approx(0.25)
    # Two true labels at ranks 1 and 3: (1 + 2/3) / 2.
    assert map_at(scores[:1], np.array([[True, False, True, False]])) == pytest.approx(5 / 6)


def test_micro_figures_rank_all_labels_together() -> None:
    scores = np.array([[0.9, 0.1], [0.8, 0.2]], np.float32)
    present = np.array([[False, False], [True, True]])
    assert micro_average_precision(scores, present) == pytest.approx((1 / 2 + 2 / 3) / 2)
    doubtful = np.array([[True, False], [False, False]])
    assert micro_average_precision(scores, present, doubtful) == 1.0


def test_a_tied_label_has_the_last_rank_of_the_tie() -> None:
    assert lwlrap(np.array([[0.5, 0.5]], np.float32), np.array([[True, False]])) == 0.5


def test_area_and_distance() -> None:
    scores = np.array([0.9, 0.5, 0.5, 0.1], np.float32)
    assert roc_auc(scores, np.array([True, True, False, False])) == pytest.approx(3.5 / 4)
    assert np.isnan(roc_auc(scores, np.zeros(4, bool)))
    assert d_prime(0.9) == pytest.approx(1.8124, abs=1e-4)


def test_a_search_list_pays_for_wrong_moments_above_right_ones() -> None:
    found = np.array([[0.5, 0.9], [1.5, 1.8], [5.5, 7.0]])
    best_first = np.array([0.1, 0.9, 0.8])
    assert search_average_precision(EVENTS, found, best_first) == 1.0
    wrong_first = np.array([0.9, 0.8, 0.7])
    assert search_average_precision(EVENTS, found, wrong_first) == pytest.approx(
        (1 / 2 + 2 / 3) / 2
    )


def test_an_event_found_in_pieces_is_found_once_and_one_estimate_may_find_two() -> None:
    pieces = np.array([[1.0, 1.3], [1.5, 1.9]])
    assert search_average_precision(EVENTS, pieces, np.array([0.9, 0.8])) == 0.5
    long = np.array([[0.0, 7.0]])
    assert search_average_precision(EVENTS, long, np.array([0.9])) == 1.0
    assert search_average_precision(EVENTS, np.zeros((0, 2)), np.zeros(0)) == 0.0
    assert np.isnan(search_average_precision(np.zeros((0, 2)), long, np.array([0.9])))


def _figure(scores: list[NDArray[np.float64]], settings: PsdsSettings) -> float:
    """PSDS of an hour of seconds in which label k sounds in second 10 + 10 k."""
    references = [np.array([[10.0 + 10.0 * k, 11.0 + 10.0 * k]]) for k in range(len(scores))]
    edges_s = np.arange(3601.0)
    covered = coverage(references, edges_s)
    curves = [
        label_curve(
            label,
            [spans_above(column, at) for at in np.unique(column)[1:]],
            references,
            covered,
            edges_s,
            3600.0,
            settings,
        )
        for label, column in enumerate(scores)
    ]
    return psds(curves, settings)


def _heard(at: dict[int, float]) -> NDArray[np.float64]:
    scores = np.zeros(3600)
    scores[list(at)] = list(at.values())
    return scores


def test_psds_is_the_share_of_false_alarms_that_was_not_needed() -> None:
    ten = replace(PSDS_1, most_false_per_h=10.0)
    assert _figure([_heard({10: 0.9})], ten) == 1.0
    # Three louder seconds elsewhere: found at three false alarms an hour, seven tenths remain.
    louder = {100: 0.95, 200: 0.96, 300: 0.97, 10: 0.9}
    assert _figure([_heard(louder)], ten) == pytest.approx(0.7)
    # Of two labels one is perfect: mean less standard deviation is 0 up to there, then 1.
    assert _figure([_heard(louder), _heard({20: 0.9})], ten) == pytest.approx(0.7)


def test_being_triggered_by_another_label_costs_more() -> None:
    settings = replace(PSDS_2, most_false_per_h=4000.0, unevenness_weight=0.0)
    elsewhere = [_heard({100: 0.95, 10: 0.9}), _heard({20: 0.9})]
    triggered = [_heard({20: 0.95, 10: 0.9}), _heard({20: 0.9})]
    assert _figure(elsewhere, settings) == pytest.approx(1.0 - 0.5 * 1.0 / 4000.0)
    # One in the one second in which the other label sounds: 3600 an hour, weighed by half.
    assert _figure(triggered, settings) == pytest.approx(1.0 - 0.5 * 1801.0 / 4000.0)
