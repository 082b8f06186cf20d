"""The addresses of what was made of a video: a playable form, a picture, excerpts."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Header, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from earshot.domain.ids import VideoId
from earshot.errors import (
    CatalogUnavailable,
    MediaError,
    NotMadeYet,
    StoreUnavailable,
    VideoNotFound,
)
from earshot.http.service import problem_answers
from earshot_search.made_files import MadeFiles
from earshot_search.ranged import RANGED_ANSWERS, Asked, ranged_answer
from earshot_search.routes import VideoIdInPath
from earshot_search.sources import PlayableSource

_PROBLEMS = problem_answers(
    VideoNotFound, NotMadeYet, MediaError, CatalogUnavailable, StoreUnavailable
)
Download = Annotated[bool, Query(description="As a file to keep")]
Range = Annotated[str | None, Header(alias="Range", examples=["bytes=0-1023"])]


def made_routes(made: MadeFiles) -> APIRouter:
    """Ordered at the gateway, made by the worker, read here."""
    router = APIRouter(tags=["playback"])
    _add(router, made, "proxy", "Play the form of a video that browsers play", made.proxy)
    _add(router, made, "poster", "Show a picture of a video", made.poster)
    _add_excerpt(router, made)
    return router


def _add(
    router: APIRouter,
    made: MadeFiles,
    name: str,
    summary: str,
    find: Callable[[VideoId], PlayableSource],
) -> None:
    path = f"/videos/{{video_id}}/{name}"

    @router.head(path, include_in_schema=False)
    @router.get(
        path,
        name=name,
        summary=summary,
        response_class=Response,
        responses={**_PROBLEMS, **RANGED_ANSWERS},
    )
    def file(
        request: Request,
        video_id: VideoIdInPath,
        download: Download = False,  # noqa: FBT002 - a query parameter
        range_: Range = None,
    ) -> Response:
        """Ranges are answered as those of the source."""
        found = find(VideoId(video_id))
        return _answer(made, found, request, download=download, range_=range_)


def _add_excerpt(router: APIRouter, made: MadeFiles) -> None:
    @router.get(
        "/videos/{video_id}/excerpts/{excerpt_id}",
        summary="Download an excerpt",
        response_class=Response,
        responses={**_PROBLEMS, **RANGED_ANSWERS},
    )
    def excerpt(
        request: Request,
        video_id: VideoIdInPath,
        excerpt_id: Annotated[str, Path(max_length=64, examples=["12400-15000.wav"])],
        download: Download = True,  # noqa: FBT002 - a query parameter
        range_: Range = None,
    ) -> Response:
        """404 with the code `not_made_yet` while it is made; order it at `POST /excerpts`."""
        found = made.excerpt(VideoId(video_id), excerpt_id)
        return _answer(made, found, request, download=download, range_=range_)


def _answer(
    made: MadeFiles, found: PlayableSource, request: Request, *, download: bool, range_: str | None
) -> Response:
    asked = Asked(
        method=request.method,
        download=download,
        range_=range_,
        if_range=request.headers.get("If-Range"),
        if_none_match=request.headers.get("If-None-Match"),
    )
    return ranged_answer(found, asked, lambda start, stop: made.read(found, start, stop))
