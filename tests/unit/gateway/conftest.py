"""A gateway on the embedded adapters, in a folder of its own."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from earshot.adapters.catalog.database import CatalogDatabase
from earshot.adapters.catalog.sqlite import SqliteCatalog
from earshot.adapters.queue.sqlite import CatalogQueue
from earshot.adapters.store.file import FileObjectStore
from earshot.domain.ids import BundleId, ObjectKey, PolicyId, VideoId
from earshot.domain.jobs import Job
from earshot.domain.records import video_from_json
from earshot.domain.video import Heard, Reason, Video, VideoState
from earshot_gateway.app import create_app
from earshot_gateway.details import Details
from earshot_gateway.editing import Editing
from earshot_gateway.ingest import Ingest

MAX_UPLOAD_BYTES = 3_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Gateway:
    """All parts of one gateway, to be looked at from every side."""

    folder: Path
    store: FileObjectStore
    catalog: SqliteCatalog
    queue: CatalogQueue
    ingest: Ingest
    editing: Editing
    said: Details = field(default_factory=Details)

    def receive(self, data: bytes, name: str = "dog.mp4", **said: str) -> Video:
        """Upload some bytes; the video that they became or already were."""
        details = replace(self.said, **said)  # type: ignore[arg-type]  # texts alone
        return self.ingest.receive(name, [data], lambda: details).video

    def stored(self) -> list[ObjectKey]:
        """Keys of all that the store holds."""
        return [found.key for found in self.store.list("")]

    def files(self) -> list[Path]:
        """Every file below the store's folder, temporary ones too."""
        return [path for path in (self.folder / "store").rglob("*") if path.is_file()]

    def record(self, video_id: str) -> Video:
        """The video as its `video.json` has it."""
        return video_from_json(self.store.get(ObjectKey(f"videos/{video_id}/video.json")))

    def due(self) -> list[Job]:
        """What is enqueued."""
        return [status.job for status in self.queue.unfinished()]

    def end(self, video_id: VideoId, state: VideoState) -> Video:
        """What a worker does: bring the video into an end state and drop its jobs."""
        for job in self.due():
            self.queue.forget(job)
        failed = state is VideoState.FAILED
        heard = Heard(
            duration_s=12.5,
            decoded_s=12.5,
            audio_tracks=2,
            bundle=BundleId("keen-1"),
            policy=PolicyId("p1"),
        )
        return self.catalog.update(
            video_id,
            lambda video: replace(
                video,
                state=state,
                step=None,
                reason=Reason.NOT_MEDIA if failed else None,
                detail="this is not a video" if failed else None,
                heard=None if failed else heard,
            ),
        )


@pytest.fixture
def gateway(tmp_path: Path) -> Gateway:
    database = CatalogDatabase(tmp_path / "catalog.sqlite")
    store, catalog = FileObjectStore(tmp_path / "store"), SqliteCatalog(database)
    queue = CatalogQueue(database)
    return Gateway(
        folder=tmp_path,
        store=store,
        catalog=catalog,
        queue=queue,
        ingest=Ingest(
            store=store,
            source_files=store,
            catalog=catalog,
            queue=queue,
            max_upload_bytes=MAX_UPLOAD_BYTES,
        ),
        editing=Editing(store=store, catalog=catalog, queue=queue),
    )


@pytest.fixture
def client(gateway: Gateway) -> Iterator[TestClient]:
    app = create_app(
        ingest=gateway.ingest, editing=gateway.editing, catalog=gateway.catalog, token=None
    )
    with TestClient(app) as client:
        yield client


@pytest.fixture
def nothing_left(gateway: Gateway) -> Callable[[], bool]:
    """Whether the gateway is as if no upload had ever been tried."""

    def nothing() -> bool:
        records = gateway.catalog._select("SELECT record FROM videos", [])
        return records == [] and gateway.files() == [] and gateway.due() == []

    return nothing
