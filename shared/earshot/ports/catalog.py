"""Which videos there are and how they stand."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from earshot.domain.ids import VideoId
from earshot.domain.video import Video, VideoState


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoFilter:
    """Which videos to list; None means any."""

    states: frozenset[VideoState] | None = None
    collection: str | None = None


class Catalog(Protocol):
    """One record a video. Every method may raise `CatalogUnavailable`.

    `get`, `several` and `update` see the latest state at once; `page` and `find_bytes` see created
    and forgotten videos at once, and other changes within a second.
    """

    def create(self, video: Video) -> None:
        """Add a video; `VideoExists` when its id is taken."""
        ...

    def get(self, video_id: VideoId) -> Video:
        """The video; `VideoNotFound` when there is none."""
        ...

    def several(self, video_ids: Sequence[VideoId]) -> dict[VideoId, Video]:
        """Those of the videos that there are, as `get` has them, in one go; at most 1,000."""
        ...

    def update(self, video_id: VideoId, change: Callable[[Video], Video | None]) -> Video:
        """Read, change and write as one: no other change falls in between.

        `change` may be called more than once and must not have effects, but it may read from
        this catalog; where it answers None nothing is written. The video as it then stands is
        returned; what `change` raises passes through. `VideoNotFound` when there is none.
        """
        ...

    def page(self, where: VideoFilter, after: VideoId | None, limit: int) -> list[Video]:
        """Newest first (by id), those older than `after`, at most `limit`."""
        ...

    def find_bytes(self, sha256: str, collection: str) -> Video | None:
        """The oldest video with these bytes in this collection that is not failed, removing or
        removed, nor still uploading.
        """
        ...

    def forget(self, video_id: VideoId) -> None:
        """Drop the record; dropping what is absent succeeds."""
        ...
