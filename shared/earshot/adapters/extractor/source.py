"""Opens a media file so that neither its name nor what it is can mislead ffmpeg."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
import stat
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from earshot.errors import NotMedia

_RIFF = struct.Struct("<4sI")
_RIFF_UNSET = 0x7FFFF000
"""Recorders that write to a pipe leave a size like this, or larger."""
_RIFF_WHOLE = 0.99
_EBML_BYTES = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaSource:
    """An open regular file that child processes inherit."""

    fd: int
    size_bytes: int

    @property
    def url(self) -> str:
        """A name without user text in it: no dash, colon, newline or playlist extension."""
        return f"file:/dev/fd/{self.fd}"

    @property
    def is_webm(self) -> bool:
        """True for the kind of Matroska that browsers play; ffmpeg calls both by one name."""
        return b"webm" in os.pread(self.fd, _EBML_BYTES, 0)

    @property
    def cut_off(self) -> bool:
        """True for AVI and WAV files that are shorter than their first chunk; others cannot say.

        ffmpeg silently fits the duration of such a file to what is left of it.
        """
        tag, size_bytes = _RIFF.unpack(os.pread(self.fd, _RIFF.size, 0).ljust(_RIFF.size, b"\0"))
        is_set: bool = tag == b"RIFF" and size_bytes < _RIFF_UNSET
        return is_set and self.size_bytes < int(_RIFF_WHOLE * size_bytes)


@contextmanager
def open_source(path: Path) -> Iterator[MediaSource]:
    """Open a regular file for reading; `NotMedia` with the reason for anything else."""
    try:
        # Without O_NONBLOCK a named pipe would hang here until someone writes to it.
        fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        raise NotMedia(f"the file cannot be opened: {(reason or 'bad name').lower()}") from error
    try:
        status = os.fstat(fd)
        if stat.S_ISDIR(status.st_mode):
            raise NotMedia("this is a folder, not a media file")
        if not stat.S_ISREG(status.st_mode):
            raise NotMedia("this is not a regular file")
        if status.st_size == 0:
            raise NotMedia("the file is empty")
        yield MediaSource(fd=fd, size_bytes=status.st_size)
    finally:
        os.close(fd)
