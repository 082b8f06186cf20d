"""Impulse responses of rooms: measured ones from files, and made-up ones from decaying noise."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray
from scipy.signal import resample_poly


def measured_rooms(folder: Path, sample_rate_hz: int, length_s: float) -> list[NDArray[np.float32]]:
    """Read every impulse response of a folder, mono, direct sound first, peak 1."""
    rooms = []
    for path in sorted(folder.glob("*.flac")):
        samples, rate_hz = soundfile.read(path, dtype="float32", always_2d=True)
        mono = resample_poly(samples.mean(axis=1), sample_rate_hz, rate_hz)
        rooms.append(_aligned(mono, int(length_s * sample_rate_hz)))
    return rooms


def made_up_rooms(
    rng: np.random.Generator, count: int, sample_rate_hz: int
) -> list[NDArray[np.float32]]:
    """Draw rooms as exponentially decaying noise behind a direct sound (Moorer's model)."""
    rooms = []
    for _ in range(count):
        reverberation_s = rng.uniform(0.1, 0.9)
        direct_to_reverberant_db = rng.uniform(-3.0, 15.0)
        time_s = np.arange(int(reverberation_s * sample_rate_hz)) / sample_rate_hz
        # 60 dB of decay within the reverberation time: exp(-6.91 t / T60) in amplitude.
        tail = rng.standard_normal(time_s.size) * np.exp(-6.91 * time_s / reverberation_s)
        tail[: int(0.002 * sample_rate_hz)] = 0.0
        tail *= 10.0 ** (-direct_to_reverberant_db / 20.0) / np.sqrt(np.square(tail).sum())
        tail[0] = 1.0
        rooms.append(tail.astype(np.float32))
    return rooms


def _aligned(response: NDArray[np.float32], length: int) -> NDArray[np.float32]:
    peak = int(np.abs(response).argmax())
    cut = response[peak : peak + length] / response[peak]
    fade = np.linspace(1.0, 0.0, cut.size) ** 2
    return np.asarray(cut * fade, np.float32)
