"""Remove: nothing of a video stays but its tombstone, whoever writes at the same time."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import dataclass

import structlog

from earshot.domain.ids import VideoId
from earshot.domain.jobs import Job, Step
from earshot.domain.keys import record_key, video_prefix
from earshot.domain.records import UnreadableRecord, video_from_json, video_to_json
from earshot.domain.video import Video
from earshot.errors import ObjectNotFound, VideoNotFound
from earshot.ports.catalog import Catalog
from earshot.ports.embeddings import EmbeddingWriter
from earshot.ports.index import IndexWriter
from earshot.ports.object_store import ObjectStore
from earshot.ports.work import JobLedger
from earshot_worker import transitions
from earshot_worker.hold import Hold
from earshot_worker.record import write_record
from earshot_worker.steps import Result

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Remove:
    """Takes a video out of the index and the store; its tombstone keeps it from coming back.

    A worker that was paused while its video was removed may wake and write. It looks at the
    catalog after writing and sweeps; should it die in between, the reconciler's sweep of
    tombstones finds what it left.
    """

    store: ObjectStore
    catalog: Catalog
    ledger: JobLedger
    index: IndexWriter
    embeddings: EmbeddingWriter

    def run(self, video: Video, hold: Hold) -> Result:
        """Tombstone, then index, then objects; other jobs of the video lose their leases."""
        for step in Step:
            if step is not Step.REMOVE:
                self.ledger.forget(Job(step=step, video_id=video.video_id))
        hold.check()
        self.sweep(video.video_id)
        return Result(change=transitions.removed, concludes=True)

    def sweep(self, video_id: VideoId) -> None:
        """Drop the video's index entry and all of its objects but the tombstone.

        A video that the catalog does not know is left alone where the store does: the store is
        the truth, and a lost catalog must never cost a video.
        """
        if not self._is_gone(video_id):
            return
        self.index.remove(video_id)
        self.embeddings.remove(video_id)
        for found in list(self.store.list(video_prefix(video_id))):
            if found.key != record_key(video_id):
                self.store.delete(found.key)
                log.info("object_removed", key=found.key)

    def _is_gone(self, video_id: VideoId) -> bool:
        """Whether the video may be swept; its tombstone is then as it should be."""
        stored = self._stored(video_id)
        try:
            video = self.catalog.get(video_id)
        except VideoNotFound:
            return stored is None or _is_tombstone(stored)
        if video.state not in transitions.GOING:
            return False
        # An equal tombstone stays as it is: its age says for how long it has to be kept.
        if stored != video_to_json(video):
            write_record(self.store, video)
        return True

    def _stored(self, video_id: VideoId) -> bytes | None:
        try:
            return self.store.get(record_key(video_id))
        except ObjectNotFound:
            return None


def _is_tombstone(stored: bytes) -> bool:
    try:
        return video_from_json(stored).state in transitions.GOING
    except UnreadableRecord:
        return False
