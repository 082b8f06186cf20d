"""Reads a stretch of a trace, at the zoom that fits: little of the file, whatever its length."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from earshot.traces.makers import LOUDNESS, PEAKS, SPECTROGRAM
from earshot.traces.trace_file import Read, read_trace


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Outline:
    """Least and greatest samples, in 127ths of full scale; value n starts at n steps."""

    start_s: float
    step_s: float
    least: NDArray[np.int8]
    greatest: NDArray[np.int8]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Picture:
    """Brightness, shape (column, band), lowest band first."""

    start_s: float
    step_s: float
    columns: NDArray[np.uint8]
    min_hz: float
    max_hz: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Stretch:
    start_s: float
    step_s: float
    groups: NDArray[Any]
    """Shape (point, row, value); the last group is filled up with its last row."""
    fields: dict[str, Any]


def peaks_of(read: Read, start_s: float, end_s: float, points: int) -> Outline:
    """At most so many points."""
    found = _stretch(read, PEAKS, np.int8, (start_s, end_s, points))
    empty = np.empty(0, np.int8)
    some = bool(found.groups.size)
    return Outline(
        start_s=found.start_s,
        step_s=found.step_s,
        least=found.groups[:, :, 0].min(axis=1) if some else empty,
        greatest=found.groups[:, :, 1].max(axis=1) if some else empty,
    )


def picture_of(read: Read, start_s: float, end_s: float, points: int) -> Picture:
    """At most so many columns."""
    found = _stretch(read, SPECTROGRAM, np.uint8, (start_s, end_s, points))
    mean = found.groups.mean(axis=1, dtype=np.float32) if found.groups.size else found.groups[:, 0]
    return Picture(
        start_s=found.start_s,
        step_s=found.step_s,
        columns=np.rint(mean).astype(np.uint8),
        min_hz=float(found.fields["min_hz"]),
        max_hz=float(found.fields["max_hz"]),
    )


def loudness_of(read: Read) -> tuple[NDArray[np.float32], float]:
    """Levels in decibels below full scale, shape (channel, step), and the step in seconds."""
    trace = read_trace(read, LOUDNESS)
    zoom = trace.zooms[0]
    rows = np.frombuffer(read(*trace.range_of(zoom, 0, zoom.rows)), np.uint8)
    levels = rows.reshape(-1, trace.width).T * np.float32(-float(trace.fields["db_step"]))
    return levels.astype(np.float32), zoom.step_s


def _stretch(
    read: Read, kind: str, dtype: type[np.generic], asked: tuple[float, float, int]
) -> _Stretch:
    start_s, end_s, points = asked
    trace = read_trace(read, kind)
    # Rows that lie partly inside belong to it; the last one may be cut short by rounding.
    zoom = trace.finest_needed(max(end_s - start_s, 0.0), points)
    first = min(max(0, math.floor(start_s / zoom.step_s + 1e-6)), zoom.rows)
    stop = min(max(first, math.ceil(end_s / zoom.step_s - 1e-6)), zoom.rows)
    values = np.frombuffer(read(*trace.range_of(zoom, first, stop)), dtype)
    rows = values.reshape(-1, trace.width)
    group = max(1, math.ceil(len(rows) / points))
    missing = -len(rows) % group
    filled = np.concatenate([rows, np.repeat(rows[-1:], missing, axis=0)]) if missing else rows
    return _Stretch(
        start_s=first * zoom.step_s,
        step_s=group * zoom.step_s,
        groups=filled.reshape(-1, group, trace.width),
        fields=dict(trace.fields),
    )
