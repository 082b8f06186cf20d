"""Orders: the gateway says what the worker is to make of a video, and how that stands."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import structlog

from earshot.domain.ids import ObjectKey, VideoId
from earshot.domain.jobs import Job, Priority, Step
from earshot.domain.keys import excerpt_key, excerpt_problem_key
from earshot.domain.making import MOST_ORDERS, PROXY_ORDER, Excerpt, ExcerptFormat
from earshot.domain.video import Video, VideoState
from earshot.errors import (
    BadRequest,
    Busy,
    MediaError,
    ObjectNotFound,
    QueueUnavailable,
    TooManyOrders,
    VideoNotFound,
    VideoRemoved,
)
from earshot.ports.catalog import Catalog
from earshot.ports.object_store import ObjectStore
from earshot.ports.work import TaskQueue
from earshot_gateway.record import keep_record

log = structlog.get_logger()

MOST_EXCERPT_S = 600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """An excerpt, and whether it is there already."""

    excerpt: Excerpt
    ready: bool
    problem: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordering:
    """State first: the order stands in the catalog until the worker has carried it out."""

    store: ObjectStore
    catalog: Catalog
    queue: TaskQueue

    def proxy(self, video_id: VideoId) -> Video:
        """Have the video made playable; again, where it was before."""
        return self._order(video_id, PROXY_ORDER, Step.PROXY)

    def excerpt(
        self, video_id: VideoId, start_s: float, end_s: float, form: ExcerptFormat
    ) -> Ordered:
        """Have a stretch cut out; the same stretch is made once."""
        video = self._orderable(self.catalog.get(video_id))
        wanted = _excerpt(video, start_s, end_s, form)
        ordered = self.state(video_id, wanted)
        if not ordered.ready:
            self._order(video_id, wanted.excerpt_id, Step.EXCERPT)
        return replace(ordered, problem=None)

    def state(self, video_id: VideoId, wanted: Excerpt) -> Ordered:
        """Whether an excerpt is there, or why it cannot be."""
        if self._has(excerpt_key(video_id, wanted.excerpt_id)):
            return Ordered(excerpt=wanted, ready=True)
        try:
            said = self.store.get(excerpt_problem_key(video_id, wanted.excerpt_id))
        except ObjectNotFound:
            return Ordered(excerpt=wanted, ready=False)
        return Ordered(excerpt=wanted, ready=False, problem=said.decode(errors="replace"))

    def _order(self, video_id: VideoId, order: str, step: Step) -> Video:
        def ordered(video: Video) -> Video | None:
            self._orderable(video)
            if order in video.orders:
                return None
            if len(video.orders) >= MOST_ORDERS:
                raise TooManyOrders
            return replace(video, orders=(*video.orders, order))

        video = keep_record(self.store, self.catalog, self.catalog.update(video_id, ordered))
        try:
            self.queue.enqueue(Job(step=step, video_id=video_id), Priority.NEXT_STEP)
        except QueueUnavailable as error:
            # The reconciler finds what the catalog still waits for.
            log.warning("message_not_sent", step=step, video_id=video_id, error=str(error))
        return video

    def _orderable(self, video: Video) -> Video:
        if video.state is VideoState.REMOVED:
            raise VideoNotFound
        if video.state is VideoState.REMOVING:
            raise VideoRemoved
        if video.state is VideoState.UPLOADING:
            raise Busy("the video is still being uploaded; order it when that has ended")
        if video.state is VideoState.FAILED:
            raise MediaError(f"nothing can be made of this video: {video.detail or 'it failed'}")
        return video

    def _has(self, key: ObjectKey) -> bool:
        try:
            self.store.stat(key)
        except ObjectNotFound:
            return False
        return True


def _excerpt(video: Video, start_s: float, end_s: float, form: ExcerptFormat) -> Excerpt:
    duration_s = video.heard.duration_s if video.heard else math.inf
    end_s = min(end_s, duration_s)
    if not 0 <= start_s < end_s:
        raise BadRequest("an excerpt begins inside of the video and ends after its start")
    if end_s - start_s > MOST_EXCERPT_S:
        raise BadRequest(f"an excerpt lasts {MOST_EXCERPT_S:.0f} seconds at most")
    start_ms, end_ms = round(start_s * 1000), max(round(end_s * 1000), round(start_s * 1000) + 1)
    return Excerpt(start_ms=start_ms, end_ms=end_ms, form=form)
