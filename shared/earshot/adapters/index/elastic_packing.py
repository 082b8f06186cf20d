"""A lane's events as one value of a document, read without its source, and many of them back."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from earshot.adapters.index.packing import columns_of, joined, to_bytes
from earshot.domain.ids import LabelId, VideoId
from earshot.ports.lanes import EventColumns, LaneBlock

LaneKey = tuple[VideoId, LabelId]

_SIZE_BYTES = 4
_BETWEEN = "\n"


def packed(columns: EventColumns) -> str:
    """One byte of packing, the length of the heard labels' names, the names, the rows; base64."""
    numbers = {label: at for at, label in enumerate(columns.heard_labels)}
    packing, rows = to_bytes(columns, numbers)
    names = _BETWEEN.join(columns.heard_labels).encode()
    head = bytes([packing]) + len(names).to_bytes(_SIZE_BYTES, "little")
    return b64encode(head + names + rows).decode()


def unpacked(lanes: Sequence[tuple[LaneKey, str]]) -> LaneBlock:
    """Many lanes end to end, in the order given."""
    rows: list[tuple[int, bytes]] = []
    place: dict[str, int] = {}
    tables: dict[bytes, list[int]] = {}  # most lanes hear one and the same label
    table: list[int] = []
    starts = []
    for _, value in lanes:
        data = b64decode(value)
        end = 1 + _SIZE_BYTES + int.from_bytes(data[1 : 1 + _SIZE_BYTES], "little")
        names = data[1 + _SIZE_BYTES : end]
        if names not in tables:
            heard = names.decode().split(_BETWEEN) if names else []
            tables[names] = [place.setdefault(name, len(place)) for name in heard]
        starts.append(len(table))
        table += tables[names]
        rows.append((data[0], data[end:]))
    wide, bounds = joined(rows)
    first = np.repeat(np.array(starts, dtype=np.int64), np.diff(bounds))
    heard_at = np.array(table, dtype=np.int64)[first + wide["heard"]]
    labels = tuple(LabelId(name) for name in place)
    return LaneBlock(
        keys=tuple(key for key, _ in lanes),
        bounds=bounds,
        columns=columns_of(wide, heard_at, labels),
    )


def from_arrays(events: Mapping[str, Any]) -> str:
    """The same value from the readable arrays of the document."""
    return packed(
        EventColumns(
            onsets_s=np.array(events["onsets_s"], dtype=np.float64),
            offsets_s=np.array(events["offsets_s"], dtype=np.float64),
            scores=np.array(events["scores"], dtype=np.float64),
            first_levels=np.array(events["first_levels"], dtype=np.uint8),
            stop_levels=np.array(events["stop_levels"], dtype=np.uint8),
            heard=np.array(events["heard"], dtype=np.int64),
            heard_labels=tuple(LabelId(label) for label in events["heard_labels"]),
        )
    )
