"""The stores that this contract is checked on."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from earshot.adapters.store.file import FileObjectStore
from earshot.ports.object_store import Store
from tests.kit.buckets import s3_store


@pytest.fixture(params=["file", pytest.param("s3", marks=pytest.mark.stack)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "file":
        yield FileObjectStore(tmp_path / "store")
    else:
        with s3_store(tmp_path / "data") as s3:
            yield s3
