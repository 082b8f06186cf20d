"""The catalog in Elasticsearch: a document a video, for several machines."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence

from earshot.adapters.catalog.elastic_documents import Document, ElasticDocuments, Kind
from earshot.domain.ids import VideoId
from earshot.domain.records import UnreadableRecord, video_from_json, video_to_json
from earshot.domain.video import Video, VideoState
from earshot.errors import CatalogUnavailable, VideoExists, VideoNotFound
from earshot.ports.catalog import VideoFilter

_TAKEN_IN = (VideoState.WAITING, VideoState.WORKING, VideoState.READY)
_TRIES = 100
_FIRST_PAUSE_S = 0.005
_LONGEST_PAUSE_S = 0.2


def catalog_kind(prefix: str) -> Kind:
    """How videos are kept: what is searched for by field, all else in the record."""
    return Kind(
        alias=f"{prefix}-catalog",
        schema=1,
        refresh_interval="200ms",
        properties={
            "video_id": {"type": "keyword"},
            "state": {"type": "keyword"},
            "collection": {"type": "keyword"},
            "sha256": {"type": "keyword"},
            "record": {"type": "keyword", "index": False, "doc_values": False},
        },
    )


class ElasticCatalog:
    """`Catalog` on documents. Creating and forgetting return once listings show it.

    Other changes are in listings after a refresh, a fifth of a second by default.
    """

    def __init__(self, documents: ElasticDocuments) -> None:
        self._documents = documents

    def create(self, video: Video) -> None:
        if self._documents.create(video.video_id, _document(video), listed=True) is None:
            raise VideoExists(f"a video {video.video_id} exists already")

    def get(self, video_id: VideoId) -> Video:
        found = self._documents.get(video_id)
        if found is None:
            raise VideoNotFound(f"there is no video {video_id}")
        return _video(found[0])

    def several(self, video_ids: Sequence[VideoId]) -> dict[VideoId, Video]:
        found = (_video(document) for document in self._documents.get_several(video_ids))
        return {video.video_id: video for video in found}

    def update(self, video_id: VideoId, change: Callable[[Video], Video | None]) -> Video:
        for tries in range(_TRIES):
            found = self._documents.get(video_id)
            if found is None:
                raise VideoNotFound(f"there is no video {video_id}")
            former = _video(found[0])
            video = change(former)
            if video is None:
                return former
            if video.video_id != video_id:
                raise ValueError(f"a change must not give {video_id} another id")
            if self._documents.replace(video_id, _document(video), found[1]):
                return video
            longest_s = min(_LONGEST_PAUSE_S, _FIRST_PAUSE_S * 2**tries)
            time.sleep(random.uniform(0, longest_s))  # noqa: S311  only spreads the tries
        raise CatalogUnavailable(f"too many changes of {video_id} at once; try again")

    def page(self, where: VideoFilter, after: VideoId | None, limit: int) -> list[Video]:
        conditions: list[Document] = []
        if after is not None:
            conditions.append({"range": {"video_id": {"lt": after}}})
        if where.collection is not None:
            conditions.append({"term": {"collection": where.collection}})
        if where.states is not None:
            conditions.append({"terms": {"state": sorted(where.states)}})
        query = {"bool": {"filter": conditions}}
        return [_video(d) for d in self._documents.search(query, [{"video_id": "desc"}], limit)]

    def find_bytes(self, sha256: str, collection: str) -> Video | None:
        conditions = [
            {"term": {"sha256": sha256}},
            {"term": {"collection": collection}},
            {"terms": {"state": list(_TAKEN_IN)}},
        ]
        query = {"bool": {"filter": conditions}}
        found = next(self._documents.search(query, [{"video_id": "asc"}], 1), None)
        return _video(found) if found else None

    def forget(self, video_id: VideoId) -> None:
        self._documents.delete(video_id, listed=True)


def _document(video: Video) -> Document:
    return {
        "video_id": video.video_id,
        "state": video.state.value,
        "collection": video.collection,
        "sha256": video.source.sha256,
        "record": video_to_json(video).decode(),
    }


def _video(document: Document) -> Video:
    try:
        return video_from_json(document["record"].encode())
    except UnreadableRecord as error:
        raise CatalogUnavailable(f"{error}; earshot rebuild makes the catalog anew") from error
