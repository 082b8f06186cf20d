"""Evaluates a plan over windows of candidates, in bounded memory and a lasting order."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from earshot.domain.ids import VideoId
from earshot.domain.levels import Level
from earshot.domain.queries import Candidate, CandidateQuery, Order
from earshot.errors import IndexTooSlow
from earshot.ports.index import IndexReader
from earshot.ports.lanes import LaneBlock
from earshot.query.evaluation import Archive, Asked, evaluate
from earshot.query.moments import VideoRank, rank_videos
from earshot.query.plan import Plan
from earshot.query.ranking import Weights
from earshot.query.spans import Spans
from earshot_search.cursors import Cursor

ONE_SOUND, SEVERAL_SOUNDS = 60, 300
"""Candidates in a window. Their own order is near the final one where only one sound is asked."""
LONGEST_SOUNDS = 1000
"""The same where the longest come first: those of events say less about those of moments."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Some candidates, evaluated."""

    archive: Archive
    spans: Spans | None
    """None where only filters were given: whole videos are the answer."""
    ranks: tuple[VideoRank, ...]
    """Best first, newest first among equals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One video with the window that it was found in, and the place after it."""

    rank: VideoRank
    window: Window
    place: Cursor


@dataclass(slots=True, kw_only=True)
class Windows:
    """The answers to one plan, in order, from a place on.

    A window ends with a candidate; one that was begun keeps that end whatever has come since.
    """

    index: IndexReader
    plan: Plan
    level: Level
    min_score: float
    weights: Weights
    deadline_s: float
    order: Order = Order.RELEVANCE
    size: int = 0
    was_cut: bool = field(default=False, init=False)
    """True once the time was up before everything was looked at."""
    reached: Cursor | None = field(default=None, init=False)
    """Where to go on after the time was up."""

    def answers(self, start: Cursor) -> Iterator[Answer]:
        """Everything after the start, until the end or until the time is up."""
        query = self.plan.candidates(self.level, self.min_score)
        query = replace(query, order=self.order) if query is not None else None
        cursor = start
        while query is not None:
            try:
                found, block = self._gathered(query, cursor)
                window = self._evaluated(found, block, cursor.newest) if found else None
            except IndexTooSlow:
                self.was_cut, self.reached = True, cursor
                return
            if not found:
                return
            if window is not None:
                yield from _following(window, replace(cursor, until=found[-1]))
            if cursor.until is None and len(found) < self._size:
                return
            cursor = replace(cursor, after=found[-1], until=None, shown=None)
            if time.monotonic() > self.deadline_s:
                self.was_cut, self.reached = True, cursor
                return

    @property
    def _size(self) -> int:
        if self.order is Order.DURATION and self.plan.has_sounds:
            return self.size or self.plan.bounded(LONGEST_SOUNDS)
        return self.size or self.plan.bounded(
            SEVERAL_SOUNDS if len(self.plan.words) > 1 else ONE_SOUND
        )

    def _gathered(
        self, query: CandidateQuery, cursor: Cursor
    ) -> tuple[list[Candidate], LaneBlock | None]:
        """The candidates of a window, with their lanes where all of them count anyway."""
        if cursor.until is None and self.plan.has_sounds and not self.plan.needs_documents:
            return self.index.window(query, cursor.after, self._size, self.plan.label_ids)
        return self._candidates(query, cursor), None

    def _candidates(self, query: CandidateQuery, cursor: Cursor) -> list[Candidate]:
        size = self._size
        if cursor.until is None:
            return self.index.candidates(query, cursor.after, size)
        found: list[Candidate] = []
        after, end = cursor.after, _order(cursor.until)
        while batch := self.index.candidates(query, after, size):
            found += [one for one in batch if _order(one) >= end]
            if _order(batch[-1]) <= end:
                break
            after = batch[-1]
        # Its last candidate may be gone; the next window still begins after it.
        return found if found and found[-1] == cursor.until else [*found, cursor.until]

    def _evaluated(
        self, found: Sequence[Candidate], block: LaneBlock | None, newest: VideoId
    ) -> Window | None:
        videos = tuple(one.video_id for one in found if one.video_id <= newest)
        documents = {}
        if self.plan.needs_documents:
            documents = {one.video_id: one for one in self.index.documents(videos)}
            videos = tuple(
                one for one in videos if one in documents and self.plan.admits(documents[one])
            )
        if not videos:
            return None
        if block is None or len(videos) < len(found):
            block = self.index.lanes(videos if self.plan.has_sounds else (), self.plan.label_ids)
        archive = Archive(videos=videos, block=block, documents=documents)
        relevance = {one.video_id: one.relevance for one in found}
        if not self.plan.has_sounds:
            whole = [VideoRank(video_id=one, rank=relevance[one], moments=0) for one in videos]
            return Window(archive=archive, spans=None, ranks=tuple(whole))
        asked = Asked(level=self.level, min_score=self.min_score, weights=self.weights)
        spans = evaluate(self.plan, archive, asked)
        ranks = rank_videos(spans, archive, self.order)
        if self.order in {Order.NEWEST, Order.TIME}:
            at = {one.video_id: one for one in ranks}
            # Candidates stand in this order already.
            ranks = [replace(at[one], rank=relevance[one]) for one in videos if one in at]
        return Window(archive=archive, spans=spans, ranks=tuple(ranks))


def _following(window: Window, cursor: Cursor) -> Iterator[Answer]:
    """Those of a window that come after the last one shown."""
    for rank in window.ranks:
        shown = (rank.rank, rank.video_id)
        if cursor.shown is None or shown < cursor.shown:
            yield Answer(rank=rank, window=window, place=replace(cursor, shown=shown))


def _order(candidate: Candidate) -> tuple[float, VideoId]:
    return (candidate.relevance, candidate.video_id)
