"""The reading half of embeddings in Elasticsearch: its kNN search, one a vector."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from typing import Any

import elasticsearch
import numpy as np
from numpy.typing import NDArray

from earshot.adapters.index.elastic_embedding_schema import known_sizes, second_of, vector_field
from earshot.adapters.index.elastic_schema import Names, asking
from earshot.domain.ids import VideoId
from earshot.errors import IndexUnavailable
from earshot.ports.embeddings import EmbeddingCounts, NearQuery, NearSecond
from earshot.tagging.embedding_codes import codes_of

LOOK_AT = 2
"""So many times more neighbours are looked at in each segment's graph than are wanted."""
LEAST_LOOKED_AT, MOST_LOOKED_AT = 200, 10_000


class ElasticEmbeddingReader:
    """Answers from the index behind the alias; makes nothing."""

    def __init__(self, client: elasticsearch.Elasticsearch, prefix: str) -> None:
        self._client = client
        self._names = Names(prefix=prefix)
        self._lock = threading.Lock()
        self._sizes: frozenset[int] = frozenset()

    def nearest(
        self, asked: Sequence[NDArray[np.float32]], query: NearQuery, limit: int
    ) -> list[NearSecond]:
        codes = codes_of(np.stack(asked))
        vectors = [row for row in codes if row.any()]
        with asking(self._names, self._names.embeddings):
            if not vectors or not self._has(codes.shape[1]):
                return []
            answers = [self._search(vector, query, limit) for vector in vectors]
        best: dict[tuple[VideoId, int], float] = {}
        for hits in answers:
            for key, score in hits.items():
                best[key] = max(score, best.get(key, 0.0))
        found = [
            # How Elasticsearch scores a cosine: (1 + cosine) / 2.
            NearSecond(video_id=video_id, second=second, cosine=2.0 * score - 1.0)
            for (video_id, second), score in best.items()
        ]
        found.sort(key=lambda near: near.second)
        found.sort(key=lambda near: (near.cosine, near.video_id), reverse=True)
        return found[:limit]

    def counts(self) -> EmbeddingCounts:
        with asking(self._names, self._names.embeddings):
            answer = self._client.search(
                index=self._names.embeddings,
                size=0,
                query={"bool": {"filter": [{"exists": {"field": "seconds"}}]}},
                aggs={"seconds": {"sum": {"field": "seconds"}}},
                track_total_hits=True,
            )
        return EmbeddingCounts(
            videos=int(answer["hits"]["total"]["value"]),
            seconds=int(answer["aggregations"]["seconds"]["value"]),
        )

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _has(self, size: int) -> bool:
        """Whether there are vectors of this size; sizes are only ever added."""
        with self._lock:
            if size not in self._sizes:
                self._sizes = known_sizes(self._client, self._names)
            return size in self._sizes

    def _search(
        self, vector: NDArray[np.int8], query: NearQuery, limit: int
    ) -> Mapping[tuple[VideoId, int], float]:
        wanted: dict[str, Any] = {"filter": [{"term": {"bundle": query.bundle}}]}
        if query.collection is not None:
            wanted["filter"].append({"term": {"collection": query.collection}})
        if query.without:
            wanted["must_not"] = [{"terms": {"video_id": sorted(query.without)}}]
        looked_at = min(MOST_LOOKED_AT, max(LEAST_LOOKED_AT, LOOK_AT * limit))
        answer = self._client.search(
            index=self._names.embeddings,
            knn={
                "field": vector_field(len(vector)),
                "query_vector": vector.tolist(),
                "k": min(limit, looked_at),
                "num_candidates": looked_at,
                "filter": [{"bool": wanted}],
            },
            size=limit,
            source=False,
            track_total_hits=False,
        )
        if answer["timed_out"]:
            raise IndexUnavailable("Elasticsearch took too long to look for what is near")
        return {second_of(hit["_id"]): float(hit["_score"]) for hit in answer["hits"]["hits"]}
