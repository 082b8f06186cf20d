"""Reads SMJPEG, the small container in which ffmpeg hands us sound with timestamps."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import struct
from collections.abc import Iterator

from earshot.errors import ExtractionCrashed

_MAGIC = b"\x00\nSMJPEG"
_FILE_HEADER_BYTES = 16
_TAG_BYTES = 4
_SOUND = b"sndD"
_SOUND_HEADER = struct.Struct(">4siI")
_MAX_PACKET_BYTES = 1 << 26


class PacketReader:
    """Cuts a byte stream into packets: player time in milliseconds and 16-bit samples."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._in_header = True

    def feed(self, data: bytes) -> Iterator[tuple[int, bytes]]:
        """The packets that are complete with this data."""
        self._buffer += data
        if self._in_header and not self._skip_header():
            return
        position, view = 0, bytes(self._buffer)
        while position + _SOUND_HEADER.size <= len(view):
            tag, time_ms, size_bytes = _SOUND_HEADER.unpack_from(view, position)
            if tag != _SOUND or size_bytes > _MAX_PACKET_BYTES:
                break
            start = position + _SOUND_HEADER.size
            if start + size_bytes > len(view):
                break
            yield time_ms, view[start : start + size_bytes]
            position = start + size_bytes
        del self._buffer[:position]
        self._check_tag()

    def _skip_header(self) -> bool:
        """True once the file header and its text fields lie behind."""
        buffer, position = self._buffer, _FILE_HEADER_BYTES
        if not buffer.startswith(_MAGIC[: len(buffer)]):
            raise ExtractionCrashed("ffmpeg wrote something that is not sound")
        while position + 2 * _TAG_BYTES <= len(buffer):
            if buffer[position : position + _TAG_BYTES] == b"HEND":
                del buffer[: position + _TAG_BYTES]
                self._in_header = False
                return True
            (size,) = struct.unpack_from(">I", buffer, position + _TAG_BYTES)
            position += 2 * _TAG_BYTES + size
        if buffer[position : position + _TAG_BYTES] == b"HEND":
            del buffer[: position + _TAG_BYTES]
            self._in_header = False
        return not self._in_header

    def _check_tag(self) -> None:
        if len(self._buffer) < _SOUND_HEADER.size:
            return
        tag, _, size_bytes = _SOUND_HEADER.unpack_from(self._buffer)
        if tag not in {_SOUND, b"DONE"}:
            raise ExtractionCrashed("ffmpeg wrote something that is not sound")
        if size_bytes > _MAX_PACKET_BYTES:
            raise ExtractionCrashed("ffmpeg wrote a packet that is too large")
