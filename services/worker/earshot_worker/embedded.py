"""A video's stored embeddings made searchable: second by second, as its bundle heard them."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import structlog

from earshot.domain.keys import embeddings_key
from earshot.domain.video import Video
from earshot.errors import ObjectNotFound
from earshot.ports.embeddings import EmbeddedVideo, EmbeddingWriter
from earshot.ports.object_store import ObjectStore
from earshot.tagging.embedding_file import read_embeddings

log = structlog.get_logger()


def write_embeddings(store: ObjectStore, embeddings: EmbeddingWriter, video: Video) -> None:
    """Replace the video's seconds in the index; a video without sound has none."""
    heard = video.heard
    if heard is None:
        raise ValueError(f"video {video.video_id} has not been listened to yet")
    try:
        _, rows = read_embeddings(store.get(embeddings_key(video.video_id, heard.bundle)))
    except ObjectNotFound:
        if heard.audio_tracks:
            log.warning("embeddings_missing", video_id=video.video_id, bundle=heard.bundle)
        embeddings.remove(video.video_id)
        return
    told = EmbeddedVideo(video_id=video.video_id, collection=video.collection, bundle=heard.bundle)
    embeddings.replace(told, rows)
