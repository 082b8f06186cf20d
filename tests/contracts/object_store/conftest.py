"""The stores that the contract of ObjectStore is checked on."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from pathlib import Path

import pytest

from earshot.adapters.store.file import FileObjectStore
from earshot.ports.object_store import ObjectStore


@pytest.fixture(params=["file"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> ObjectStore:
    assert request.param == "file"
    return FileObjectStore(tmp_path / "store")
