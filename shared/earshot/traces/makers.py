"""Peaks, spectrogram and loudness out of sound that passes by, a few seconds at a time."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from earshot.audio.log_mel import spectrogram
from earshot.audio.log_mel_settings import LogMelSettings
from earshot.traces.pyramid import Pyramid

PEAKS, SPECTROGRAM, LOUDNESS = "peaks", "spectrogram", "loudness"
PEAK_STEP_S, PEAK_FACTORS = 0.01, (16, 16)
BAND_STEP_S, BAND_FACTORS = 0.06, (8, 8)
LOUDNESS_STEP_S = 0.1
BANDS = 64
_WINDOW_S = 0.064
_AT_ONCE_S = 8.0
"""Less would cost more in calls than in sums."""
PEAK_SCALE = 127.0
BRIGHT = 5.5
"""Natural logarithm of a band's magnitude under a sine at full scale."""
DB_STEP = 0.5
"""Loudness is kept as steps of half a decibel below full scale, down to 127.5."""
_FLOOR_POWER = 1e-13
_ALONE = 1 << 18


class PeaksMaker:
    """Least and greatest sample of each step, as signed bytes; row: (least, greatest)."""

    kind, width = PEAKS, 2

    def __init__(self, rate_hz: int) -> None:
        self._samples = round(rate_hz * PEAK_STEP_S)
        self._at_once = self._samples * round(_AT_ONCE_S / PEAK_STEP_S)
        self._pyramid = Pyramid(self._samples / rate_hz, PEAK_FACTORS, _widest)
        self._held = _Held(np.float32)

    def take(self, piece: NDArray[np.float32]) -> None:
        """The next samples, shape (sample,)."""
        if self._held.add(piece) >= self._at_once:
            self._work(self._held.take(self._held.count // self._samples * self._samples))

    def encoded(self) -> Iterator[bytes]:
        """The stored form; to be asked once, at the end."""
        rest = self._held.take(self._held.count)
        self._work(np.pad(rest, (0, -len(rest) % self._samples)))
        self._pyramid.finish()
        return self._pyramid.encoded(self.kind, {"scale": PEAK_SCALE}, self.width)

    def close(self) -> None:
        """Drop what lies on scratch."""
        self._pyramid.close()

    def _work(self, samples: NDArray[np.float32]) -> None:
        steps = samples.reshape(-1, self._samples)
        found = np.stack([steps.min(axis=1), steps.max(axis=1)], axis=1) if len(steps) else None
        if found is not None:
            scaled = np.clip(np.rint(found * PEAK_SCALE), -PEAK_SCALE, PEAK_SCALE)
            self._pyramid.add(scaled.astype(np.int8))


class SpectrogramMaker:
    """Brightness of mel bands, lowest first, as bytes; row: (band,)."""

    kind, width = SPECTROGRAM, BANDS

    def __init__(self, rate_hz: int) -> None:
        hop, window = round(rate_hz * BAND_STEP_S), round(rate_hz * _WINDOW_S)
        fft = 1 << (window - 1).bit_length()
        self._settings = LogMelSettings(
            sample_rate_hz=rate_hz,
            window_samples=window,
            hop_samples=hop,
            fft_samples=fft,
            mel_bands=BANDS,
            min_hz=50.0,
            max_hz=rate_hz / 2,
        )
        self._at_once = round(rate_hz * _AT_ONCE_S) + window
        self._pyramid = Pyramid(hop / rate_hz, BAND_FACTORS, _mean)
        self._samples = self._columns = 0
        self._held = _Held(np.float32)
        self._held.add(np.zeros(self._settings.left_samples, np.float32))

    def take(self, piece: NDArray[np.float32]) -> None:
        """The next samples, shape (sample,)."""
        self._samples += len(piece)
        if self._held.add(piece) >= self._at_once:
            self._work(self._held.all())

    def encoded(self) -> Iterator[bytes]:
        """The stored form; to be asked once, at the end."""
        settings = self._settings
        left = settings.frames(self._samples) - self._columns
        needed = (left - 1) * settings.hop_samples + settings.window_samples if left > 0 else 0
        rest = self._held.all()
        self._work(np.pad(rest, (0, max(0, needed - len(rest))))[:needed])
        self._pyramid.finish()
        fields = {"min_hz": settings.min_hz, "max_hz": settings.max_hz, "scale": "mel"}
        return self._pyramid.encoded(self.kind, fields, self.width)

    def close(self) -> None:
        """Drop what lies on scratch."""
        self._pyramid.close()

    def _work(self, padded: NDArray[np.float32]) -> None:
        bands = spectrogram(padded, self._settings)
        if not len(bands):
            return
        self._columns += len(bands)
        self._held.take(min(len(bands) * self._settings.hop_samples, self._held.count))
        dark = self._settings.silence
        bright = (bands - np.float32(dark)) * np.float32(255 / (BRIGHT - dark))
        self._pyramid.add(np.clip(bright, 0, 255).astype(np.uint8))


class LoudnessMaker:
    """Mean power of each channel, as half decibels below full scale; row: (channel,)."""

    kind = LOUDNESS

    def __init__(self, rate_hz: int) -> None:
        self._samples = round(rate_hz * LOUDNESS_STEP_S)
        self._at_once = self._samples * round(_AT_ONCE_S / LOUDNESS_STEP_S)
        self._pyramid = Pyramid(self._samples / rate_hz, (), _mean)
        self._held = _Held(np.int16)
        self._channels = 0

    def take(self, block: NDArray[np.int16]) -> None:
        """The next samples, shape (sample, channel)."""
        self._channels = block.shape[1]
        if self._held.add(block) >= self._at_once:
            self._work(self._held.take(self._held.count // self._samples * self._samples))

    def encoded(self) -> Iterator[bytes]:
        """The stored form; to be asked once, at the end."""
        rest = self._held.take(self._held.count)
        whole = len(rest) // self._samples * self._samples
        self._work(rest[:whole])
        if whole < len(rest):
            self._pyramid.add(_half_decibels(_power(rest[np.newaxis, whole:])))
        fields = {"channels": self._channels, "db_step": DB_STEP}
        return self._pyramid.encoded(self.kind, fields, max(self._channels, 1))

    def close(self) -> None:
        """Drop what lies on scratch."""
        self._pyramid.close()

    def _work(self, block: NDArray[np.int16]) -> None:
        if len(block):
            steps = block.reshape(-1, self._samples, block.shape[1])
            self._pyramid.add(_half_decibels(_power(steps)))


class _Held:
    """Pieces that wait to be worked on together."""

    def __init__(self, kind: type[np.generic]) -> None:
        self._empty: NDArray[Any] = np.empty(0, kind)
        self._pieces: list[NDArray[Any]] = []
        self.count = 0

    def add(self, piece: NDArray[Any]) -> int:
        """One more; how many samples there are."""
        self._pieces.append(piece)
        self.count += len(piece)
        return self.count

    def all(self) -> NDArray[Any]:
        """Everything as one; it stays."""
        if len(self._pieces) != 1:
            self._pieces = [np.concatenate(self._pieces) if self._pieces else self._empty]
        return self._pieces[0]

    def take(self, count: int) -> NDArray[Any]:
        """The first samples, which then are gone."""
        whole = self.all()
        self._pieces, self.count = [whole[count:]], len(whole) - count
        return whole[:count]


def _widest(groups: NDArray[Any]) -> NDArray[Any]:
    found: NDArray[Any] = np.stack(
        [groups[:, :, 0].min(axis=1), groups[:, :, 1].max(axis=1)], axis=1
    )
    return found


def _mean(groups: NDArray[Any]) -> NDArray[Any]:
    found: NDArray[Any] = np.rint(groups.mean(axis=1, dtype=np.float32)).astype(groups.dtype)
    return found


def _power(steps: NDArray[np.int16]) -> NDArray[np.float32]:
    """Shape (step, sample, channel) to mean square of full scale, shape (step, channel)."""
    count, samples, channels = steps.shape
    squares = steps.astype(np.float32).reshape(count, samples * channels)
    np.multiply(squares, squares, out=squares)
    # A product sums every channel's samples, which lie between each other's, three times as fast
    # as a sum along an axis; small ones leave the other cores alone (see `log_mel`).
    chosen = np.tile(np.eye(channels, dtype=np.float32), (samples, 1))
    at_once = max(1, _ALONE // chosen.size)
    sums = [squares[first : first + at_once] @ chosen for first in range(0, count, at_once)]
    return np.asarray(np.concatenate(sums) / np.float32(samples * 32768.0**2), np.float32)


def _half_decibels(power: NDArray[np.float32]) -> NDArray[np.uint8]:
    below_db = -10 * np.log10(np.maximum(power, _FLOOR_POWER))
    return np.clip(np.rint(below_db / DB_STEP), 0, 255).astype(np.uint8)
