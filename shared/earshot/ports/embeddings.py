"""What sounds like what: a vector for every second, written by the worker, read by search."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from earshot.domain.ids import BundleId, VideoId

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddedVideo:
    """Whose seconds they are. Vectors of two bundles say nothing of each other."""

    video_id: VideoId
    collection: str
    bundle: BundleId


@dataclass(frozen=True, slots=True, kw_only=True)
class NearQuery:
    """Among which seconds to look."""

    bundle: BundleId
    collection: str | None = None
    without: frozenset[VideoId] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class NearSecond:
    """One second of a video and how near it is, from -1 to 1."""

    video_id: VideoId
    second: int
    """Counted from the start of the video: it lasts from here to the next."""
    cosine: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddingCounts:
    """Sizes, for the doctor and for comparisons."""

    videos: int
    seconds: int


class EmbeddingWriter(Protocol):
    """Replaces and removes whole videos. Every method may raise `IndexUnavailable`."""

    def replace(self, video: EmbeddedVideo, rows: NDArray[np.float32]) -> None:
        """Make these the video's seconds, row by row (second, value), whatever was there before.

        A row of zeros is silence and is never found. Writing the same again changes nothing.
        """
        ...

    def remove(self, video_id: VideoId) -> None:
        """Drop the video's seconds; dropping what is absent succeeds."""
        ...

    def video_ids(self) -> Iterator[VideoId]:
        """All videos that have seconds here."""
        ...


class EmbeddingRebuild(Protocol):
    """A new index beside the one in use. Every method may raise `IndexUnavailable`."""

    def begin(self) -> EmbeddingWriter:
        """An empty index to fill. From the return on, all other writers write to both."""
        ...

    def finish(self) -> None:
        """Put the new index into the place of the old one, at one moment, and drop the old."""
        ...

    def abandon(self) -> None:
        """Drop the new index and stay with the old one; also what a dead rebuild has left."""
        ...


class EmbeddingReader(Protocol):
    """Finds what is near. Every method may raise `IndexUnavailable`."""

    def nearest(
        self, asked: Sequence[NDArray[np.float32]], query: NearQuery, limit: int
    ) -> list[NearSecond]:
        """The seconds nearest to any of the asked vectors, nearest first, at most `limit`.

        A second counts with its largest cosine; equals come newest video first, then by time.
        An index that walks a graph may miss a few that an exact one finds.
        """
        ...

    def counts(self) -> EmbeddingCounts:
        """How much there is."""
        ...
