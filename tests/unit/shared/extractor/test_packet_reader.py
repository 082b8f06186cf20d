"""Sound with timestamps, out of any cuts of the byte stream."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earshot.adapters.extractor.packets import PacketReader
from earshot.errors import ExtractionCrashed

HEADER = b"\0\nSMJPEG" + bytes(8) + b"_TXT" + struct.pack(">I", 4) + b"a =b" + b"HEND"
Packets = list[tuple[int, bytes]]


def written(packets: Packets) -> bytes:
    blocks = (b"sndD" + struct.pack(">iI", time, len(data)) + data for time, data in packets)
    return HEADER + b"".join(blocks) + b"DONE"


def read(data: bytes, cuts: list[int]) -> Packets:
    reader, found, start = PacketReader(), [], 0
    for stop in [*sorted(cut % (len(data) + 1) for cut in cuts), len(data)]:
        found += list(reader.feed(data[start:stop]))
        start = stop
    return found


@given(
    st.lists(st.tuples(st.integers(-(2**31), 2**31 - 1), st.binary(max_size=40)), max_size=8),
    st.lists(st.integers(0, 10_000), max_size=20),
)
def test_any_cuts_give_the_same_packets(packets: Packets, cuts: list[int]) -> None:
    assert read(written(packets), cuts) == packets


def test_byte_by_byte() -> None:
    packets = [(0, b"ab"), (-20, b""), (2**31 - 1, b"cdef")]
    data = written(packets)
    assert read(data, list(range(len(data)))) == packets


@pytest.mark.parametrize(
    "data",
    [
        b"ID3 something else",
        HEADER + b"vidD" + bytes(60),
        HEADER + b"sndD" + struct.pack(">iI", 0, 2**31),
    ],
    ids=["other file", "other packet", "huge packet"],
)
def test_what_is_not_sound_is_refused(data: bytes) -> None:
    with pytest.raises(ExtractionCrashed):
        list(PacketReader().feed(data))
