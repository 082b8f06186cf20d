"""References: small files that stand for a source which stays where its owner keeps it."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import json
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from earshot.errors import NewerFormat, SourceMoved

_SCHEMA = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Which file is meant, and what it was like when it was taken in."""

    path: Path
    size_bytes: int
    modified_ns: int

    def check(self, found: os.stat_result) -> None:
        """`SourceMoved` unless it is still the file that was taken in."""
        if (found.st_size, found.st_mtime_ns) != (self.size_bytes, self.modified_ns):
            raise SourceMoved(f"{self.path} has changed since it was added; add it again")

    def checked_path(self) -> Path:
        """The path of the file, when it is still there and unchanged; else `SourceMoved`."""
        self.check(regular_file(self.path))
        return self.path


def refer_to(path: Path) -> Reference:
    """A reference to a file as it now is; `SourceMoved` when it cannot be read."""
    found = regular_file(path)
    return Reference(path=path, size_bytes=found.st_size, modified_ns=found.st_mtime_ns)


def regular_file(path: Path) -> os.stat_result:
    """What the file system says of a readable regular file; else `SourceMoved`."""
    try:
        found = path.stat()
    except OSError as error:
        raise SourceMoved(f"{path} is no longer there: {error.strerror}") from error
    if not stat.S_ISREG(found.st_mode):
        raise SourceMoved(f"{path} is not a regular file")
    if not os.access(path, os.R_OK):
        raise SourceMoved(f"{path} cannot be read: permission denied")
    return found


def reference_to_json(reference: Reference) -> bytes:
    """Write a reference; any path survives, also one that is not UTF-8."""
    record = {
        "schema": _SCHEMA,
        "path": os.fspath(reference.path),
        "size_bytes": reference.size_bytes,
        "modified_ns": reference.modified_ns,
    }
    return json.dumps(record).encode()


def reference_from_json(data: bytes) -> Reference:
    """Read what `reference_to_json` wrote; `NewerFormat` when a newer Earshot did."""
    record = json.loads(data)
    if record["schema"] > _SCHEMA:
        raise NewerFormat
    return Reference(
        path=Path(record["path"]),
        size_bytes=int(record["size_bytes"]),
        modified_ns=int(record["modified_ns"]),
    )
