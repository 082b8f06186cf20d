"""Rebuild: catalog and index made anew from the store alone, while searches go on."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import structlog

from earshot.domain.ids import ObjectKey, VideoId
from earshot.domain.jobs import Priority
from earshot.domain.keys import VIDEOS_PREFIX, record_key, source_key
from earshot.domain.records import UnreadableRecord, video_from_json
from earshot.domain.video import Heard, Hearing, Video, VideoState
from earshot.errors import (
    DamagedObject,
    NewerFormat,
    ObjectNotFound,
    VideoExists,
    VideoNotFound,
)
from earshot.ports.catalog import Catalog, VideoFilter
from earshot.ports.embeddings import EmbeddingWriter
from earshot.ports.index import IndexWriter
from earshot.ports.object_store import ObjectStore
from earshot.ports.work import TaskQueue
from earshot_worker import transitions
from earshot_worker.decode import Decode
from earshot_worker.index import Index
from earshot_worker.record import write_record
from earshot_worker.remove import Remove

log = structlog.get_logger()

RECORD_SUFFIX = "/video.json"
SETTLED = timedelta(seconds=60)
"""A record or catalog entry this fresh may belong to a change that is still under way."""
PAGE = 200
WITHOUT_ENTRY = transitions.GOING | {VideoState.FAILED}
ENDED = frozenset({VideoState.READY, VideoState.FAILED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilt:
    """What a rebuild found and did."""

    videos: int
    indexed: int
    enqueued: int
    unreadable: tuple[ObjectKey, ...]
    """Records that are damaged or too new; they and their videos were left as they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuild:
    """Reads every `video.json`; writes what catalog and index lack, drops what the store lacks.

    Entries are replaced one by one in the index that is in use, so a search finds the old or the
    new entry of a video, never none; uploads and edits may go on meanwhile.
    """

    store: ObjectStore
    catalog: Catalog
    queue: TaskQueue
    index: IndexWriter
    embeddings: EmbeddingWriter
    decoding: Decode
    indexing: Index
    remove: Remove

    def run(self) -> Rebuilt:
        """Go through the whole store once."""
        videos = indexed = enqueued = 0
        unreadable: list[ObjectKey] = []
        for video_id, modified_at in self._records():
            try:
                restored = self._restore(video_id, fresh=_is_fresh(modified_at))
                video = self._write_entry(restored)
            except (UnreadableRecord, NewerFormat) as error:
                log.warning("record_unreadable", video_id=video_id, error=str(error))
                unreadable.append(record_key(video_id))
                continue
            except (ObjectNotFound, VideoNotFound):
                log.info("video_vanished", video_id=video_id)
                continue
            videos += video.state not in transitions.GOING
            indexed += video.state is VideoState.READY
            if job := transitions.due_job(video):
                self.queue.enqueue(job, Priority.BACKFILL)
                enqueued += 1
        self._drop_strangers()
        return Rebuilt(
            videos=videos, indexed=indexed, enqueued=enqueued, unreadable=tuple(unreadable)
        )

    def _records(self) -> Iterator[tuple[VideoId, datetime]]:
        for found in self.store.list(VIDEOS_PREFIX):
            if found.key.endswith(RECORD_SUFFIX):
                video_id = VideoId(found.key[len(VIDEOS_PREFIX) : -len(RECORD_SUFFIX)])
                yield video_id, found.modified_at

    def _restore(self, video_id: VideoId, *, fresh: bool) -> Video:
        """The video as the catalog has it afterwards."""
        stored = video_from_json(self.store.get(record_key(video_id)))
        told = self._decoded(stored)
        try:
            known = self.catalog.get(video_id)
        except VideoNotFound:
            try:
                self.catalog.create(told)
            except VideoExists:
                return self.catalog.get(video_id)
            return told
        if fresh or known == told or known.state not in ENDED:
            return known
        log.info("catalog_corrected", video_id=video_id)
        return self.catalog.update(video_id, lambda now: told if now == known else None)

    def _decoded(self, stored: Video) -> Video:
        """The video with the events that its entry needs, or one step back where they lack."""
        if stored.state in transitions.GOING or stored.state is VideoState.FAILED:
            return stored
        if stored.state is not VideoState.READY or stored.heard is None:
            return transitions.restarted(stored)
        try:
            policy = self.decoding.ensure(stored)
        except (ObjectNotFound, DamagedObject):
            return transitions.restarted(stored)
        others = self._others_decoded(stored.video_id, stored.heard)
        return transitions.decoded_anew(stored, policy, others)

    def _others_decoded(self, video_id: VideoId, heard: Heard) -> tuple[Hearing, ...]:
        """What other bundles heard; where its scores are lost it counts as never heard."""
        kept = []
        for one in heard.others:
            if one.policy is None:
                kept.append(one)
                continue
            try:
                policy = self.decoding.ensure_for(video_id, heard, one.bundle)
            except (ObjectNotFound, DamagedObject) as error:
                log.warning("hearing_lost", video_id=video_id, bundle=one.bundle, error=str(error))
                continue
            kept.append(replace(one, policy=policy))
        return tuple(kept)

    def _write_entry(self, video: Video) -> Video:
        """Index a ready video, or let it be heard again where its events cannot be used."""
        if video.state is VideoState.READY:
            try:
                self.indexing.tell(video)
            except (ObjectNotFound, DamagedObject) as error:
                log.warning("events_unusable", video_id=video.video_id, error=str(error))
                return self.catalog.update(video.video_id, _heard_again)
        # A no-op but for a video that is removed, maybe just now: nothing of it may stay.
        self.remove.sweep(video.video_id)
        return video

    def _drop_strangers(self) -> None:
        """Entries without a video, and videos of which the store has nothing."""
        for video_id in {*self.index.video_ids(), *self.embeddings.video_ids()}:
            try:
                gone = self.catalog.get(video_id).state in WITHOUT_ENTRY
            except VideoNotFound:
                gone = True
            if gone:
                self._forget_entry(video_id)
        after: VideoId | None = None
        while found := self.catalog.page(VideoFilter(), after, PAGE):
            after = found[-1].video_id
            for video in found:
                self._drop_if_lost(video)

    def _drop_if_lost(self, video: Video) -> None:
        if video.state is VideoState.UPLOADING or self._has(record_key(video.video_id)):
            return
        if self._has(source_key(video.video_id)):
            write_record(self.store, self.catalog.get(video.video_id))
            return
        log.warning("video_lost", video_id=video.video_id)
        self._forget_entry(video.video_id)
        self.catalog.forget(video.video_id)

    def _forget_entry(self, video_id: VideoId) -> None:
        self.index.remove(video_id)
        self.embeddings.remove(video_id)

    def _has(self, key: ObjectKey) -> bool:
        try:
            self.store.stat(key)
        except ObjectNotFound:
            return False
        return True


def _heard_again(video: Video) -> Video | None:
    return transitions.restarted(video) if video.state is VideoState.READY else None


def _is_fresh(modified_at: datetime) -> bool:
    return datetime.now(UTC) - modified_at < SETTLED
