"""The Elasticsearch index's writing half: by deterministic ids alone, never by query."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import elasticsearch

from earshot.adapters.index.elastic_bulk import send_all
from earshot.adapters.index.elastic_documents import Document, lane_document, video_document
from earshot.adapters.index.elastic_schema import (
    FIRST,
    Names,
    asking,
    create_index,
    lane_key,
    refuse_newer,
    widen,
)
from earshot.adapters.index.elastic_targets import Targets
from earshot.domain.events import Lane
from earshot.domain.ids import LabelId, VideoId
from earshot.errors import IndexUnavailable
from earshot.ports.index import VideoDocument

_PAGE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Former:
    """What a video's document says now."""

    source: Document
    seq_no: int
    primary_term: int


class ElasticIndexWriter:
    """Replaces and removes videos.

    A video's document names every lane that may exist before the first of them is written, so
    whatever a killed worker leaves behind is found again by id. What was written is seen by
    searches when the call returns, all of a video within one refresh (a fifth of a second).
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
        self._targets = Targets(client, self._names, lambda names: names.lanes)

    def prepare(self) -> None:
        """Make the index where there is none yet; `NewerFormat` when a newer Earshot made it."""
        with self._lock, asking(self._names):
            if self._prepared:
                return
            if not self._client.indices.exists_alias(name=self._names.lanes):
                self._create()
            if not refuse_newer(self._client, self._names):
                widen(self._client, self._names)
            self._prepared = True

    def replace(self, document: VideoDocument, lanes: Sequence[Lane]) -> None:
        if any(lane.video_id != document.video_id for lane in lanes):
            raise ValueError(f"every lane must be of video {document.video_id}")
        entry = {lane.label_id: lane_document(lane, document) for lane in lanes}
        for names in self._targets.now(self.prepare):
            with self._targets.writing(names):
                self._replace(names, video_document(document), entry)

    def remove(self, video_id: VideoId) -> None:
        for names in self._targets.now(self.prepare):
            with self._targets.writing(names):
                former = self._former(names, video_id)
                if former is not None:
                    self._remove(names, video_id, former)

    def video_ids(self) -> Iterator[VideoId]:
        self.prepare()
        after: list[Any] | None = None
        with asking(self._names):
            self._client.indices.refresh(index=self._names.videos)
        while True:
            with asking(self._names):
                hits = self._client.search(
                    index=self._names.videos,
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
        """Of several processes that start at once, one makes each index."""
        pairs = self._names.aliases_of(FIRST)
        for index, alias in pairs.items():
            try:
                create_index(self._client, index, alias)
            except elasticsearch.BadRequestError as error:
                if error.error != "resource_already_exists_exception":
                    raise

    def _former(self, names: Names, video_id: VideoId) -> _Former | None:
        try:
            found = self._client.get(index=names.videos, id=video_id, routing=video_id)
        except elasticsearch.NotFoundError as error:
            if "found" not in error.body:
                raise  # the whole index is missing
            return None
        return _Former(
            source=found["_source"], seq_no=found["_seq_no"], primary_term=found["_primary_term"]
        )

    def _replace(self, names: Names, video: Document, entry: dict[LabelId, Document]) -> None:
        video_id = VideoId(video["video_id"])
        former = self._former(names, video_id)
        known = set(former.source["told"]["lanes"]) if former else set()
        # First all that may exist, then the lanes, then what does exist.
        written = former
        if former is None or not entry.keys() <= known:
            started = {**(former.source if former else video)}
            started["told"] = {**started["told"], "lanes": sorted(known | entry.keys())}
            written = self._put_video(names, started, former)
        stale = sorted(known - entry.keys())
        self._bulk(
            itertools.chain(
                (
                    {"_op_type": "index", "_id": lane_key(video_id, label), "_source": lane}
                    for label, lane in entry.items()
                ),
                ({"_op_type": "delete", "_id": lane_key(video_id, label)} for label in stale),
            ),
            names.lanes,
            video_id,
        )
        finished = {**video, "told": {**video["told"], "lanes": sorted(entry)}}
        self._put_video(names, finished, written, refresh=self._refresh)

    def _remove(self, names: Names, video_id: VideoId, former: _Former) -> None:
        lanes = former.source["told"]["lanes"]
        self._bulk(
            ({"_op_type": "delete", "_id": lane_key(video_id, label)} for label in lanes),
            names.lanes,
            video_id,
        )
        try:
            self._once.delete(
                index=names.videos,
                id=video_id,
                routing=video_id,
                if_seq_no=former.seq_no,
                if_primary_term=former.primary_term,
                refresh=self._refresh,
            )
        except elasticsearch.ConflictError as error:
            raise IndexUnavailable(f"video {video_id} is being indexed elsewhere") from error

    def _put_video(
        self, names: Names, document: Document, former: _Former | None, refresh: str = "false"
    ) -> _Former:
        """Write if nobody else has since; two workers on one video must not mix their lanes."""
        video_id = document["video_id"]
        condition: dict[str, Any] = (
            {"if_seq_no": former.seq_no, "if_primary_term": former.primary_term}
            if former
            else {"op_type": "create"}
        )
        try:
            answer = self._once.index(
                index=names.videos,
                id=video_id,
                routing=video_id,
                document=document,
                refresh=refresh,
                require_alias=True,
                **condition,
            )
        except elasticsearch.ConflictError as error:
            raise IndexUnavailable(f"video {video_id} is being indexed elsewhere") from error
        return _Former(
            source=document, seq_no=answer["_seq_no"], primary_term=answer["_primary_term"]
        )

    def _bulk(self, actions: Iterator[Document], index: str, video_id: VideoId) -> None:
        # A lane is in the searches as soon as its video is.
        send_all(
            self._client,
            ({**action, "_index": index, "routing": video_id} for action in actions),
            refresh=self._refresh,
            what=f"a lane of video {video_id}",
        )
