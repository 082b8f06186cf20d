"""Videos and lanes as Elasticsearch documents, and back."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import numpy as np

from earshot.adapters.index.dates import day, instant
from earshot.adapters.index.elastic_packing import packed
from earshot.domain.events import Lane
from earshot.domain.ids import BundleId, PolicyId, VideoId
from earshot.domain.levels import Level
from earshot.ports.index import VideoDocument
from earshot.ports.lanes import pack

Document = dict[str, Any]


def video_document(document: VideoDocument) -> Document:
    """What is kept of a video; what it tells is read, the rest searched and sorted by."""
    recorded_at = document.recorded_at
    return {
        "video_id": document.video_id,
        "words": sorted(set(document.words())),
        "collection": document.collection,
        "dated": instant(document.dated_at),
        "duration_s": document.duration_s,
        "told": {
            "title": document.title,
            "file_name": document.file_name,
            "description": document.description,
            "collection": document.collection,
            "uploaded_at": document.uploaded_at.astimezone(UTC).isoformat(),
            "recorded_at": recorded_at.astimezone(UTC).isoformat() if recorded_at else None,
            "duration_s": document.duration_s,
            "bundle": document.bundle,
            "policy": document.policy,
        },
    }


def read_video(source: Mapping[str, Any]) -> VideoDocument:
    """The video of a document."""
    told = source["told"]
    recorded_at = told["recorded_at"]
    return VideoDocument(
        video_id=VideoId(source["video_id"]),
        title=told["title"],
        file_name=told["file_name"],
        description=told["description"],
        collection=told["collection"],
        uploaded_at=datetime.fromisoformat(told["uploaded_at"]),
        recorded_at=datetime.fromisoformat(recorded_at) if recorded_at else None,
        duration_s=float(told["duration_s"]),
        bundle=BundleId(told["bundle"]),
        policy=PolicyId(told["policy"]),
    )


def lane_document(lane: Lane, video: VideoDocument) -> Document:
    """A lane: its events as plain arrays for people and packed for searches, and what is searched
    and sorted by at each level.
    """
    columns = pack(lane.events)
    document: Document = {
        "video_id": lane.video_id,
        "label": lane.label_id,
        "day": day(video.dated_at),
        "events": {
            "onsets_s": columns.onsets_s.tolist(),
            "offsets_s": columns.offsets_s.tolist(),
            "scores": columns.scores.tolist(),
            "first_levels": columns.first_levels.tolist(),
            "stop_levels": columns.stop_levels.tolist(),
            "heard": columns.heard.tolist(),
            "heard_labels": list(columns.heard_labels),
        },
        "packed": packed(columns),
    }
    if columns.by is not None:
        document["events"]["by"] = columns.by.tolist()
        document["events"]["hearers"] = [list(one) for one in columns.hearers]
    durations_s = columns.offsets_s - columns.onsets_s
    for level in Level:
        standing = columns.standing(level)
        if standing.any():
            document[f"best_{int(level)}"] = float(columns.scores[standing].max())
            document[f"count_{int(level)}"] = int(np.count_nonzero(standing))
            document[f"longest_{int(level)}_s"] = float(durations_s[standing].max())
            document[f"total_{int(level)}_s"] = float(durations_s[standing].sum())
    return document
