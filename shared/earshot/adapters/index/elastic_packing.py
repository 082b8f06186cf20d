"""A lane's events as one value of a document, read without its source, and many of them back."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from earshot.adapters.index.packing import (
    OWN,
    columns_of,
    hearer_numbers,
    joined,
    to_bytes,
    with_hearers,
    words_of,
)
from earshot.domain.ids import BundleId, LabelId, VideoId
from earshot.ports.lanes import EventColumns, LaneBlock

LaneKey = tuple[VideoId, LabelId]

_SIZE_BYTES = 4
_BETWEEN = "\n"


def packed(columns: EventColumns) -> str:
    """One byte of packing, the length of the names, the names, the rows; all in base64.

    The names are those of the heard labels and, where several bundles heard, of these.
    """
    words = words_of(columns)
    packing, rows = to_bytes(columns, {word: at for at, word in enumerate(words)})
    names = _BETWEEN.join(words).encode()
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
    places = np.array(table, dtype=np.int64)
    labels = tuple(LabelId(name) for name in place)
    columns = columns_of(wide, places[first + wide["heard"]], labels)
    by = hearer_numbers(wide)
    if by is not None:
        # A place is told apart from `OWN` by counting from one.
        by = np.where(by == OWN, OWN, places[first + by] + 1)
        columns = with_hearers(columns, by, dict(enumerate(place, start=1)))
    return LaneBlock(keys=tuple(key for key, _ in lanes), bounds=bounds, columns=columns)


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
            by=np.array(events["by"], dtype=np.int64) if "by" in events else None,
            hearers=tuple(
                tuple(BundleId(bundle) for bundle in one) for one in events.get("hearers", ())
            ),
        )
    )
