"""The stored form of a trace: a header and rows of bytes at several zooms, read in part.

::

    magic | length of header | header as JSON | rows of zoom 0 | rows of zoom 1 | ...

Rows have one width and zooms one step each, so that any stretch is one read of a range.
"""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from earshot.errors import DamagedObject, NewerFormat

SCHEMA = 1
MAGIC = b"earshot\x1a"
_LENGTH = struct.Struct("<I")
_HEAD_BYTES = 4096
"""Enough for every header; a longer one is read again."""
Read = Callable[[int, int], bytes]
"""Bytes of the object from start to stop; fewer at its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Zoom:
    """Rows of one step."""

    step_s: float
    rows: int
    offset: int = 0
    """Where they begin in the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """What the header tells; finest zoom first."""

    kind: str
    width: int
    """Bytes in a row."""
    zooms: tuple[Zoom, ...]
    fields: Mapping[str, Any]

    def finest_needed(self, span_s: float, points: int) -> Zoom:
        """The coarsest zoom that still has so many rows in so long a stretch."""
        enough = [zoom for zoom in self.zooms if span_s / zoom.step_s >= points]
        return max(enough, key=lambda zoom: zoom.step_s) if enough else self.zooms[0]

    def range_of(self, zoom: Zoom, first: int, stop: int) -> tuple[int, int]:
        """Where rows lie in the file."""
        return zoom.offset + first * self.width, zoom.offset + stop * self.width


def write_trace(
    kind: str,
    width: int,
    zooms: Sequence[tuple[Zoom, Iterable[bytes]]],
    fields: Mapping[str, Any],
) -> Iterator[bytes]:
    """The file, chunk by chunk."""
    header = json.dumps(
        {
            "kind": kind,
            "schema": SCHEMA,
            "width": width,
            "zooms": [{"step_s": zoom.step_s, "rows": zoom.rows} for zoom, _ in zooms],
            "fields": dict(fields),
        },
        sort_keys=True,
    ).encode()
    yield MAGIC + _LENGTH.pack(len(header)) + header
    for _, chunks in zooms:
        yield from chunks


def read_trace(read: Read, kind: str) -> Trace:
    """The header; `DamagedObject` or `NewerFormat` where it cannot be read."""
    start = len(MAGIC) + _LENGTH.size
    head = read(0, _HEAD_BYTES)
    if not head.startswith(MAGIC) or len(head) < start:
        raise _damaged(kind)
    (length,) = _LENGTH.unpack_from(head, len(MAGIC))
    header = head[start : start + length] if start + length <= len(head) else b""
    try:
        told = json.loads(header or read(start, start + length))
        schema = int(told["schema"])
        if schema > SCHEMA:
            raise NewerFormat(
                f"the stored {kind} have schema {schema} and this Earshot reads {SCHEMA}; "
                "update Earshot to read them"
            )
        if told["kind"] != kind:
            raise _damaged(kind)
        return _trace(told, start + length)
    except (ValueError, KeyError, TypeError) as error:
        raise _damaged(kind) from error


def _trace(told: Mapping[str, Any], offset: int) -> Trace:
    width, zooms = int(told["width"]), list[Zoom]()
    for zoom in told["zooms"]:
        rows = int(zoom["rows"])
        zooms.append(Zoom(step_s=float(zoom["step_s"]), rows=rows, offset=offset))
        offset += rows * width
    return Trace(
        kind=str(told["kind"]), width=width, zooms=tuple(zooms), fields=dict(told["fields"])
    )


def _damaged(kind: str) -> DamagedObject:
    return DamagedObject(f"the stored {kind} are damaged; listen to the video again")
