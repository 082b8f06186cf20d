"""Pages of candidates that may be shown, in an order that stays whole from page to page."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from earshot.domain.queries import Candidate, CandidateQuery
from earshot.domain.video import Video
from earshot.ports.index import IndexReader
from earshot_search.cursors import Cursor
from earshot_search.nearness import least_gaps
from earshot_search.shown import ShownVideos

WINDOW = 200
"""Candidates for several words that are ordered by nearness at once; memory is bounded by it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Videos in order, and where the next page begins (None at the end)."""

    videos: tuple[Video, ...]
    next: Cursor | None


class Pages:
    """One word: by relevance. Several: the nearest together first, window after window."""

    def __init__(self, index: IndexReader, shown: ShownVideos, *, window: int = WINDOW) -> None:
        self._index = index
        self._shown = shown
        self._window = window

    def read(self, query: CandidateQuery, cursor: Cursor, limit: int) -> Page:
        """The next `limit` videos after the cursor."""
        several = len(query.groups) > 1
        ordered = (
            self._nearest_first(query, cursor)
            if several
            else self._best_first(query, cursor, limit)
        )
        videos: list[Video] = []
        last: Cursor | None = None
        for place, candidate in ordered:
            if len(videos) == limit:
                return Page(videos=tuple(videos), next=last)
            last = place
            video = self._shown.find(candidate.video_id)
            if video is not None:
                videos.append(video)
        return Page(videos=tuple(videos), next=None)

    def _best_first(
        self, query: CandidateQuery, cursor: Cursor, limit: int
    ) -> Iterator[tuple[Cursor, Candidate]]:
        after = cursor.after
        # One more than a page holds tells whether there is another.
        while batch := self._index.candidates(query, after, limit + 1):
            for candidate in batch:
                yield Cursor(after=candidate), candidate
            if len(batch) <= limit:
                return
            after = batch[-1]

    def _nearest_first(
        self, query: CandidateQuery, cursor: Cursor
    ) -> Iterator[tuple[Cursor, Candidate]]:
        while window := self._candidates(query, cursor):
            here = replace(cursor, until=window[-1])
            for gap_s, candidate in self._by_nearness(query, window):
                if cursor.shown is None or _place(gap_s, candidate) > _place(*cursor.shown):
                    yield replace(here, shown=(gap_s, candidate)), candidate
            cursor = Cursor(after=window[-1])

    def _candidates(self, query: CandidateQuery, cursor: Cursor) -> list[Candidate]:
        """The window after the cursor; one that was begun keeps its end whatever has come since."""
        if cursor.until is None:
            return self._index.candidates(query, cursor.after, self._window)
        found: list[Candidate] = []
        end = _rank(cursor.until)
        after = cursor.after
        while batch := self._index.candidates(query, after, self._window):
            found += [one for one in batch if _rank(one) >= end]
            if _rank(batch[-1]) <= end:
                break
            after = batch[-1]
        # Without its last candidate, which may be gone, the next window would begin too early.
        return found if found and found[-1] == cursor.until else [*found, cursor.until]

    def _by_nearness(
        self, query: CandidateQuery, window: Sequence[Candidate]
    ) -> list[tuple[float, Candidate]]:
        videos = [candidate.video_id for candidate in window]
        blocks = [self._index.lanes(videos, group.label_ids) for group in query.groups]
        gaps_s = least_gaps(blocks, videos, query.level, query.min_score)
        near = [(gaps_s[one.video_id], one) for one in window if one.video_id in gaps_s]
        return sorted(near, key=lambda pair: _place(*pair))


def _rank(candidate: Candidate) -> tuple[float, str]:
    """Grows with the place in the index's own order, best highest."""
    return (candidate.relevance, candidate.video_id)


def _place(gap_s: float, candidate: Candidate) -> tuple[float, float, tuple[int, ...]]:
    """Grows from first to last: nearest, then best, then newest."""
    newest_first = tuple(-ord(char) for char in candidate.video_id)
    return (gap_s, -candidate.relevance, newest_first)
