"""The address that plays a video: ranges for seeking, safe headers for any file."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Header, Query
from starlette.requests import Request
from starlette.responses import Response

from earshot.domain.ids import VideoId
from earshot.errors import (
    CatalogUnavailable,
    ObjectNotFound,
    SourceMoved,
    StoreUnavailable,
    VideoNotFound,
)
from earshot.http.service import problem_answers
from earshot_search.ranged import RANGED_ANSWERS, Asked, ranged_answer
from earshot_search.routes import VideoIdInPath
from earshot_search.sources import Sources


def playback_routes(sources: Sources) -> APIRouter:
    """`/source`, for players and for downloads."""
    router = APIRouter(tags=["playback"])
    problems = problem_answers(
        VideoNotFound, ObjectNotFound, SourceMoved, CatalogUnavailable, StoreUnavailable
    )

    # One route a method, since FastAPI names operations of a shared one alike.
    @router.head("/videos/{video_id}/source", include_in_schema=False)
    @router.get(
        "/videos/{video_id}/source",
        summary="Play or download a video",
        response_class=Response,
        responses={**problems, **RANGED_ANSWERS},
    )
    def source(
        request: Request,
        video_id: VideoIdInPath,
        download: Annotated[bool, Query(description="As a file to keep")] = False,  # noqa: FBT002 - a query parameter
        range_: Annotated[str | None, Header(alias="Range", examples=["bytes=0-1023"])] = None,
        if_range: Annotated[str | None, Header()] = None,
        if_none_match: Annotated[str | None, Header()] = None,
    ) -> Response:
        """The bytes as they were uploaded. One range is answered as asked; of several ranges, the
        whole file.
        """
        asked = Asked(
            method=request.method,
            download=download,
            range_=range_,
            if_range=if_range,
            if_none_match=if_none_match,
        )
        found = sources.find(VideoId(video_id))
        return ranged_answer(found, asked, lambda start, stop: sources.read(found, start, stop))

    return router
