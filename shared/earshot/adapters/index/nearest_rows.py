"""The nearest of very many rows of codes, seen a batch at a time."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from earshot.domain.ids import VideoId
from earshot.ports.embeddings import NearSecond

Run = tuple[int, int, int]
"""Rows that follow each other: number of the video, its first second, how many."""


class NearestRows:
    """Keeps the best `limit` rows by their largest cosine with one of the asked ones.

    `vecdot` is used on purpose: a matrix product of this shape would start the threads of the
    linear algebra library for every batch, which on a busy machine costs a hundred times more.
    """

    def __init__(self, asked: NDArray[np.int8], limit: int) -> None:
        wide = asked.astype(np.float32)
        lengths = np.sqrt(np.vecdot(wide, wide))
        # An asked row of zeros stays one: it is as far from everything as can be.
        self._asked = wide / np.where(lengths > 0, lengths, 1)[:, None]
        self._limit = limit
        self._cosines = np.empty(0, np.float32)
        self._places = np.empty((0, 2), np.int64)

    def add(self, codes: bytes, lengths: bytes, runs: Sequence[Run]) -> None:
        """Look at a batch: its codes end to end, the length of each row, and where they are."""
        size = self._asked.shape[1]
        rows = np.frombuffer(codes, np.int8).reshape(-1, size).astype(np.float32)
        norms = np.frombuffer(lengths, np.float32)
        best = np.vecdot(rows, self._asked[0])
        for asked in self._asked[1:]:
            np.maximum(best, np.vecdot(rows, asked), out=best)
        heard = norms > 0
        cosines = np.where(heard, best / np.where(heard, norms, 1), -np.inf)
        chosen = self._better(cosines)
        if len(chosen):
            places = _places(runs, chosen)
            self._keep(
                np.concatenate([self._cosines, cosines[chosen]]),
                np.concatenate([self._places, places]),
            )

    def best(self, videos: Mapping[int, VideoId]) -> list[NearSecond]:
        """Nearest first; equals by newest video, then by time."""
        found = [
            NearSecond(video_id=videos[int(video)], second=int(second), cosine=float(cosine))
            for (video, second), cosine in zip(self._places, self._cosines, strict=True)
        ]
        found.sort(key=lambda near: near.second)
        found.sort(key=lambda near: (near.cosine, near.video_id), reverse=True)
        return found

    def _better(self, cosines: NDArray[np.float32]) -> NDArray[np.int64]:
        """Which rows of the batch may be among the best of all."""
        floor = self._cosines.min() if len(self._cosines) >= self._limit else -np.inf
        chosen = np.flatnonzero(cosines > floor)
        if len(chosen) > self._limit:
            chosen = chosen[np.argpartition(-cosines[chosen], self._limit - 1)[: self._limit]]
        return chosen

    def _keep(self, cosines: NDArray[np.float32], places: NDArray[np.int64]) -> None:
        if len(cosines) > self._limit:
            best = np.argpartition(-cosines, self._limit - 1)[: self._limit]
            cosines, places = cosines[best], places[best]
        self._cosines, self._places = cosines, places


def _places(runs: Sequence[Run], chosen: NDArray[np.int64]) -> NDArray[np.int64]:
    """Video and second of the chosen rows of a batch, shape (row, 2)."""
    table = np.array(runs, dtype=np.int64)
    ends = np.cumsum(table[:, 2])
    run = np.searchsorted(ends, chosen, side="right")
    seconds = table[run, 1] + chosen - (ends[run] - table[run, 2])
    return np.stack([table[run, 0], seconds], axis=1)
