"""Changes videos that are here: edit, remove, retry. State first, message second."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from earshot.domain.departures import departing
from earshot.domain.ids import VideoId
from earshot.domain.jobs import Step
from earshot.domain.video import Video, VideoState
from earshot.errors import Busy, NotRetryable, SameBytes, VideoNotFound, VideoRemoved
from earshot.ports.catalog import Catalog
from earshot.ports.object_store import ObjectStore
from earshot.ports.work import TaskQueue
from earshot_gateway.details import Change
from earshot_gateway.messages import announce
from earshot_gateway.record import keep_record

GOING = frozenset({VideoState.REMOVING, VideoState.REMOVED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Editing:
    """Every change goes to the catalog, to `video.json` and then to the queue.

    Repeating a call that broke off in between completes it.
    """

    store: ObjectStore
    catalog: Catalog
    queue: TaskQueue

    def edit(self, video_id: VideoId, change: Change) -> Video:
        """Set what people say of the video; a ready one is indexed anew and stays ready."""

        def edited(video: Video) -> Video | None:
            _refuse_gone(video)
            if video.state is VideoState.UPLOADING:
                raise Busy("the video is still being uploaded; edit it when that has ended")
            wanted = _with(video, change)
            if wanted == video:
                return None
            if wanted.collection != video.collection and video.state is not VideoState.FAILED:
                self._refuse_twin(wanted)
            if video.state is VideoState.READY:
                wanted = replace(wanted, step=Step.INDEX)
            return wanted

        return self._apply(video_id, edited)

    def remove(self, video_id: VideoId) -> Video:
        """From now on it counts as gone; the worker takes its objects away."""

        def removing(video: Video) -> Video | None:
            if video.state is VideoState.REMOVED:
                raise VideoNotFound
            if video.state is VideoState.REMOVING:
                return None
            return departing(video)

        return self._apply(video_id, removing)

    def retry(self, video_id: VideoId) -> Video:
        """Let a failed video be listened to again, from the beginning."""

        def retried(video: Video) -> Video:
            _refuse_gone(video)
            if video.state is VideoState.READY:
                raise NotRetryable("the video is ready; only a failed video can be tried again")
            if video.state is not VideoState.FAILED:
                raise Busy("the video is already on its way; only a failed one can be tried again")
            self._refuse_twin(video)
            return replace(
                video,
                state=VideoState.WAITING,
                step=Step.LISTEN,
                progress=0.0,
                reason=None,
                detail=None,
                heard=None,
            )

        return self._apply(video_id, retried)

    def _apply(self, video_id: VideoId, change: Callable[[Video], Video | None]) -> Video:
        video = keep_record(self.store, self.catalog, self.catalog.update(video_id, change))
        if video.state is not VideoState.REMOVED:
            announce(self.queue, video)
        return video

    def _refuse_twin(self, video: Video) -> None:
        twin = self.catalog.find_bytes(video.source.sha256, video.collection)
        if twin is not None and twin.video_id != video.video_id:
            raise SameBytes(
                f"the collection {video.collection!r} has the same recording already, "
                f"as {twin.title!r} ({twin.video_id})"
            )


def _refuse_gone(video: Video) -> None:
    if video.state is VideoState.REMOVED:
        raise VideoNotFound
    if video.state in GOING:
        raise VideoRemoved


def _with(video: Video, change: Change) -> Video:
    said = change.fields
    dated = "recorded_at" in said
    return replace(
        video,
        title=change.title if "title" in said else video.title,
        description=change.description if "description" in said else video.description,
        collection=change.collection if "collection" in said else video.collection,
        recorded_at=change.recorded_at if dated else video.recorded_at,
        recorded_at_set=dated or video.recorded_at_set,
    )
