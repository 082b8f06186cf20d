"""Reconcile: find what the catalog waits for and nobody works on, and what was left behind."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import structlog

from earshot.domain.ids import VideoId
from earshot.domain.keys import record_key
from earshot.domain.video import Video, VideoState
from earshot.errors import ObjectNotFound
from earshot.ports.catalog import Catalog, VideoFilter
from earshot.ports.object_store import ObjectStore
from earshot.ports.work import JobLedger, TaskQueue
from earshot_worker import transitions
from earshot_worker.remove import Remove

log = structlog.get_logger()

PAGE = 200
TOMBSTONE_AGE = timedelta(days=30)
IN_FLIGHT = frozenset({VideoState.WAITING, VideoState.WORKING, VideoState.REMOVING})


@dataclass(slots=True)
class Cursor:
    """Where the next round goes on in a list that is too long for one round."""

    after: VideoId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What one round did."""

    enqueued: int
    swept: int
    forgotten: int


class Reconciler:
    """Compares the catalog with queue and store, in bounded pages. Any number may run at once."""

    def __init__(
        self,
        *,
        store: ObjectStore,
        catalog: Catalog,
        ledger: JobLedger,
        queue: TaskQueue,
        remove: Remove,
        page: int = PAGE,
    ) -> None:
        self._store = store
        self._catalog = catalog
        self._ledger = ledger
        self._queue = queue
        self._remove = remove
        self._page = page
        self._ready = Cursor()
        self._removed = Cursor()

    def round(self) -> Round:
        """Everything in flight; of the ready and the removed a page, going on next time."""
        known = {status.job for status in self._ledger.unfinished()}
        enqueued = 0
        in_flight = self._all(IN_FLIGHT)
        edited = self._next_page(VideoState.READY, self._ready)
        for video in (*in_flight, *edited):
            job = transitions.due_job(video)
            if job is not None and job not in known:
                log.info("job_enqueued_again", step=job.step.value, video_id=job.video_id)
                self._queue.enqueue(job)
                enqueued += 1
        swept, forgotten = self._sweep_removed()
        return Round(enqueued=enqueued, swept=swept, forgotten=forgotten)

    def _sweep_removed(self) -> tuple[int, int]:
        swept = forgotten = 0
        for video in self._next_page(VideoState.REMOVED, self._removed):
            self._remove.sweep(video.video_id)
            swept += 1
            if self._age(video.video_id) > TOMBSTONE_AGE:
                self._store.delete(record_key(video.video_id))
                self._catalog.forget(video.video_id)
                forgotten += 1
        return swept, forgotten

    def _age(self, video_id: VideoId) -> timedelta:
        """For how long the tombstone has stood."""
        try:
            return datetime.now(UTC) - self._store.stat(record_key(video_id)).modified_at
        except ObjectNotFound:
            return timedelta(0)

    def _all(self, states: frozenset[VideoState]) -> Iterator[Video]:
        after: VideoId | None = None
        while found := self._catalog.page(VideoFilter(states=states), after, self._page):
            yield from found
            after = found[-1].video_id

    def _next_page(self, state: VideoState, cursor: Cursor) -> list[Video]:
        where = VideoFilter(states=frozenset({state}))
        found = self._catalog.page(where, cursor.after, self._page)
        cursor.after = found[-1].video_id if len(found) == self._page else None
        return found
