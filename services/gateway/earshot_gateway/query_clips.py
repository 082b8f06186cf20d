"""Takes in short sounds to search by, and tells how they stand. Knows nothing of HTTP."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

import structlog
from ulid import ULID

from earshot.domain.ids import QueryId, VideoId
from earshot.domain.jobs import Job, Priority, Step
from earshot.domain.keys import query_source_key
from earshot.domain.query_clips import MOST_BYTES, QueryClip
from earshot.errors import EmptyUpload, QueueUnavailable, UploadTooLarge
from earshot.ports.object_store import ObjectStore
from earshot.ports.query_clips import read_query_clip, write_query_clip
from earshot.ports.work import TaskQueue
from earshot_gateway.ingest import utc_now
from earshot_gateway.names import tidy_file_name

log = structlog.get_logger()


def new_query_id() -> QueryId:
    """A ULID, as videos have one."""
    return QueryId(str(ULID()))


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryClips:
    """Bytes first, then `query.json`, then the message: whatever is lost, the reconciler sees it.

    What a crash leaves behind has nobody's interest and goes within the hour.
    """

    store: ObjectStore
    queue: TaskQueue
    most_bytes: int = MOST_BYTES
    clock: Callable[[], datetime] = utc_now
    new_id: Callable[[], QueryId] = new_query_id

    def receive(
        self, file_name: str, chunks: Iterable[bytes], *, declared_bytes: int | None = None
    ) -> QueryClip:
        """Store what comes, in constant memory, and let it be listened to.

        `EmptyUpload` and `UploadTooLarge` leave nothing behind.
        """
        if declared_bytes is not None and declared_bytes > self.most_bytes:
            raise self._too_large()
        query_id = self.new_id()
        stored = self.store.put(query_source_key(query_id), self._bounded(chunks))
        clip = QueryClip(
            query_id=query_id,
            file_name=tidy_file_name(file_name),
            size_bytes=stored.size_bytes,
            asked_at=self.clock(),
        )
        write_query_clip(self.store, clip)
        # Somebody waits for the answer, and it takes a second.
        job = Job(step=Step.EMBED, video_id=VideoId(query_id))
        try:
            self.queue.enqueue(job, Priority.NEXT_STEP)
        except QueueUnavailable as error:
            log.warning("message_not_sent", step=job.step, query_id=query_id, error=str(error))
        return clip

    def told(self, query_id: QueryId) -> QueryClip:
        """The clip as it stands; `QueryNotFound` once its hour is over."""
        return read_query_clip(self.store, query_id, self.clock())

    def _bounded(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        size_bytes = 0
        for chunk in chunks:
            size_bytes += len(chunk)
            if size_bytes > self.most_bytes:
                raise self._too_large()
            yield chunk
        if size_bytes == 0:
            raise EmptyUpload("the clip is empty")

    def _too_large(self) -> UploadTooLarge:
        return UploadTooLarge(
            f"the clip is larger than {self.most_bytes:,} bytes, the most that is accepted here"
        )
