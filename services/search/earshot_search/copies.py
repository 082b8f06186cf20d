"""Near-duplicates: the same film twice, in another collection, another encoding or another cut."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from earshot.domain.ids import VideoId
from earshot.tagging.embedding_codes import codes_of, cosines

AROUND_S = 12
"""So much before and after is compared: the same bark in two films lies in other company."""
SHIFTS_S = (0, -1, 1)
"""Another cut may begin within a second."""
LEAST_SHARED = 0.8
"""Of what there is around either: where one film ends and the other goes on, they differ."""
LEAST_DISTINCT = 4
"""So many different sounds must agree: silence agrees with silence, and one hum with another."""
DISTINCT_COSINE = 0.9
TYPICAL_COSINE, LOW_COSINE, LOW_SHARE = 0.95, 0.8, 20
NEAR_COSINE = 0.05
"""Two places that are this differently near to what was asked are not looked at closer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A second of a video, with how near it is to what was asked."""

    video_id: VideoId
    second: int
    cosine: float
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """Tells whether two places are one. Reads the rows of a video once, of few videos at most."""

    rows_of: Callable[[VideoId], NDArray[np.float32] | None]
    most_read: int = 24
    read: dict[VideoId, NDArray[np.float32] | None] = field(default_factory=dict)

    def are_one(self, one: Place, other: Place) -> bool:
        """Whether both are the same moment of the same recording."""
        if one.video_id == other.video_id or abs(one.cosine - other.cosine) > NEAR_COSINE:
            return False
        if one.sha256 == other.sha256:
            return one.second == other.second
        rows, others = self._rows(one.video_id), self._rows(other.video_id)
        if rows is None or others is None:
            return False
        return any(_agree(rows, one.second, others, other.second + shift_s) for shift_s in SHIFTS_S)

    def _rows(self, video_id: VideoId) -> NDArray[np.float32] | None:
        if video_id not in self.read:
            if len(self.read) >= self.most_read:
                return None
            self.read[video_id] = self.rows_of(video_id)
        return self.read[video_id]


def _agree(
    rows: NDArray[np.float32], second: int, others: NDArray[np.float32], other_second: int
) -> bool:
    before = (min(second, AROUND_S), min(other_second, AROUND_S))
    after = (
        min(len(rows) - second, AROUND_S + 1),
        min(len(others) - other_second, AROUND_S + 1),
    )
    shared = min(before) + min(after)
    if min(before) < 0 or min(after) < 1:
        return False
    if shared < LEAST_SHARED * max(before[0] + after[0], before[1] + after[1]):
        return False
    here = rows[second - min(before) : second + min(after)]
    there = others[other_second - min(before) : other_second + min(after)]
    alike = np.vecdot(here, there)
    return (
        bool(np.median(alike) >= TYPICAL_COSINE)
        and bool(np.percentile(alike, LOW_SHARE) >= LOW_COSINE)
        and _distinct(here) >= LEAST_DISTINCT
    )


def _distinct(rows: NDArray[np.float32]) -> int:
    """How many different sounds there are among the rows."""
    codes = codes_of(rows)
    seen: list[NDArray[np.int8]] = []
    for row in codes:
        if row.any() and (not seen or cosines(np.stack(seen), row).max() < DISTINCT_COSINE):
            seen.append(row)
    return len(seen)


def first_copy(copies: Copies, places: Sequence[Place], other: Place) -> int | None:
    """Which of the places the other one is a copy of."""
    for number, place in enumerate(places):
        if copies.are_one(place, other):
            return number
    return None
