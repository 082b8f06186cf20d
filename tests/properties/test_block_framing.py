"""Framing: however a waveform is cut into pieces, its blocks are those of the whole."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from earshot.audio.log_mel import log_mel
from earshot.audio.log_mel_settings import LogMelSettings
from earshot.tagging.blocks import LogMelBlock, SecondMeans, frame_blocks
from earshot.tagging.geometry import BlockGeometry

SETTINGS = LogMelSettings()
NOISE = (np.random.default_rng(8).standard_normal(20_000) * 0.1).astype(np.float32)

geometries = st.builds(
    lambda cores, margins, score, step: BlockGeometry(
        core_frames=cores * score * step,
        margin_frames=min(margins, cores) * score * step,
        frames_per_score=score,
        frames_per_embedding=score * step,
    ),
    st.integers(1, 4),
    st.integers(0, 4),
    st.sampled_from([1, 4]),
    st.sampled_from([1, 8]),
)


def cut(waveform: NDArray[np.float32], cuts: list[int]) -> list[NDArray[np.float32]]:
    return np.split(waveform, sorted(min(at, waveform.size) for at in cuts))


def framed(pieces: list[NDArray[np.float32]], geometry: BlockGeometry) -> list[LogMelBlock]:
    return list(frame_blocks(pieces, SETTINGS, geometry))


@given(geometries, st.integers(0, 20_000), st.lists(st.integers(0, 20_000), max_size=6))
def test_blocks_are_windows_on_the_whole_spectrogram(
    geometry: BlockGeometry, samples: int, cuts: list[int]
) -> None:
    core, margin = geometry.core_frames, geometry.margin_frames
    whole = log_mel(NOISE[:samples], SETTINGS)
    blocks = framed(cut(NOISE[:samples], cuts), geometry)
    assert len(blocks) == math.ceil(whole.shape[0] / core)
    # Silence before the start, and after the end to the end of the last margin.
    after = (len(blocks) * core - whole.shape[0]) + margin
    padded = np.pad(whole, ((margin, after), (0, 0)), constant_values=SETTINGS.silence)
    for number, block in enumerate(blocks):
        expected = padded[number * core :][: geometry.block_frames]
        assert block.log_mel.shape == expected.shape
        assert np.abs(block.log_mel - expected).max() < 1e-5
        assert block.frames == min(core, whole.shape[0] - number * core)
        assert block.last == (number == len(blocks) - 1)


@given(geometries, st.integers(0, 20_000), st.lists(st.integers(0, 20_000), max_size=6))
def test_where_it_is_cut_changes_not_a_bit(
    geometry: BlockGeometry, samples: int, cuts: list[int]
) -> None:
    whole = framed([NOISE[:samples]], geometry)
    pieces = framed(cut(NOISE[:samples], cuts), geometry)
    assert len(whole) == len(pieces)
    for one, other in zip(whole, pieces, strict=True):
        assert np.array_equal(one.log_mel, other.log_mel)


@given(
    st.sampled_from([(32, 32), (320, 32), (64, 8), (100, 100), (200, 25), (12, 4)]),
    st.integers(1, 700),
)
def test_second_means_do_not_depend_on_blocks(shape: tuple[int, int], frames: int) -> None:
    core, step = shape
    geometry = BlockGeometry(
        core_frames=core, margin_frames=0, frames_per_score=step, frames_per_embedding=step
    )
    steps = np.random.default_rng(frames).normal(size=(-(-frames // step), 5)).astype(np.float32)
    means = SecondMeans(SETTINGS, geometry, 5)
    found = []
    for start in range(0, frames, core):
        held = min(core, frames - start)
        of_block = steps[start // step : -(-(start + held) // step)]
        found.append(means.add(of_block, held, last=start + held == frames))
    # Frame by frame: each takes the step it lies in, a second is the mean of its frames.
    by_frame = steps[np.arange(frames) // step]
    expected = np.stack([by_frame[at : at + 100].mean(axis=0) for at in range(0, frames, 100)])
    expected /= np.linalg.norm(expected, axis=1, keepdims=True)
    assert np.abs(np.concatenate(found) - expected).max() < 1e-4
