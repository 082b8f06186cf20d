"""The arrows between a video's states that the worker draws: pure functions, video to video."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from earshot.domain.departures import departing
from earshot.domain.ids import PolicyId
from earshot.domain.jobs import Job, Step
from earshot.domain.video import Heard, Reason, Video, VideoState

RUNNABLE = frozenset({VideoState.WAITING, VideoState.WORKING})
GOING = frozenset({VideoState.REMOVING, VideoState.REMOVED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Listened:
    """What the listen step found out, to be written into the video."""

    heard: Heard
    recorded_at: datetime | None
    reason: Reason | None
    detail: str | None


def is_due(video: Video, step: Step) -> bool:
    """True when a job for this step has something to do on the video as it stands."""
    if step is Step.REMOVE:
        return video.state in GOING
    if step is Step.INDEX and video.state is VideoState.READY:
        return video.step is step
    return video.state in RUNNABLE and video.step is step


def due_job(video: Video) -> Job | None:
    """The job that the video waits for; None where it waits for none."""
    if video.state is VideoState.REMOVING:
        return Job(step=Step.REMOVE, video_id=video.video_id)
    if video.state in RUNNABLE or video.state is VideoState.READY:
        return Job(step=video.step, video_id=video.video_id) if video.step else None
    return None


def begun(video: Video, step: Step) -> Video | None:
    """Waiting to working; None where nothing changes (a ready video keeps its state)."""
    if video.state is not VideoState.WAITING or video.step is not step:
        return None
    return replace(video, state=VideoState.WORKING, progress=0.0)


def progressed(video: Video, step: Step, progress: float) -> Video | None:
    """Working, a little further; never backwards within one run."""
    if video.state is not VideoState.WORKING or video.step is not step:
        return None
    return replace(video, progress=min(1.0, max(0.0, progress)))


def let_go(video: Video, step: Step) -> Video | None:
    """Working to waiting, where a step is given back for another try."""
    if video.state is not VideoState.WORKING or video.step is not step:
        return None
    return replace(video, state=VideoState.WAITING, progress=0.0)


def listened(video: Video, found: Listened) -> Video | None:
    """Listen to decode. A recording date that a person has set stays."""
    if not (video.state in RUNNABLE and video.step is Step.LISTEN):
        return None
    return replace(
        video,
        state=VideoState.WAITING,
        step=Step.DECODE,
        progress=0.0,
        reason=found.reason,
        detail=found.detail,
        heard=found.heard,
        recorded_at=video.recorded_at if video.recorded_at_set else found.recorded_at,
    )


def decoded(video: Video, policy: PolicyId) -> Video | None:
    """Decode to index."""
    if not (video.state in RUNNABLE and video.step is Step.DECODE and video.heard):
        return None
    return replace(
        video,
        state=VideoState.WAITING,
        step=Step.INDEX,
        progress=0.0,
        heard=replace(video.heard, policy=policy),
    )


def indexed(video: Video) -> Video | None:
    """Index to ready; a ready video whose entry was written again is just ready."""
    if not is_due(video, Step.INDEX):
        return None
    return replace(video, state=VideoState.READY, step=None, progress=1.0)


def failed(video: Video, step: Step, reason: Reason, detail: str) -> Video | None:
    """A step that will not succeed by being tried again. A ready video stays ready."""
    if video.state is VideoState.READY and video.step is step:
        return replace(video, step=None)
    if not (video.state in RUNNABLE and video.step is step):
        return None
    return replace(
        video, state=VideoState.FAILED, step=None, progress=0.0, reason=reason, detail=detail
    )


def asked_to_go(video: Video) -> Video | None:
    """Any state to removing: from here on there is no way back."""
    if video.state in GOING:
        return None
    return departing(video)


def restarted(video: Video) -> Video:
    """To be listened to from the start, where the store has nothing that could be used."""
    return replace(
        video,
        state=VideoState.WAITING,
        step=Step.LISTEN,
        progress=0.0,
        reason=None,
        detail=None,
        heard=None,
        uploader=None,
    )


def decoded_anew(video: Video, policy: PolicyId) -> Video:
    """A ready video whose events are those of this policy."""
    heard = replace(video.heard, policy=policy) if video.heard else None
    return replace(video, step=None, heard=heard)


def removed(video: Video) -> Video | None:
    """Removing to removed: a tombstone, without what people wrote or what was heard."""
    if video.state is not VideoState.REMOVING:
        return None
    return replace(
        video,
        state=VideoState.REMOVED,
        step=None,
        progress=0.0,
        title="",
        description="",
        recorded_at=None,
        reason=None,
        detail=None,
        heard=None,
        source=replace(video.source, file_name=""),
    )
