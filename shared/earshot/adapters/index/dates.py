"""Instants as texts that sort by time, the same in every index."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from datetime import UTC, datetime


def instant(moment: datetime) -> str:
    """In UTC, to the microsecond: texts of different instants sort as these do."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def second_of(told: str) -> float:
    """The instant as seconds since 1970; microseconds survive the way there and back."""
    return datetime.fromisoformat(told).timestamp()


def instant_of(second: float) -> str:
    """Back from seconds."""
    return instant(datetime.fromtimestamp(second, UTC))


def day(moment: datetime) -> str:
    """Its day in UTC, as ``2026-03-01``."""
    return moment.astimezone(UTC).date().isoformat()
