"""Log-mel spectrograms, computed by training and serving with the same few lines of numpy."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import functools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from earshot.audio.log_mel_settings import LogMelSettings

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["LogMelSettings", "log_mel", "mel_weights", "samples_for", "spectrogram"]

CHUNK_FRAMES = 128
"""Frames that are worked on at once: their windows and spectra stay in the cache of one core."""
_ALONE = 1 << 18
"""OpenBLAS wakes its threads for products of more multiplications, which costs more than it saves
at these sizes and takes cores from others."""


def log_mel(waveform: NDArray[np.float32], settings: LogMelSettings) -> NDArray[np.float32]:
    """Log-mel spectrogram of a whole waveform.

    Parameters
    ----------
    waveform
        Mono samples in [-1, 1], shape (sample,), at ``settings.sample_rate_hz``.

    Returns
    -------
    NDArray[np.float32]
        Shape (mel_frame, mel_band), ``ceil(samples / hop)`` frames; frame n is centred on
        ``(n + 0.5) * hop``. Beyond both ends the waveform counts as silent.

    Examples
    --------
    >>> log_mel(np.zeros(16_001, np.float32), LogMelSettings()).shape
    (101, 64)
    """
    frames = settings.frames(waveform.shape[0])
    left = settings.left_samples
    padded = np.zeros(samples_for(frames, settings), np.float32)
    padded[left : left + waveform.shape[0]] = waveform[: padded.shape[0] - left]
    return spectrogram(padded, settings)


def samples_for(frames: int, settings: LogMelSettings) -> int:
    """How many samples so many windows span, one hop apart."""
    return (frames - 1) * settings.hop_samples + settings.window_samples if frames else 0


def spectrogram(padded: NDArray[np.float32], settings: LogMelSettings) -> NDArray[np.float32]:
    """Log-mel of each window that fits wholly into samples which are padded already.

    The caller has put ``settings.left_samples`` zeros (or earlier sound) before the first frame.
    Magnitude, not power; triangles on the HTK scale without area norm, as librosa has them with
    ``htk=True, norm=None, power=1``.
    """
    hop, window = settings.hop_samples, settings.window_samples
    frames = max(0, (padded.shape[0] - window) // hop + 1)
    result = np.empty((frames, settings.mel_bands), np.float32)
    if not frames:
        return result
    from scipy import fft  # noqa: PLC0415 - loads slowly, and search never needs it

    windows = np.lib.stride_tricks.sliding_window_view(padded, window)[::hop]
    shape, (first, stop), groups = _window(settings), _used_bins(settings), _groups(settings)
    held = min(CHUNK_FRAMES, frames)
    buffer = np.zeros((held, settings.fft_samples), np.float32)
    magnitudes = np.empty((held, stop - first), np.float32)
    squares = np.empty_like(magnitudes)
    for start in range(0, frames, CHUNK_FRAMES):
        count = min(CHUNK_FRAMES, frames - start)
        np.multiply(windows[start : start + count], shape, out=buffer[:count, :window])
        spectrum = fft.rfft(buffer[:count])[:, first:stop]
        magnitude, square = magnitudes[:count], squares[:count]
        np.square(spectrum.real, out=magnitude)
        np.square(spectrum.imag, out=square)
        np.add(magnitude, square, out=magnitude)
        np.sqrt(magnitude, out=magnitude)
        for group in groups:
            np.matmul(
                magnitude[:, group.bins],
                group.weights,
                out=result[start : start + count, group.bands],
            )
    result += np.float32(settings.log_offset)
    return np.log(result, out=result)


@functools.cache
def mel_weights(settings: LogMelSettings) -> NDArray[np.float32]:
    """Triangular filters, shape (mel_band, frequency), peak 1, HTK scale (as librosa's)."""
    bins_hz = np.linspace(0, settings.sample_rate_hz / 2, settings.fft_samples // 2 + 1)
    low, high = (2595.0 * math.log10(1 + hz / 700) for hz in (settings.min_hz, settings.max_hz))
    mels = np.linspace(low, high, settings.mel_bands + 2)
    edges_hz = 700.0 * (10.0 ** (mels / 2595.0) - 1.0)
    widths_hz = np.diff(edges_hz)[:, None]
    ramps_hz = bins_hz[None, :] - edges_hz[:, None]
    rising = ramps_hz[:-2] / widths_hz[:-1]
    falling = -ramps_hz[2:] / widths_hz[1:]
    weights: NDArray[np.float32] = np.maximum(0, np.minimum(rising, falling)).astype(np.float32)
    weights.setflags(write=False)
    return weights


@functools.cache
def _used_bins(settings: LogMelSettings) -> tuple[int, int]:
    """Half-open range of the frequencies that any triangle touches."""
    used = _support(mel_weights(settings))
    return used.start, used.stop


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """Neighbouring bands with the few frequencies that they need."""

    bands: slice
    bins: slice
    """Counted from the first used bin."""
    weights: NDArray[np.float32]
    """Shape (frequency, mel_band)."""


@functools.cache
def _groups(settings: LogMelSettings) -> tuple[_Group, ...]:
    """All bands, in groups as large as one core multiplies by itself."""
    first, stop = _used_bins(settings)
    weights = mel_weights(settings)[:, first:stop]
    groups: list[_Group] = []
    start = 0
    while start < weights.shape[0]:
        end = start + 1
        while end < weights.shape[0] and _products(weights[start : end + 1]) <= _ALONE:
            end += 1
        bins = _support(weights[start:end])
        part = np.ascontiguousarray(weights[start:end, bins].T)
        groups.append(_Group(bands=slice(start, end), bins=bins, weights=part))
        start = end
    return tuple(groups)


def _products(weights: NDArray[np.float32]) -> int:
    return CHUNK_FRAMES * int(weights[:, _support(weights)].size)


def _support(weights: NDArray[np.float32]) -> slice:
    """The frequencies between the first and the last that any of the bands touches."""
    used = np.flatnonzero(weights.any(axis=0))
    return slice(int(used[0]), int(used[-1]) + 1) if used.size else slice(0, 1)


@functools.cache
def _window(settings: LogMelSettings) -> NDArray[np.float32]:
    """Periodic Hann."""
    turns = np.arange(settings.window_samples) / settings.window_samples
    return np.asarray(0.5 - 0.5 * np.cos(2 * np.pi * turns), dtype=np.float32)
