"""The catalogs that the contract of Catalog is checked on, and videos to put in."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from earshot.adapters.catalog.database import CatalogDatabase
from earshot.adapters.catalog.elastic import ElasticCatalog, catalog_kind
from earshot.adapters.catalog.sqlite import SqliteCatalog
from earshot.domain.ids import VideoId
from earshot.domain.jobs import Step
from earshot.domain.video import Source, Video, VideoState
from earshot.errors import CatalogUnavailable
from earshot.ports.catalog import Catalog
from tests.kit.elastic import elastic_documents

MakeVideo = Callable[..., Video]


@pytest.fixture(params=["sqlite", pytest.param("elastic", marks=pytest.mark.stack)])
def catalog(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Catalog]:
    if request.param == "elastic":
        with elastic_documents(catalog_kind, CatalogUnavailable) as documents:
            yield ElasticCatalog(documents)
    else:
        database = CatalogDatabase(tmp_path / "catalog.sqlite")
        yield SqliteCatalog(database)
        database.close()


@pytest.fixture
def make_video() -> MakeVideo:
    def make(
        number: int,
        *,
        state: VideoState = VideoState.WAITING,
        collection: str = "",
        sha256: str = "",
    ) -> Video:
        return Video(
            video_id=VideoId(f"01ARZ3NDEKTSV4RRFFQ6{number:06d}"),
            title=f"Video {number} 'ü' ☕",
            collection=collection,
            description="line\nline",
            uploaded_at=datetime(2026, 5, 1, 12, 30, 15, 123456, tzinfo=UTC),
            recorded_at=None,
            source=Source(
                file_name="a.mp4", size_bytes=5, sha256=sha256 or f"{number:064x}", in_place=False
            ),
            state=state,
            step=Step.LISTEN if state in {VideoState.WAITING, VideoState.WORKING} else None,
            progress=0.25,
            reason=None,
            detail=None,
            heard=None,
        )

    return make
