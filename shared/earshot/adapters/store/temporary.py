"""Temporary files that end with their process: each is locked while its writer lives."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import contextlib
import fcntl
import os
import time
from pathlib import Path
from types import TracebackType
from typing import Self
from uuid import uuid4


class TemporaryFile:
    """One locked file, removed on leaving unless it was renamed away."""

    def __init__(self, folder: Path) -> None:
        self.path, self.fd = _locked_file(folder)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with contextlib.suppress(OSError):
            os.close(self.fd)
        with contextlib.suppress(OSError):
            self.path.unlink(missing_ok=True)

    def write(self, chunk: bytes) -> None:
        """Append all of the chunk."""
        rest = memoryview(chunk)
        while rest:
            rest = rest[os.write(self.fd, rest) :]


def remove_leftovers(folder: Path, older_than_s: float) -> int:
    """Remove the files whose writer is gone; how many.

    A writer's lock falls with its process, so what a kill left behind goes at once. Only where
    the file system knows no locks the age decides.
    """
    removed = 0
    try:
        names = [entry.path for entry in os.scandir(folder)]
    except FileNotFoundError:
        return 0
    for name in names:
        with contextlib.suppress(FileNotFoundError):
            removed += _removed_when_left(Path(name), older_than_s)
    return removed


def _removed_when_left(path: Path, older_than_s: float) -> bool:
    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            if time.time() - os.fstat(file.fileno()).st_mtime < older_than_s:
                return False
        path.unlink()
        return True


def _locked_file(folder: Path) -> tuple[Path, int]:
    while True:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / uuid4().hex
        fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
        # A file system without locks serves as well: there the age tells what is left over.
        with contextlib.suppress(OSError):
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.fstat(fd).st_nlink:
            return path, fd
        os.close(fd)  # swept between its creation and its lock: once more
