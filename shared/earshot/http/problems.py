"""Every error as problem+json (RFC 9457): one table from errors to statuses and types."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import structlog
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse

from earshot import errors
from earshot.http.request_ids import current_request_id
from earshot.query.faults import QueryFault

log = structlog.get_logger()

MEDIA_TYPE = "application/problem+json"
TYPE_PREFIX = "urn:earshot:problem:"
RETRY_AFTER_S = "5"

# code -> status and title. The most specific class decides, so a new error needs a row of its own
# only where its parent's does not fit.
ROWS: dict[type[errors.EarshotError], tuple[str, int, str]] = {
    errors.EarshotError: ("internal", 500, "Something went wrong"),
    errors.BadRequest: ("bad_request", 400, "The request cannot be understood"),
    QueryFault: ("query_fault", 400, "The query cannot be understood"),
    errors.Unauthorized: ("unauthorized", 401, "A token is needed"),
    errors.SettingsError: ("settings", 500, "The service is not set up"),
    errors.ObjectNotFound: ("object_not_found", 404, "Not in the store"),
    errors.DamagedObject: ("damaged_object", 500, "An object in the store is damaged"),
    errors.SourceMoved: ("source_moved", 410, "The file has moved"),
    errors.StoreUnavailable: ("store_unavailable", 503, "The store is not available"),
    errors.StoreFull: ("store_full", 507, "The store is full"),
    errors.VideoNotFound: ("video_not_found", 404, "No such video"),
    errors.VideoExists: ("video_exists", 409, "The video exists already"),
    errors.VideoRemoved: ("video_removed", 409, "The video is being removed"),
    errors.CatalogUnavailable: ("catalog_unavailable", 503, "The catalog is not available"),
    errors.QueueUnavailable: ("queue_unavailable", 503, "The queue is not available"),
    errors.IndexTooSlow: ("index_too_slow", 503, "The question takes too long"),
    errors.IndexUnavailable: ("index_unavailable", 503, "The index is not available"),
    errors.LeaseLost: ("lease_lost", 409, "Someone else works on this"),
    errors.NewerFormat: ("newer_format", 500, "Written by a newer Earshot"),
    errors.MediaError: ("media", 422, "The file cannot be listened to"),
    errors.BundleError: ("bundle", 500, "The model cannot be used"),
    errors.Busy: ("busy", 409, "The video is being worked on"),
    errors.QueryNotFound: ("query_not_found", 404, "No such query clip"),
    errors.QueryWaits: ("query_waits", 409, "The query clip waits"),
    errors.EmptyUpload: ("empty_upload", 422, "The file is empty"),
    errors.UploadTooLarge: ("upload_too_large", 413, "The file is too large"),
    errors.UploadBroken: ("upload_broken", 400, "The upload broke off"),
    errors.UploadStalled: ("upload_stalled", 408, "The upload stalled"),
    errors.FileUnreadable: ("file_unreadable", 422, "The file cannot be read"),
    errors.FileChanged: ("file_changed", 409, "The file changed meanwhile"),
    errors.SameBytes: ("same_bytes", 409, "The same recording is here already"),
    errors.NotRetryable: ("not_retryable", 409, "Only failed videos can be tried again"),
    errors.CorrectionNotFound: ("correction_not_found", 404, "No such correction"),
    errors.NothingToCorrect: ("nothing_to_correct", 409, "Nothing to correct"),
    errors.NotMadeYet: ("not_made_yet", 404, "Not made yet"),
    errors.TooManyOrders: ("too_many_orders", 429, "Too much is waiting to be made"),
    errors.NotReady: ("not_ready", 503, "Not ready"),
}

INVALID = ("invalid", 422, "The request does not fit")
HTTP_CODES = {
    404: ("no_such_address", "There is nothing at this address"),
    405: ("method_not_allowed", "This address does not take this method"),
    413: ("upload_too_large", "The file is too large"),
    415: ("unsupported_media_type", "This kind of content is not understood"),
    416: ("range_not_satisfiable", "The range lies outside of the file"),
}


class FieldProblem(BaseModel):
    """What is wrong with one field of a request."""

    field: str = Field(description="Where it stands", examples=["query.limit"])
    detail: str = Field(description="What would be right")


class Problem(BaseModel):
    """An error as RFC 9457 writes it; `code` never changes and is what programs should read."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(examples=[TYPE_PREFIX + "video_not_found"])
    title: str = Field(examples=["No such video"])
    status: int = Field(examples=[404])
    detail: str = Field(examples=["there is no such video"])
    code: str = Field(examples=["video_not_found"])
    request_id: str | None = Field(examples=["01K0G4W1QZ7V7C3M4D2W5T9RBA"])
    errors: list[FieldProblem] | None = None


def row_of(kind: type[BaseException]) -> tuple[str, int, str]:
    """Code, status and title of the nearest class in the table."""
    for parent in kind.__mro__:
        if issubclass(parent, errors.EarshotError) and parent in ROWS:
            return ROWS[parent]
    return ROWS[errors.EarshotError]


def problem_response(
    code: str,
    status: int,
    title: str,
    detail: str,
    *,
    headers: dict[str, str] | None = None,
    **members: Any,
) -> JSONResponse:
    """Build the answer; further members go into the same object."""
    body = {
        "type": TYPE_PREFIX + code,
        "title": title,
        "status": status,
        "detail": detail,
        "code": code,
        "request_id": current_request_id(),
        **members,
    }
    return JSONResponse(body, status, headers, MEDIA_TYPE)


def problem_of(error: Exception, **members: Any) -> JSONResponse:
    """Answer an error; what is not ours is logged and told without its inside."""
    if not isinstance(error, errors.EarshotError):
        log.error("request_crashed", exc_info=error)
        return problem_response(
            *ROWS[errors.EarshotError],
            "something went wrong here; the log has more under this request id",
        )
    code, status, title = row_of(type(error))
    headers: dict[str, str] = {}
    if error.retryable and status != HTTPStatus.INSUFFICIENT_STORAGE:
        headers["Retry-After"] = RETRY_AFTER_S
    if status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        log.error("request_failed", code=code, exc_info=error)
    return problem_response(code, status, title, str(error), headers=headers, **members)


async def on_earshot_error(_request: Request, error: Exception) -> JSONResponse:
    """FastAPI handler for every error of ours; a fault in a query is pointed at."""
    if isinstance(error, QueryFault):
        place = {"start": error.start, "stop": error.stop, "suggestion": error.suggestion}
        return problem_of(error, **place)
    return problem_of(error)


async def on_http_error(_request: Request, error: Exception) -> JSONResponse:
    """FastAPI handler for the errors of Starlette itself: unknown addresses, wrong methods."""
    if not isinstance(error, HTTPException):
        return problem_of(error)
    phrase = HTTPStatus(error.status_code).phrase
    code, title = HTTP_CODES.get(
        error.status_code, (phrase.lower().replace(" ", "_").replace("-", "_"), phrase)
    )
    detail = title.lower() if error.detail in {phrase, None} else str(error.detail)
    return problem_response(
        code, error.status_code, title, detail, headers=dict(error.headers or {})
    )


async def on_invalid_request(_request: Request, error: Exception) -> JSONResponse:
    """FastAPI handler for parameters and bodies that do not fit their description."""
    if not isinstance(error, RequestValidationError):
        return problem_of(error)
    wrong = [
        {"field": ".".join(str(part) for part in found["loc"]), "detail": _plain(found["msg"])}
        for found in error.errors()
    ]
    detail = f"{wrong[0]['field']}: {wrong[0]['detail']}" if wrong else INVALID[2].lower()
    return problem_response(*INVALID, detail, errors=wrong)


def _plain(message: str) -> str:
    message = message.removeprefix("Value error, ")
    return message[:1].lower() + message[1:]
