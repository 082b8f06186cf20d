"""A video and its states, from the first byte of its upload to its removal."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from earshot.domain.ids import BundleId, PolicyId, VideoId
from earshot.domain.jobs import Step
from earshot.domain.making import UNKNOWN_PLAYBACK, Playback

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
class Hearing:
    """One more bundle that has heard a video."""

    bundle: BundleId
    policy: PolicyId | None
    """None where it could not hear it; `detail` then says why."""
    shown: bool = False
    """True where its events are searched beside those of the bundle in use."""
    run: str = ""
    """Id of the retag that asked for it; empty where none did."""
    detail: str | None = None


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
    run: str = ""
    """As of a `Hearing`."""
    others: tuple[Hearing, ...] = ()
    """Other bundles that have heard the same sound; any of them can be put in this one's place."""

    @property
    def shown(self) -> tuple[tuple[BundleId, PolicyId], ...]:
        """Whose events are searched, this bundle first; nothing until decoded."""
        if self.policy is None:
            return ()
        beside = ((one.bundle, one.policy) for one in self.others if one.shown and one.policy)
        return ((self.bundle, self.policy), *((bundle, policy) for bundle, policy in beside))

    def by(self, bundle: BundleId) -> Hearing | None:
        """What a bundle made of the video; None where it has not heard it."""
        if bundle == self.bundle:
            return Hearing(bundle=bundle, policy=self.policy, shown=True, run=self.run)
        return next((one for one in self.others if one.bundle == bundle), None)


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
    corrections: int = 0
    """Grows with every correction and withdrawal, so that an index that lags behind is noticed."""
    playback: Playback = UNKNOWN_PLAYBACK
    orders: tuple[str, ...] = ()
    """What is to be made beside the pipeline: `PROXY_ORDER`, and ids of excerpts."""
