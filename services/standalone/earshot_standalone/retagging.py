"""Letting a bundle hear the whole archive: orders the work, waits for it, compares."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from earshot.adapters.catalog.resolve import resolve_catalog
from earshot.adapters.queue.resolve import has_broker, resolve_queue
from earshot.adapters.store.resolve import resolve_store
from earshot.domain.ids import BundleId, VideoId
from earshot.domain.jobs import Job, Priority, Step
from earshot.domain.video import VideoState
from earshot.errors import VideoNotFound
from earshot.labels.ontology import audioset
from earshot.ports.catalog import VideoFilter
from earshot.settings import Settings
from earshot_standalone.crew import Crew
from earshot_worker.differences import Comparison, Differences
from earshot_worker.retag_orders import RetagOrder, close_order, place_order

if TYPE_CHECKING:
    from earshot.ports.catalog import Catalog
    from earshot.ports.object_store import ObjectStore
    from earshot.ports.work import TaskQueue

POLL_S = 0.2
AGAIN_S = 60.0
"""Messages may be lost: what is still to be heard is enqueued again this often."""
PAGE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Retagging:
    """One run of `earshot retag`; a run that was interrupted is gone on with by the next."""

    settings: Settings
    store: ObjectStore
    catalog: Catalog
    queue: TaskQueue
    console: Console

    @classmethod
    def of(cls, settings: Settings, console: Console) -> Retagging:
        """Over the archive of the settings."""
        return cls(
            settings=settings,
            store=resolve_store(settings),
            catalog=resolve_catalog(settings),
            queue=resolve_queue(settings),
            console=console,
        )

    def run(self, bundle: BundleId, *, missing: bool) -> Differences:
        """Hear, behind everything that is uploaded meanwhile, then compare."""
        order = place_order(self.store, bundle, missing=missing)
        with self._bars() as bars, self._hands():
            # Once more for what became ready meanwhile.
            for _ in range(2):
                self._hear(order, bars)
        close_order(self.store, order)
        return self.compare(bundle)

    def compare(self, bundle: BundleId) -> Differences:
        """The report alone."""
        return Comparison(
            store=self.store, catalog=self.catalog, ontology=audioset(), bundle=bundle
        ).run()

    def _hands(self) -> AbstractContextManager[object]:
        """Workers of this process where nobody pushes work to others."""
        return nullcontext() if has_broker(self.settings) else Crew(self.settings)

    def _hear(self, order: RetagOrder, bars: Progress) -> None:
        waiting = list(self._unheard(order))
        if not waiting:
            return
        bar = bars.add_task(order.bundle, total=len(waiting))
        asked_at_s = float("-inf")
        while waiting:
            if time.monotonic() - asked_at_s > AGAIN_S:
                asked_at_s = time.monotonic()
                for video_id in waiting:
                    self.queue.enqueue(Job(step=Step.RETAG, video_id=video_id), Priority.BACKFILL)
            time.sleep(POLL_S)
            # The queue is worked on by age: nearly always the first ones end first.
            done = next(
                (at for at, one in enumerate(waiting) if self._waits(one, order)), len(waiting)
            )
            if done:
                waiting = waiting[done:]
                bars.advance(bar, done)

    def _unheard(self, order: RetagOrder) -> Iterator[VideoId]:
        """Oldest first."""
        found: list[VideoId] = []
        after: VideoId | None = None
        where = VideoFilter(states=frozenset({VideoState.READY}))
        while page := self.catalog.page(where, after, PAGE):
            after = page[-1].video_id
            found += [
                video.video_id for video in page if video.heard and order.asks_for(video.heard)
            ]
        return reversed(found)

    def _waits(self, video_id: VideoId, order: RetagOrder) -> bool:
        """Whether the video is still to be heard; one that is gone or not ready any more is not."""
        try:
            video = self.catalog.get(video_id)
        except VideoNotFound:
            return False
        if video.state is not VideoState.READY or video.heard is None:
            return False
        return order.asks_for(video.heard)

    def _bars(self) -> Progress:
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
        )
        return Progress(*columns, console=self.console, transient=True)
