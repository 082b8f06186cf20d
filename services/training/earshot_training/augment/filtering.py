"""Passes a sound through a room and an equaliser in one go, in the frequency domain."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import fft

from earshot_training.augment.equaliser import Equaliser, response


def filtered(
    waveform: NDArray[np.float32],
    equaliser: Equaliser,
    room: NDArray[np.float32] | None,
    sample_rate_hz: int,
) -> NDArray[np.float32]:
    """Convolve with the room (if any) and colour; the tail of the room is kept."""
    tail = 0 if room is None else len(room) - 1
    size = fft.next_fast_len(len(waveform) + tail + 256, real=True)
    spectrum = fft.rfft(waveform, size)
    frequencies_hz = np.arange(size // 2 + 1) * (sample_rate_hz / size)
    spectrum *= response(equaliser, frequencies_hz)
    if room is not None:
        spectrum *= fft.rfft(room, size)
    return np.asarray(fft.irfft(spectrum, size)[: len(waveform) + tail], np.float32)
