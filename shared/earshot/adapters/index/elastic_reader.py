"""The Elasticsearch index's reading half: candidates best first, lanes in blocks, names by word."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any

import elasticsearch

from earshot.adapters.index.elastic_documents import read_lanes, read_video
from earshot.adapters.index.elastic_scan import Scored, best_products
from earshot.adapters.index.elastic_schema import Names, asking, refuse_newer
from earshot.domain.ids import LabelId, VideoId
from earshot.domain.levels import Level
from earshot.domain.queries import Candidate, CandidateQuery
from earshot.ports.index import IndexCounts, LabelCount, VideoDocument
from earshot.ports.lanes import LaneBlock
from earshot.ports.names import fold

_AT_ONCE = 500
_CHUNK = 1000
_PAGE = 10_000
_MOST_LABELS = 5_000

Clause = dict[str, Any]


class ElasticIndexReader:
    """Answers from the indices behind the aliases; makes nothing."""

    def __init__(self, client: elasticsearch.Elasticsearch, prefix: str) -> None:
        self._client = client
        self._names = Names(prefix=prefix)
        self._lock = threading.Lock()
        self._checked = False

    def candidates(
        self, query: CandidateQuery, after: Candidate | None, limit: int
    ) -> list[Candidate]:
        if not query.groups:
            return self._all_videos(after, limit)
        if any(not group.label_ids for group in query.groups):
            return []
        scan = _LaneScan(self, query)
        if len(query.groups) == 1 and len(set(query.groups[0].label_ids)) == 1:
            start = [after.relevance, after.video_id] if after else None
            page, _ = scan.page(0, start, limit)
            return [Candidate(video_id=video_id, relevance=best) for video_id, best in page]
        return best_products(scan, len(query.groups), after, limit)

    def lanes(self, video_ids: Sequence[VideoId], label_ids: Sequence[LabelId]) -> LaneBlock:
        videos = list(dict.fromkeys(video_ids))
        sources: list[Mapping[str, Any]] = []
        for start in range(0, len(videos), _AT_ONCE):
            clauses: list[Clause] = [{"terms": {"video_id": videos[start : start + _AT_ONCE]}}]
            if label_ids:
                clauses.append({"terms": {"label": list(dict.fromkeys(label_ids))}})
            sources += self._all_lanes(clauses)
        place = {video_id: at for at, video_id in enumerate(videos)}
        sources.sort(key=lambda one: (place[one["video_id"]], one["label"]))
        return read_lanes(sources)

    def documents(self, video_ids: Sequence[VideoId]) -> list[VideoDocument]:
        found: dict[VideoId, VideoDocument] = {}
        for start in range(0, len(video_ids), _AT_ONCE):
            asked = video_ids[start : start + _AT_ONCE]
            with self._asking():
                answer = self._client.mget(
                    index=self._names.videos,
                    docs=[{"_id": video_id, "routing": video_id} for video_id in asked],
                )
            for one in answer["docs"]:
                if one.get("found"):
                    found[VideoId(one["_id"])] = read_video(one["_source"])
        return [found[video_id] for video_id in video_ids if video_id in found]

    def named(self, words: str, limit: int) -> list[VideoId]:
        asked = fold(words)
        if not asked or limit < 1:
            return []
        clauses = [{"prefix": {"words": {"value": word}}} for word in asked]
        hits = self.search(self._names.videos, clauses, [{"video_id": "desc"}], None, limit)
        return [VideoId(hit["sort"][0]) for hit in hits]

    def label_counts(self, level: Level) -> Mapping[LabelId, LabelCount]:
        with self._asking():
            answer = self._client.search(
                index=self._names.lanes,
                size=0,
                query={"bool": {"filter": [{"exists": {"field": f"best_{int(level)}"}}]}},
                aggs={
                    "labels": {
                        "terms": {"field": "label", "size": _MOST_LABELS},
                        "aggs": {"events": {"sum": {"field": f"count_{int(level)}"}}},
                    }
                },
            )
        return {
            LabelId(bucket["key"]): LabelCount(
                videos=int(bucket["doc_count"]), events=int(bucket["events"]["value"])
            )
            for bucket in answer["aggregations"]["labels"]["buckets"]
        }

    def counts(self) -> IndexCounts:
        with self._asking():
            videos = self._client.count(index=self._names.videos)["count"]
            lanes = self._client.count(index=self._names.lanes)["count"]
        return IndexCounts(videos=int(videos), lanes=int(lanes))

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def search(
        self,
        index: str,
        clauses: Sequence[Clause],
        sort: Sequence[Clause],
        after: Sequence[Any] | None,
        size: int,
    ) -> list[dict[str, Any]]:
        """Hits without their documents, in an order that tells any two apart."""
        with self._asking():
            answer = self._client.search(
                index=index,
                query={"bool": {"filter": list(clauses)}},
                sort=list(sort),
                search_after=list(after) if after else None,
                size=size,
                source=False,
                track_total_hits=False,
            )
        return list(answer["hits"]["hits"])

    def lane_hits(
        self,
        clauses: Sequence[Clause],
        sort: Sequence[Clause],
        after: Sequence[Any] | None,
        size: int,
    ) -> list[dict[str, Any]]:
        """Hits among the lanes."""
        return self.search(self._names.lanes, clauses, sort, after, size)

    def _all_videos(self, after: Candidate | None, limit: int) -> list[Candidate]:
        start = [after.video_id] if after else None
        hits = self.search(self._names.videos, [], [{"video_id": "desc"}], start, limit)
        return [Candidate(video_id=VideoId(hit["sort"][0]), relevance=1.0) for hit in hits]

    def _all_lanes(self, clauses: Sequence[Clause]) -> Iterator[Mapping[str, Any]]:
        after: list[Any] | None = None
        while True:
            with self._asking():
                hits = self._client.search(
                    index=self._names.lanes,
                    query={"bool": {"filter": list(clauses)}},
                    sort=[{"video_id": "asc"}, {"label": "asc"}],
                    search_after=after,
                    size=_CHUNK,
                    source=["video_id", "label", "events"],
                    track_total_hits=False,
                )["hits"]["hits"]
            yield from (hit["_source"] for hit in hits)
            if len(hits) < _CHUNK:
                return
            after = hits[-1]["sort"]

    def _asking(self) -> AbstractContextManager[None]:
        if not self._checked:
            with self._lock, asking(self._names):
                refuse_newer(self._client, self._names)
                self._checked = True
        return asking(self._names)


class _LaneScan:
    """The lanes of each group by their best score at the asked level."""

    def __init__(self, reader: ElasticIndexReader, query: CandidateQuery) -> None:
        self._reader = reader
        self._query = query
        self._best = f"best_{int(query.level)}"

    def page(
        self, group: int, after: Sequence[Any] | None, size: int
    ) -> tuple[list[Scored], Sequence[Any] | None]:
        """Videos of the group after a place, best first, then newest, and the place reached."""
        sort = [{self._best: "desc"}, {"video_id": "desc"}]
        if len(set(self._query.groups[group].label_ids)) > 1:
            sort.append({"label": "desc"})
        hits = self._reader.lane_hits(self._clauses(group), sort, after, size)
        scored = [(VideoId(hit["sort"][1]), float(hit["sort"][0])) for hit in hits]
        return scored, hits[-1]["sort"] if hits else None

    def chunks(self, group: int) -> Iterator[Sequence[Scored]]:
        after: Sequence[Any] | None = None
        while True:
            page, after = self.page(group, after, _CHUNK)
            if page:
                yield page
            if len(page) < _CHUNK:
                return

    def bests(self, group: int, video_ids: Sequence[VideoId]) -> Mapping[VideoId, float]:
        clauses = [*self._clauses(group), {"terms": {"video_id": list(video_ids)}}]
        sort = [{self._best: "desc"}, {"video_id": "desc"}, {"label": "desc"}]
        found: dict[VideoId, float] = {}
        after: Sequence[Any] | None = None
        while hits := self._reader.lane_hits(clauses, sort, after, _PAGE):
            for hit in hits:
                found.setdefault(VideoId(hit["sort"][1]), float(hit["sort"][0]))
            if len(hits) < _PAGE:
                break
            after = hits[-1]["sort"]
        return found

    def _clauses(self, group: int) -> list[Clause]:
        labels = sorted(set(self._query.groups[group].label_ids))
        return [
            {"terms": {"label": labels}},
            {"range": {self._best: {"gte": self._query.min_score}}},
        ]
