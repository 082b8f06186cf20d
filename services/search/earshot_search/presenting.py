"""Turns what the use-cases found into the API's shapes."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from typing import Any

from earshot.domain.events import SoundEvent
from earshot.domain.ids import VideoId
from earshot.domain.video import Video
from earshot.http.prefix import API_PREFIX
from earshot_search.events import HeardEvents
from earshot_search.labels import ToldLabel
from earshot_search.presenting_counts import Naming, counts_shown
from earshot_search.schemas import (
    EventsAnswer,
    EventShown,
    LabelsAnswer,
    LabelShown,
    MomentShown,
    SearchAnswer,
    VideoFound,
    VideoNamed,
    WordUnresolved,
)
from earshot_search.searching import Found, FoundMoment, FoundVideo, SearchRequest

LEAD_S = 1.0
_DECIMALS = 6
"""Of seconds and scores: finer than a frame and than a score means anything."""


def search_answer(request: SearchRequest, found: Found, name: Naming) -> SearchAnswer:
    """One page of a search."""
    return SearchAnswer(
        query=found.query,
        level=int(request.level),
        sort=request.sort,
        videos=[_found(one, name) for one in found.videos],
        names=[VideoNamed(**video_named(video)) for video in found.names],
        unresolved=[
            WordUnresolved(word=word.typed, detail=word.problem or "", nearest=list(word.nearest))
            for word in found.unresolved
        ],
        did_you_mean=list(found.did_you_mean),
        counts=counts_shown(found.counts, name) if found.counts is not None else None,
        partial=found.partial,
        next=found.next,
    )


def labels_answer(level: int, told: list[ToldLabel]) -> LabelsAnswer:
    """The labels that can be heard."""
    return LabelsAnswer(
        level=level,
        labels=[
            LabelShown(
                label_id=one.heard.label_id,
                name=one.heard.name,
                family=one.family,
                grade=one.heard.grade,
                figures=dict(one.heard.figures),
                bundle=one.heard.bundle,
                videos=one.count.videos,
                events=one.count.events,
            )
            for one in told
        ],
    )


def events_answer(told: HeardEvents, name: Naming) -> EventsAnswer:
    """The events of one video."""
    heard = told.video.heard
    return EventsAnswer(
        video_id=told.video.video_id,
        state=told.video.state,
        level=int(told.level),
        duration_s=heard.duration_s if heard else None,
        bundle=heard.bundle if heard else None,
        policy=heard.policy if heard else None,
        events=[event_shown(event, name, told.video) for event in told.events],
    )


def event_shown(event: SoundEvent, name: Naming, video: Video) -> EventShown:
    """One event of a video; where it does not tell who heard it, the video's own bundle did."""
    own = (video.heard.bundle,) if video.heard else ()
    return EventShown(
        label=name(event.label_id),
        label_id=event.label_id,
        onset_s=round(event.onset_s, _DECIMALS),
        offset_s=round(event.offset_s, _DECIMALS),
        score=round(event.score, _DECIMALS),
        heard_by=list(event.heard_by or own),
    )


def _found(one: FoundVideo, name: Naming) -> VideoFound:
    return VideoFound(
        **video_named(one.video),
        score=round(one.score, _DECIMALS) if one.score is not None else None,
        moments=[_moment(one.video, moment, name) for moment in one.moments],
        moments_total=one.moments_total,
    )


def _moment(video: Video, found: FoundMoment, name: Naming) -> MomentShown:
    return MomentShown(
        start_s=round(found.moment.start_s, _DECIMALS),
        end_s=round(found.moment.end_s, _DECIMALS),
        score=round(found.moment.score, _DECIMALS),
        label=found.label,
        label_id=found.label_id,
        events=[event_shown(event, name, video) for event in found.moment.events],
        matched=found.matched,
        link=moment_link(video.video_id, found.moment.start_s),
    )


def moment_link(video_id: VideoId, start_s: float) -> str:
    """Plays from a little before: a sound is only understood with what leads to it."""
    return f"{API_PREFIX}/videos/{video_id}/source#t={max(0.0, start_s - LEAD_S):.2f}"


def video_named(video: Video) -> dict[str, Any]:
    """The fields of a `VideoNamed`."""
    return {
        "video_id": video.video_id,
        "title": video.title,
        "collection": video.collection,
        "duration_s": video.heard.duration_s if video.heard else None,
        "recorded_at": video.recorded_at,
    }
