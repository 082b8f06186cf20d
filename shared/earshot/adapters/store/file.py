"""The object store as a folder: one file an object, written aside and then renamed."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from earshot.adapters.store.adoption import cloned
from earshot.adapters.store.failures import failing_as_store
from earshot.adapters.store.folder import place, prune, stored_keys
from earshot.adapters.store.key_paths import REFERENCE_MARK, checked_key, relative_path
from earshot.adapters.store.local_bytes import file_chunks, file_range
from earshot.adapters.store.references import (
    Reference,
    refer_to,
    reference_from_json,
    reference_to_json,
)
from earshot.adapters.store.temporary import TemporaryFile, remove_leftovers
from earshot.domain.ids import ObjectKey
from earshot.errors import ObjectNotFound
from earshot.ports.object_store import ObjectInfo

_ABSENT = (FileNotFoundError, NotADirectoryError)


class FileObjectStore:
    """`ObjectStore`, `SourceFiles`, `MediaLinks` and `Leftovers` on a folder.

    Several processes and threads may use one folder. A hard-linked source shares its bytes with
    the original: the README says what that means.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._aside = root / ".tmp"
        with failing_as_store(f"open {root}"):
            self._aside.mkdir(parents=True, exist_ok=True)

    def put(self, key: ObjectKey, chunks: Iterable[bytes]) -> ObjectInfo:
        path = self._path(key)
        return self._write(key, path, chunks, superseded=_reference_path(path))

    def read(self, key: ObjectKey, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        if start < 0 or (stop is not None and stop < start):
            raise ValueError(f"a range must be 0 <= start <= stop, not {start}..{stop}")
        chunks = self._chunks(key, start, stop)
        next(chunks)  # opens the file in this very call; a generator once started closes it
        return chunks

    def get(self, key: ObjectKey) -> bytes:
        return b"".join(self.read(key))

    def stat(self, key: ObjectKey) -> ObjectInfo:
        with _reading(key):
            path, reference = self._find(key)
            if reference:
                reference.checked_path()
            return _info(key, path, reference)

    def list(self, prefix: str) -> Iterator[ObjectInfo]:
        base, slash, rest = prefix.rpartition("/")
        try:
            folder = self._root / relative_path(base) if slash else self._root
        except ValueError:
            return  # no key can begin like this
        with failing_as_store(f"list {prefix}"):
            for key, path in stored_keys(folder, base + slash, rest):
                with contextlib.suppress(*_ABSENT):
                    reference = _read_reference(path) if _is_reference(path) else None
                    yield _info(ObjectKey(key), path, reference)

    def delete(self, key: ObjectKey) -> None:
        path = self._path(key)
        with failing_as_store(f"delete {key}"):
            # The reference goes first: were it left alone for a moment, it would count.
            _unlink(_reference_path(path))
            _unlink(path)
            prune(path.parent, self._root)

    @contextmanager
    def checkout(self, key: ObjectKey) -> Iterator[Path]:
        with _reading(key):
            path, reference = self._find(key)
        yield reference.checked_path() if reference else path

    def adopt(self, key: ObjectKey, path: Path, *, in_place: bool) -> ObjectInfo:
        target, source = self._path(key), Path(os.path.realpath(path))
        reference = refer_to(source)
        if in_place:
            record = reference_to_json(reference)
            self._write(key, _reference_path(target), [record], superseded=target)
            return _info(key, _reference_path(target), reference)
        if self._clone(key, source, target) or self._link(key, source, target):
            return self.stat(key)
        with contextlib.closing(file_chunks(source)) as chunks:
            return self.put(key, chunks)

    def link(self, key: ObjectKey, expires_s: float) -> str | None:
        """None: a folder has no address of its own."""
        del expires_s
        checked_key(key)
        return None

    def remove_leftovers(self, older_than_s: float) -> int:
        with failing_as_store("remove what killed writers left"):
            return remove_leftovers(self._aside, older_than_s)

    def _path(self, key: ObjectKey) -> Path:
        return self._root / relative_path(key)

    def _find(self, key: ObjectKey) -> tuple[Path, Reference | None]:
        path = self._path(key)
        with contextlib.suppress(*_ABSENT):
            if stat.S_ISREG(path.stat().st_mode):
                return path, None
        kept = _reference_path(path)
        return kept, _read_reference(kept)

    def _chunks(self, key: ObjectKey, start: int, stop: int | None) -> Iterator[bytes]:
        with _reading(key):
            path, reference = self._find(key)
            yield from file_range(reference.checked_path() if reference else path, start, stop)

    def _write(
        self, key: ObjectKey, target: Path, chunks: Iterable[bytes], *, superseded: Path
    ) -> ObjectInfo:
        with contextlib.ExitStack() as stack:
            with failing_as_store(f"write {key}"):
                aside = stack.enter_context(TemporaryFile(self._aside))
            for chunk in chunks:  # what the chunks themselves raise passes through
                with failing_as_store(f"write {key}"):
                    aside.write(chunk)
            with failing_as_store(f"write {key}"):
                _settle(aside, target, superseded)
                return _info_of(key, os.fstat(aside.fd))

    def _clone(self, key: ObjectKey, source: Path, target: Path) -> bool:
        with failing_as_store(f"write {key}"), TemporaryFile(self._aside) as aside:
            if not cloned(source, aside.fd):
                return False
            _settle(aside, target, _reference_path(target))
            return True

    def _link(self, key: ObjectKey, source: Path, target: Path) -> bool:
        try:
            place(target, lambda: os.link(source, target))
        except OSError:
            return False  # another file system, another owner, or the key is taken: copy
        with failing_as_store(f"write {key}"):
            _unlink(_reference_path(target))
        return True


@contextmanager
def _reading(key: ObjectKey) -> Iterator[None]:
    with failing_as_store(f"read {key}"):
        try:
            yield
        except _ABSENT as error:
            raise ObjectNotFound(f"there is no object {key} in the store") from error


def _settle(aside: TemporaryFile, target: Path, superseded: Path) -> None:
    os.fsync(aside.fd)
    place(target, lambda: aside.path.replace(target))
    _unlink(superseded)


def _reference_path(path: Path) -> Path:
    return path.with_name(path.name + REFERENCE_MARK)


def _is_reference(path: Path) -> bool:
    return path.name.endswith(REFERENCE_MARK)


def _read_reference(path: Path) -> Reference:
    return reference_from_json(path.read_bytes())


def _unlink(path: Path) -> None:
    with contextlib.suppress(*_ABSENT):
        if not path.is_dir():
            path.unlink()


def _info(key: ObjectKey, path: Path, reference: Reference | None) -> ObjectInfo:
    return _info_of(key, path.stat(), reference.size_bytes if reference else None)


def _info_of(key: ObjectKey, found: os.stat_result, size_bytes: int | None = None) -> ObjectInfo:
    return ObjectInfo(
        key=key,
        size_bytes=found.st_size if size_bytes is None else size_bytes,
        modified_at=datetime.fromtimestamp(found.st_mtime, UTC),
    )
