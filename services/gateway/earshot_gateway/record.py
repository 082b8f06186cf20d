"""video.json, written after the catalog and compared with it until both agree."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import replace

from earshot.domain.keys import record_key
from earshot.domain.records import video_to_json
from earshot.domain.video import Video
from earshot.errors import VideoNotFound
from earshot.ports.catalog import Catalog
from earshot.ports.object_store import ObjectStore


def keep_record(store: ObjectStore, catalog: Catalog, video: Video) -> Video:
    """Write the video's record; the video as the catalog then has it, or had it last.

    Of several that write at the same time each looks at the catalog after its own write, so
    whoever writes last writes what the catalog says.
    """
    while True:
        store.put(record_key(video.video_id), [video_to_json(video)])
        try:
            now = catalog.get(video.video_id)
        except VideoNotFound:
            return video
        if _lasting(now) == _lasting(video):
            return now
        video = now


def _lasting(video: Video) -> Video:
    """Without the progress, which changes too often to be kept in the store."""
    return replace(video, progress=0.0)
