"""An archive on the embedded adapters in one folder, with the tagger that hears loudness."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from ulid import ULID

from earshot.adapters.catalog.resolve import resolve_catalog
from earshot.adapters.extractor.resolve import resolve_extractor
from earshot.adapters.index.resolve import (
    resolve_embedding_writer,
    resolve_index_reader,
    resolve_index_writer,
)
from earshot.adapters.maker.resolve import resolve_maker
from earshot.adapters.queue.resolve import resolve_ledger, resolve_queue, resolve_work_source
from earshot.adapters.store.resolve import resolve_store
from earshot.domain.ids import BundleId, VideoId
from earshot.domain.jobs import Job, Lease, Step
from earshot.domain.keys import record_key, source_key
from earshot.domain.records import video_to_json
from earshot.domain.video import Source, Video, VideoState
from earshot.labels.ontology import audioset
from earshot.ports.catalog import VideoFilter
from earshot.ports.tagger import Tagger
from earshot.settings import Settings
from earshot.tagging.bundle import Bundle
from earshot_worker.compose import make_worker
from earshot_worker.ports import WorkerPorts
from earshot_worker.runner import Worker
from earshot_worker.serving import Choice
from tests.kit.loudness import LoudnessTagger, loudness_bundle


def embedded_ports(
    settings: Settings,
    bundle: Bundle | None = None,
    taggers: Callable[[BundleId], Tagger] | None = None,
) -> WorkerPorts:
    """The real embedded adapters below `settings.data_dir`; `taggers` where several hear."""
    bundle = bundle or loudness_bundle()
    store = resolve_store(settings)
    return WorkerPorts(
        store=store,
        sources=store,
        leftovers=store,
        catalog=resolve_catalog(settings),
        ledger=resolve_ledger(settings),
        queue=resolve_queue(settings),
        index=resolve_index_writer(settings),
        embeddings=resolve_embedding_writer(settings),
        extractor=lambda: resolve_extractor(settings),
        maker=lambda: resolve_maker(settings),
        tagger=lambda: LoudnessTagger(bundle),
        taggers=taggers or (lambda _: LoudnessTagger(bundle)),
        choice=Choice(store=store, default=bundle.bundle_id),
        bundle=bundle,
        ontology=audioset(),
    )


@dataclass(slots=True, kw_only=True)
class Archive:
    """A data folder and what a test does with it."""

    settings: Settings
    ports: WorkerPorts
    stop: threading.Event = field(default_factory=threading.Event)
    isolate: Callable[[Lease, threading.Event], int] | None = None

    @classmethod
    def at(cls, folder: Path, bundle: Bundle | None = None, lease_s: float = 60.0) -> Archive:
        """An archive below a folder; it may already hold videos."""
        settings = Settings(data_dir=folder, lease_s=lease_s)
        return cls(settings=settings, ports=embedded_ports(settings, bundle))

    def worker(self) -> Worker:
        """An embedded worker over the ports as they stand."""
        source = resolve_work_source(self.settings)
        worker = make_worker(self.ports, source, self.settings, self.stop)
        return replace(worker, pipeline=replace(worker.pipeline, isolate=self.isolate))

    def adopt(self, film: Path, *, title: str = "A film", in_place: bool = False) -> VideoId:
        """Take a file in as the gateway does: bytes, record, state, message."""
        video_id = VideoId(str(ULID()))
        digest = hashlib.sha256(film.read_bytes()).hexdigest()
        video = Video(
            video_id=video_id,
            title=title,
            collection="default",
            description="",
            uploaded_at=datetime.now(UTC),
            recorded_at=None,
            source=Source(
                file_name=film.name,
                size_bytes=film.stat().st_size,
                sha256=digest,
                in_place=in_place,
            ),
            state=VideoState.WAITING,
            step=Step.LISTEN,
            progress=0.0,
            reason=None,
            detail=None,
            heard=None,
        )
        self.ports.sources.adopt(source_key(video_id), film, in_place=in_place)
        self.ports.store.put(record_key(video_id), [video_to_json(video)])
        self.ports.catalog.create(video)
        self.ports.queue.enqueue(Job(step=Step.LISTEN, video_id=video_id))
        return video_id

    def work(self) -> None:
        """Run what is due until nothing is."""
        worker = self.worker()
        while worker.run_next():
            pass

    def video(self, video_id: VideoId) -> Video:
        """The video as the catalog has it."""
        return self.ports.catalog.get(video_id)

    def in_flight(self) -> list[Video]:
        """The videos that wait or are worked on."""
        where = VideoFilter(states=frozenset({VideoState.WAITING, VideoState.WORKING}))
        return self.ports.catalog.page(where, None, 1000)

    def entry(self, video_id: VideoId) -> dict[str, list[tuple[float, float]]]:
        """What the index tells of a video: label to spans, at level balanced and above."""
        block = resolve_index_reader(self.settings).lanes([video_id], [])
        return {
            lane.label_id: [
                (round(event.onset_s, 2), round(event.offset_s, 2))
                for event in lane.unpack().events
                if 4 in event.levels
            ]
            for lane in block
        }

    def objects(self) -> dict[str, str]:
        """Every object of the store with the hash of its bytes."""
        store = self.ports.store
        return {
            found.key: hashlib.sha256(b"".join(store.read(found.key))).hexdigest()
            for found in store.list("")
        }
