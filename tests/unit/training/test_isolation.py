"""Events are cut out of made-up recordings where they sound."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from earshot_training.isolation import IsolationSettings, isolate

RATE_HZ = 16_000


def _noise(seconds: float, level: float) -> NDArray[np.float32]:
    rng = np.random.default_rng(5)
    return (level * rng.standard_normal(int(seconds * RATE_HZ))).astype(np.float32)


def test_two_bursts_over_faint_noise_are_two_events() -> None:
    waveform = _noise(5.0, 0.001)
    for onset_s in (1.0, 3.0):
        start = int(onset_s * RATE_HZ)
        waveform[start : start + RATE_HZ // 2] += _noise(0.5, 0.3)
    found = isolate(waveform, IsolationSettings())
    assert not found.texture
    assert found.spans.shape == (2, 2)
    wanted = np.array([[1.0, 1.5], [3.0, 3.5]]) * RATE_HZ
    assert np.abs(found.spans - wanted).max() <= 0.02 * RATE_HZ


def test_bursts_with_a_short_pause_are_one_event() -> None:
    waveform = _noise(3.0, 0.001)
    for onset_s in (1.0, 1.4):
        start = int(onset_s * RATE_HZ)
        waveform[start : start + int(0.3 * RATE_HZ)] += _noise(0.3, 0.3)
    assert len(isolate(waveform, IsolationSettings()).spans) == 1


def test_steady_noise_is_a_texture() -> None:
    found = isolate(_noise(5.0, 0.1), IsolationSettings())
    assert found.texture
    assert found.spans.tolist() == [[0, 5 * RATE_HZ]]


def test_silence_holds_no_event() -> None:
    assert len(isolate(np.zeros(RATE_HZ, np.float32), IsolationSettings()).spans) == 0
