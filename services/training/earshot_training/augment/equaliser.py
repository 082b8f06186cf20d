"""Colours a sound like a microphone or a narrow channel: tilt, high-pass, low-pass."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Equaliser:
    """A smooth curve: `tilt_db` per decade around 1 kHz and two edges of 24 dB an octave."""

    tilt_db: float
    high_pass_hz: float
    low_pass_hz: float


def draw_equaliser(rng: np.random.Generator, *, narrow_share: float) -> Equaliser:
    """Draw a curve; `narrow_share` of them cut like a telephone or a laptop's microphone."""
    narrow = rng.random() < narrow_share
    return Equaliser(
        tilt_db=float(rng.normal(0.0, 3.0)),
        high_pass_hz=float(rng.uniform(100.0, 350.0)) if narrow else 0.0,
        low_pass_hz=float(rng.choice([3400.0, 4000.0, 5500.0, 7000.0])) if narrow else 0.0,
    )


def response(equaliser: Equaliser, frequencies_hz: NDArray[np.float64]) -> NDArray[np.float32]:
    """Gain at each frequency, (frequency,)."""
    safe_hz = np.maximum(frequencies_hz, 20.0)
    gain = 10.0 ** (equaliser.tilt_db * np.log10(safe_hz / 1000.0) / 20.0)
    if equaliser.high_pass_hz > 0.0:
        gain = gain / np.sqrt(1.0 + (equaliser.high_pass_hz / safe_hz) ** 8)
    if equaliser.low_pass_hz > 0.0:
        gain = gain / np.sqrt(1.0 + (safe_hz / equaliser.low_pass_hz) ** 8)
    return gain.astype(np.float32)
