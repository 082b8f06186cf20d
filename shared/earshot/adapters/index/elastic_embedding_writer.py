"""The writing half of embeddings in Elasticsearch: by deterministic ids alone, never by query."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import elasticsearch
import numpy as np
from numpy.typing import NDArray

from earshot.adapters.index.elastic_bulk import send_all
from earshot.adapters.index.elastic_embedding_schema import (
    create_embeddings,
    embeddings_index,
    known_sizes,
    second_key,
    vector_field,
    vector_property,
)
from earshot.adapters.index.elastic_schema import Names, asking
from earshot.adapters.index.elastic_targets import Targets
from earshot.domain.ids import VideoId
from earshot.errors import IndexUnavailable
from earshot.ports.embeddings import EmbeddedVideo
from earshot.tagging.embedding_codes import codes_of

_PAGE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Former:
    """What a video's own document says: seconds that may exist, and what was written as a whole."""

    written: int
    digest: str | None
    seq_no: int
    primary_term: int


_NOTHING = _Former(written=0, digest=None, seq_no=-1, primary_term=-1)


class ElasticEmbeddingWriter:
    """Replaces and removes videos.

    The video's own document tells the highest second that may exist before the first of them is
    written, so whatever a killed worker leaves behind is found again by id.
    """

    def __init__(
        self, client: elasticsearch.Elasticsearch, prefix: str, *, refresh: str = "wait_for"
    ) -> None:
        self._client = client
        # A write whose answer got lost must not be sent again: it would conflict with itself.
        self._once = client.options(max_retries=0)
        self._names = Names(prefix=prefix)
        self._refresh = refresh
        self._lock = threading.Lock()
        self._prepared = False
        self._targets = Targets(client, self._names, lambda names: names.embeddings)

    def prepare(self) -> None:
        """Make the index where there is none yet; `NewerFormat` when a newer Earshot made it."""
        with self._lock, asking(self._names, self._names.embeddings):
            if self._prepared:
                return
            if not self._client.indices.exists_alias(name=self._names.embeddings):
                self._create()
            known_sizes(self._client, self._names)
            self._prepared = True

    def replace(self, video: EmbeddedVideo, rows: NDArray[np.float32]) -> None:
        codes = codes_of(rows)
        told = {"collection": video.collection, "bundle": video.bundle}
        digest = hashlib.blake2b(repr(told).encode() + codes.tobytes(), digest_size=16).hexdigest()
        for names in self._targets.now(self.prepare):
            with self._targets.writing(names):
                former = self._former(names, video.video_id)
                if former.digest != digest or former.written != len(codes):
                    self._learn_size(names, codes.shape[1])
                    self._replace(names, video, codes, former, digest)

    def remove(self, video_id: VideoId) -> None:
        for names in self._targets.now(self.prepare):
            with self._targets.writing(names):
                former = self._former(names, video_id)
                if former is not _NOTHING:
                    self._remove(names, video_id, former)

    def video_ids(self) -> Iterator[VideoId]:
        self.prepare()
        after: list[Any] | None = None
        with asking(self._names, self._names.embeddings):
            self._client.indices.refresh(index=self._names.embeddings)
        while True:
            with asking(self._names, self._names.embeddings):
                hits = self._client.search(
                    index=self._names.embeddings,
                    query={"bool": {"filter": [{"exists": {"field": "seconds"}}]}},
                    source=False,
                    sort=[{"video_id": "asc"}],
                    size=_PAGE,
                    search_after=after,
                    track_total_hits=False,
                )["hits"]["hits"]
            for hit in hits:
                yield VideoId(hit["sort"][0])
            if len(hits) < _PAGE:
                return
            after = hits[-1]["sort"]

    def _create(self) -> None:
        """Of several processes that start at once, one makes the index."""
        try:
            create_embeddings(self._client, embeddings_index(self._names), self._names.embeddings)
        except elasticsearch.BadRequestError as error:
            if error.error != "resource_already_exists_exception":
                raise

    def _learn_size(self, names: Names, size: int) -> None:
        """Vectors of a new size get a field of their own; adding it twice changes nothing."""
        if size not in known_sizes(self._client, names):
            properties = {vector_field(size): vector_property(size)}
            self._client.indices.put_mapping(index=names.embeddings, properties=properties)

    def _former(self, names: Names, video_id: VideoId) -> _Former:
        try:
            found = self._client.get(index=names.embeddings, id=video_id, routing=video_id)
        except elasticsearch.NotFoundError as error:
            if "found" not in error.body:
                raise  # the whole index is missing
            return _NOTHING
        told = found["_source"]["told"]
        return _Former(
            written=told["written"],
            digest=told["digest"],
            seq_no=found["_seq_no"],
            primary_term=found["_primary_term"],
        )

    def _replace(
        self,
        names: Names,
        video: EmbeddedVideo,
        codes: NDArray[np.int8],
        former: _Former,
        digest: str,
    ) -> None:
        heard = codes.any(axis=1)
        most = max(former.written, len(codes))
        begun = self._put(names, video, former, told={"written": most, "digest": None})
        gone = [second for second in range(former.written) if second >= len(codes)]
        gone += [int(second) for second in np.flatnonzero(~heard) if second < former.written]
        self._bulk(
            names,
            video.video_id,
            (
                {
                    "_op_type": "index",
                    "_id": second_key(video.video_id, int(second)),
                    "_source": _document(video, int(second), codes[second]),
                }
                for second in np.flatnonzero(heard)
            ),
        )
        self._drop(names, video.video_id, gone)
        self._put(
            names,
            video,
            begun,
            told={"written": len(codes), "digest": digest},
            seconds=int(np.count_nonzero(heard)),
            refresh=self._refresh,
        )

    def _remove(self, names: Names, video_id: VideoId, former: _Former) -> None:
        self._drop(names, video_id, list(range(former.written)))
        try:
            self._once.delete(
                index=names.embeddings,
                id=video_id,
                routing=video_id,
                if_seq_no=former.seq_no,
                if_primary_term=former.primary_term,
                refresh=self._refresh,
            )
        except elasticsearch.ConflictError as error:
            raise IndexUnavailable(f"video {video_id} is being indexed elsewhere") from error

    def _put(
        self,
        names: Names,
        video: EmbeddedVideo,
        former: _Former,
        *,
        told: dict[str, Any],
        seconds: int = 0,
        refresh: str = "false",
    ) -> _Former:
        """Write if nobody else has since; two workers on one video must not mix their seconds."""
        condition: dict[str, Any] = (
            {"op_type": "create"}
            if former is _NOTHING
            else {"if_seq_no": former.seq_no, "if_primary_term": former.primary_term}
        )
        try:
            answer = self._once.index(
                index=names.embeddings,
                id=video.video_id,
                routing=video.video_id,
                document={"video_id": video.video_id, "seconds": seconds, "told": told},
                refresh=refresh,
                require_alias=True,
                **condition,
            )
        except elasticsearch.ConflictError as error:
            raise IndexUnavailable(f"video {video.video_id} is being indexed elsewhere") from error
        return _Former(
            written=told["written"],
            digest=told["digest"],
            seq_no=answer["_seq_no"],
            primary_term=answer["_primary_term"],
        )

    def _drop(self, names: Names, video_id: VideoId, seconds: list[int]) -> None:
        keys = (second_key(video_id, second) for second in seconds)
        self._bulk(names, video_id, ({"_op_type": "delete", "_id": key} for key in keys))

    def _bulk(self, names: Names, video_id: VideoId, actions: Iterator[dict[str, Any]]) -> None:
        send_all(
            self._client,
            (action | {"_index": names.embeddings, "routing": video_id} for action in actions),
            refresh="false",
            what=f"a second of video {video_id}",
        )


def _document(video: EmbeddedVideo, second: int, codes: NDArray[np.int8]) -> dict[str, Any]:
    return {
        "video_id": video.video_id,
        "second": second,
        "collection": video.collection,
        "bundle": video.bundle,
        vector_field(len(codes)): codes.tobytes().hex(),
    }
