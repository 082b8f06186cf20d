"""A waveform in patches: centred on their frames, wherever the pieces were cut."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from earshot.audio.log_mel_settings import LogMelSettings
from earshot.tagging.geometry import BlockGeometry
from earshot.tagging.patches import patch_blocks

SETTINGS = LogMelSettings()
GEOMETRY = BlockGeometry(
    core_frames=96, margin_frames=0, frames_per_score=48, frames_per_embedding=48
)
PATCH, HOP = 15_600, 7_680


def _patches(pieces: list[NDArray[np.float32]]) -> NDArray[np.float32]:
    blocks = list(patch_blocks(pieces, SETTINGS, GEOMETRY, PATCH))
    assert [block.last for block in blocks] == [False] * (len(blocks) - 1) + [True]
    assert sum(block.frames for block in blocks) == SETTINGS.frames(sum(map(len, pieces)))
    return np.concatenate([block.patches for block in blocks])


@given(samples=st.integers(1, 60_000), piece=st.integers(1, 30_000))
def test_each_patch_is_centred_on_its_frame(samples: int, piece: int) -> None:
    sound = np.arange(1, samples + 1, dtype=np.float32)
    pieces = [sound[start : start + piece] for start in range(0, samples, piece)]
    patches = _patches(pieces)
    assert patches.shape == (-(-samples // HOP), PATCH)
    left = (PATCH - HOP) // 2
    padded = np.zeros(samples + 2 * PATCH, np.float32)
    padded[left : left + samples] = sound
    for number, patch in enumerate(patches):
        assert np.array_equal(patch, padded[number * HOP : number * HOP + PATCH])


@pytest.mark.parametrize("pieces", [[], [np.zeros(0, np.float32)]])
def test_no_sound_no_patches(pieces: list[NDArray[np.float32]]) -> None:
    assert list(patch_blocks(pieces, SETTINGS, GEOMETRY, PATCH)) == []
