"""Taking in many files: each adopted, then watched until it has ended."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from earshot.adapters.catalog.resolve import resolve_catalog
from earshot.adapters.queue.resolve import resolve_queue
from earshot.adapters.store.resolve import resolve_store
from earshot.domain.ids import VideoId
from earshot.domain.video import Video, VideoState
from earshot.errors import EarshotError, VideoNotFound
from earshot.settings import Settings
from earshot_gateway.details import Details
from earshot_gateway.ingest import Ingest
from earshot_standalone import clock, screen
from earshot_standalone.crew import Crew
from earshot_standalone.files_to_add import Chosen
from earshot_standalone.outcomes import Outcome

POLL_S = 0.1
ENDED = frozenset({VideoState.READY, VideoState.FAILED, VideoState.REMOVING, VideoState.REMOVED})


class Adding:
    """One run of `earshot add`."""

    def __init__(
        self, settings: Settings, details: Details, *, in_place: bool, console: Console
    ) -> None:
        store = resolve_store(settings)
        self._settings = settings
        self._catalog = resolve_catalog(settings)
        self._ingest = Ingest(
            store=store,
            source_files=store,
            catalog=self._catalog,
            queue=resolve_queue(settings),
            max_upload_bytes=settings.max_upload_bytes,
        )
        self._details = details
        self._in_place = in_place
        self._console = console

    def take_in(self, chosen: Sequence[Chosen]) -> list[Outcome]:
        """Adopt the files; the rest is left to whoever works on this archive."""
        with self._bars(len(chosen)) as (bars, overall):
            outcomes = []
            for item in chosen:
                outcomes.append(self._adopt(item))
                bars.advance(overall)
        return outcomes

    def take_in_and_wait(self, chosen: Sequence[Chosen]) -> list[Outcome]:
        """Adopt the files while others of them are already listened to, then wait for all."""
        with self._bars(len(chosen)) as (bars, overall):
            shown: dict[VideoId, TaskID] = {}
            outcomes: list[Outcome] = []
            with Crew(self._settings):
                for item in chosen:
                    outcomes.append(self._adopt(item))
                    outcomes = self._look(outcomes, bars, overall, shown)
                while not all(outcome.ended for outcome in outcomes):
                    outcomes = self._look(outcomes, bars, overall, shown)
                    time.sleep(POLL_S)
            bars.update(overall, completed=len(outcomes))
        return outcomes

    def _adopt(self, item: Chosen) -> Outcome:
        name = item.path.name or str(item.path)
        if item.problem is not None:
            return Outcome(name=name, worked=False, says=item.problem)
        try:
            receipt = self._ingest.adopt(item.path, self._details, in_place=self._in_place)
        except EarshotError as error:
            return Outcome(name=name, worked=False, says=str(error))
        video, known = receipt.video, receipt.duplicate_of_existing
        said = f"the same recording is here already: {video.title}" if known else "taken in"
        return Outcome(
            name=name, worked=True, says=said, video_id=video.video_id, known=known, ended=False
        )

    def _look(
        self,
        outcomes: list[Outcome],
        bars: Progress,
        overall: TaskID,
        shown: dict[VideoId, TaskID],
    ) -> list[Outcome]:
        """Update the bars of what is being worked on; outcomes of what has ended since."""
        looked = []
        for outcome in outcomes:
            now = outcome
            if outcome.video_id is not None and not outcome.ended:
                try:
                    video = self._catalog.get(outcome.video_id)
                except VideoNotFound:
                    now = replace(
                        outcome, worked=False, says="it was removed meanwhile", length="?"
                    )
                else:
                    _draw(bars, shown, video)
                    if video.state in ENDED and video.step is None:
                        now = _ended(outcome, video)
            looked.append(now)
        bars.update(overall, completed=sum(outcome.ended for outcome in looked))
        return looked

    @contextmanager
    def _bars(self, count: int) -> Iterator[tuple[Progress, TaskID]]:
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.fields[says]}"),
            TimeElapsedColumn(),
        )
        with Progress(*columns, console=self._console, transient=True) as bars:
            yield bars, bars.add_task("all", total=count, says=f"{count} files")


def _draw(bars: Progress, shown: dict[VideoId, TaskID], video: Video) -> None:
    if video.state is VideoState.WORKING and video.video_id not in shown:
        name = screen.plain(video.title)[:40]
        shown[video.video_id] = bars.add_task(name, total=1.0, says="")
    bar = shown.get(video.video_id)
    if bar is not None:
        says = video.step.value if video.step else video.state.value
        bars.update(bar, completed=video.progress, says=says)
        if video.state in ENDED:
            bars.remove_task(shown.pop(video.video_id))


def _ended(outcome: Outcome, video: Video) -> Outcome:
    ready = video.state is VideoState.READY
    says = video.detail or ("ready" if ready else f"{video.state.value}")
    if outcome.known and ready:
        says = outcome.says
    length = clock.length(video.heard.duration_s) if video.heard else ""
    return replace(outcome, worked=ready, says=says, length=length, ended=True)
