"""Event and segment figures against cases worked out by hand."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import numpy as np
import pytest

from earshot_training.metrics.events import Collar, Counts, count, match, onset_errors_s
from earshot_training.metrics.segments import count_segments

ONSET_ONLY = Collar(offset_s=None)


def test_an_event_within_the_collar_is_a_hit() -> None:
    counts = count(np.array([[1.0, 2.0]]), np.array([[1.15, 2.1]]), Collar())
    assert counts == Counts(hits=1, references=1, estimates=1)
    assert counts.f1 == 1.0


def test_an_onset_beyond_the_collar_is_a_miss() -> None:
    assert count(np.array([[1.0, 2.0]]), np.array([[1.25, 2.0]]), Collar()).hits == 0


def test_the_offset_may_be_off_by_a_fifth_of_a_long_event() -> None:
    reference = np.array([[0.0, 10.0]])
    assert count(reference, np.array([[0.0, 8.1]]), Collar()).hits == 1
    assert count(reference, np.array([[0.0, 7.9]]), Collar()).hits == 0
    assert count(reference, np.array([[0.0, 1.0]]), ONSET_ONLY).hits == 1


def test_an_estimate_is_used_once() -> None:
    reference = np.array([[1.0, 1.5], [1.1, 1.6]])
    counts = count(reference, np.array([[1.05, 1.55]]), ONSET_ONLY)
    assert (counts.hits, counts.recall, counts.precision) == (1, 0.5, 1.0)


def test_matching_finds_the_most_pairs() -> None:
    # The estimate at 1.1 fits both references, the one at 0.9 only the first.
    reference = np.array([[1.0, 2.0], [1.3, 2.0]])
    estimate = np.array([[1.1, 2.0], [0.9, 2.0]])
    assert sorted(match(reference, estimate, ONSET_ONLY).tolist()) == [[0, 1], [1, 0]]


def test_nothing_to_find_and_nothing_found_is_no_figure() -> None:
    assert np.isnan((Counts() + Counts()).f1)


def test_onset_errors_are_those_of_the_nearest_estimate() -> None:
    errors = onset_errors_s(np.array([[1.0, 2.0], [5.0, 6.0]]), np.array([[1.1, 2.0]]), 0.5)
    assert errors.tolist() == pytest.approx([0.1])


def test_segments_count_seconds() -> None:
    counts = count_segments(np.array([[0.5, 2.5]]), np.array([[2.1, 3.5]]), 5.0)
    assert counts == Counts(hits=1, references=3, estimates=2)
