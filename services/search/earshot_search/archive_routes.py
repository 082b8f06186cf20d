"""The addresses that show an archive as a whole, and one video as lanes."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Query

from earshot.domain.ids import VideoId
from earshot.domain.levels import Level
from earshot.errors import (
    BadRequest,
    CatalogUnavailable,
    DamagedObject,
    IndexUnavailable,
    StoreUnavailable,
    VideoNotFound,
)
from earshot.http.service import problem_answers
from earshot_search.archive_schemas import (
    HeatmapAnswer,
    LabelFiguresAnswer,
    RareAnswer,
    TimelineAnswer,
)
from earshot_search.heatmaps import Axis
from earshot_search.presenting_archive import (
    heatmap_answer,
    label_figures_answer,
    rare_answer,
    timeline_answer,
)
from earshot_search.routes import LevelParameter, MinScore, VideoIdInPath
from earshot_search.statistics import Period
from earshot_search.use_cases import UseCases

_PROBLEMS = problem_answers(BadRequest, IndexUnavailable, CatalogUnavailable, StoreUnavailable)
_EARLIEST = date(1900, 1, 1)
_LATEST = date(9999, 1, 1)
_MOST_ROWS = 20
_HALF_DAY_MIN = 14 * 60


def archive_routes(use_cases: UseCases) -> APIRouter:
    """Figures of the archive, and timelines."""
    router = APIRouter(tags=["archive"])
    _add_label_figures(router, use_cases)
    _add_heatmap(router, use_cases)
    _add_rare(router, use_cases)
    _add_timeline(router, use_cases)
    return router


def _add_label_figures(router: APIRouter, use_cases: UseCases) -> None:
    @router.get(
        "/stats/labels", summary="Count what was heard, and how it changes", responses=_PROBLEMS
    )
    def label_figures(
        level: LevelParameter = Level.BALANCED,
        period: Annotated[Period, Query(description="Steps of the trend")] = Period.MONTH,
        periods: Annotated[int, Query(ge=1, le=60, description="How many steps")] = 12,
    ) -> LabelFiguresAnswer:
        """Videos, events and hours of every label that was heard, in all and in the last periods,
        by the day of recording, or of upload where nobody knows. At most half a minute old.
        """
        told = use_cases.statistics.labels(level=level, period=period, periods=periods)
        return label_figures_answer(int(level), period, told, use_cases.audible.name)


def _add_heatmap(router: APIRouter, use_cases: UseCases) -> None:
    @router.get("/stats/heatmap", summary="Map when sounds begin", responses=_PROBLEMS)
    def heatmap(
        label: Annotated[
            list[str] | None,
            Query(
                max_length=_MOST_ROWS,
                description="Words or ids of labels, a row each; without any those heard most",
                examples=[["dog", "siren"]],
            ),
        ] = None,
        by: Annotated[Axis, Query(description="Hour of day or place in the video")] = Axis.HOUR,
        level: LevelParameter = Level.BALANCED,
        min_score: MinScore = 0.0,
        utc_offset_min: Annotated[
            int,
            Query(
                ge=-_HALF_DAY_MIN, le=_HALF_DAY_MIN, description="Of the hours, minutes from UTC"
            ),
        ] = 0,
    ) -> HeatmapAnswer:
        """Moments of each word by hour of day (24 columns, videos whose recording is dated), or by
        place in the video (20 columns). Counting stops after 1.5 s; then `exact` is false.
        """
        told = use_cases.heatmaps.told(
            label or [],
            axis=by,
            level=level,
            min_score=min_score,
            utc_offset=timedelta(minutes=utc_offset_min),
        )
        return heatmap_answer(int(level), told, use_cases.audible.name)


def _add_rare(router: APIRouter, use_cases: UseCases) -> None:
    @router.get("/stats/rare", summary="Tell what is unusual this week", responses=_PROBLEMS)
    def rare(
        level: LevelParameter = Level.BALANCED,
        until: Annotated[
            date | None,
            Query(description="Last day of the week; today if left out", examples=["2026-03-07"]),
        ] = None,
        limit: Annotated[int, Query(ge=1, le=100, description="Labels at most")] = 20,
    ) -> RareAnswer:
        """Labels that were heard for the first time in these seven days, or in more videos than
        their share in the eight weeks before lets expect (a chance of 5 % or less).
        """
        if until is not None and not _EARLIEST <= until <= _LATEST:
            raise BadRequest("until must be a day between 1900 and 9998")
        told = use_cases.statistics.rare(level=level, until=until, limit=limit)
        return rare_answer(int(level), told, use_cases.audible.name)


def _add_timeline(router: APIRouter, use_cases: UseCases) -> None:
    @router.get(
        "/videos/{video_id}/timeline",
        summary="Show a video as lanes over time",
        responses=problem_answers(
            BadRequest, VideoNotFound, CatalogUnavailable, StoreUnavailable, DamagedObject
        ),
    )
    def timeline(
        video_id: VideoIdInPath,
        lanes: Annotated[
            str,
            Query(
                max_length=2000,
                description="Words or ids of labels with commas between; each with all below it."
                " Without any the twelve that sound longest",
                examples=["dog,siren"],
            ),
        ] = "",
        resolution: Annotated[
            float | None,
            Query(gt=0, le=86_400, description="Seconds of a point", examples=[0.5]),
        ] = None,
        level: LevelParameter = Level.BALANCED,
        min_score: MinScore = 0.0,
    ) -> TimelineAnswer:
        """Events as they are while there are at most 2,000; more of them, or with a resolution,
        their density in stretches of equal length. Never more than 2,000 points in all: a
        resolution that is too fine for that is made coarser, as `resolution_s` tells.
        """
        told = use_cases.timelines.told(
            VideoId(video_id),
            lanes=lanes,
            resolution_s=resolution,
            level=level,
            min_score=min_score,
        )
        return timeline_answer(told, use_cases.audible.name)
