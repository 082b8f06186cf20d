"""The ledgers that the contract of JobLedger is checked on, and a clock that is set by hand."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from earshot.adapters.catalog.database import CatalogDatabase
from earshot.adapters.queue.elastic_ledger import ElasticLedger, ledger_kind
from earshot.adapters.queue.sqlite import CatalogQueue
from earshot.errors import QueueUnavailable
from earshot.ports.work import JobLedger
from tests.kit.elastic import elastic_documents
from tests.kit.hand_clock import HandClock


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture(params=["sqlite", pytest.param("elastic", marks=pytest.mark.stack)])
def ledger(request: pytest.FixtureRequest, tmp_path: Path, clock: HandClock) -> Iterator[JobLedger]:
    if request.param == "elastic":
        with elastic_documents(ledger_kind, QueueUnavailable) as documents:
            yield ElasticLedger(documents, clock)
    else:
        database = CatalogDatabase(tmp_path / "catalog.sqlite")
        yield CatalogQueue(database, clock)
        database.close()
