"""The stores that the contract of SourceFiles is checked on."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from pathlib import Path

import pytest

from earshot.adapters.store.file import FileObjectStore
from earshot.ports.object_store import Store


@pytest.fixture(params=["file"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    assert request.param == "file"
    return FileObjectStore(tmp_path / "store")
