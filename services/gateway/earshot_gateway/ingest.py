"""Takes videos in: bytes as they come, or files of this machine. Knows nothing of HTTP."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from ulid import ULID

from earshot.domain.ids import VideoId
from earshot.domain.jobs import Priority
from earshot.domain.video import Source, Video, VideoState
from earshot.errors import FileChanged, FileUnreadable, UploadTooLarge
from earshot.owners import this_owner
from earshot.ports.catalog import Catalog
from earshot.ports.object_store import ObjectStore, SourceFiles
from earshot.ports.work import TaskQueue
from earshot_gateway.arrival import Arrival, Receipt, too_large
from earshot_gateway.details import Details
from earshot_gateway.messages import announce
from earshot_gateway.names import tidy_file_name, title_of

READ_BYTES = 1 << 20


def utc_now() -> datetime:
    """The time, with its zone."""
    return datetime.now(UTC)


def new_video_id() -> VideoId:
    """A ULID: later ones sort later."""
    return VideoId(str(ULID()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingest:
    """State first, message second: a video is in the catalog before its bytes are.

    The same bytes in the same collection answer with the first video and are not stored twice.
    """

    store: ObjectStore
    source_files: SourceFiles
    catalog: Catalog
    queue: TaskQueue
    max_upload_bytes: int
    clock: Callable[[], datetime] = utc_now
    new_id: Callable[[], VideoId] = new_video_id
    owner: str = field(default_factory=this_owner)

    def receive(
        self,
        file_name: str,
        chunks: Iterable[bytes],
        details: Callable[[], Details],
        *,
        declared_bytes: int | None = None,
        likely_bytes: int | None = None,
    ) -> Receipt:
        """Store what comes, in constant memory; a broken-off upload leaves nothing behind.

        `details` is asked once the chunks are at their end, for a form may name them after the
        file. What it or the chunks raise passes through. `declared_bytes` over the limit are
        refused at once; `likely_bytes` only serve the progress.
        """
        if declared_bytes is not None and declared_bytes > self.max_upload_bytes:
            raise UploadTooLarge(too_large(self.max_upload_bytes))
        arrival = Arrival(
            self._uploading(file_name),
            store=self.store,
            catalog=self.catalog,
            most_bytes=self.max_upload_bytes,
            expected_bytes=likely_bytes or declared_bytes or self.max_upload_bytes,
        )
        with arrival:
            self.store.put(arrival.source_key, arrival.measured(chunks))
            said = details()
            receipt = arrival.publish(said)
        return self._announced(receipt, said)

    def adopt(self, path: Path, details: Details, *, in_place: bool = False) -> Receipt:
        """Take in a file of this machine: linked or copied, or with `in_place` only referred to.

        Raises
        ------
        FileUnreadable
            When it is no regular file, or may not be read.
        FileChanged
            When it was written to meanwhile.
        """
        before = _facts(path)
        arrival = Arrival(
            self._uploading(path.name),
            store=self.store,
            catalog=self.catalog,
            most_bytes=None,
            expected_bytes=before.st_size,
        )
        with arrival:
            for _ in arrival.measured(_chunks_of(path)):
                pass
            # Known bytes need not be copied; `publish` looks once more and answers with the twin.
            if arrival.twin(details) is None:
                self.source_files.adopt(arrival.source_key, path, in_place=in_place)
            if _identity(before) != _identity(_facts(path)):
                raise FileChanged(f"{path.name!r} changed while it was read; add it again later")
            receipt = arrival.publish(details, in_place=in_place)
        return self._announced(receipt, details)

    def _uploading(self, file_name: str) -> Video:
        name = tidy_file_name(file_name)
        return Video(
            video_id=self.new_id(),
            title=title_of(name),
            collection=Details().collection,
            description="",
            uploaded_at=self.clock(),
            recorded_at=None,
            source=Source(file_name=name, size_bytes=0, sha256=""),
            state=VideoState.UPLOADING,
            step=None,
            progress=0.0,
            reason=None,
            detail=None,
            heard=None,
            uploader=self.owner,
        )

    def _announced(self, receipt: Receipt, details: Details) -> Receipt:
        if not receipt.duplicate_of_existing:
            priority = Priority.BACKFILL if details.backfill else Priority.UPLOAD
            announce(self.queue, receipt.video, priority)
        return receipt


def _facts(path: Path) -> os.stat_result:
    try:
        found = path.stat()
    except (OSError, ValueError) as error:
        raise FileUnreadable(_unreadable(path, error)) from error
    if not stat.S_ISREG(found.st_mode):
        raise FileUnreadable(f"{path.name!r} is not a file that can be read")
    return found


def _identity(found: os.stat_result) -> tuple[int, int, int, int]:
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def _chunks_of(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while chunk := file.read(READ_BYTES):
                yield chunk
    except OSError as error:
        raise FileUnreadable(_unreadable(path, error)) from error


def _unreadable(path: Path, error: Exception) -> str:
    why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return f"{path.name!r} cannot be read: {why.lower()}"
