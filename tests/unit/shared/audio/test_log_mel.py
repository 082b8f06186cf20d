"""Log-mel spectrograms: the same numbers as librosa, and frames where they are said to be."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import dataclasses
import math

import librosa
import numpy as np
import pytest
from librosa.filters import mel as librosa_mel
from numpy.typing import NDArray

from earshot.audio.log_mel import (
    CHUNK_FRAMES,
    LogMelSettings,
    log_mel,
    mel_weights,
    samples_for,
    spectrogram,
)

SETTINGS = LogMelSettings()


def noise(samples: int, loudness: float = 0.1) -> NDArray[np.float32]:
    return (np.random.default_rng(samples).standard_normal(samples) * loudness).astype(np.float32)


def as_librosa_has_it(
    waveform: NDArray[np.float32], settings: LogMelSettings
) -> NDArray[np.float32]:
    # librosa centres the window in the transform, hence the extra zeros on the left.
    left = settings.left_samples + (settings.fft_samples - settings.window_samples) // 2
    padded = np.pad(waveform, (left, settings.fft_samples * 2))
    mel = librosa.feature.melspectrogram(
        y=padded,
        sr=settings.sample_rate_hz,
        n_fft=settings.fft_samples,
        win_length=settings.window_samples,
        hop_length=settings.hop_samples,
        center=False,
        power=1,
        n_mels=settings.mel_bands,
        fmin=settings.min_hz,
        fmax=settings.max_hz,
        htk=True,
        norm=None,
    )
    frames = math.ceil(waveform.shape[0] / settings.hop_samples)
    return np.asarray(np.log(mel[:, :frames] + settings.log_offset).T, dtype=np.float32)


@pytest.mark.parametrize("samples", [1, 159, 160, 161, 400, 16_000, 16_037, 80_001])
@pytest.mark.parametrize("loudness", [1e-4, 0.3])
def test_equals_librosa(samples: int, loudness: float) -> None:
    waveform = noise(samples, loudness)
    ours = log_mel(waveform, SETTINGS)
    theirs = as_librosa_has_it(waveform, SETTINGS)
    assert ours.shape == theirs.shape
    assert ours.dtype == np.float32
    assert np.abs(ours - theirs).max() < 1e-4


def test_equals_librosa_with_other_settings() -> None:
    settings = LogMelSettings(
        sample_rate_hz=32_000,
        window_samples=800,
        hop_samples=320,
        fft_samples=1024,
        mel_bands=96,
        min_hz=0.0,
        max_hz=16_000.0,
        log_offset=1e-5,
    )
    waveform = noise(40_000)
    error = np.abs(log_mel(waveform, settings) - as_librosa_has_it(waveform, settings)).max()
    assert error < 1e-4


def test_the_filters_are_librosas() -> None:
    theirs = librosa_mel(sr=16_000, n_fft=512, n_mels=64, fmin=125, fmax=7_500, htk=True, norm=None)
    assert np.abs(mel_weights(SETTINGS) - theirs).max() < 1e-5


@pytest.mark.parametrize("frame", [0, 7, 63, 64, 99])
def test_a_click_is_loudest_in_the_frame_it_is_centred_on(frame: int) -> None:
    waveform = np.zeros(16_000, np.float32)
    waveform[frame * 160 + 80] = 1
    loudness = log_mel(waveform, SETTINGS).sum(axis=1)
    assert int(loudness.argmax()) == frame
    # One hop away on either side it sounds alike: the frame is centred, not merely near.
    if 0 < frame < 99:
        assert loudness[frame - 1] == pytest.approx(loudness[frame + 1], rel=1e-5)


@pytest.mark.parametrize(("samples", "frames"), [(0, 0), (1, 1), (160, 1), (161, 2), (16_000, 100)])
def test_has_a_frame_for_each_started_hop(samples: int, frames: int) -> None:
    assert SETTINGS.frames(samples) == frames
    assert log_mel(np.zeros(samples, np.float32), SETTINGS).shape == (frames, 64)


def test_silence_is_the_offset() -> None:
    silent = log_mel(np.zeros(4_000, np.float32), SETTINGS)
    assert silent == pytest.approx(math.log(0.001), abs=1e-6)
    assert SETTINGS.silence == pytest.approx(math.log(0.001), abs=1e-6)


def test_part_of_a_spectrogram_is_the_same_alone() -> None:
    waveform = noise(160 * 5 * CHUNK_FRAMES)
    whole = log_mel(waveform, SETTINGS)
    first = 2 * CHUNK_FRAMES
    start = first * 160 - SETTINGS.left_samples
    part = spectrogram(waveform[start : start + samples_for(CHUNK_FRAMES, SETTINGS)], SETTINGS)
    assert np.array_equal(part, whole[first : first + CHUNK_FRAMES])


def test_fewer_samples_than_a_window_are_no_frame() -> None:
    assert spectrogram(noise(399), SETTINGS).shape == (0, 64)


@pytest.mark.parametrize(
    "wrong",
    [
        {"hop_samples": 0},
        {"window_samples": 600},
        {"max_hz": 8_001.0},
        {"min_hz": 7_500.0},
        {"mel_bands": 0},
        {"log_offset": 0.0},
    ],
)
def test_refuses_settings_that_make_no_sense(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="log-mel needs"):
        dataclasses.replace(SETTINGS, **wrong)  # type: ignore[arg-type] # one wrong field at a time
