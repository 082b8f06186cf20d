"""What was heard, made searchable: written by the worker, read by search."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from earshot.domain.events import Lane
from earshot.domain.ids import BundleId, LabelId, PolicyId, VideoId
from earshot.domain.levels import Level
from earshot.domain.queries import Candidate, CandidateQuery, LabelGroup
from earshot.ports.lanes import LaneBlock
from earshot.ports.names import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoDocument:
    """What the index keeps of a video beside its lanes: enough to show a hit."""

    video_id: VideoId
    title: str
    file_name: str
    description: str
    collection: str
    uploaded_at: datetime
    recorded_at: datetime | None
    duration_s: float
    bundle: BundleId
    policy: PolicyId

    @property
    def dated_at(self) -> datetime:
        """When it was recorded, or uploaded where nobody knows."""
        return self.uploaded_at if self.recorded_at is None else self.recorded_at

    def words(self) -> list[str]:
        """The folded words that a search by name finds the video by."""
        return fold(f"{self.title} {self.file_name} {self.description} {self.collection}")


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelCount:
    """How often a label is heard at one level."""

    videos: int
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How often, in how many videos and for how long a label is heard."""

    videos: int
    events: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexCounts:
    """Sizes, for the doctor and for comparisons."""

    videos: int
    lanes: int


class IndexWriter(Protocol):
    """Replaces and removes whole videos. Every method may raise `IndexUnavailable`."""

    def replace(self, document: VideoDocument, lanes: Sequence[Lane]) -> None:
        """Make this the video's entry; the former one vanishes at the same moment."""
        ...

    def remove(self, video_id: VideoId) -> None:
        """Drop the video's entry; dropping what is absent succeeds."""
        ...

    def video_ids(self) -> Iterator[VideoId]:
        """All videos that have an entry."""
        ...


class IndexRebuild(Protocol):
    """A new index beside the one in use. Every method may raise `IndexUnavailable`."""

    def begin(self) -> IndexWriter:
        """An empty index to fill. From the return on, all other writers write to both."""
        ...

    def finish(self) -> None:
        """Put the new index into the place of the old one, at one moment, and drop the old."""
        ...

    def abandon(self) -> None:
        """Drop the new index and stay with the old one; also what a dead rebuild has left."""
        ...


class IndexSurvey(Protocol):
    """Figures of the whole archive. Every method may raise `IndexUnavailable`."""

    def label_counts(self, level: Level) -> Mapping[LabelId, LabelCount]:
        """How often each label is heard; labels never heard are left out."""
        ...

    def tallies(self, level: Level, starts: Sequence[date]) -> Mapping[LabelId, Sequence[Tally]]:
        """The same in periods, one for each start (rising), which end as the next one starts.

        A video belongs to the day (UTC) on which it was recorded, or uploaded where nobody
        knows; those before the first start are left out, and labels that no period holds.
        """
        ...

    def collections(self) -> Mapping[str, int]:
        """How many videos each collection has."""
        ...

    def counts(self) -> IndexCounts:
        """How much the index holds."""
        ...


class IndexReader(IndexSurvey, Protocol):
    """Answers questions. Every method may raise `IndexUnavailable`."""

    def candidates(
        self, query: CandidateQuery, after: Candidate | None, limit: int
    ) -> list[Candidate]:
        """Videos with an event of every group, best first, at most `limit` after one.

        The relevance of a video is the product, over the groups, of the best score at the level
        of any label of the group. In other orders it is the product of the longest durations
        instead (of lanes with such a score; without groups the video's own), or 1 for the newest
        first, or minus the second at which the video is dated. Equals come newest first, by id.
        """
        ...

    def holders(
        self, groups: Sequence[LabelGroup], after: VideoId | None, limit: int
    ) -> list[VideoId]:
        """Videos with an event of every group at whatever level, newest first, older than one."""
        ...

    def lanes(self, video_ids: Sequence[VideoId], label_ids: Sequence[LabelId]) -> LaneBlock:
        """The lanes of these labels (all where empty) in these videos, in the order asked.

        Columns instead of objects: what is asked for many videos is worked on as a whole. Lanes
        come by video, then by label id; what is absent is left out.
        """
        ...

    def window(
        self,
        query: CandidateQuery,
        after: Candidate | None,
        limit: int,
        label_ids: Sequence[LabelId],
    ) -> tuple[list[Candidate], LaneBlock]:
        """`candidates` with their `lanes` of these labels, in one question where that can be."""
        ...

    def documents(self, video_ids: Sequence[VideoId]) -> list[VideoDocument]:
        """Documents of these videos, in the order asked; absent ones are left out."""
        ...

    def named(self, words: str, limit: int) -> list[VideoId]:
        """Newest videos whose title, file name, description or collection has all the words.

        Words are folded (`earshot.ports.names`), and each may be the beginning of a longer one.
        """
        ...
