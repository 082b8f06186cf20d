"""Lanes as the index hands them out: columns of numbers for many videos at once."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from earshot.domain.events import Lane, SoundEvent
from earshot.domain.ids import BundleId, LabelId, VideoId
from earshot.domain.levels import Level, LevelRange


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EventColumns:
    """Events as equally long columns, one row an event. All arrays have shape (event,)."""

    onsets_s: NDArray[np.float64]
    offsets_s: NDArray[np.float64]
    scores: NDArray[np.float64]
    first_levels: NDArray[np.uint8]
    stop_levels: NDArray[np.uint8]
    heard: NDArray[np.int64]
    """Which of `heard_labels` each event is."""
    heard_labels: tuple[LabelId, ...]
    by: NDArray[np.int64] | None = None
    """Which of `hearers` heard each event; None where every video's own bundle heard them."""
    hearers: tuple[tuple[BundleId, ...], ...] = ()

    def __len__(self) -> int:
        return len(self.onsets_s)

    def standing(self, level: Level, min_score: float = 0.0) -> NDArray[np.bool_]:
        """Which events stand at a level with at least a score."""
        at_level: NDArray[np.bool_] = (self.first_levels <= level) & (level < self.stop_levels)
        return at_level & (self.scores >= min_score) if min_score > 0 else at_level

    def rows(self, chosen: NDArray[np.bool_] | NDArray[np.int64] | slice) -> EventColumns:
        """The chosen rows, by mask, positions or slice."""
        return EventColumns(
            onsets_s=self.onsets_s[chosen],
            offsets_s=self.offsets_s[chosen],
            scores=self.scores[chosen],
            first_levels=self.first_levels[chosen],
            stop_levels=self.stop_levels[chosen],
            heard=self.heard[chosen],
            heard_labels=self.heard_labels,
            by=self.by[chosen] if self.by is not None else None,
            hearers=self.hearers,
        )

    def event(self, row: int) -> SoundEvent:
        """One row as the domain's event."""
        return SoundEvent(
            label_id=self.heard_labels[int(self.heard[row])],
            onset_s=float(self.onsets_s[row]),
            offset_s=float(self.offsets_s[row]),
            score=float(self.scores[row]),
            levels=LevelRange(
                first=Level(int(self.first_levels[row])), stop=int(self.stop_levels[row])
            ),
            heard_by=self.hearers[int(self.by[row])] if self.by is not None else (),
        )

    def events(self) -> tuple[SoundEvent, ...]:
        """All rows as the domain's events."""
        return tuple(self.event(row) for row in range(len(self)))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PackedLane:
    """All events of one label in one video, sorted by onset, as columns."""

    video_id: VideoId
    label_id: LabelId
    columns: EventColumns

    def unpack(self) -> Lane:
        """The same lane as the domain's value."""
        return Lane(video_id=self.video_id, label_id=self.label_id, events=self.columns.events())


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LaneBlock:
    """Many lanes end to end, so that one operation works on all of them.

    Lane i is rows ``bounds[i]`` to ``bounds[i + 1]`` (half-open) of the columns.
    """

    keys: tuple[tuple[VideoId, LabelId], ...]
    bounds: NDArray[np.int64]
    """Shape (lane + 1,), starting at 0."""
    columns: EventColumns

    def __len__(self) -> int:
        return len(self.keys)

    def __iter__(self) -> Iterator[PackedLane]:
        for position, (video_id, label_id) in enumerate(self.keys):
            rows = slice(int(self.bounds[position]), int(self.bounds[position + 1]))
            yield PackedLane(video_id=video_id, label_id=label_id, columns=self.columns.rows(rows))

    def lane_of_row(self) -> NDArray[np.int64]:
        """Which lane each row belongs to, shape (event,)."""
        return np.repeat(np.arange(len(self.keys), dtype=np.int64), np.diff(self.bounds))


def pack(events: Iterable[SoundEvent]) -> EventColumns:
    """Events as columns; they keep their order."""
    listed = list(events)
    heard_labels = tuple(dict.fromkeys(event.label_id for event in listed))
    position = {label: at for at, label in enumerate(heard_labels)}
    hearers = tuple(dict.fromkeys(event.heard_by for event in listed))
    several = any(hearers)
    hearer_position = {heard_by: at for at, heard_by in enumerate(hearers)}
    return EventColumns(
        onsets_s=np.array([event.onset_s for event in listed], dtype=np.float64),
        offsets_s=np.array([event.offset_s for event in listed], dtype=np.float64),
        scores=np.array([event.score for event in listed], dtype=np.float64),
        first_levels=np.array([event.levels.first for event in listed], dtype=np.uint8),
        stop_levels=np.array([event.levels.stop for event in listed], dtype=np.uint8),
        heard=np.array([position[event.label_id] for event in listed], dtype=np.int64),
        heard_labels=heard_labels,
        by=np.array([hearer_position[event.heard_by] for event in listed], dtype=np.int64)
        if several
        else None,
        hearers=hearers if several else (),
    )
