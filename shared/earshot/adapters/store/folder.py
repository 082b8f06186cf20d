"""The store's folder tree: things are put in their place for good, walked, and pruned."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from earshot.adapters.store.key_paths import REFERENCE_MARK, part_of_name

_TRIES = 100


def place(target: Path, put_there: Callable[[], object]) -> None:
    """Make the target's folders, put it there and make both survive a power cut.

    A concurrent `prune` may take a folder away in between: then all is done once more.

    Raises
    ------
    ValueError
        When an object stands where a folder is needed, or the other way round.
    """
    for remaining in reversed(range(_TRIES)):
        new = [folder for folder in target.parents if not folder.exists()]
        try:
            _make_folders(target)
            _put(target, put_there)
        except FileNotFoundError:
            if not remaining:
                raise
            continue
        break
    for folder in (target.parent, *(folder.parent for folder in new)):
        _sync(folder)


def prune(folder: Path, root: Path) -> None:
    """Remove a folder below the root and those above it, as long as they are empty."""
    while folder != root:
        try:
            folder.rmdir()
        except FileNotFoundError:
            pass  # another process was faster
        except OSError:
            return  # not empty, or newly filled
        folder = folder.parent


def stored_keys(folder: Path, base: str, rest: str) -> Iterator[tuple[str, Path]]:
    """Keys that begin with `base` + `rest`, in order, each with its file.

    `base` is what the folder stands for; `rest` filters the names right in it. One folder's names
    are held at a time for each depth of the tree.
    """
    found: dict[str, Path] = {}
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                part = part_of_name(entry.name.removesuffix(REFERENCE_MARK))
                if part is None or not part.startswith(rest):
                    continue
                if entry.is_dir():
                    found[f"{part}/"] = Path(entry.path)
                elif entry.name.endswith(REFERENCE_MARK):
                    found.setdefault(part, Path(entry.path))
                else:
                    found[part] = Path(entry.path)
    except (FileNotFoundError, NotADirectoryError):
        return
    for part, path in sorted(found.items()):
        if part.endswith("/"):
            yield from stored_keys(path, base + part, "")
        else:
            yield base + part, path


def _make_folders(target: Path) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        if any(folder.exists() and not folder.is_dir() for folder in target.parents):
            raise ValueError("an object cannot lie below another: its key is taken") from error
        # `mkdir` met a folder that a `prune` took away before it could look at it.
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), target.parent) from error


def _put(target: Path, put_there: Callable[[], object]) -> None:
    try:
        put_there()
    except IsADirectoryError as error:
        try:
            target.rmdir()  # an empty folder may be left from an interrupted put
        except OSError:
            raise ValueError("an object cannot stand where others lie below it") from error
        put_there()


def _sync(folder: Path) -> None:
    # The folder may be pruned by now, and some file systems cannot sync one.
    with contextlib.suppress(FileNotFoundError):
        fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(fd)
        except OSError as error:
            if error.errno not in {errno.EINVAL, errno.ENOTSUP}:
                raise
        finally:
            os.close(fd)
