"""Evaluates a plan over all of an archive, at several levels, in bounded memory and time."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from earshot.domain.ids import VideoId
from earshot.domain.levels import Level
from earshot.errors import IndexTooSlow
from earshot.ports.index import IndexReader
from earshot.query.evaluation import Archive, Asked, evaluate
from earshot.query.plan import Plan
from earshot.query.spans import Spans

FIRST, LARGEST = 100, 1000
"""Videos that are looked at together; the first ones always are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surveyed:
    """Some videos with the results at each level; none where only filters were asked."""

    archive: Archive
    spans: Mapping[Level, Spans]


@dataclass(slots=True, kw_only=True)
class Survey:
    """All videos that may answer at any level, newest first, some at a time.

    Every part is given up before the next is read, so memory is bounded by one part. The next
    part is no larger than what the time left allows, judged by the one before.
    """

    index: IndexReader
    plan: Plan
    levels: Sequence[Level]
    min_score: float
    deadline_s: float
    newest: VideoId | None = None
    hidden: frozenset[VideoId] = frozenset()
    first: int | None = None
    was_cut: bool = field(default=False, init=False)
    """True when the time was up before everything was looked at."""

    def parts(self) -> Iterator[Surveyed]:
        """Part by part, at least the first."""
        query = self.plan.candidates(Level.EVERYTHING)
        if query is None:
            return
        after: VideoId | None = None
        size = self.plan.bounded(FIRST) if self.first is None else self.first
        while True:
            started_s = time.monotonic()
            try:
                page = self.index.holders(query.groups, after, size)
                surveyed = self._surveyed(page)
            except IndexTooSlow:
                self.was_cut = True
                return
            if surveyed is not None:
                yield surveyed
            if len(page) < size:
                return
            after = page[-1]
            size = self._next_size(size, time.monotonic() - started_s)
            if size < 1:
                self.was_cut = True
                return

    def _next_size(self, size: int, took_s: float) -> int:
        left_s = self.deadline_s - time.monotonic()
        if left_s <= 0:
            return 0
        return min(LARGEST, 2 * size, int(size * left_s / max(took_s, 1e-6)))

    def _surveyed(self, page: Sequence[VideoId]) -> Surveyed | None:
        videos = tuple(
            one
            for one in page
            if one not in self.hidden and (self.newest is None or one <= self.newest)
        )
        documents = {}
        if videos and self.plan.needs_documents:
            documents = {one.video_id: one for one in self.index.documents(videos)}
            videos = tuple(
                one for one in videos if one in documents and self.plan.admits(documents[one])
            )
        if not videos:
            return None
        block = self.index.lanes(videos if self.plan.has_sounds else (), self.plan.label_ids)
        archive = Archive(videos=videos, block=block, documents=documents)
        spans: dict[Level, Spans] = {}
        if self.plan.has_sounds:
            for level in self.levels:
                asked = Asked(level=level, min_score=self.min_score)
                spans[level] = evaluate(self.plan, archive, asked)
        return Surveyed(archive=archive, spans=spans)
