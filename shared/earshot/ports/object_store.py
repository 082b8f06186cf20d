"""The truth: bytes under keys. A key is absent or complete, never half-written."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from earshot.domain.ids import ObjectKey


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectInfo:
    """Key, size and time of one stored object."""

    key: ObjectKey
    size_bytes: int
    modified_at: datetime


class ObjectStore(Protocol):
    """Whole objects in, whole objects or ranges out.

    Every method may raise `StoreUnavailable` or, when writing, `StoreFull`. A key that no store
    can hold (`..`, empty parts, control characters) is a `ValueError`; so is, in stores that
    cannot have both, a key that is a folder of another.
    """

    def put(self, key: ObjectKey, chunks: Iterable[bytes]) -> ObjectInfo:
        """Store the joined chunks, replacing what was there.

        The chunks are consumed one by one, in constant memory. When the iterable raises, the
        exception passes through, nothing is left behind and the former object stays.
        """
        ...

    def read(self, key: ObjectKey, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        """Yield the bytes from `start` up to `stop` (half-open; None is the end).

        `ObjectNotFound` is raised by the call itself, not by the first `next`.
        """
        ...

    def get(self, key: ObjectKey) -> bytes:
        """The whole object; `ObjectNotFound` when absent."""
        ...

    def stat(self, key: ObjectKey) -> ObjectInfo:
        """Size and time of the object; `ObjectNotFound` when absent."""
        ...

    def list(self, prefix: str) -> Iterator[ObjectInfo]:
        """All objects whose key starts with the prefix, in key order (by code points).

        What is put or deleted meanwhile may be seen or not; all else is listed exactly once.
        """
        ...

    def delete(self, key: ObjectKey) -> None:
        """Remove the object; removing what is absent succeeds."""
        ...


class SourceFiles(Protocol):
    """Sources as files of this machine: ffmpeg reads files, never a network."""

    def checkout(self, key: ObjectKey) -> AbstractContextManager[Path]:
        """A local path with the object's bytes, to be read only inside the context.

        Raises `ObjectNotFound`, `SourceMoved`, or `StoreFull` while scratch is too small.
        """
        ...

    def adopt(self, key: ObjectKey, path: Path, *, in_place: bool) -> ObjectInfo:
        """Make a local file the object: by hard link or reflink where possible, else by copy.

        With `in_place` only a reference is kept: reads go to the file, deletes leave it alone,
        and a file that has moved raises `SourceMoved`.
        """
        ...


class MediaLinks(Protocol):
    """Addresses from which a player may fetch an object without passing through us."""

    def link(self, key: ObjectKey, expires_s: float) -> str | None:
        """An address that serves the object's bytes and ranges until then; None: there is none."""
        ...


class Leftovers(Protocol):
    """What unfinished writes leave behind: never visible as objects, but it takes space."""

    def remove_leftovers(self, older_than_s: float) -> int:
        """Remove what is surely nobody's any more, and of the rest what is that old; how many."""
        ...


class Store(ObjectStore, SourceFiles, MediaLinks, Leftovers, Protocol):
    """All that one store is; only composition roots ask for it whole."""
