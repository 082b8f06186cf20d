"""A lane as bytes and back, without loss: 16 bytes an event where that is enough."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from earshot.domain.ids import BundleId, LabelId
from earshot.ports.lanes import EventColumns

NARROW = 1
WIDE = 2
NARROW_BY = 3
WIDE_BY = 4
"""The same with who heard each event: for videos that several bundles have heard."""
OWN = 0
"""Number of the hearer where that is the video's own bundle."""

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
_ROWS = {
    NARROW: _NARROW_ROW,
    WIDE: _WIDE_ROW,
    NARROW_BY: np.dtype([*_NARROW_ROW.descr, ("by", "<u4")]),
    WIDE_BY: np.dtype([*_WIDE_ROW.descr, ("by", "<u4")]),
}
_BY = {NARROW: NARROW_BY, WIDE: WIDE_BY}
_MILLI = 1e3
_AND = "+"
"""Joins the names of bundles; no id holds it."""


def words_of(columns: EventColumns) -> list[str]:
    """What `to_bytes` needs numbers for: heard labels, and names of hearers that are several."""
    return [*columns.heard_labels, *(_name(one) for one in columns.hearers if one)]


def to_bytes(columns: EventColumns, numbers: Mapping[str, int]) -> tuple[int, bytes]:
    """Packing and bytes of one lane; `numbers` gives the index's number of each of its words."""
    packing, rows = _packed(columns, numbers)
    if columns.by is None:
        return packing, rows.tobytes()
    names = [numbers[_name(one)] if one else OWN for one in columns.hearers]
    told = np.empty(len(columns), dtype=_ROWS[_BY[packing]])
    for field in rows.dtype.names or ():
        told[field] = rows[field]
    told["by"] = np.array(names, dtype=np.int64)[columns.by]
    return _BY[packing], told.tobytes()


def _packed(columns: EventColumns, numbers: Mapping[str, int]) -> tuple[int, NDArray[np.void]]:
    table = np.array([numbers[label] for label in columns.heard_labels], dtype=np.int64)
    heard = table[columns.heard] if len(columns) else columns.heard
    narrow = _narrow(columns, heard)
    if narrow is not None:
        return NARROW, narrow
    wide = np.empty(len(columns), dtype=_WIDE_ROW)
    wide["onset_s"], wide["offset_s"] = columns.onsets_s, columns.offsets_s
    wide["score"], wide["heard"] = columns.scores, heard
    wide["first"], wide["stop"] = columns.first_levels, columns.stop_levels
    return WIDE, wide


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
    columns = columns_of(wide, heard.astype(np.int64), names)
    return with_hearers(columns, hearer_numbers(wide), labels), bounds


def joined(packed: Sequence[tuple[int, bytes]]) -> tuple[NDArray[np.void], NDArray[np.int64]]:
    """The rows of lanes end to end, and their bounds."""
    sizes = [len(data) // _ROWS[packing].itemsize for packing, data in packed]
    bounds = np.zeros(len(packed) + 1, dtype=np.int64)
    np.cumsum(sizes, out=bounds[1:])
    if all(packing == NARROW for packing, _ in packed):
        rows = np.frombuffer(b"".join(data for _, data in packed), dtype=_NARROW_ROW)
        return _widened(rows, _WIDE_ROW), bounds
    several = any(packing in _BY.values() for packing, _ in packed)
    target = _ROWS[WIDE_BY if several else WIDE]
    return np.concatenate([_widened(_read(*one), target) for one in packed]), bounds


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


def hearer_numbers(rows: NDArray[np.void]) -> NDArray[np.int64] | None:
    """Of joined rows, the number of who heard each; None where no lane tells."""
    return rows["by"].astype(np.int64) if "by" in (rows.dtype.names or ()) else None


def with_hearers(
    columns: EventColumns, numbers: NDArray[np.int64] | None, words: Mapping[int, str]
) -> EventColumns:
    """The same columns with who heard each event; `words` names each number."""
    if numbers is None:
        return columns
    found, by = np.unique(numbers, return_inverse=True)
    names = (words[int(one)] if one != OWN else "" for one in found)
    hearers = tuple(
        tuple(BundleId(bundle) for bundle in name.split(_AND)) if name else () for name in names
    )
    return replace(columns, by=by.astype(np.int64), hearers=hearers)


def _name(hearers: tuple[BundleId, ...]) -> str:
    return _AND.join(hearers)


def _read(packing: int, data: bytes) -> NDArray[np.void]:
    return np.frombuffer(data, dtype=_ROWS[packing])


def _widened(rows: NDArray[np.void], target: np.dtype[np.void]) -> NDArray[np.void]:
    """Rows of any packing as those of a wide one; where nothing is told the own bundle heard."""
    told = rows.dtype.names or ()
    wide = np.zeros(len(rows), dtype=target)
    for name in ("onset", "offset"):
        narrow = f"{name}_ms" in told
        wide[f"{name}_s"] = rows[f"{name}_ms"] / _MILLI if narrow else rows[f"{name}_s"]
    for name in ("score", "first", "stop", "heard", "by"):
        if name in told:
            wide[name] = rows[name]
    return wide
