"""A video and its states, from the first byte of its upload to its removal."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from earshot.domain.ids import BundleId, PolicyId, VideoId
from earshot.domain.jobs import Step

DEFAULT_COLLECTION = "default"
"""Where a video goes when no collection is named."""


class VideoState(StrEnum):
    """Where a video stands; the arrows between them are drawn in GLOSSARY.md."""

    UPLOADING = "uploading"
    WAITING = "waiting"
    WORKING = "working"
    READY = "ready"
    FAILED = "failed"
    REMOVING = "removing"
    REMOVED = "removed"


class Reason(StrEnum):
    """Why a video ended as it did; the first two end as ready, the others as failed."""

    NO_AUDIO = "no_audio"
    DAMAGED = "damaged"
    NOT_MEDIA = "not_media"
    TOO_LONG = "too_long"
    TIMED_OUT = "timed_out"
    CRASHED = "crashed"
    SOURCE_MISSING = "source_missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The bytes behind a video."""

    file_name: str
    size_bytes: int
    sha256: str
    in_place: bool = False
    """True where only a reference to a file outside the store is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What the pipeline found out about the sound, and who heard it."""

    duration_s: float
    """Length on the player's clock: what was decoded, or what the container says if longer."""
    decoded_s: float
    audio_tracks: int
    bundle: BundleId
    policy: PolicyId | None = None
    """None until decoded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Video:
    """One uploaded file, all that the catalog knows of it."""

    video_id: VideoId
    title: str
    collection: str
    description: str
    uploaded_at: datetime
    recorded_at: datetime | None
    source: Source
    state: VideoState
    step: Step | None
    """The step that is due or running; None once ready, failed, removed or while uploading."""
    progress: float
    """Of the running step, 0 to 1."""
    reason: Reason | None
    detail: str | None
    """One plain sentence for people, in the states that have a reason."""
    heard: Heard | None
    recorded_at_set: bool = False
    """True once a person has set the recording date: the container's no longer counts."""
    uploader: str | None = None
    """Who takes in the bytes while uploading, as `owners.this_owner` names it; None afterwards."""
