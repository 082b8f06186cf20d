"""Bytes of a local file, whole or in part."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

from earshot.errors import SourceMoved

_CHUNK_BYTES = 1 << 20

Chunks = Generator[bytes, None, None]


def file_range(path: Path, start: int, stop: int | None) -> Chunks:
    """An empty chunk once the file is open, then its bytes from `start` up to `stop`."""
    with path.open("rb") as file:
        file.seek(start)
        yield b""
        left = stop - start if stop is not None else None
        while chunk := file.read(_CHUNK_BYTES if left is None else min(left, _CHUNK_BYTES)):
            left = None if left is None else left - len(chunk)
            yield chunk


def file_chunks(path: Path) -> Chunks:
    """All of a file that is taken in; `SourceMoved` when it cannot be read."""
    try:
        yield from file_range(path, 0, None)
    except OSError as error:
        raise SourceMoved(f"{path} cannot be read: {error.strerror}") from error
