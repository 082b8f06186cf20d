"""Reads the Range header of HTTP: which bytes of a file a player asks for."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import re
from dataclasses import dataclass

_ONE_RANGE = re.compile(r"bytes=\s*(\d{0,18})-(\d{0,18})\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ByteRange:
    """Half-open."""

    start: int
    stop: int


class Unsatisfiable(ValueError):
    """the range lies outside of the file"""


def read_range(header: str | None, size_bytes: int) -> ByteRange | None:
    """The asked range, cut to the file; None where the whole file is the right answer.

    Several ranges at once and units other than bytes may be ignored, says RFC 9110, and are.

    Raises
    ------
    Unsatisfiable
        When nothing of the range is in the file.
    """
    match = _ONE_RANGE.fullmatch(header or "")
    if match is None:
        return None
    first, last = match.groups()
    if not first and not last:
        return None
    if not first:
        wanted = int(last)
        if wanted == 0 or size_bytes == 0:
            raise Unsatisfiable
        return ByteRange(start=max(0, size_bytes - wanted), stop=size_bytes)
    if last and int(last) < int(first):
        return None
    if int(first) >= size_bytes:
        raise Unsatisfiable
    stop = min(int(last) + 1, size_bytes) if last else size_bytes
    return ByteRange(start=int(first), stop=stop)
