"""Finds the sounding stretches of a clip by its energy: where events start and end."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import label as connected
from scipy.ndimage import maximum_filter1d

TEXTURE_SHARE = 0.9  # a clip that sounds for this part of its length is a texture


@dataclass(frozen=True, slots=True, kw_only=True)
class IsolationSettings:
    """How loud against its surroundings a stretch must be to count as an event."""

    hop_samples: int = 160
    min_contrast_db: float = 14.0
    onset_fraction: float = 0.5
    edge_fraction: float = 0.25
    max_below_peak_db: float = 32.0
    merge_gap_frames: int = 25
    min_frames: int = 4
    silence_dbfs: float = -70.0
    shortest_texture_samples: int = 25_600


@dataclass(frozen=True, slots=True, kw_only=True)
class Isolated:
    """Events of one clip: `spans` int64 (event, 2) in samples, half-open.

    `texture` says that the clip sounds without a break (rain, an engine), so that any
    excerpt of it is an event.
    """

    spans: NDArray[np.int64]
    texture: bool


def level_db(waveform: NDArray[np.float32], hop_samples: int) -> NDArray[np.float64]:
    """Level of each hop in dB re full scale, (frame,)."""
    count = -(-len(waveform) // hop_samples)
    padded = np.zeros(count * hop_samples, np.float64)
    padded[: len(waveform)] = waveform
    power = np.square(padded.reshape(count, hop_samples)).mean(axis=1)
    return np.asarray(10.0 * np.log10(power + 1e-10))


def isolate(waveform: NDArray[np.float32], settings: IsolationSettings) -> Isolated:
    """Cut a clip into events: hysteresis on the level between its floor and its peak.

    Examples
    --------
    >>> beep = np.zeros(16000, np.float32)
    >>> beep[4000:8000] = 0.5
    >>> isolate(beep, IsolationSettings()).spans.tolist()
    [[4000, 8000]]
    """
    level = maximum_filter1d(level_db(waveform, settings.hop_samples), 3)
    whole = np.array([[0, len(waveform)]], np.int64)
    peak, floor = float(np.percentile(level, 99.0)), float(np.percentile(level, 5.0))
    floor = max(floor, settings.silence_dbfs, peak - 60.0)
    long_enough = len(waveform) > settings.shortest_texture_samples
    if peak < settings.silence_dbfs + 10.0:
        return Isolated(spans=whole[:0], texture=False)
    if peak - floor < settings.min_contrast_db:
        return Isolated(spans=whole, texture=long_enough)
    edge = max(floor + settings.edge_fraction * (peak - floor), peak - settings.max_below_peak_db)
    core = max(floor + settings.onset_fraction * (peak - floor), peak - 20.0)
    # The maximum filter widened every stretch by one hop on each side.
    spans = _regions(level >= edge, level >= core, settings) + np.array([1, -1])
    spans = np.clip(spans * settings.hop_samples, 0, len(waveform))
    spans = spans[spans[:, 1] - spans[:, 0] >= settings.min_frames * settings.hop_samples]
    covered = float((spans[:, 1] - spans[:, 0]).sum()) / len(waveform)
    return Isolated(spans=spans, texture=long_enough and covered > TEXTURE_SHARE)


def _regions(
    above_edge: NDArray[np.bool_], above_core: NDArray[np.bool_], settings: IsolationSettings
) -> NDArray[np.int64]:
    regions, count = connected(above_edge)
    spans: list[list[int]] = []
    for index in range(1, count + 1):
        frames = np.flatnonzero(regions == index)
        if not above_core[frames].any():
            continue
        if spans and frames[0] - spans[-1][1] < settings.merge_gap_frames:
            spans[-1][1] = int(frames[-1]) + 1
        else:
            spans.append([int(frames[0]), int(frames[-1]) + 1])
    return np.array(spans, np.int64).reshape(-1, 2)
