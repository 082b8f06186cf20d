"""Reconcile: find what the catalog waits for and nobody works on, and what was left behind."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import structlog

from earshot.domain.ids import VideoId
from earshot.domain.jobs import Job, JobStatus, Priority, Step
from earshot.domain.keys import record_key
from earshot.domain.video import Video, VideoState
from earshot.errors import ObjectNotFound
from earshot.ports.catalog import Catalog, VideoFilter
from earshot.ports.object_store import Leftovers, ObjectStore
from earshot.ports.work import JobLedger, TaskQueue
from earshot_worker import transitions
from earshot_worker.query_upkeep import QueryUpkeep
from earshot_worker.record import conclude
from earshot_worker.remove import Remove
from earshot_worker.retag import Asking
from earshot_worker.uploads import AbandonedUploads

log = structlog.get_logger()

PAGE = 200
TOMBSTONE_AGE = timedelta(days=30)
SWEEP_PAGE = 20
"""Tombstones looked at in one round: each costs several calls, and there is a month of them."""
LEFTOVER_AGE = timedelta(hours=1)
UPLOADING = frozenset({VideoState.UPLOADING})
IN_FLIGHT = frozenset({VideoState.WAITING, VideoState.WORKING, VideoState.REMOVING})


@dataclass(slots=True)
class Cursor:
    """Where the next round goes on in a list that is too long for one round."""

    after: VideoId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What one round did."""

    enqueued: int
    uploads_dropped: int
    swept: int
    forgotten: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciler:
    """Compares the catalog with queue and store, in bounded pages. Any number may run at once."""

    store: ObjectStore
    catalog: Catalog
    ledger: JobLedger
    queue: TaskQueue
    remove: Remove
    leftovers: Leftovers
    uploads: AbandonedUploads
    queries: QueryUpkeep
    asking: Asking | None = None
    """Who else is to hear a ready video; None where several bundles are no matter."""
    messages_in_ledger: bool = True
    page: int = PAGE
    ready: Cursor = field(default_factory=Cursor)
    removed: Cursor = field(default_factory=Cursor)

    def round(self) -> Round:
        """Everything in flight; of the ready and the removed a page, going on next time."""
        unfinished = list(self.ledger.unfinished())
        known = {status.job for status in unfinished if self._is_cared_for(status)}
        in_flight = self._all(IN_FLIGHT)
        ready = self._next_page(VideoState.READY, self.ready, self.page)
        due = [self._due_when_ready(video) for video in ready]
        due += [job for video in ready for job in transitions.ordered_jobs(video)]
        for video in in_flight:
            due += [transitions.due_job(video), *transitions.ordered_jobs(video)]
        due += self.queries.round()
        # A worker may have died with a job that nothing waits for: whoever takes it ends it.
        left = [status.job for status in unfinished]
        lost = dict.fromkeys(job for job in (*due, *left) if job is not None and job not in known)
        for job in lost:
            log.info("job_enqueued_again", step=job.step.value, video_id=job.video_id)
            self.queue.enqueue(job, _priority(job))
        dropped = self.uploads.drop(list(self._all(UPLOADING)))
        swept, forgotten = self._sweep_removed()
        self.leftovers.remove_leftovers(LEFTOVER_AGE.total_seconds())
        return Round(enqueued=len(lost), uploads_dropped=dropped, swept=swept, forgotten=forgotten)

    def _due_when_ready(self, video: Video) -> Job | None:
        """An edit to be indexed, another bundle to be told by, or one more that is to hear it."""
        if self.asking is None:
            return transitions.due_job(video)
        serving = self.asking.choice.now()
        if transitions.aligned(video, serving) is not None:
            video = conclude(
                self.store,
                self.catalog,
                video.video_id,
                lambda now: transitions.aligned(now, serving),
            )
        return transitions.due_job(video) or self.asking.job_for(video)

    def _is_cared_for(self, status: JobStatus) -> bool:
        """Whether the job comes to a worker by itself.

        In the embedded queue all do. With a broker a message may be lost, or was used up by a
        worker that died: only a living lease, or a try that is not due yet, speaks for the job.
        """
        waits = status.due_at > datetime.now(UTC)
        return self.messages_in_ledger or status.lease is not None or waits

    def _sweep_removed(self) -> tuple[int, int]:
        swept = forgotten = 0
        for video in self._next_page(VideoState.REMOVED, self.removed, SWEEP_PAGE):
            self.remove.sweep(video.video_id)
            swept += 1
            if self._age(video.video_id) > TOMBSTONE_AGE:
                self.store.delete(record_key(video.video_id))
                self.catalog.forget(video.video_id)
                forgotten += 1
        return swept, forgotten

    def _age(self, video_id: VideoId) -> timedelta:
        """For how long the tombstone has stood."""
        try:
            return datetime.now(UTC) - self.store.stat(record_key(video_id)).modified_at
        except ObjectNotFound:
            return timedelta(0)

    def _all(self, states: frozenset[VideoState]) -> Iterator[Video]:
        after: VideoId | None = None
        while found := self.catalog.page(VideoFilter(states=states), after, self.page):
            yield from found
            after = found[-1].video_id

    def _next_page(self, state: VideoState, cursor: Cursor, size: int) -> list[Video]:
        where = VideoFilter(states=frozenset({state}))
        found = self.catalog.page(where, cursor.after, size)
        cursor.after = found[-1].video_id if len(found) == size else None
        return found


def _priority(job: Job) -> Priority:
    """Never sooner than the message that may be under way: a back-fill stays one."""
    back_fills = job.step in {Step.LISTEN, Step.RETAG}
    return Priority.BACKFILL if back_fills else Priority.UPLOAD
