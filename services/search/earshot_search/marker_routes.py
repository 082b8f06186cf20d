"""The addresses that hand moments to film editors."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from earshot.captions.markers import RATES, MarkerFormat
from earshot.domain.ids import VideoId
from earshot.domain.levels import Level
from earshot.errors import (
    BadRequest,
    CatalogUnavailable,
    DamagedObject,
    StoreUnavailable,
    VideoNotFound,
)
from earshot.http.service import problem_answers
from earshot_search.markers import Markers, MarkersWanted
from earshot_search.routes import LevelParameter, MinScore, VideoIdInPath

_TYPES = {
    MarkerFormat.EDL: ("text/plain", "TITLE: Backyard\r\nFCM: NON-DROP FRAME\r\n"),
    MarkerFormat.CSV: ("text/csv", "Marker Name,Description,In,Out,Duration,Marker Type\r\n"),
}


def marker_routes(markers: Markers) -> APIRouter:
    """One address a format."""
    router = APIRouter(tags=["captions"])
    for form in MarkerFormat:
        _add(router, markers, form)
    return router


def _add(router: APIRouter, markers: Markers, form: MarkerFormat) -> None:
    media_type, example = _TYPES[form]
    content = {media_type: {"schema": {"type": "string"}, "example": example}}
    problems = problem_answers(
        BadRequest, VideoNotFound, CatalogUnavailable, StoreUnavailable, DamagedObject
    )

    @router.get(
        f"/videos/{{video_id}}/markers.{form}",
        name=f"markers_{form}",
        summary=f"List moments for a film editor, as {form.upper()}",
        response_class=Response,
        responses={**problems, 200: {"description": "Markers", "content": content}},
    )
    def markers_of(
        video_id: VideoIdInPath,
        level: LevelParameter = Level.BALANCED,
        min_score: MinScore = 0.0,
        label: Annotated[
            list[str], Query(max_length=50, description="Only these, by id, and what lies below")
        ] = [],  # noqa: B006 - FastAPI reads it, nobody writes to it
        moment: Annotated[
            list[str],
            Query(max_length=500, description="These instead of events: `12.4-15 NAME`, seconds"),
        ] = [],  # noqa: B006 - as above
        fps: Annotated[
            str, Query(pattern=f"^({'|'.join(RATES)})$", description="Frames a second")
        ] = "25",
    ) -> Response:
        """What was heard, or the moments that are given, as markers."""
        wanted = MarkersWanted(
            level=level, min_score=min_score, labels=label, moments=moment, rate=fps
        )
        text = markers.written(VideoId(video_id), form, wanted)
        name = f'attachment; filename="markers.{form}"'
        headers = {"Content-Disposition": name}
        return Response(text, media_type=f"{media_type}; charset=utf-8", headers=headers)
