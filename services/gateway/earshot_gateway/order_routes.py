"""The addresses at which something is ordered of a video: a playable form, an excerpt."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path
from pydantic import BaseModel, ConfigDict, Field

from earshot import errors
from earshot.domain.ids import VideoId
from earshot.domain.making import ExcerptFormat
from earshot.http.prefix import API_PREFIX
from earshot.http.service import problem_answers
from earshot_gateway.answers import VideoAnswer, video_json
from earshot_gateway.ordering import MOST_EXCERPT_S, Ordered, Ordering

Id = Annotated[str, Path(description="Id of the video", examples=["01K0G4W1QZ7V7C3M4D2W5T9RBA"])]
_PROBLEMS = problem_answers(
    errors.BadRequest,
    errors.VideoNotFound,
    errors.VideoRemoved,
    errors.Busy,
    errors.MediaError,
    errors.TooManyOrders,
    errors.CatalogUnavailable,
    errors.StoreUnavailable,
)


class ExcerptWanted(BaseModel):
    """A stretch of a video, in seconds on the player's clock."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"start_s": 12.4, "end_s": 15.0, "format": "wav"}]},
    )

    start_s: float = Field(ge=0, allow_inf_nan=False)
    end_s: float = Field(
        gt=0, allow_inf_nan=False, description=f"At most {MOST_EXCERPT_S:.0f} s later"
    )
    format: ExcerptFormat = Field(
        ExcerptFormat.WAV, description="wav: sound alone; mp4: picture and sound"
    )


class ExcerptAnswer(BaseModel):
    """An excerpt and how it stands: `GET` its link until it is there."""

    excerpt_id: str = Field(examples=["12400-15000.wav"])
    start_s: float
    end_s: float
    format: ExcerptFormat
    state: Literal["waiting", "ready", "failed"]
    detail: str | None
    link: str


def order_routes(ordering: Ordering) -> APIRouter:
    """Paths are relative to /api/v1; what was made is read at search."""
    router = APIRouter(tags=["playback"])

    @router.post(
        "/videos/{video_id}/proxy",
        status_code=202,
        summary="Have a video made playable in browsers",
        response_model=VideoAnswer,
        responses=_PROBLEMS,
    )
    def proxy(video_id: Id) -> dict[str, Any]:
        """MP4 with H.264 and AAC, or sound alone; WebM where this ffmpeg writes nothing else. The
        video's `proxy` tells how that stands; `GET` the same address plays it.
        """
        return video_json(ordering.proxy(VideoId(video_id)))

    @router.post(
        "/videos/{video_id}/excerpts",
        status_code=202,
        summary="Have a stretch of a video cut out",
        response_model=ExcerptAnswer,
        responses=_PROBLEMS,
    )
    def excerpt(video_id: Id, wanted: ExcerptWanted) -> dict[str, Any]:
        """As a WAV or MP4 of its own, cut to the millisecond. The same stretch is made once."""
        ordered = ordering.excerpt(VideoId(video_id), wanted.start_s, wanted.end_s, wanted.format)
        return excerpt_json(video_id, ordered)

    return router


def excerpt_json(video_id: str, ordered: Ordered) -> dict[str, Any]:
    """The fields of an `ExcerptAnswer`."""
    excerpt = ordered.excerpt
    state = "ready" if ordered.ready else "failed" if ordered.problem else "waiting"
    return {
        "excerpt_id": excerpt.excerpt_id,
        "start_s": excerpt.start_ms / 1000,
        "end_s": excerpt.end_ms / 1000,
        "format": excerpt.form,
        "state": state,
        "detail": ordered.problem,
        "link": f"{API_PREFIX}/videos/{video_id}/excerpts/{excerpt.excerpt_id}",
    }
