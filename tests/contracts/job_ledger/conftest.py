"""The ledgers that the contract of JobLedger is checked on, and a clock that is set by hand."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from earshot.adapters.catalog.database import CatalogDatabase
from earshot.adapters.queue.sqlite import CatalogQueue
from earshot.ports.work import JobLedger


class HandClock:
    """Time stands still until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 5, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, seconds: float) -> datetime:
        self.now += timedelta(seconds=seconds)
        return self.now


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture(params=["sqlite"])
def ledger(request: pytest.FixtureRequest, tmp_path: Path, clock: HandClock) -> Iterator[JobLedger]:
    assert request.param == "sqlite"
    database = CatalogDatabase(tmp_path / "catalog.sqlite")
    yield CatalogQueue(database, clock)
    database.close()
