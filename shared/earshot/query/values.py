"""Reads times, clocks, dates and numbers as people write them in a query."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

LONGEST_S = 10_000_000.0
"""No time in a query may be longer: about four months."""

_UNITS_S = {
    "ms": 0.001,
    "s": 1.0,
    "sec": 1.0,
    "secs": 1.0,
    "second": 1.0,
    "seconds": 1.0,
    "m": 60.0,
    "min": 60.0,
    "mins": 60.0,
    "minute": 60.0,
    "minutes": 60.0,
    "h": 3600.0,
    "hour": 3600.0,
    "hours": 3600.0,
}
_PIECE = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)\s*([a-z]+)", re.ASCII)
_NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,9})?", re.ASCII)
_CLOCK = re.compile(r"(?:(\d{1,4}):)?(\d{1,4}):(\d{2}(?:\.\d{1,6})?)", re.ASCII)
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)


def seconds(text: str) -> float | None:
    """A length of time; a bare number is seconds. None when it is none.

    >>> seconds("1m30s"), seconds("0.5s"), seconds("10:00"), seconds("20"), seconds("soon")
    (90.0, 0.5, 600.0, 20.0, None)
    """
    text = text.strip().lower().replace(",", ".")
    if _NUMBER.fullmatch(text):
        value = float(text)
    elif clock := _CLOCK.fullmatch(text):
        hours, minutes, rest = clock.groups()
        value = 3600.0 * int(hours or 0) + 60.0 * int(minutes) + float(rest)
    else:
        pieces = _PIECE.findall(text)
        plain = "".join(f"{number}{unit}" for number, unit in pieces)
        if not pieces or plain != re.sub(r"\s+", "", text):
            return None
        if any(unit not in _UNITS_S for _, unit in pieces):
            return None
        value = sum(float(number) * _UNITS_S[unit] for number, unit in pieces)
    return value if value <= LONGEST_S else None


def stretch(text: str) -> tuple[float, float | None] | None:
    """`10:00..12:00`, `..1m` or `10:00..` as start and stop in seconds."""
    first, dots, last = text.partition("..")
    if not dots or not (first or last):
        return None
    start = seconds(first) if first else 0.0
    stop = seconds(last) if last else None
    if start is None or (last and stop is None):
        return None
    return (start, stop) if stop is None or start < stop else None


def period(text: str) -> tuple[datetime, datetime] | None:
    """A year, month or day as its first moment and the first moment after it, in UTC.

    >>> [str(moment.date()) for moment in period("2026-02")]
    ['2026-02-01', '2026-03-01']
    """
    found = _DAY.fullmatch(text.strip())
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        start = datetime(year or 0, month or 1, day or 1, tzinfo=UTC)
        if day:
            return start, start + timedelta(days=1)
        if month:
            later = (start + timedelta(days=31)).replace(day=1)
            return start, later
        return start, start.replace(year=start.year + 1)
    except (ValueError, OverflowError):
        return None


def score(text: str) -> float | None:
    """A number from 0 to 1, also as `70%`."""
    text = text.strip().replace(",", ".")
    number = text.removesuffix("%")
    if not _NUMBER.fullmatch(number):
        return None
    value = float(number) / 100 if text.endswith("%") else float(number)
    return value if value <= 1 else None
