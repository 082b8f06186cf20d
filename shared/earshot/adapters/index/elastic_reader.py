"""The Elasticsearch index's reading half: candidates best first, lanes in blocks, names by word."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from earshot.adapters.index.dates import instant_of, second_of
from earshot.adapters.index.elastic_documents import read_video
from earshot.adapters.index.elastic_lane_scan import (
    Clause,
    LaneScan,
    candidate,
    clauses_of,
    is_by_lane,
    place,
)
from earshot.adapters.index.elastic_packing import LaneKey, from_arrays, unpacked
from earshot.adapters.index.elastic_scan import best_products
from earshot.adapters.index.elastic_survey import ElasticIndexSurvey
from earshot.domain.ids import LabelId, VideoId
from earshot.domain.queries import Candidate, CandidateQuery, LabelGroup, Order
from earshot.ports.index import VideoDocument
from earshot.ports.lanes import LaneBlock
from earshot.ports.names import fold

_AT_ONCE = 500
_CHUNK = 1000


class ElasticIndexReader(ElasticIndexSurvey):
    """Answers from the indices behind the aliases; makes nothing."""

    def candidates(
        self, query: CandidateQuery, after: Candidate | None, limit: int
    ) -> list[Candidate]:
        if any(not group.label_ids for group in query.groups):
            return []
        held = [clauses_of(group, query) for group in query.groups]
        if query.order is Order.TIME or not query.groups:
            return self._by_video(query.order, held, after, limit)
        if query.order is Order.NEWEST:
            found = self._newest(held, after.video_id if after else None, limit)
            return [Candidate(video_id=video_id, relevance=1.0) for video_id in found]
        scan = LaneScan(self.lane_hits, query)
        if is_by_lane(query):
            return [candidate(hit) for hit in scan.hits(0, place(after), limit)]
        return best_products(scan, len(query.groups), after, limit)

    def holders(
        self, groups: Sequence[LabelGroup], after: VideoId | None, limit: int
    ) -> list[VideoId]:
        if any(not group.label_ids for group in groups):
            return []
        if groups:
            return self._newest([clauses_of(group, None) for group in groups], after, limit)
        start = Candidate(video_id=after, relevance=1.0) if after is not None else None
        return [one.video_id for one in self._by_video(Order.NEWEST, [], start, limit)]

    def lanes(self, video_ids: Sequence[VideoId], label_ids: Sequence[LabelId]) -> LaneBlock:
        videos = list(dict.fromkeys(video_ids))
        found: list[tuple[LaneKey, str]] = []
        for start in range(0, len(videos), _AT_ONCE):
            clauses: list[Clause] = [{"terms": {"video_id": videos[start : start + _AT_ONCE]}}]
            if label_ids:
                clauses.append({"terms": {"label": list(dict.fromkeys(label_ids))}})
            found += self._all_lanes(clauses)
        places = {video_id: at for at, video_id in enumerate(videos)}
        found.sort(key=lambda one: (places[one[0][0]], one[0][1]))
        return unpacked(found)

    def window(
        self,
        query: CandidateQuery,
        after: Candidate | None,
        limit: int,
        label_ids: Sequence[LabelId],
    ) -> tuple[list[Candidate], LaneBlock]:
        if is_by_lane(query) and set(query.groups[0].label_ids) == set(label_ids):
            # The lanes that the candidates are sorted by are the ones that are asked for.
            label_id = query.groups[0].label_ids[0]
            hits = LaneScan(self.lane_hits, query).hits(0, place(after), limit, columns=("packed",))
            if all("fields" in hit for hit in hits):
                found = [candidate(hit) for hit in hits]
                values = (hit["fields"]["packed"][0] for hit in hits)
                keys = ((one.video_id, label_id) for one in found)
                return found, unpacked(list(zip(keys, values, strict=True)))
        found = self.candidates(query, after, limit)
        return found, self.lanes([one.video_id for one in found], label_ids)

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
        columns: Sequence[str] = (),
    ) -> list[dict[str, Any]]:
        """Hits without their documents, in an order that tells any two apart."""
        answer = self._answer(
            index=index,
            query={"bool": {"filter": list(clauses)}},
            sort=list(sort),
            search_after=list(after) if after else None,
            size=size,
            docvalue_fields=list(columns) or None,
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
        columns: Sequence[str] = (),
    ) -> list[dict[str, Any]]:
        """Hits among the lanes."""
        return self.search(self._names.lanes, clauses, sort, after, size, columns)

    def _newest(
        self, held: Sequence[list[Clause]], after: VideoId | None, limit: int
    ) -> list[VideoId]:
        """Videos with a lane for each of the clauses: those of the first, newest first, if the
        others have them too.
        """
        found: list[VideoId] = []
        start = [after] if after is not None else None
        size = limit if len(held) == 1 else _CHUNK
        while len(found) < limit:
            hits = self._answer(
                index=self._names.lanes,
                query={"bool": {"filter": held[0]}},
                sort=[{"video_id": "desc"}],
                collapse={"field": "video_id"},
                search_after=start,
                size=size,
                source=False,
                track_total_hits=False,
            )["hits"]["hits"]
            page = [VideoId(hit["sort"][0]) for hit in hits]
            found += self._holding(page, held[1:])
            if len(page) < size:
                break
            start = [page[-1]]
        return found[:limit]

    def _holding(self, video_ids: Sequence[VideoId], held: Sequence[list[Clause]]) -> list[VideoId]:
        """Those of the videos that have a lane for each of the clauses, in their order."""
        left = list(video_ids)
        for clauses in held:
            if not left:
                break
            hits = self._answer(
                index=self._names.lanes,
                query={"bool": {"filter": [*clauses, {"terms": {"video_id": left}}]}},
                sort=[{"video_id": "desc"}],
                collapse={"field": "video_id"},
                size=len(left),
                source=False,
                track_total_hits=False,
            )["hits"]["hits"]
            holding = {hit["sort"][0] for hit in hits}
            left = [video_id for video_id in left if video_id in holding]
        return left

    def _by_video(
        self, order: Order, held: Sequence[list[Clause]], after: Candidate | None, limit: int
    ) -> list[Candidate]:
        """Through the videos in their own order, those that have a lane for each of the clauses."""
        key, direction = _VIDEO_ORDERS.get(order, (None, ""))
        sort = [{key: direction}] if key else []
        start: list[Any] | None = None
        if after is not None:
            value = instant_of(-after.relevance) if order is Order.TIME else after.relevance
            start = [*([value] if key else []), after.video_id]
        found: list[Candidate] = []
        size = _CHUNK if held else limit
        while len(found) < limit:
            hits = self.search(self._names.videos, [], [*sort, {"video_id": "desc"}], start, size)
            page = {VideoId(hit["sort"][-1]): hit["sort"][0] for hit in hits}
            found += [
                Candidate(video_id=one, relevance=_relevance(order, page[one]))
                for one in self._holding(list(page), held)
            ]
            if len(hits) < size:
                break
            start = hits[-1]["sort"]
        return found[:limit]

    def _all_lanes(self, clauses: Sequence[Clause]) -> Iterator[tuple[LaneKey, str]]:
        after: list[Any] | None = None
        while True:
            hits = self._answer(
                index=self._names.lanes,
                query={"bool": {"filter": list(clauses)}},
                sort=[{"video_id": "asc"}, {"label": "asc"}],
                search_after=after,
                size=_CHUNK,
                source=False,
                docvalue_fields=["packed"],
                track_total_hits=False,
            )["hits"]["hits"]
            yield from ((_key(hit), hit["fields"]["packed"][0]) for hit in hits if "fields" in hit)
            if older := [hit for hit in hits if "fields" not in hit]:
                yield from self._older_lanes(older)
            if len(hits) < _CHUNK:
                return
            after = hits[-1]["sort"]

    def _older_lanes(self, hits: Sequence[Mapping[str, Any]]) -> Iterator[tuple[LaneKey, str]]:
        """Lanes from before there was a packed value, by their arrays."""
        asked = {hit["_id"]: hit for hit in hits}
        with self._asking():
            answer = self._client.mget(
                index=self._names.lanes,
                docs=[{"_id": one, "routing": hit["_routing"]} for one, hit in asked.items()],
                source=["events"],
            )
        for one in answer["docs"]:
            if one.get("found"):
                yield _key(asked[one["_id"]]), from_arrays(one["_source"]["events"])


def _key(hit: Mapping[str, Any]) -> LaneKey:
    """What lanes are sorted by."""
    return VideoId(hit["sort"][0]), LabelId(hit["sort"][1])


_VIDEO_ORDERS = {Order.TIME: ("dated", "asc"), Order.DURATION: ("duration_s", "desc")}


def _relevance(order: Order, told: Any) -> float:
    match order:
        case Order.TIME:
            return -second_of(told)
        case Order.DURATION:
            return float(told)
        case _:
            return 1.0
