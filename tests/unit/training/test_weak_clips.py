"""Whole clips as rows: two a row, soft targets where the annotations leave a label open."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import numpy as np
import pytest

from earshot_training.label_space import ClipTruth
from earshot_training.weak_clips import WeakClips


@pytest.fixture
def weak() -> WeakClips:
    return WeakClips(
        log_mel=np.full((30, 4), 2.0, np.float16),
        offsets=np.array([0, 30]),
        weights=np.ones(1),
        truth=ClipTruth(
            present=np.array([[True, False, False, False]]),
            unknown=np.array([[False, True, True, False]]),
        ),
        teacher=np.array([[0.9, 0.4, np.nan, 0.2]], np.float32),
        teacher_weight=0.3,
    )


def test_the_teacher_speaks_where_nobody_else_does(weak: WeakClips) -> None:
    rows = weak.draw(np.random.default_rng(1), 1, row_frames=100)
    assert rows.targets[0].tolist() == pytest.approx([1.0, 0.4, 0.0, 0.0])
    assert rows.known[0].tolist() == pytest.approx([1.0, 0.3, 0.0, 1.0])


def test_each_half_of_a_row_holds_one_clip(weak: WeakClips) -> None:
    rows = weak.draw(np.random.default_rng(1), 2, row_frames=100)
    assert rows.log_mel.shape == (2, 100, 4)
    loud = (rows.log_mel.mean(axis=2) > -3.0).reshape(4, 50)
    assert loud.sum(axis=1).tolist() == [30, 30, 30, 30]
