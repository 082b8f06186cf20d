"""Candidates for several labels from lists that are sorted by score, read no deeper than needed."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import heapq
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from earshot.domain.ids import VideoId
from earshot.domain.queries import Candidate

Scored = tuple[VideoId, float]


class ScoredLists(Protocol):
    """For each group of labels its videos, best first, and the bests of chosen videos."""

    def chunks(self, group: int) -> Iterator[Sequence[Scored]]:
        """Videos with their scores, highest first; a video may come again with a lower one."""
        ...

    def bests(self, group: int, video_ids: Sequence[VideoId]) -> Mapping[VideoId, float]:
        """The best score of those among the videos that are in the group."""
        ...


def best_products(
    lists: ScoredLists, groups: int, after: Candidate | None, limit: int
) -> list[Candidate]:
    """The videos in every list, by the product of their bests, the first `limit` after one.

    Fagin's threshold algorithm: read all lists from the top in step, look each new video up in
    the other lists, and stop once enough videos are better than any unread one could be, which is
    the product of the scores read last.
    """
    scans = [lists.chunks(group) for group in range(groups)]
    lowest = [math.inf] * groups
    judged: set[VideoId] = set()
    found: list[Candidate] = []
    ended = False
    while not ended:
        for group, scan in enumerate(scans):
            chunk = next(scan, None)
            if chunk is None:
                # All videos of this group are judged, and others are in no product.
                ended = True
                break
            fresh: dict[VideoId, float] = {}
            for video_id, score in chunk:
                if video_id not in judged:
                    fresh.setdefault(video_id, score)
            lowest[group] = chunk[-1][1]
            judged |= fresh.keys()
            found += _products(lists, groups, group, fresh)
        bound = math.prod(lowest)
        settled = [one for one in found if one.relevance > bound and _is_after(one, after)]
        ended = ended or len(settled) >= limit
    later = (one for one in found if _is_after(one, after))
    return heapq.nlargest(limit, later, key=_rank)


def _products(
    lists: ScoredLists, groups: int, group: int, fresh: Mapping[VideoId, float]
) -> list[Candidate]:
    bests: list[Mapping[VideoId, float]] = [{}] * groups
    bests[group] = fresh
    left = list(fresh)
    for other in range(groups):
        if other != group and left:
            bests[other] = lists.bests(other, left)
            left = [video_id for video_id in left if video_id in bests[other]]
    return [
        # In the order of the groups, so that every index gives the same last digit.
        Candidate(video_id=one, relevance=math.prod((best[one] for best in bests), start=1.0))
        for one in left
    ]


def _is_after(one: Candidate, after: Candidate | None) -> bool:
    return after is None or _rank(one) < _rank(after)


def _rank(candidate: Candidate) -> tuple[float, VideoId]:
    return (candidate.relevance, candidate.video_id)
