"""The arrows between a video's states that the worker draws: pure functions, video to video."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from earshot.domain.departures import departing
from earshot.domain.ids import PolicyId
from earshot.domain.jobs import Job, Step
from earshot.domain.making import PROXY_ORDER, UNKNOWN_PLAYBACK, Playback
from earshot.domain.serving import Serving
from earshot.domain.video import Heard, Hearing, Reason, Video, VideoState

RUNNABLE = frozenset({VideoState.WAITING, VideoState.WORKING})
GOING = frozenset({VideoState.REMOVING, VideoState.REMOVED})
ORDERED = frozenset({Step.PROXY, Step.EXCERPT})
"""Steps beside the pipeline: the video's state has no part in them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listened:
    """What the listen step found out, to be written into the video."""

    heard: Heard
    recorded_at: datetime | None
    reason: Reason | None
    detail: str | None
    playback: Playback = UNKNOWN_PLAYBACK


def is_due(video: Video, step: Step) -> bool:
    """True when a job for this step has something to do on the video as it stands."""
    if step is Step.REMOVE:
        return video.state in GOING
    if step is Step.INDEX and video.state is VideoState.READY:
        return video.step is step
    if step in ORDERED:
        return step in ordered_steps(video)
    if step is Step.RETAG:
        return video.state is VideoState.READY and video.heard is not None
    return video.state in RUNNABLE and video.step is step


def due_job(video: Video) -> Job | None:
    """The job that the video waits for; None where it waits for none."""
    if video.state is VideoState.REMOVING:
        return Job(step=Step.REMOVE, video_id=video.video_id)
    if video.state in RUNNABLE or video.state is VideoState.READY:
        return Job(step=video.step, video_id=video.video_id) if video.step else None
    return None


def ordered_steps(video: Video) -> tuple[Step, ...]:
    """What is to be made of the video on order, beside the pipeline."""
    if video.state in GOING or video.state is VideoState.UPLOADING:
        return ()
    proxy = (Step.PROXY,) if PROXY_ORDER in video.orders else ()
    excerpts = any(order != PROXY_ORDER for order in video.orders)
    return (Step.EXCERPT, *proxy) if excerpts else proxy


def ordered_jobs(video: Video) -> list[Job]:
    """The jobs of `ordered_steps`."""
    return [Job(step=step, video_id=video.video_id) for step in ordered_steps(video)]


def following_job(video: Video, ended: Job) -> Job | None:
    """What is due after a job: the same again where more was ordered meanwhile."""
    return ended if ended.step in ordered_steps(video) else due_job(video)


def made(
    video: Video, orders: Collection[str], change: Callable[[Playback], Playback]
) -> Video | None:
    """Orders carried out, or given up; what came of them stands in the playback."""
    if video.state in GOING:
        return None
    left = tuple(order for order in video.orders if order not in orders)
    return replace(video, orders=left, playback=change(video.playback))


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
        playback=replace(
            video.playback,
            playable=found.playback.playable,
            has_picture=found.playback.has_picture,
            poster=found.playback.poster,
        ),
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


def decoded_anew(video: Video, policy: PolicyId, others: tuple[Hearing, ...] = ()) -> Video:
    """A ready video whose events are those of this policy, and of what others heard beside."""
    heard = replace(video.heard, policy=policy, others=others) if video.heard else None
    return replace(video, step=None, heard=heard)


def aligned(video: Video, serving: Serving) -> Video | None:
    """A ready video told by the bundles that now serve, to be indexed anew; None where it is so.

    Where the bundle in use has not heard it, the one that has goes on telling.
    """
    heard = video.heard
    if video.state is not VideoState.READY or heard is None or heard.policy is None:
        return None
    wanted = _as_served(heard, serving)
    return replace(video, heard=wanted, step=Step.INDEX) if wanted != heard else None


def heard_too(video: Video, hearings: Sequence[Hearing], serving: Serving) -> Video | None:
    """What more bundles made of a ready video; it is indexed anew where that changes its entry."""
    heard = video.heard
    if video.state is not VideoState.READY or heard is None or not hearings:
        return None
    for hearing in hearings:
        if hearing.bundle == heard.bundle:
            heard = replace(heard, policy=hearing.policy or heard.policy, run=hearing.run)
            continue
        others = (one for one in heard.others if one.bundle != hearing.bundle)
        heard = replace(heard, others=(*others, hearing))
    wanted = _as_served(heard, serving)
    fresh = {hearing.bundle for hearing in hearings}
    told_anew = not fresh.isdisjoint(bundle for bundle, _ in wanted.shown)
    changed = wanted.shown != (video.heard.shown if video.heard else ())
    return replace(video, heard=wanted, step=Step.INDEX if told_anew or changed else video.step)


def _as_served(heard: Heard, serving: Serving) -> Heard:
    chosen = heard.by(serving.use) if serving.use else None
    if chosen is not None and chosen.policy is not None and chosen.bundle != heard.bundle:
        former = Hearing(bundle=heard.bundle, policy=heard.policy, run=heard.run)
        rest = (one for one in heard.others if one.bundle != chosen.bundle)
        heard = replace(
            heard,
            bundle=chosen.bundle,
            policy=chosen.policy,
            run=chosen.run,
            others=(former, *rest),
        )
    others = [
        replace(one, shown=one.policy is not None and one.bundle in serving.beside)
        for one in heard.others
    ]
    return replace(heard, others=tuple(sorted(others, key=lambda one: one.bundle)))


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
        playback=UNKNOWN_PLAYBACK,
        orders=(),
        source=replace(video.source, file_name=""),
    )
