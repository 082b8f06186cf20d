"""video.json kept in step with the catalog: written first, then checked against it."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from earshot.domain.ids import VideoId
from earshot.domain.keys import record_key
from earshot.domain.records import video_to_json
from earshot.domain.video import Video
from earshot.ports.catalog import Catalog
from earshot.ports.object_store import ObjectStore


def write_record(store: ObjectStore, video: Video) -> None:
    """Write the video's `video.json`."""
    store.put(record_key(video.video_id), [video_to_json(video)])


def conclude(
    store: ObjectStore,
    catalog: Catalog,
    video_id: VideoId,
    change: Callable[[Video], Video | None],
) -> Video:
    """Bring a video into an end state, in the store first and then in the catalog.

    A worker killed in between leaves a job that is still due, and its next run writes both
    again. Whoever writes a record looks at the catalog afterwards: of two who write at the same
    time, the last one therefore writes what the catalog says.
    """
    ended = change(catalog.get(video_id))
    if ended is None:
        return catalog.get(video_id)
    write_record(store, ended)
    video = catalog.update(video_id, change)
    while _stored(video) != _stored(ended):
        write_record(store, video)
        ended, video = video, catalog.get(video_id)
    return video


def _stored(video: Video) -> Video:
    """The video without what changes too often to be kept in the store."""
    return replace(video, progress=0.0)
