"""A lane as bytes and back, without loss: 16 bytes an event where that is enough."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from earshot.domain.ids import LabelId
from earshot.ports.lanes import EventColumns

NARROW = 1
WIDE = 2

# The decoder's times are nearly always whole milliseconds and its scores are float32; a lane that
# holds anything finer is kept wide.
_NARROW_ROW = np.dtype(
    [
        ("onset_ms", "<u4"),
        ("offset_ms", "<u4"),
        ("score", "<f4"),
        ("first", "u1"),
        ("stop", "u1"),
        ("heard", "<u2"),
    ]
)
_WIDE_ROW = np.dtype(
    [
        ("onset_s", "<f8"),
        ("offset_s", "<f8"),
        ("score", "<f8"),
        ("first", "u1"),
        ("stop", "u1"),
        ("heard", "<u4"),
    ]
)
_MILLI = 1e3


def to_bytes(columns: EventColumns, numbers: Mapping[LabelId, int]) -> tuple[int, bytes]:
    """Packing and bytes of one lane; `numbers` gives the index's number of each heard label."""
    table = np.array([numbers[label] for label in columns.heard_labels], dtype=np.int64)
    heard = table[columns.heard] if len(columns) else columns.heard
    narrow = _narrow(columns, heard)
    if narrow is not None:
        return NARROW, narrow.tobytes()
    wide = np.empty(len(columns), dtype=_WIDE_ROW)
    wide["onset_s"], wide["offset_s"] = columns.onsets_s, columns.offsets_s
    wide["score"], wide["heard"] = columns.scores, heard
    wide["first"], wide["stop"] = columns.first_levels, columns.stop_levels
    return WIDE, wide.tobytes()


def _narrow(columns: EventColumns, heard: NDArray[np.int64]) -> NDArray[np.void] | None:
    onsets_ms, offsets_ms = _milliseconds(columns.onsets_s), _milliseconds(columns.offsets_s)
    scores = columns.scores.astype(np.float32)
    exact = bool(np.all(scores == columns.scores)) and not np.any(heard > np.iinfo("u2").max)
    if onsets_ms is None or offsets_ms is None or not exact:
        return None
    rows = np.empty(len(columns), dtype=_NARROW_ROW)
    rows["onset_ms"], rows["offset_ms"], rows["score"] = onsets_ms, offsets_ms, scores
    rows["first"], rows["stop"], rows["heard"] = columns.first_levels, columns.stop_levels, heard
    return rows


def _milliseconds(values_s: NDArray[np.float64]) -> NDArray[np.float64] | None:
    """The times in milliseconds, or None where that would lose something."""
    whole = np.rint(values_s * _MILLI)
    fits = (whole >= 0) & (whole <= np.iinfo("u4").max) & (whole / _MILLI == values_s)
    return whole if bool(np.all(fits)) else None


def from_bytes(
    packed: Sequence[tuple[int, bytes]], labels: Mapping[int, LabelId]
) -> tuple[EventColumns, NDArray[np.int64]]:
    """Lanes end to end as columns, and their bounds; `labels` names each number."""
    wide, bounds = joined(packed)
    numbers, heard = np.unique(wide["heard"], return_inverse=True)
    names = tuple(labels[int(number)] for number in numbers)
    return columns_of(wide, heard.astype(np.int64), names), bounds


def joined(packed: Sequence[tuple[int, bytes]]) -> tuple[NDArray[np.void], NDArray[np.int64]]:
    """The rows of lanes end to end, and their bounds."""
    sizes = [len(data) // _row(packing).itemsize for packing, data in packed]
    bounds = np.zeros(len(packed) + 1, dtype=np.int64)
    np.cumsum(sizes, out=bounds[1:])
    if all(packing == NARROW for packing, _ in packed):
        rows = np.frombuffer(b"".join(data for _, data in packed), dtype=_NARROW_ROW)
        return _widened(rows), bounds
    return np.concatenate([_read(packing, data) for packing, data in packed]), bounds


def columns_of(
    rows: NDArray[np.void], heard: NDArray[np.int64], heard_labels: tuple[LabelId, ...]
) -> EventColumns:
    """Joined rows as columns."""
    return EventColumns(
        onsets_s=np.ascontiguousarray(rows["onset_s"]),
        offsets_s=np.ascontiguousarray(rows["offset_s"]),
        scores=np.ascontiguousarray(rows["score"]),
        first_levels=np.ascontiguousarray(rows["first"]),
        stop_levels=np.ascontiguousarray(rows["stop"]),
        heard=heard,
        heard_labels=heard_labels,
    )


def _row(packing: int) -> np.dtype[np.void]:
    return _NARROW_ROW if packing == NARROW else _WIDE_ROW


def _read(packing: int, data: bytes) -> NDArray[np.void]:
    rows = np.frombuffer(data, dtype=_row(packing))
    return _widened(rows) if packing == NARROW else rows


def _widened(rows: NDArray[np.void]) -> NDArray[np.void]:
    wide = np.empty(len(rows), dtype=_WIDE_ROW)
    wide["onset_s"] = rows["onset_ms"] / _MILLI
    wide["offset_s"] = rows["offset_ms"] / _MILLI
    wide["score"] = rows["score"]
    wide["first"], wide["stop"], wide["heard"] = rows["first"], rows["stop"], rows["heard"]
    return wide
