"""One arriving video: from its first byte to its publication, or to nothing at all."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Self

import structlog

from earshot.domain.ids import ObjectKey, VideoId
from earshot.domain.jobs import Step
from earshot.domain.keys import record_key, source_key
from earshot.domain.records import video_to_json
from earshot.domain.video import Video, VideoState
from earshot.errors import (
    CatalogUnavailable,
    EarshotError,
    EmptyUpload,
    UploadTooLarge,
    VideoNotFound,
    VideoRemoved,
)
from earshot.ports.catalog import Catalog
from earshot.ports.object_store import ObjectStore
from earshot_gateway.details import Details
from earshot_gateway.record import keep_record

log = structlog.get_logger()

PROGRESS_EVERY_S = 10.0
# A full bar while the last byte is not yet safe would be a lie.
MOST_PROGRESS = 0.999
GOING = frozenset({VideoState.REMOVING, VideoState.REMOVED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What an upload is answered with."""

    video: Video
    duplicate_of_existing: bool
    """True when the same bytes were in the collection before: `video` is the first one."""


class _TwinFound(Exception):  # leaves the catalog's update, no error
    """another video has the same bytes"""

    def __init__(self, twin: Video) -> None:
        super().__init__()
        self.twin = twin


class Arrival:
    """A context: whatever goes wrong inside, the record and the objects are gone afterwards."""

    def __init__(
        self,
        video: Video,
        *,
        store: ObjectStore,
        catalog: Catalog,
        most_bytes: int | None,
        expected_bytes: int,
        monotonic_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._video = video
        self._store = store
        self._catalog = catalog
        self._most_bytes = most_bytes
        self._expected_bytes = max(1, expected_bytes)
        self._monotonic_s = monotonic_s
        self._told_s = monotonic_s()
        self._hash = hashlib.sha256()
        self._size_bytes = 0

    @property
    def source_key(self) -> ObjectKey:
        """Where the bytes go."""
        return source_key(self._id)

    def __enter__(self) -> Self:
        self._catalog.create(self._video)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is not None:
            log.info("upload_discarded", video_id=self._id, error=str(error))
            self._discard()

    def measured(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """Pass the chunks on, hashed and counted; raises when there are too many bytes or none."""
        for chunk in chunks:
            self._hash.update(chunk)
            self._size_bytes += len(chunk)
            if self._most_bytes is not None and self._size_bytes > self._most_bytes:
                raise UploadTooLarge(too_large(self._most_bytes))
            self._tell_progress()
            yield chunk
        if self._size_bytes == 0:
            raise EmptyUpload

    def twin(self, details: Details) -> Video | None:
        """The video of the collection that has these bytes already."""
        return self._catalog.find_bytes(self._hash.hexdigest(), details.collection)

    def publish(self, details: Details, *, in_place: bool = False) -> Receipt:
        """Make the video due for its first step, unless the collection has these bytes already."""
        waiting = self._waiting(details, in_place=in_place)
        twin = self.twin(details)
        if twin is None:
            self._store.put(record_key(self._id), [video_to_json(waiting)])
            try:
                published = self._catalog.update(self._id, self._if_first(waiting))
            except _TwinFound as found:
                twin = found.twin
            except VideoNotFound as error:
                raise _swept() from error
            else:
                return Receipt(video=published, duplicate_of_existing=False)
        self._discard()
        return Receipt(video=twin, duplicate_of_existing=True)

    @property
    def _id(self) -> VideoId:
        return self._video.video_id

    def _waiting(self, details: Details, *, in_place: bool) -> Video:
        return replace(
            self._video,
            title=details.title or self._video.title,
            description=details.description,
            collection=details.collection,
            recorded_at=details.recorded_at,
            recorded_at_set=details.recorded_at is not None,
            source=replace(
                self._video.source,
                size_bytes=self._size_bytes,
                sha256=self._hash.hexdigest(),
                in_place=in_place,
            ),
            state=VideoState.WAITING,
            step=Step.LISTEN,
            progress=0.0,
            uploader=None,
        )

    def _if_first(self, waiting: Video) -> Callable[[Video], Video]:
        """Looks for a twin inside the update, so that of two at the same time one comes first."""

        def change(now: Video) -> Video:
            if now.state is not VideoState.UPLOADING:
                raise _swept()
            twin = self._catalog.find_bytes(waiting.source.sha256, waiting.collection)
            if twin is not None:
                raise _TwinFound(twin)
            return waiting

        return change

    def _tell_progress(self) -> None:
        now_s = self._monotonic_s()
        if now_s - self._told_s < PROGRESS_EVERY_S:
            return
        self._told_s = now_s
        progress = min(MOST_PROGRESS, self._size_bytes / self._expected_bytes)
        try:
            video = self._catalog.update(
                self._id,
                lambda now: (
                    replace(now, progress=progress) if now.state is VideoState.UPLOADING else None
                ),
            )
        except CatalogUnavailable as error:
            log.warning("upload_progress_not_told", video_id=self._id, error=str(error))
        except VideoNotFound as error:
            raise _swept() from error
        else:
            if video.state is not VideoState.UPLOADING:
                raise _swept()

    def _discard(self) -> None:
        try:
            self._discard_what_is_ours()
        except EarshotError as error:
            # The reconciler finds the record, and with it what is left.
            log.warning("upload_left_behind", video_id=self._id, error=str(error))

    def _discard_what_is_ours(self) -> None:
        try:
            now = self._catalog.get(self._id)
        except VideoNotFound:
            self._delete_objects()
            return
        if now.state is VideoState.UPLOADING:
            self._delete_objects()
            self._catalog.forget(self._id)
        elif now.state in GOING:
            # Someone removed it meanwhile: the tombstone must stand, and stay.
            self._store.delete(source_key(self._id))
            keep_record(self._store, self._catalog, now)
        # Else it was published after all, though the catalog's answer was lost: it stays.

    def _delete_objects(self) -> None:
        self._store.delete(record_key(self._id))
        self._store.delete(source_key(self._id))


def too_large(most_bytes: int) -> str:
    """The sentence for a file over the limit."""
    return f"the file is larger than {most_bytes:,} bytes, the most that is accepted here"


def _swept() -> VideoRemoved:
    return VideoRemoved("the video was removed before its upload was complete")
