"""Archives of a few events for tests of queries, with the lanes that an index would hold."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import numpy as np

from earshot.domain.events import SoundEvent
from earshot.domain.ids import BundleId, LabelId, PolicyId, VideoId
from earshot.domain.levels import Level, LevelRange
from earshot.labels.ontology import audioset
from earshot.ports.index import VideoDocument
from earshot.ports.lanes import LaneBlock, pack
from earshot.query.evaluation import Archive

ALL_LEVELS = LevelRange(first=Level.EVERYTHING, stop=Level.SURE + 1)


def heard(name: str, onset_s: float, offset_s: float, score: float = 0.5) -> SoundEvent:
    """An event at all levels, by display name."""
    return SoundEvent(
        label_id=audioset().ids_by_name[name],
        onset_s=onset_s,
        offset_s=offset_s,
        score=score,
        levels=ALL_LEVELS,
    )


def document(video_id: VideoId, duration_s: float = 60.0, **changes: str) -> VideoDocument:
    """A document with nothing special in it."""
    return VideoDocument(
        video_id=video_id,
        title=changes.get("title", "A film"),
        file_name="film.mp4",
        description="",
        collection=changes.get("collection", ""),
        uploaded_at=datetime(2026, 3, 5, tzinfo=UTC),
        recorded_at=None,
        duration_s=duration_s,
        bundle=BundleId("b"),
        policy=PolicyId("p"),
    )


def archive(
    videos: Mapping[str, Sequence[SoundEvent]],
    documents: Mapping[str, VideoDocument] | None = None,
) -> Archive:
    """Videos by name with their events."""
    ids = tuple(VideoId(name) for name in videos)
    known = documents or {}
    return Archive(
        videos=ids,
        block=lanes_of({VideoId(name): events for name, events in videos.items()}),
        documents={video: known.get(video, document(video)) for video in ids},
    )


def lanes_of(videos: Mapping[VideoId, Sequence[SoundEvent]]) -> LaneBlock:
    """A lane for each label heard and each one above it, by video, then label."""
    keys: list[tuple[VideoId, LabelId]] = []
    rows: list[SoundEvent] = []
    bounds = [0]
    for video_id, events in videos.items():
        lanes: dict[LabelId, list[SoundEvent]] = {}
        for event in events:
            for label_id in {event.label_id, *audioset().ancestors(event.label_id)}:
                lanes.setdefault(label_id, []).append(event)
        for label_id in sorted(lanes):
            keys.append((video_id, label_id))
            rows += sorted(lanes[label_id], key=lambda e: (e.onset_s, e.offset_s))
            bounds.append(len(rows))
    return LaneBlock(keys=tuple(keys), bounds=np.array(bounds, dtype=np.int64), columns=pack(rows))
