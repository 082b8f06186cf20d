"""An index in memory: slow and obviously right; tests compare the others with it."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date

import numpy as np

from earshot.domain.events import Lane
from earshot.domain.ids import LabelId, VideoId
from earshot.domain.levels import Level
from earshot.domain.queries import Candidate, CandidateQuery, LabelGroup, Order
from earshot.ports.index import IndexCounts, LabelCount, Tally, VideoDocument
from earshot.ports.lanes import LaneBlock, pack
from earshot.ports.names import fold, has_words


class MemoryIndex:
    """Writer and reader over two dictionaries."""

    def __init__(self) -> None:
        self._documents: dict[VideoId, VideoDocument] = {}
        self._lanes: dict[VideoId, dict[LabelId, Lane]] = {}

    def replace(self, document: VideoDocument, lanes: Sequence[Lane]) -> None:
        if any(lane.video_id != document.video_id for lane in lanes):
            raise ValueError(f"every lane must be of video {document.video_id}")
        self._documents[document.video_id] = document
        self._lanes[document.video_id] = {lane.label_id: lane for lane in lanes}

    def remove(self, video_id: VideoId) -> None:
        self._documents.pop(video_id, None)
        self._lanes.pop(video_id, None)

    def clear(self) -> None:
        """Forget everything."""
        self._documents.clear()
        self._lanes.clear()

    def video_ids(self) -> Iterator[VideoId]:
        yield from sorted(self._documents)

    def candidates(
        self, query: CandidateQuery, after: Candidate | None, limit: int
    ) -> list[Candidate]:
        found = []
        for video_id in self._documents:
            values = [
                max((self._value(video_id, label, query) for label in group.label_ids), default=-1)
                for group in query.groups
            ]
            if min(values, default=0) >= 0:
                relevance = self._relevance(video_id, query, values)
                found.append(Candidate(video_id=video_id, relevance=relevance))
        found.sort(key=_place, reverse=True)
        later = [one for one in found if after is None or _place(one) < _place(after)]
        return later[:limit]

    def holders(
        self, groups: Sequence[LabelGroup], after: VideoId | None, limit: int
    ) -> list[VideoId]:
        found = [
            video_id
            for video_id, lanes in sorted(self._lanes.items(), reverse=True)
            if (after is None or video_id < after)
            and all(not lanes.keys().isdisjoint(group.label_ids) for group in groups)
        ]
        return found[:limit]

    def _relevance(
        self, video_id: VideoId, query: CandidateQuery, values: Sequence[float]
    ) -> float:
        document = self._documents[video_id]
        match query.order:
            case Order.NEWEST:
                return 1.0
            case Order.TIME:
                return -document.dated_at.timestamp()
            case Order.DURATION if not query.groups:
                return document.duration_s
            case _:
                return math.prod(values, start=1.0)

    def _value(self, video_id: VideoId, label_id: LabelId, query: CandidateQuery) -> float:
        lane = self._lanes[video_id].get(label_id)
        standing = lane.at(query.level) if lane else ()
        best = max((event.score for event in standing), default=-1)
        if best < query.min_score:
            return -1
        if query.order is Order.DURATION:
            return max((event.offset_s - event.onset_s for event in standing), default=-1)
        return best

    def lanes(self, video_ids: Sequence[VideoId], label_ids: Sequence[LabelId]) -> LaneBlock:
        found = [
            lane
            for video_id in dict.fromkeys(video_ids)
            for _, lane in sorted(self._lanes.get(video_id, {}).items())
            if not label_ids or lane.label_id in label_ids
        ]
        bounds = np.cumsum([0, *(len(lane.events) for lane in found)], dtype=np.int64)
        return LaneBlock(
            keys=tuple((lane.video_id, lane.label_id) for lane in found),
            bounds=bounds,
            columns=pack(event for lane in found for event in lane.events),
        )

    def window(
        self,
        query: CandidateQuery,
        after: Candidate | None,
        limit: int,
        label_ids: Sequence[LabelId],
    ) -> tuple[list[Candidate], LaneBlock]:
        found = self.candidates(query, after, limit)
        return found, self.lanes([one.video_id for one in found], label_ids)

    def documents(self, video_ids: Sequence[VideoId]) -> list[VideoDocument]:
        return [self._documents[id_] for id_ in video_ids if id_ in self._documents]

    def named(self, words: str, limit: int) -> list[VideoId]:
        asked = fold(words)
        found = [
            video_id
            for video_id, document in self._documents.items()
            if asked and has_words(document.words(), asked)
        ]
        return sorted(found, reverse=True)[:limit]

    def label_counts(self, level: Level) -> Mapping[LabelId, LabelCount]:
        videos: dict[LabelId, int] = {}
        events: dict[LabelId, int] = {}
        for lanes in self._lanes.values():
            for label_id, lane in lanes.items():
                if standing := lane.at(level):
                    videos[label_id] = videos.get(label_id, 0) + 1
                    events[label_id] = events.get(label_id, 0) + len(standing)
        return {label: LabelCount(videos=videos[label], events=events[label]) for label in videos}

    def tallies(self, level: Level, starts: Sequence[date]) -> Mapping[LabelId, Sequence[Tally]]:
        held: dict[LabelId, list[list[Lane]]] = {}
        for video_id, lanes in self._lanes.items():
            day = self._documents[video_id].dated_at.astimezone(UTC).date()
            period = bisect_right(starts, day) - 1
            for label_id, lane in lanes.items():
                if period >= 0 and lane.at(level):
                    held.setdefault(label_id, [[] for _ in starts])[period].append(lane)
        return {
            label_id: [_tally(lanes, level) for lanes in periods]
            for label_id, periods in held.items()
        }

    def collections(self) -> Mapping[str, int]:
        return Counter(document.collection for document in self._documents.values())

    def counts(self) -> IndexCounts:
        lanes = sum(len(lanes) for lanes in self._lanes.values())
        return IndexCounts(videos=len(self._documents), lanes=lanes)


def _place(candidate: Candidate) -> tuple[float, VideoId]:
    return (candidate.relevance, candidate.video_id)


def _tally(lanes: Sequence[Lane], level: Level) -> Tally:
    events = [event for lane in lanes for event in lane.at(level)]
    return Tally(
        videos=len(lanes),
        events=len(events),
        seconds=sum(event.offset_s - event.onset_s for event in events),
    )
