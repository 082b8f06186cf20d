"""The address that plays a video: ranges for seeking, safe headers for any file."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Header, Query
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from earshot.domain.ids import VideoId
from earshot.errors import (
    CatalogUnavailable,
    ObjectNotFound,
    SourceMoved,
    StoreUnavailable,
    VideoNotFound,
)
from earshot.http.service import problem_answers
from earshot_search.ranges import ByteRange, Unsatisfiable, read_range
from earshot_search.routes import VideoIdInPath
from earshot_search.sources import PlayableSource, Sources, content_disposition

_BINARY = {
    "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
}
_HEADERS = {
    name: {"schema": {"type": "string"}, "description": told}
    for name, told in {
        "Accept-Ranges": "Always `bytes`",
        "ETag": "Changes when the file does",
        "Content-Disposition": "The name that the file came with",
    }.items()
}
_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {"description": "The whole file", "headers": _HEADERS, **_BINARY},
    206: {"description": "The asked range", "headers": _HEADERS, **_BINARY},
    304: {"description": "The client has this file already"},
    416: {"description": "The range lies outside of the file"},
}


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
        responses={**problems, **_ANSWERS},
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
        found = sources.find(VideoId(video_id))
        headers = _headers(found, download=download)
        if _same(if_none_match, found.etag):
            return Response(status_code=304, headers=headers)
        if request.method == "HEAD":
            headers["Content-Length"] = str(found.size_bytes)
            return Response(headers=headers, media_type=found.media_type)
        usable = if_range is None or if_range.strip() == found.etag
        return _stream(sources, found, _asked(range_ if usable else None, found), headers)

    return router


def _headers(found: PlayableSource, *, download: bool) -> dict[str, str]:
    return {
        "Accept-Ranges": "bytes",
        "ETag": found.etag,
        "Content-Disposition": content_disposition(found.file_name, download=download),
        "Cache-Control": "private, no-cache",
    }


def _same(if_none_match: str | None, etag: str) -> bool:
    tags = [tag.strip().removeprefix("W/") for tag in (if_none_match or "").split(",")]
    return etag in tags or tags == ["*"]


def _asked(header: str | None, source: PlayableSource) -> ByteRange | None:
    try:
        return read_range(header, source.size_bytes)
    except Unsatisfiable as error:
        raise HTTPException(
            416,
            f"the file has {source.size_bytes} bytes; the range lies outside of them",
            headers={"Content-Range": f"bytes */{source.size_bytes}"},
        ) from error


def _stream(
    sources: Sources, found: PlayableSource, asked: ByteRange | None, headers: dict[str, str]
) -> Response:
    span = asked or ByteRange(start=0, stop=found.size_bytes)
    headers["Content-Length"] = str(span.stop - span.start)
    if asked is not None:
        headers["Content-Range"] = f"bytes {asked.start}-{asked.stop - 1}/{found.size_bytes}"
    return StreamingResponse(
        sources.read(found, span.start, span.stop),
        status_code=206 if asked is not None else 200,
        headers=headers,
        media_type=found.media_type,
    )
