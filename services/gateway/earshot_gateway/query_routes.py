"""Query clips over HTTP: upload one, ask how it stands."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Annotated, Any

from anyio import CapacityLimiter
from fastapi import APIRouter, Path
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import JSONResponse

from earshot import errors
from earshot.domain.ids import QueryId
from earshot.domain.query_clips import LONGEST_S, MOST_BYTES, QueryClip, QueryState
from earshot.http.prefix import API_PREFIX
from earshot.http.service import problem_answers
from earshot_gateway.pouring import Pouring, let_uploads_end
from earshot_gateway.query_clips import QueryClips
from earshot_gateway.upload_api import CLIP_API
from earshot_gateway.upload_body import declared_bytes, upload_of

EXAMPLE: dict[str, Any] = {
    "id": "01K0G4W1QZ7V7C3M4D2W5T9RBC",
    "file_name": "bark.m4a",
    "size_bytes": 48_213,
    "state": "ready",
    "detail": None,
    "duration_s": 2.4,
    "asked_at": "2026-11-21T17:36:43Z",
    "expires_at": "2026-11-21T18:36:43Z",
}
Id = Annotated[str, Path(max_length=64, examples=[EXAMPLE["id"]])]


class QueryAnswer(BaseModel):
    """A query clip and how it stands; once it is ready, give its id to `/search/similar`."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    id: str
    file_name: str
    size_bytes: int
    state: QueryState = Field(description="waiting, then ready or failed")
    detail: str | None = Field(description="Why it failed, in one sentence")
    duration_s: float | None = Field(description="Known once it was listened to")
    asked_at: datetime
    expires_at: datetime = Field(description="From then on there is no such clip")


def query_routes(clips: QueryClips, stall_s: float, uploads_at_once: int) -> APIRouter:
    """Paths are relative to /api/v1."""
    limiter = CapacityLimiter(uploads_at_once)
    router = APIRouter(tags=["search by sound"], lifespan=partial(let_uploads_end, limiter))
    _add_upload(router, clips, stall_s, limiter)

    @router.get(
        "/queries/{query_id}",
        summary="How a query clip stands",
        response_model=QueryAnswer,
        responses=problem_answers(errors.QueryNotFound, errors.StoreUnavailable),
    )
    def told(query_id: Id) -> dict[str, Any]:
        return query_json(clips.told(QueryId(query_id)))

    return router


def _add_upload(
    router: APIRouter, clips: QueryClips, stall_s: float, limiter: CapacityLimiter
) -> None:
    @router.post(
        "/queries",
        status_code=202,
        summary="Upload a sound to search by",
        response_model=QueryAnswer,
        responses=problem_answers(
            errors.BadRequest,
            errors.EmptyUpload,
            errors.UploadBroken,
            errors.UploadStalled,
            errors.UploadTooLarge,
            errors.StoreUnavailable,
            errors.StoreFull,
        ),
        description=(
            f"A clip of {LONGEST_S:.0f} s and {MOST_BYTES:,} bytes at most, of any kind that may "
            "be a video's. It is listened to within seconds and forgotten after an hour."
        ),
        openapi_extra=CLIP_API,
    )
    async def upload(request: Request) -> JSONResponse:
        found = await upload_of(request, stall_s)
        # A form is a little longer than its file, so its length refuses nothing at the limit.
        declared = declared_bytes(request) if found.form is None else None
        receive = partial(clips.receive, found.file_name, declared_bytes=declared)
        clip = await Pouring(receive, limiter).pour(found.chunks)
        root_path = str(request.scope.get("root_path", "")).rstrip("/")
        return JSONResponse(
            QueryAnswer(**query_json(clip)).model_dump(mode="json"),
            status_code=202,
            headers={"Location": f"{root_path}{API_PREFIX}/queries/{clip.query_id}"},
        )


def query_json(clip: QueryClip) -> dict[str, Any]:
    """The fields of a `QueryAnswer`."""
    return {
        "id": clip.query_id,
        "file_name": clip.file_name,
        "size_bytes": clip.size_bytes,
        "state": clip.state,
        "detail": clip.detail,
        "duration_s": clip.duration_s,
        "asked_at": clip.asked_at,
        "expires_at": clip.expires_at,
    }
