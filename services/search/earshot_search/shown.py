"""Which videos may be shown: hits are checked against the catalog before they leave."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Sequence

from earshot.domain.ids import VideoId
from earshot.domain.video import Video, VideoState
from earshot.errors import VideoNotFound
from earshot.ports.catalog import Catalog, VideoFilter

# A video whose title was edited is indexed again and stays visible meanwhile.
HIDDEN = frozenset(
    {VideoState.UPLOADING, VideoState.FAILED, VideoState.REMOVING, VideoState.REMOVED}
)
GONE = frozenset({VideoState.REMOVING, VideoState.REMOVED})
_MOST_GOING = 1000


class ShownVideos:
    """Reads the catalog; the index may lag behind it, never the other way round."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def find(self, video_id: VideoId) -> Video | None:
        """The video, or None when a search must not show it."""
        try:
            video = self._catalog.get(video_id)
        except VideoNotFound:
            return None
        return None if video.state in HIDDEN else video

    def find_several(self, video_ids: Sequence[VideoId]) -> dict[VideoId, Video]:
        """Those among the videos that a search may show, asked for in one go."""
        found = self._catalog.several(video_ids)
        return {one: video for one, video in found.items() if video.state not in HIDDEN}

    def going(self) -> frozenset[VideoId]:
        """Videos that the index may still have but a search must not show; a thousand at most."""
        states = frozenset({VideoState.REMOVING})
        going = self._catalog.page(VideoFilter(states=states), None, _MOST_GOING)
        return frozenset(video.video_id for video in going)

    def get(self, video_id: VideoId) -> Video:
        """The video in any state but gone; `VideoNotFound` otherwise."""
        video = self._catalog.get(video_id)
        if video.state in GONE:
            raise VideoNotFound(f"there is no video {video_id}")
        return video
