"""The gateway over HTTP: uploads, and the state of videos."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Annotated, Any

from anyio import CapacityLimiter
from fastapi import APIRouter, Path, Query
from starlette.requests import Request
from starlette.responses import JSONResponse

from earshot import errors
from earshot.domain.ids import VideoId
from earshot.domain.video import VideoState
from earshot.http.prefix import API_PREFIX
from earshot.http.service import problem_answers
from earshot.ports.catalog import Catalog, VideoFilter
from earshot_gateway.answers import Edit, UploadAnswer, VideoAnswer, VideoPage, video_json
from earshot_gateway.arrival import Receipt
from earshot_gateway.correcting import Correcting
from earshot_gateway.correction_routes import correction_routes
from earshot_gateway.details import Change
from earshot_gateway.editing import Editing
from earshot_gateway.ingest import Ingest
from earshot_gateway.order_routes import order_routes
from earshot_gateway.ordering import Ordering
from earshot_gateway.pouring import Pouring, let_uploads_end
from earshot_gateway.query_clips import QueryClips
from earshot_gateway.query_routes import query_routes
from earshot_gateway.speech import Speech, speech_routes
from earshot_gateway.upload_api import UPLOAD_API
from earshot_gateway.upload_body import Upload, declared_bytes, upload_of

UPLOADS_AT_ONCE = 64
STALL_S = 120.0
MOST_PER_PAGE = 200
UNAVAILABLE = (errors.CatalogUnavailable, errors.StoreUnavailable)
SHOWN = frozenset(VideoState) - {VideoState.REMOVED}

Id = Annotated[str, Path(description="Id of the video", examples=["01K0G4W1QZ7V7C3M4D2W5T9RBA"])]


def gateway_routes(
    *,
    ingest: Ingest,
    editing: Editing,
    catalog: Catalog,
    stall_s: float = STALL_S,
    uploads_at_once: int = UPLOADS_AT_ONCE,
) -> APIRouter:
    """All that writes, and the state of videos; paths are relative to /api/v1."""
    # Uploads last long; with threads of their own they never keep other requests waiting.
    limiter = CapacityLimiter(uploads_at_once)
    router = APIRouter(tags=["videos"], lifespan=partial(let_uploads_end, limiter))
    _add_upload(router, ingest, stall_s, limiter)
    _add_reading(router, catalog)
    _add_changes(router, editing)
    _add_retry(router, editing)
    clips = QueryClips(store=ingest.store, queue=ingest.queue)
    router.include_router(query_routes(clips, stall_s, uploads_at_once))
    correcting = Correcting(store=editing.store, catalog=catalog, queue=editing.queue)
    router.include_router(correction_routes(correcting))
    ordering = Ordering(store=editing.store, catalog=catalog, queue=editing.queue)
    router.include_router(order_routes(ordering))
    router.include_router(speech_routes(Speech(store=editing.store, catalog=catalog)))
    return router


def _add_upload(
    router: APIRouter, ingest: Ingest, stall_s: float, limiter: CapacityLimiter
) -> None:
    @router.post(
        "/videos",
        status_code=201,
        summary="Upload a video",
        response_model=UploadAnswer,
        responses={
            200: {"model": UploadAnswer, "description": "The same bytes were here already"},
            **problem_answers(
                errors.BadRequest,
                errors.EmptyUpload,
                errors.UploadBroken,
                errors.UploadStalled,
                errors.UploadTooLarge,
                errors.VideoRemoved,
                errors.StoreUnavailable,
                errors.CatalogUnavailable,
                errors.StoreFull,
            ),
        },
        openapi_extra=UPLOAD_API,
    )
    async def upload(request: Request) -> JSONResponse:
        found = await upload_of(request, stall_s)
        if found.form is None:
            found.details()  # what does not fit is refused before the bytes come
        work = partial(_receive, ingest, found, declared_bytes(request))
        receipt = await Pouring(work, limiter).pour(found.chunks)
        return _uploaded(receipt, str(request.scope.get("root_path", "")))


def _receive(
    ingest: Ingest, upload: Upload, declared: int | None, blocks: Iterator[bytes]
) -> Receipt:
    # A form is a little longer than its file, so its length refuses nothing at the limit.
    checked = declared if upload.form is None else None
    return ingest.receive(
        upload.file_name, blocks, upload.details, declared_bytes=checked, likely_bytes=declared
    )


def _uploaded(receipt: Receipt, root_path: str) -> JSONResponse:
    answer = UploadAnswer(**video_json(receipt.video), duplicate=receipt.duplicate_of_existing)
    location = f"{root_path.rstrip('/')}{API_PREFIX}/videos/{receipt.video.video_id}"
    return JSONResponse(
        answer.model_dump(mode="json"),
        status_code=200 if receipt.duplicate_of_existing else 201,
        headers={"Location": location},
    )


def _add_reading(router: APIRouter, catalog: Catalog) -> None:
    @router.get(
        "/videos",
        summary="List videos, newest first",
        response_model=VideoPage,
        responses=problem_answers(errors.CatalogUnavailable),
    )
    def videos(
        cursor: Annotated[
            str | None,
            Query(pattern="^[0-9A-Z]{26}$", description="The `next` of the page before"),
        ] = None,
        limit: Annotated[int, Query(ge=1, le=MOST_PER_PAGE)] = 50,
        state: Annotated[
            list[VideoState] | None,
            Query(description="Only these; may be repeated. Without it all but removed ones"),
        ] = None,
        collection: Annotated[str | None, Query()] = None,
    ) -> dict[str, Any]:
        where = VideoFilter(states=frozenset(state) if state else SHOWN, collection=collection)
        # One more than asked for tells whether there is a next page.
        found = catalog.page(where, VideoId(cursor) if cursor else None, limit + 1)
        shown = found[:limit]
        return {
            "videos": [video_json(video) for video in shown],
            "next": shown[-1].video_id if len(found) > limit else None,
        }

    @router.get(
        "/videos/{video_id}",
        summary="One video and how it stands",
        response_model=VideoAnswer,
        responses=problem_answers(errors.VideoNotFound, errors.CatalogUnavailable),
    )
    def video(video_id: Id) -> dict[str, Any]:
        found = catalog.get(VideoId(video_id))
        if found.state is VideoState.REMOVED:
            raise errors.VideoNotFound
        return video_json(found)


def _add_changes(router: APIRouter, editing: Editing) -> None:
    @router.patch(
        "/videos/{video_id}",
        summary="Set title, description, collection or recording date",
        response_model=VideoAnswer,
        responses=problem_answers(
            errors.VideoNotFound,
            errors.SameBytes,
            errors.VideoRemoved,
            errors.Busy,
            *UNAVAILABLE,
        ),
    )
    def edit(video_id: Id, wanted: Edit) -> dict[str, Any]:
        change = Change(fields=frozenset(wanted.model_fields_set), **dict(wanted))
        return video_json(editing.edit(VideoId(video_id), change))

    @router.delete(
        "/videos/{video_id}",
        status_code=202,
        summary="Remove a video; its objects go soon after",
        response_model=VideoAnswer,
        responses=problem_answers(errors.VideoNotFound, *UNAVAILABLE),
    )
    def remove(video_id: Id) -> dict[str, Any]:
        return video_json(editing.remove(VideoId(video_id)))


def _add_retry(router: APIRouter, editing: Editing) -> None:
    @router.post(
        "/videos/{video_id}/retry",
        status_code=202,
        summary="Let a failed video be listened to again",
        response_model=VideoAnswer,
        responses=problem_answers(
            errors.VideoNotFound,
            errors.NotRetryable,
            errors.Busy,
            errors.SameBytes,
            errors.VideoRemoved,
            *UNAVAILABLE,
        ),
    )
    def retry(video_id: Id) -> dict[str, Any]:
        return video_json(editing.retry(VideoId(video_id)))
