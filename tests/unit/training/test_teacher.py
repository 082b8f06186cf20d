"""A teacher hears every row of a batch by itself, in the order of our labels."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from earshot_training.teacher import BLOCK_FRAMES, ROW_FRAMES, Teacher, block_of, load_teacher

SHIPPED = Path(__file__).parents[3] / "services/worker/earshot_worker/bundles/keen"


def _network(block: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Repeats what it is given: logits are two bands of every fourth frame, embeddings one."""
    assert block.shape[:2] == (1, BLOCK_FRAMES)
    return block[:, ::4, :2], block[:, ::32, :1]


@pytest.mark.parametrize("count", [1, 3, 4])
def test_each_row_is_taught_its_own(count: int) -> None:
    rows = np.random.default_rng(2).normal(size=(count, ROW_FRAMES, 3)).astype(np.float32)
    lessons = Teacher(network=_network, columns=np.array([1, 0])).teach(rows)
    assert np.array_equal(lessons.logits, rows[:, ::4, [1, 0]])
    assert np.array_equal(lessons.embeddings, rows[:, ::32, :1])


def test_rows_have_silence_between_them() -> None:
    block = block_of(np.zeros((2, ROW_FRAMES, 1), np.float32))[0, :, 0]
    assert (block == 0.0).sum() == 2 * ROW_FRAMES
    starts = np.flatnonzero((block[1:] == 0.0) & (block[:-1] < -6.0)) + 1
    assert (starts % 32 == 0).all()


def test_a_free_pupil_needs_a_free_teacher() -> None:
    with pytest.raises(ValueError, match="not free"):
        load_teacher(SHIPPED, [], "free")
    assert load_teacher(SHIPPED, [], "all").columns.size == 0
