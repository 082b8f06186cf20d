"""Uploads that nobody will finish: found by their dead taker, or by progress that stands still."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog

from earshot.domain.ids import VideoId
from earshot.domain.keys import video_prefix
from earshot.domain.video import Video, VideoState
from earshot.errors import VideoNotFound
from earshot.ports.catalog import Catalog
from earshot.ports.object_store import ObjectStore
from earshot_worker import transitions

log = structlog.get_logger()

STILL_S = 600.0
"""A living taker moves the progress every 10 seconds, and gives up long before this."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The progress of an upload and since when it has stood there."""

    progress: float
    since_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AbandonedUploads:
    """Drops them without a trace; a taker that was only slow finds its record gone and ends."""

    store: ObjectStore
    catalog: Catalog
    is_dead: Callable[[str], bool]
    monotonic_s: Callable[[], float] = time.monotonic
    seen: dict[VideoId, Seen] = field(default_factory=dict)

    def drop(self, uploading: list[Video]) -> int:
        """Look at all that are uploading now; how many of them were dropped."""
        now_s = self.monotonic_s()
        earlier = dict(self.seen)
        self.seen.clear()
        dropped = 0
        for video in uploading:
            seen = earlier.get(video.video_id)
            if seen is None or seen.progress != video.progress:
                seen = Seen(video.progress, now_s)
            self.seen[video.video_id] = seen
            dead = video.uploader is not None and self.is_dead(video.uploader)
            if dead or now_s - seen.since_s >= STILL_S:
                dropped += self._dropped(video)
        return dropped

    def _dropped(self, video: Video) -> bool:
        def change(now: Video) -> Video | None:
            moved = now.progress != video.progress or now.state is not VideoState.UPLOADING
            return None if moved else transitions.asked_to_go(now)

        try:
            if self.catalog.update(video.video_id, change).state is not VideoState.REMOVING:
                return False
        except VideoNotFound:
            return False
        for found in list(self.store.list(video_prefix(video.video_id))):
            self.store.delete(found.key)
        self.catalog.forget(video.video_id)
        log.info("upload_dropped", video_id=video.video_id)
        return True
