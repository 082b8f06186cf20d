"""Answers with a file or the part of it that a player asks for."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import Response, StreamingResponse

from earshot_search.ranges import ByteRange, Unsatisfiable, read_range
from earshot_search.sources import PlayableSource, content_disposition

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
RANGED_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {"description": "The whole file", "headers": _HEADERS, **_BINARY},
    206: {"description": "The asked range", "headers": _HEADERS, **_BINARY},
    304: {"description": "The client has this file already"},
    416: {"description": "The range lies outside of the file"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a request says of the part that it wants."""

    method: str = "GET"
    download: bool = False
    range_: str | None = None
    if_range: str | None = None
    if_none_match: str | None = None


def ranged_answer(
    found: PlayableSource, asked: Asked, read: Callable[[int, int], Iterator[bytes]]
) -> Response:
    """The whole, a range, or that the client has it already."""
    headers = _headers(found, download=asked.download)
    if _same(asked.if_none_match, found.etag):
        return Response(status_code=304, headers=headers)
    if asked.method == "HEAD":
        headers["Content-Length"] = str(found.size_bytes)
        return Response(headers=headers, media_type=found.media_type)
    usable = asked.if_range is None or asked.if_range.strip() == found.etag
    return _stream(read, found, _range(asked.range_ if usable else None, found), headers)


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


def _range(header: str | None, source: PlayableSource) -> ByteRange | None:
    try:
        return read_range(header, source.size_bytes)
    except Unsatisfiable as error:
        raise HTTPException(
            416,
            f"the file has {source.size_bytes} bytes; the range lies outside of them",
            headers={"Content-Range": f"bytes */{source.size_bytes}"},
        ) from error


def _stream(
    read: Callable[[int, int], Iterator[bytes]],
    found: PlayableSource,
    asked: ByteRange | None,
    headers: dict[str, str],
) -> Response:
    span = asked or ByteRange(start=0, stop=found.size_bytes)
    headers["Content-Length"] = str(span.stop - span.start)
    if asked is not None:
        headers["Content-Range"] = f"bytes {asked.start}-{asked.stop - 1}/{found.size_bytes}"
    return StreamingResponse(
        read(span.start, span.stop),
        status_code=206 if asked is not None else 200,
        headers=headers,
        media_type=found.media_type,
    )
