"""Writes a picture of bytes as PNG with a palette: what every browser draws, without a library."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import struct
import zlib
from enum import StrEnum
from functools import cache

import numpy as np
from numpy.typing import NDArray

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PALETTED, _EIGHT_BITS = 3, 8
_QUICK = 3


class Palette(StrEnum):
    """How brightness becomes colour."""

    HEAT = "heat"
    """Dark to bright, as on a dark page."""
    GREY = "grey"
    INK = "ink"
    """Bright to dark, as on paper."""


_STOPS: dict[Palette, tuple[tuple[int, int, int], ...]] = {
    Palette.HEAT: ((4, 5, 20), (60, 15, 110), (150, 40, 120), (235, 100, 80), (253, 240, 180)),
    Palette.GREY: ((0, 0, 0), (255, 255, 255)),
    Palette.INK: ((255, 255, 255), (20, 20, 40)),
}


def write_png(image: NDArray[np.uint8], palette: Palette) -> bytes:
    """A picture of shape (row, column), top row first."""
    height, width = image.shape
    head = struct.pack(">IIBBBBB", width, height, _EIGHT_BITS, _PALETTED, 0, 0, 0)
    # Each row begins with the number of its filter: none.
    rows = np.concatenate([np.zeros((height, 1), np.uint8), image], axis=1)
    packed = zlib.compress(rows.tobytes(), _QUICK)
    chunks = ((b"IHDR", head), (b"PLTE", _colours(palette)), (b"IDAT", packed), (b"IEND", b""))
    return _SIGNATURE + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


@cache
def _colours(palette: Palette) -> bytes:
    stops = np.array(_STOPS[palette], np.float64)
    at = np.linspace(0, len(stops) - 1, 256)
    mixed = [np.interp(at, np.arange(len(stops)), stops[:, part]) for part in range(3)]
    return np.rint(np.stack(mixed, axis=1)).astype(np.uint8).tobytes()
