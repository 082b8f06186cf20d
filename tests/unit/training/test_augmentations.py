"""Each augmentation does what its first line says."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import shutil

import numpy as np
import pytest
from numpy.typing import NDArray

from earshot_training.augment.clipping import overdriven
from earshot_training.augment.codec import Codec, coded
from earshot_training.augment.equaliser import Equaliser, draw_equaliser, response
from earshot_training.augment.filtering import filtered
from earshot_training.augment.mixup import mixed_up
from earshot_training.augment.speed import change_speed
from earshot_training.scenes.pool import Rows

RATE_HZ = 16_000
FLAT = Equaliser(tilt_db=0.0, high_pass_hz=0.0, low_pass_hz=0.0)


def _tone(frequency_hz: float, seconds: float = 1.0) -> NDArray[np.float32]:
    times_s = np.arange(int(seconds * RATE_HZ)) / RATE_HZ
    return np.sin(2 * np.pi * frequency_hz * times_s).astype(np.float32)


def _pitch_hz(waveform: NDArray[np.float32]) -> float:
    spectrum = np.abs(np.fft.rfft(waveform))
    return float(spectrum.argmax() * RATE_HZ / len(waveform))


def test_twice_the_speed_is_an_octave_up() -> None:
    assert _pitch_hz(change_speed(_tone(400.0), 2.0)) == pytest.approx(800.0, abs=2.0)


def test_a_flat_equaliser_changes_nothing() -> None:
    tone = _tone(500.0)
    assert np.abs(filtered(tone, FLAT, None, RATE_HZ) - tone).max() < 1e-4


def test_a_low_pass_takes_away_what_is_above() -> None:
    curve = Equaliser(tilt_db=0.0, high_pass_hz=0.0, low_pass_hz=2000.0)
    low, high = response(curve, np.array([500.0, 6000.0]))
    assert low == pytest.approx(1.0, abs=0.01)
    assert high < 0.02


def test_tilt_is_in_db_per_decade() -> None:
    curve = Equaliser(tilt_db=6.0, high_pass_hz=0.0, low_pass_hz=0.0)
    at_100_hz, at_1_khz = response(curve, np.array([100.0, 1000.0]))
    assert 20 * np.log10(at_1_khz / at_100_hz) == pytest.approx(6.0, abs=0.01)


def test_equalisers_are_drawn_from_the_seed() -> None:
    drawn = [draw_equaliser(np.random.default_rng(4), narrow_share=0.5) for _ in range(2)]
    assert drawn[0] == drawn[1]


def test_a_room_keeps_the_onset_and_adds_a_tail() -> None:
    room = np.zeros(1600, np.float32)
    room[0], room[1599] = 1.0, 0.5
    click = np.zeros(100, np.float32)
    click[10] = 1.0
    heard = filtered(click, FLAT, room, RATE_HZ)
    assert len(heard) == 100 + 1599
    assert int(np.abs(heard).argmax()) == 10
    assert heard[1609] == pytest.approx(0.5, abs=1e-3)


def test_overdrive_cuts_the_peaks_only() -> None:
    cut = overdriven(np.array([0.1, 0.5, -1.0], np.float32), 6.0206)
    assert cut.tolist() == pytest.approx([0.1, 0.5, -0.5], abs=1e-4)


def test_mixup_unites_what_sounds() -> None:
    rows = Rows(
        log_mel=np.stack([np.full((4, 2), -2.0), np.full((4, 2), -3.0)]).astype(np.float32),
        targets=np.eye(2, dtype=np.float32)[:, None].repeat(1, axis=1),
        weights=np.full((2, 1, 2), 0.5, np.float32),
    )
    mixed = mixed_up(np.random.default_rng(1), rows, 1.0)
    assert (mixed.log_mel >= rows.log_mel).all()
    assert (mixed.targets >= rows.targets).all()
    assert (rows.log_mel[0] == -2.0).all()


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="needs ffmpeg")
@pytest.mark.parametrize(
    ("encoder", "suffix"), [("aac", ".m4a"), ("libopus", ".ogg"), ("libmp3lame", ".mp3")]
)
def test_a_codec_keeps_length_and_alignment(encoder: str, suffix: str) -> None:
    rng = np.random.default_rng(6)
    waveform = np.zeros(2 * RATE_HZ, np.float32)
    waveform[12_000:14_000] = 0.3 * rng.standard_normal(2000)
    out = coded(waveform, Codec(encoder=encoder, suffix=suffix, rate_kbit_s=48), RATE_HZ)
    assert len(out) == len(waveform)
    lag = np.fft.irfft(np.fft.rfft(out) * np.conj(np.fft.rfft(waveform))).argmax()
    assert min(lag, len(waveform) - lag) <= 32
