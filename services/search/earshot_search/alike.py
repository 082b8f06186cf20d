"""From near seconds to moments that sound alike: pure functions over rows and seconds."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from earshot.domain.ids import VideoId
from earshot.ports.embeddings import NearSecond

CHUNK_S = 5
"""A longer sound is asked for in pieces of at most this: one mean of thirty seconds is a blur."""
JOIN_S = 2
"""Near seconds this far apart, or closer, are one moment: a dog breathes between two barks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlikeMoment:
    """A stretch of near seconds in one video."""

    video_id: VideoId
    start: int
    """First second."""
    stop: int
    """The second after the last."""
    best: int
    """The nearest second of them."""
    cosine: float


def vectors_of(rows: NDArray[np.float32]) -> list[NDArray[np.float32]]:
    """The vectors to ask for: means of rows (second, value) over equal pieces; silence has none."""
    heard = rows[np.abs(rows).max(axis=1, initial=0) > 0]
    if not len(heard):
        return []
    pieces = np.array_split(heard, -(-len(heard) // CHUNK_S))
    means = [np.asarray(piece.mean(axis=0), dtype=np.float32) for piece in pieces]
    return [mean for mean in means if np.abs(mean).max() > 0]


def joined(found: Iterable[NearSecond]) -> list[AlikeMoment]:
    """Neighbouring seconds as moments, nearest first; equals newest first, then by time."""
    by_video: defaultdict[VideoId, dict[int, float]] = defaultdict(dict)
    for near in found:
        by_video[near.video_id][near.second] = near.cosine
    moments = [
        moment for video_id, seconds in by_video.items() for moment in _of_one(video_id, seconds)
    ]
    moments.sort(key=lambda moment: moment.start)
    moments.sort(key=lambda moment: (moment.cosine, moment.video_id), reverse=True)
    return moments


def _of_one(video_id: VideoId, seconds: dict[int, float]) -> Iterable[AlikeMoment]:
    run: list[int] = []
    for second in [*sorted(seconds), None]:
        if run and (second is None or second - run[-1] > JOIN_S):
            best = max(run, key=lambda one: (seconds[one], -one))
            yield AlikeMoment(
                video_id=video_id,
                start=run[0],
                stop=run[-1] + 1,
                best=best,
                cosine=seconds[best],
            )
            run = []
        if second is not None:
            run.append(second)
