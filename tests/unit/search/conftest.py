"""A small archive on real embedded adapters, filled by hand, and the app over it."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from earshot.adapters.catalog.resolve import resolve_catalog
from earshot.adapters.index.resolve import (
    resolve_embedding_reader,
    resolve_embedding_writer,
    resolve_index_reader,
    resolve_index_writer,
)
from earshot.adapters.store.resolve import resolve_store
from earshot.domain.events import SoundEvent
from earshot.domain.ids import LabelId, PolicyId, VideoId
from earshot.domain.keys import events_key, manifest_key, source_key
from earshot.domain.levels import Level, LevelRange
from earshot.domain.video import Heard, Source, Video, VideoState
from earshot.labels.ontology import audioset
from earshot.settings import Settings
from earshot.tagging.bundle import Bundle, read_manifest
from earshot.tagging.event_file import StoredEvents, encode_events
from earshot_search.app import checks_of, create_app
from earshot_search.use_cases import UseCases, use_cases_of
from earshot_worker.index import document_of, lanes_of
from tests.kit.manifests import manifest_of

NAMES = ("Bark", "Dog", "Bow-wow", "Growling", "Cat", "Siren", "Speech", "Rain")


def sound(
    name: str, onset_s: float, offset_s: float, score: float = 0.9, first: int = 1, stop: int = 7
) -> SoundEvent:
    return SoundEvent(
        label_id=audioset().ids_by_name[name],
        onset_s=onset_s,
        offset_s=offset_s,
        score=score,
        levels=LevelRange(first=Level(first), stop=stop),
    )


def _ready(name: str, title: str, size_bytes: int, heard: Heard) -> Video:
    return Video(
        video_id=VideoId(name),
        title=title,
        collection="default",
        description="",
        uploaded_at=datetime(2026, 3, 1, tzinfo=UTC),
        recorded_at=None,
        source=Source(file_name="film.mp4", size_bytes=size_bytes, sha256="ab" * 32),
        state=VideoState.READY,
        step=None,
        progress=1.0,
        reason=None,
        detail=None,
        heard=heard,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """An archive in a folder, to be filled with videos that were never heard."""

    settings: Settings
    bundle: Bundle
    use_cases: UseCases
    client: TestClient

    def add(
        self,
        name: str,
        events: Sequence[SoundEvent] = (),
        *,
        title: str | None = None,
        source: bytes = b"",
        **changes: object,
    ) -> VideoId:
        heard = Heard(
            duration_s=600.0,
            decoded_s=600.0,
            audio_tracks=1,
            bundle=self.bundle.bundle_id,
            policy=PolicyId("p1"),
        )
        video = replace(_ready(name, title or name, len(source), heard), **changes)  # type: ignore[arg-type]  # names are checked by replace
        store = resolve_store(self.settings)
        ordered = tuple(sorted(events, key=lambda event: event.onset_s))
        stored = StoredEvents(
            bundle=heard.bundle, policy=PolicyId("p1"), duration_s=600.0, events=ordered
        )
        store.put(events_key(video.video_id, heard.bundle, stored.policy), [encode_events(stored)])
        store.put(source_key(video.video_id), [source])
        resolve_catalog(self.settings).create(video)
        lanes = lanes_of(video.video_id, ordered, audioset())
        resolve_index_writer(self.settings).replace(document_of(video), lanes)
        return video.video_id

    def change(self, video_id: VideoId, **changes: object) -> None:
        def changed(video: Video) -> Video:
            return replace(video, **changes)  # type: ignore[arg-type]  # as above

        resolve_catalog(self.settings).update(video_id, changed)


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    settings = Settings(data_dir=tmp_path)
    ids = audioset().ids_by_name
    bundle = read_manifest(manifest_of({LabelId(ids[name]): name for name in NAMES}))
    store, catalog = resolve_store(settings), resolve_catalog(settings)
    resolve_index_writer(settings)
    index = resolve_index_reader(settings)
    store.put(manifest_key(bundle.bundle_id), [bundle.manifest])
    resolve_embedding_writer(settings)
    embeddings = resolve_embedding_reader(settings)
    use_cases = use_cases_of(index=index, embeddings=embeddings, catalog=catalog, store=store)
    checks = checks_of(index=index, catalog=catalog, store=store)
    app = create_app(use_cases, checks=checks)
    with TestClient(app, raise_server_exceptions=False) as client:
        yield Shelf(settings=settings, bundle=bundle, use_cases=use_cases, client=client)
