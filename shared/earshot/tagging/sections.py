"""The frame of stored files: a header and sections, each with its length and checksum."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping

from earshot.errors import DamagedObject, NewerFormat

Chunks = bytes | Iterable[bytes]
"""A file as a whole, or in chunks of any length."""
MAGIC = b"earshot\x1a"
_SECTION = struct.Struct("<II")
"""Length and CRC-32 of the payload that follows; a length of 0 ends the file."""


def write_sections(
    kind: str, schema: int, fields: Mapping[str, object], payloads: Iterable[bytes]
) -> Iterator[bytes]:
    """The file, chunk by chunk: magic, header as JSON, one section a payload, an empty one."""
    header = json.dumps({"kind": kind, "schema": schema, **fields}, sort_keys=True).encode()
    yield MAGIC + _section(header)
    for payload in payloads:
        yield _section(payload)
    yield _SECTION.pack(0, 0)


def _section(payload: bytes) -> bytes:
    return _SECTION.pack(len(payload), zlib.crc32(payload)) + payload


def read_sections(chunks: Chunks, kind: str, schema: int) -> tuple[bytes, Iterator[bytes]]:
    """The header as JSON, and the payloads, checked one by one as they are taken.

    Raises
    ------
    DamagedObject
        When a byte is wrong, missing or too many; by the iterator too.
    NewerFormat
        When a newer Earshot wrote it.
    """
    source = _Source(chunks, kind)
    if source.take(len(MAGIC)) != MAGIC:
        raise damaged(kind)
    header = source.payload()
    try:
        told = json.loads(header)
        found_kind, found_schema = told["kind"], told["schema"]
    except (ValueError, KeyError, TypeError) as error:
        raise damaged(kind) from error
    if found_kind != kind or not isinstance(found_schema, int):
        raise damaged(kind)
    if found_schema > schema:
        raise NewerFormat(
            f"the stored {kind} have schema {found_schema} and this Earshot reads {schema}; "
            "update Earshot to read them"
        )
    return header, source.payloads()


def damaged(kind: str) -> DamagedObject:
    """What to raise when the content of a file cannot be what was written."""
    return DamagedObject(f"the stored {kind} are damaged; retry the video to make them again")


class _Source:
    """Bytes by number out of chunks of any length."""

    def __init__(self, chunks: Chunks, kind: str) -> None:
        self._chunks = iter([chunks] if isinstance(chunks, bytes) else chunks)
        self._kind = kind
        self._held = bytearray()

    def take(self, count: int) -> bytes:
        while len(self._held) < count:
            chunk = next(self._chunks, None)
            if chunk is None:
                raise damaged(self._kind)
            self._held += chunk
        taken = bytes(self._held[:count])
        del self._held[:count]
        return taken

    def payload(self) -> bytes:
        length, checksum = _SECTION.unpack(self.take(_SECTION.size))
        payload = self.take(length)
        if zlib.crc32(payload) != checksum:
            raise damaged(self._kind)
        return payload

    def payloads(self) -> Iterator[bytes]:
        while payload := self.payload():
            yield payload
        if self._held or any(self._chunks):
            raise damaged(self._kind)
