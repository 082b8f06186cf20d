"""Turns suggestions, timelines and figures into the API's shapes."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from earshot.ports.index import Tally
from earshot_search.archive_schemas import (
    HeatmapAnswer,
    HeatmapRowShown,
    LabelFiguresAnswer,
    LabelFiguresShown,
    LaneShown,
    PointShown,
    RareAnswer,
    SuggestionsAnswer,
    SuggestionShown,
    TimelineAnswer,
    TrendShown,
    UnusualShown,
)
from earshot_search.heatmaps import HOURS, PLACES, Axis, Heatmap, HeatmapRow
from earshot_search.presenting import video_named
from earshot_search.presenting_counts import Naming
from earshot_search.schemas import VideoNamed
from earshot_search.statistics import LabelFiguresTold, Period, Rarities
from earshot_search.suggesting import Suggested
from earshot_search.timelines import Timeline, TimelineLane

_DECIMALS = 6
_HOUR_S = 3600.0


def suggestions_answer(typed: str, found: Sequence[Suggested]) -> SuggestionsAnswer:
    """Ways to go on."""
    shown = [
        SuggestionShown(kind=one.kind, text=one.text, phrase=one.phrase, detail=one.detail)
        for one in found
    ]
    return SuggestionsAnswer(q=typed, suggestions=shown)


def timeline_answer(told: Timeline, name: Naming) -> TimelineAnswer:
    """The lanes of one video."""
    return TimelineAnswer(
        video_id=told.video.video_id,
        level=int(told.level),
        duration_s=told.duration_s,
        resolution_s=told.resolution_s,
        lanes=[_lane(lane, name) for lane in told.lanes],
        left_out=told.left_out,
    )


def label_figures_answer(
    level: int, period: Period, told: LabelFiguresTold, name: Naming
) -> LabelFiguresAnswer:
    """Figures of every label."""
    return LabelFiguresAnswer(
        level=level,
        period=period,
        labels=[
            LabelFiguresShown(
                label=name(one.label_id),
                label_id=one.label_id,
                **_tally(one.whole),
                trend=[
                    _trend(start, tally)
                    for start, tally in zip(told.starts, one.trend, strict=True)
                ],
            )
            for one in told.labels
        ],
    )


def heatmap_answer(level: int, told: Heatmap, name: Naming) -> HeatmapAnswer:
    """A matrix of moments."""
    return HeatmapAnswer(
        by=told.axis,
        level=level,
        columns=_columns(told.axis),
        rows=[_row(row, name) for row in told.rows],
        exact=told.exact,
    )


def rare_answer(level: int, told: Rarities, name: Naming) -> RareAnswer:
    """What is unusual in a week."""
    return RareAnswer(
        level=level,
        start=told.start,
        stop=told.stop,
        labels=[
            UnusualShown(
                label=name(one.label_id),
                label_id=one.label_id,
                **_tally(one.week),
                expected_videos=round(one.expected_videos, 3),
                chance=round(one.chance, _DECIMALS),
                first=one.is_first,
                examples=[VideoNamed(**video_named(video)) for video in one.examples],
            )
            for one in told.labels
        ],
    )


def _lane(lane: TimelineLane, name: Naming) -> LaneShown:
    return LaneShown(
        label=name(lane.label_id),
        label_id=lane.label_id,
        events=lane.events,
        seconds=round(lane.seconds, _DECIMALS),
        points=[
            PointShown(
                start_s=round(point.start_s, _DECIMALS),
                end_s=round(point.end_s, _DECIMALS),
                events=point.events,
                density=round(point.density, _DECIMALS),
                score=round(point.score, _DECIMALS),
            )
            for point in lane.points
        ],
    )


def _row(row: HeatmapRow, name: Naming) -> HeatmapRowShown:
    label_ids = row.word.label_ids
    return HeatmapRowShown(
        word=row.word.typed,
        label=", ".join(name(label_id) for label_id in label_ids),
        label_ids=list(label_ids),
        moments=list(row.moments),
        total=sum(row.moments),
    )


def _columns(axis: Axis) -> list[str]:
    if axis is Axis.HOUR:
        return [f"{hour:02}" for hour in range(HOURS)]
    step = 100 // PLACES
    return [f"{at * step}-{(at + 1) * step}%" for at in range(PLACES)]


def _trend(start: date, tally: Tally) -> TrendShown:
    return TrendShown(start=start, **_tally(tally))


def _tally(tally: Tally) -> dict[str, Any]:
    hours = round(tally.seconds / _HOUR_S, _DECIMALS)
    return {"videos": tally.videos, "events": tally.events, "hours": hours}
