"""What decides the numbers of a log-mel spectrogram; free of numpy, so that search stays quick."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LogMelSettings:
    """Everything that decides the numbers; a bundle's manifest carries it."""

    sample_rate_hz: int = 16_000
    window_samples: int = 400
    hop_samples: int = 160
    fft_samples: int = 512
    mel_bands: int = 64
    min_hz: float = 125.0
    max_hz: float = 7_500.0
    log_offset: float = 0.001

    def __post_init__(self) -> None:
        if not 0 < self.hop_samples <= self.window_samples <= self.fft_samples:
            raise ValueError("log-mel needs 0 < hop <= window <= fft samples")
        if not 0 <= self.min_hz < self.max_hz <= self.sample_rate_hz / 2:
            raise ValueError("log-mel needs 0 <= min_hz < max_hz <= half the sample rate")
        if self.mel_bands < 1 or not self.log_offset > 0:
            raise ValueError("log-mel needs at least one band and a positive log offset")

    @property
    def left_samples(self) -> int:
        """Zeros before the first sample, so that frame n is centred on (n + 0.5) * hop."""
        return (self.window_samples - self.hop_samples) // 2

    @property
    def silence(self) -> float:
        """What every band of a silent frame holds."""
        return math.log(self.log_offset)

    def frames(self, samples: int) -> int:
        """How many frames a waveform of so many samples has: one a started hop."""
        return -(-samples // self.hop_samples)
