"""The JSON of a video, and of a page of videos."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from earshot.domain.jobs import Step
from earshot.domain.making import PROXY_ORDER
from earshot.domain.video import Reason, Video, VideoState
from earshot_gateway.details import Collection, Description, Moment, Title

EXAMPLE: dict[str, Any] = {
    "id": "01K0G4W1QZ7V7C3M4D2W5T9RBA",
    "title": "Backyard at noon",
    "file_name": "MVI_0042.MP4",
    "collection": "default",
    "description": "The neighbour's dog and the first bus.",
    "state": "working",
    "step": "listen",
    "progress": 0.42,
    "reason": None,
    "detail": None,
    "duration_s": None,
    "audio_tracks": None,
    "size_bytes": 73_400_320,
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "uploaded_at": "2026-11-21T17:36:43Z",
    "recorded_at": "2026-11-20T12:01:00Z",
    "playable": False,
    "has_picture": True,
    "poster": True,
    "proxy": {"state": "ready", "media_type": "video/mp4", "detail": None},
    "corrections": 0,
}


class ProxyAnswer(BaseModel):
    """The form of a video that browsers play."""

    state: Literal["none", "waiting", "ready", "failed"] = Field(
        description="none: order it; waiting: it is being made; failed: `detail` says why"
    )
    media_type: str | None
    detail: str | None


class VideoAnswer(BaseModel):
    """One video and how it stands."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    id: str = Field(description="Time-sortable: later uploads have higher ids")
    title: str
    file_name: str
    collection: str
    description: str
    state: VideoState
    step: Step | None = Field(description="The step that is due or running")
    progress: float = Field(ge=0, le=1, description="Of the upload or of the running step")
    reason: Reason | None = Field(description="Why it ended as it did, for programs")
    detail: str | None = Field(description="The same in one sentence, for people")
    duration_s: float | None = Field(description="Known once it was listened to")
    audio_tracks: int | None = Field(description="Known once it was listened to")
    size_bytes: int
    sha256: str
    uploaded_at: datetime
    recorded_at: datetime | None
    playable: bool | None = Field(
        description="Whether browsers play the source; null until it was looked into"
    )
    has_picture: bool | None = Field(description="False: sound alone")
    poster: bool = Field(description="Whether there is a picture at `/poster`")
    proxy: ProxyAnswer
    corrections: int = Field(description="Grows with each correction: a page that lags notices")


class UploadAnswer(VideoAnswer):
    """The video that an upload became, or that was here with the same bytes."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE | {"duplicate": False}]})

    duplicate: bool = Field(
        description="True when the collection had these bytes already: this is the first video"
    )


class VideoPage(BaseModel):
    """Some videos, newest first."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"videos": [EXAMPLE], "next": EXAMPLE["id"]}]}
    )

    videos: list[VideoAnswer]
    next: str | None = Field(description="Give it as `cursor` for the next page; null at the end")


class Edit(BaseModel):
    """What to set; fields that are left out stay as they are."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"title": "Backyard at noon", "recorded_at": "2026-11-20T12:01:00Z"}]
        },
    )

    title: Title = ""
    description: Description = ""
    collection: Collection = ""
    recorded_at: Moment | None = None


def video_json(video: Video) -> dict[str, Any]:
    """The fields of a `VideoAnswer`."""
    heard = video.heard
    # A ready video that is indexed anew is no less ready: that step is nobody's business.
    ready = video.state is VideoState.READY
    return {
        "id": video.video_id,
        "title": video.title,
        "file_name": video.source.file_name,
        "collection": video.collection,
        "description": video.description,
        "state": video.state,
        "step": None if ready else video.step,
        "progress": 1.0 if ready else video.progress,
        "reason": video.reason,
        "detail": video.detail,
        "duration_s": heard.duration_s if heard else None,
        "audio_tracks": heard.audio_tracks if heard else None,
        "size_bytes": video.source.size_bytes,
        "sha256": video.source.sha256,
        "uploaded_at": video.uploaded_at,
        "recorded_at": video.recorded_at,
        "playable": video.playback.playable,
        "has_picture": video.playback.has_picture,
        "poster": video.playback.poster,
        "proxy": _proxy(video),
        "corrections": video.corrections,
    }


def _proxy(video: Video) -> dict[str, Any]:
    told = video.playback
    if PROXY_ORDER in video.orders:
        return {"state": "waiting", "media_type": told.proxy, "detail": None}
    if told.proxy_problem is not None:
        return {"state": "failed", "media_type": told.proxy, "detail": told.proxy_problem}
    state = "ready" if told.proxy is not None else "none"
    return {"state": state, "media_type": told.proxy, "detail": None}
