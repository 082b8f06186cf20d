"""How near the sounds of several words come to each other: in many videos, and in one."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from earshot.domain.ids import VideoId
from earshot.domain.levels import Level
from earshot.domain.queries import Moment
from earshot.ports.lanes import LaneBlock

# Every video gets a stretch of one long time line to itself, so that one pass serves them all.
_STRETCH_S = 2.0**20


def least_gaps(
    blocks: Sequence[LaneBlock], videos: Sequence[VideoId], level: Level, min_score: float
) -> Mapping[VideoId, float]:
    """Shortest pause, in seconds, between one event of each block, for the videos that have all.

    The pause of a choice is the time from its first end to its last start, 0 where all overlap::

        dog     [==)        [==)
        siren        [====)
                   ^^  a pause of 2
    """
    place = {video_id: at for at, video_id in enumerate(videos)}
    lines = [_line(block, place, level, min_score) for block in blocks]
    least = np.full(len(videos), np.inf)
    for latest, (onsets_s, _) in enumerate(lines):
        ends_s = np.full(len(onsets_s), np.inf)
        for other, (other_onsets_s, other_ends_s) in enumerate(lines):
            if other != latest:
                ends_s = np.minimum(ends_s, _last_ends(onsets_s, other_onsets_s, other_ends_s))
        video = (onsets_s // _STRETCH_S).astype(np.int64)
        here = np.isfinite(ends_s) & (ends_s >= video * _STRETCH_S)
        gaps_s = np.maximum(0.0, onsets_s[here] - ends_s[here])
        np.minimum.at(least, video[here], gaps_s)
    return {
        video_id: float(gap)
        for video_id, gap in zip(videos, least, strict=True)
        if np.isfinite(gap)
    }


def _line(
    block: LaneBlock, place: Mapping[VideoId, int], level: Level, min_score: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Onsets, sorted, and the latest end of all events of that video up to each."""
    starts_s = np.array([place[video_id] * _STRETCH_S for video_id, _ in block.keys])
    standing = block.columns.standing(level, min_score)
    base_s = starts_s[block.lane_of_row()[standing]] if len(block) else np.zeros(0)
    onsets_s = block.columns.onsets_s[standing] + base_s
    offsets_s = block.columns.offsets_s[standing] + base_s
    order = np.argsort(onsets_s, kind="stable")
    return onsets_s[order], np.maximum.accumulate(offsets_s[order])


def _last_ends(
    at_s: NDArray[np.float64], onsets_s: NDArray[np.float64], ends_s: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The latest end among the events that have begun by each time; -inf where none has."""
    position = np.searchsorted(onsets_s, at_s, side="right")
    return np.concatenate([[-np.inf], ends_s])[position]


def nearest_together(groups: Sequence[Sequence[Moment]]) -> list[tuple[float, Moment]]:
    """Moments that hold one of each group, with their pauses: the nearest first, then the best.

    Each sound, taken as the one that begins last, is joined with those of the other groups that
    had begun by then and lasted longest: nothing nearer can be chosen.
    """
    sorted_groups = [sorted(group, key=lambda one: one.start_s) for group in groups]
    starts_s = [[one.start_s for one in group] for group in sorted_groups]
    longest = [list(accumulate(group, _later_end)) for group in sorted_groups]
    found: dict[tuple[int, ...], tuple[float, Moment]] = {}
    for latest, group in enumerate(sorted_groups):
        for one in group:
            chosen = []
            for other, lasting in enumerate(longest):
                begun = bisect_right(starts_s[other], one.start_s)
                if other != latest and begun:
                    chosen.append(lasting[begun - 1])
            if len(chosen) == len(groups) - 1:
                parts = [one, *chosen]
                key = tuple(sorted({id(part) for part in parts}))
                found.setdefault(key, _together(parts))
    return sorted(
        found.values(), key=lambda pair: (pair[0], -pair[1].score, pair[1].start_s, pair[1].end_s)
    )


def _later_end(one: Moment, other: Moment) -> Moment:
    return other if other.end_s >= one.end_s else one


def _together(parts: Sequence[Moment]) -> tuple[float, Moment]:
    gap_s = max(one.start_s for one in parts) - min(one.end_s for one in parts)
    events = dict.fromkeys(event for part in parts for event in part.events)
    moment = Moment(
        start_s=min(part.start_s for part in parts),
        end_s=max(part.end_s for part in parts),
        # A chain is as sure as its weakest link.
        score=min(part.score for part in parts),
        events=tuple(sorted(events, key=lambda event: (event.onset_s, event.label_id))),
    )
    return max(0.0, gap_s), moment
