"""Scratch: local copies of sources, under a byte budget that the processes of a host share."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from earshot.adapters.store.failures import failing_as_store
from earshot.adapters.store.temporary import TemporaryFile, remove_leftovers
from earshot.errors import StoreFull


class Scratch:
    """A folder of temporary files; their sizes, claimed before they are written, are the sum."""

    def __init__(self, folder: Path, budget_bytes: int) -> None:
        self._folder = folder / "copies"
        self._lock = folder / "lock"
        self._budget_bytes = budget_bytes

    @contextmanager
    def copy(self, size_bytes: int, fetch: Callable[[], Iterable[bytes]]) -> Iterator[Path]:
        """A file with what `fetch` yields, gone when the context ends.

        Raises
        ------
        StoreFull
            While others use what is left of the budget: the same call succeeds later.
        """
        with self._claim(size_bytes) as file:
            os.lseek(file.fd, 0, os.SEEK_SET)
            for chunk in fetch():
                with failing_as_store("copy a source to scratch"):
                    file.write(chunk)
            yield file.path

    def remove_leftovers(self, older_than_s: float) -> int:
        """Remove copies whose process has ended; how many."""
        with failing_as_store("clean scratch"):
            return remove_leftovers(self._folder, older_than_s)

    def _claim(self, size_bytes: int) -> TemporaryFile:
        if size_bytes > self._budget_bytes:
            raise StoreFull(
                f"a source of {size_bytes} bytes waits: EARSHOT_SCRATCH_BYTES allows only"
                f" {self._budget_bytes}; raise it"
            )
        with failing_as_store("claim scratch"), self._locked():
            remove_leftovers(self._folder, older_than_s=86_400)
            if self._used_bytes() + size_bytes > self._budget_bytes:
                raise StoreFull("scratch is in use up to EARSHOT_SCRATCH_BYTES; try again later")
            file = TemporaryFile(self._folder)
            os.truncate(file.fd, size_bytes)
            return file

    def _used_bytes(self) -> int:
        if not self._folder.exists():
            return 0
        with os.scandir(self._folder) as entries:
            return sum(_size(entry) for entry in entries)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self._lock.parent.mkdir(parents=True, exist_ok=True)
        with self._lock.open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def _size(entry: os.DirEntry[str]) -> int:
    try:
        return entry.stat().st_size
    except FileNotFoundError:
        return 0  # ended in this moment
