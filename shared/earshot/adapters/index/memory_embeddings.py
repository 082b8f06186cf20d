"""Embeddings in memory: slow and obviously right; tests compare the others with it."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from earshot.domain.ids import VideoId
from earshot.ports.embeddings import EmbeddedVideo, EmbeddingCounts, NearQuery, NearSecond
from earshot.tagging.embedding_codes import codes_of


class MemoryEmbeddings:
    """Writer and reader over one dictionary."""

    def __init__(self) -> None:
        self._videos: dict[VideoId, tuple[EmbeddedVideo, NDArray[np.int8]]] = {}

    def replace(self, video: EmbeddedVideo, rows: NDArray[np.float32]) -> None:
        self._videos[video.video_id] = video, codes_of(rows)

    def remove(self, video_id: VideoId) -> None:
        self._videos.pop(video_id, None)

    def video_ids(self) -> Iterator[VideoId]:
        yield from sorted(self._videos)

    def nearest(
        self, asked: Sequence[NDArray[np.float32]], query: NearQuery, limit: int
    ) -> list[NearSecond]:
        wanted = codes_of(np.stack(asked)).astype(np.float64)
        found = []
        for video, codes in self._videos.values():
            elsewhere = query.collection not in {None, video.collection}
            if video.bundle != query.bundle or elsewhere or video.video_id in query.without:
                continue
            for second, row in enumerate(codes.astype(np.float64)):
                if row.any():
                    best = max(_cosine(row, one) for one in wanted)
                    near = NearSecond(video_id=video.video_id, second=second, cosine=best)
                    found.append(near)
        found.sort(key=lambda near: near.second)
        found.sort(key=lambda near: (near.cosine, near.video_id), reverse=True)
        return found[:limit]

    def counts(self) -> EmbeddingCounts:
        seconds = sum(int(codes.any(axis=1).sum()) for _, codes in self._videos.values())
        return EmbeddingCounts(videos=len(self._videos), seconds=seconds)

    def clear(self) -> None:
        """Forget everything."""
        self._videos.clear()


def _cosine(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    lengths = float(np.linalg.norm(one) * np.linalg.norm(other))
    return float(one @ other) / lengths if lengths else 0.0
