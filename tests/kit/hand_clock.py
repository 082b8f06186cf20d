"""A clock that is set by hand."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class HandClock:
    """Time stands still until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 5, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, seconds: float) -> datetime:
        """Move on; the new time."""
        self.now += timedelta(seconds=seconds)
        return self.now
