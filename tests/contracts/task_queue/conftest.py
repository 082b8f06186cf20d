"""The embedded queue, with a clock that is set by hand."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from earshot.adapters.catalog.database import CatalogDatabase
from earshot.adapters.queue.sqlite import CatalogQueue
from tests.kit.hand_clock import HandClock


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def queue(tmp_path: Path, clock: HandClock) -> Iterator[CatalogQueue]:
    database = CatalogDatabase(tmp_path / "catalog.sqlite")
    yield CatalogQueue(database, clock)
    database.close()
