"""Object keys as relative paths: what is a legal key, and how it is spelled on a disk."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import quote, unquote

from earshot.domain.ids import ObjectKey

REFERENCE_MARK = "%ref"
"""Ends the name of a file that refers to another; no spelled part can end so (see `spell`)."""
_LONGEST_KEY_BYTES = 1024
_LONGEST_NAME_BYTES = 255 - len(REFERENCE_MARK)


def checked_key(key: str) -> ObjectKey:
    """The key itself, when every store can hold it.

    Raises
    ------
    ValueError
        When it is empty, absolute, too long or has parts that are empty, ``.`` or ``..``, a
        backslash or a control character. Keys are made by this program: such a one is a fault.
    """
    if any(part in {"", ".", ".."} for part in key.split("/")):
        raise ValueError(f"the parts of an object key must not be empty, . or ..: {key!r}")
    if "\\" in key or not key.isprintable():
        raise ValueError(
            f"an object key must not hold backslashes or unprintable characters: {key!r}"
        )
    if len(key.encode()) > _LONGEST_KEY_BYTES:
        raise ValueError(f"an object key must not be longer than {_LONGEST_KEY_BYTES} bytes")
    return ObjectKey(key)


def relative_path(key: str) -> PurePosixPath:
    """Where the object of a legal key lies below the folder of the store."""
    return PurePosixPath(*(_spell(part) for part in checked_key(key).split("/")))


def part_of_name(name: str) -> str | None:
    """The part of a key that a file name spells; None for names that no key leads to."""
    part = unquote(name, errors="replace")
    return part if not name.startswith(".") and _quoted(part) == name else None


def _spell(part: str) -> str:
    """Plain ASCII stays; all else is percent-encoded, so no file system folds or refuses it."""
    name = _quoted(part)
    if len(name) > _LONGEST_NAME_BYTES:
        raise ValueError(f"a part of an object key is too long for a file name: {part!r}")
    return name


def _quoted(part: str) -> str:
    name = quote(part, safe="")
    # Names with a leading dot belong to the store itself (.tmp) and to other programs.
    return f"%2E{name[1:]}" if name.startswith(".") else name
