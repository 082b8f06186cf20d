"""Sections: what goes in comes out, and a file of another kind or none is refused."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import json
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earshot.errors import DamagedObject
from earshot.tagging.sections import MAGIC, read_sections, write_sections


def with_header(header: bytes) -> bytes:
    return MAGIC + struct.pack("<II", len(header), zlib.crc32(header)) + header + bytes(8)


@given(st.lists(st.binary(min_size=1, max_size=50), max_size=5), st.integers(1, 60))
def test_payloads_come_back(payloads: list[bytes], size: int) -> None:
    file = b"".join(write_sections("scores", 3, {"hop_s": 0.5}, payloads))
    chunks = [file[start : start + size] for start in range(0, len(file), size)]
    header, found = read_sections(chunks, "scores", 3)
    assert json.loads(header) == {"kind": "scores", "schema": 3, "hop_s": 0.5}
    assert list(found) == payloads


def test_empty_chunks_do_no_harm() -> None:
    file = b"".join(write_sections("scores", 1, {}, [b"one"]))
    _, found = read_sections([b"", file[:20], b"", file[20:], b""], "scores", 1)
    assert list(found) == [b"one"]


@pytest.mark.parametrize(
    "header",
    [
        b"no json",
        b"[]",
        b'{"kind": "scores"}',
        b'{"kind": "embeddings", "schema": 1}',
        b'{"kind": "scores", "schema": "1"}',
    ],
)
def test_a_header_of_something_else_is_damage(header: bytes) -> None:
    with pytest.raises(DamagedObject, match="stored scores are damaged"):
        read_sections(with_header(header), "scores", 1)


def test_what_follows_the_end_is_damage() -> None:
    file = [*write_sections("scores", 1, {}, [b"one"]), b"more"]
    _, found = read_sections(file, "scores", 1)
    with pytest.raises(DamagedObject):
        list(found)
