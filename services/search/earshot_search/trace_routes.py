"""The addresses of what a page draws under a player: waveform, spectrogram, loudness."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from earshot.domain.ids import VideoId
from earshot.errors import (
    BadRequest,
    CatalogUnavailable,
    DamagedObject,
    NotMadeYet,
    StoreUnavailable,
    VideoNotFound,
)
from earshot.http.service import problem_answers
from earshot_search.png import Palette, write_png
from earshot_search.routes import VideoIdInPath
from earshot_search.traces import Traces

MOST_POINTS = 5_000
_PROBLEMS = problem_answers(
    BadRequest, VideoNotFound, NotMadeYet, CatalogUnavailable, StoreUnavailable, DamagedObject
)
Start = Annotated[float, Query(ge=0, allow_inf_nan=False, description="In seconds")]
End = Annotated[
    float | None, Query(gt=0, allow_inf_nan=False, description="In seconds; by default the end")
]
_CACHED = {"Cache-Control": "private, max-age=300"}
_DECIMALS = 6

_PNG_HEADERS = {
    name: {"schema": {"type": "number"}, "description": told}
    for name, told in {
        "X-Start-S": "Where the first column starts",
        "X-Step-S": "How long a column lasts",
        "X-Min-Hz": "Lower end of the lowest row; rows are mel bands",
        "X-Max-Hz": "Upper end of the highest row",
    }.items()
}
_PNG = {"image/png": {"schema": {"type": "string", "format": "binary"}}}


class PeaksAnswer(BaseModel):
    """The outline of a waveform: value n holds from `start_s + n * step_s` for one step."""

    video_id: str
    start_s: float = Field(examples=[0.0])
    step_s: float = Field(examples=[0.16])
    scale: int = Field(127, description="What stands for full scale")
    least: list[int] = Field(examples=[[-3, -90, -12]])
    greatest: list[int] = Field(examples=[[4, 88, 10]])


class LoudnessAnswer(BaseModel):
    """How loud each channel is, in decibels below full scale."""

    video_id: str
    step_s: float = Field(examples=[0.1])
    channels: list[list[float]] = Field(examples=[[[-31.5, -12.0], [-34.0, -18.5]]])


def trace_routes(traces: Traces) -> APIRouter:
    """All of a stretch at the zoom that fits, so that a page asks for what it draws."""
    router = APIRouter(tags=["traces"])
    _add_peaks(router, traces)
    _add_spectrogram(router, traces)
    _add_loudness(router, traces)
    return router


def _add_peaks(router: APIRouter, traces: Traces) -> None:
    @router.get(
        "/videos/{video_id}/peaks",
        summary="Outline the waveform of a stretch",
        responses=_PROBLEMS,
    )
    def peaks(
        response: Response,
        video_id: VideoIdInPath,
        start: Start = 0.0,
        end: End = None,
        points: Annotated[int, Query(ge=1, le=MOST_POINTS, description="At most so many")] = 1000,
    ) -> PeaksAnswer:
        """Least and greatest sample of each step, of the sound as mono; no finer than 10 ms."""
        found = traces.peaks(VideoId(video_id), start_s=start, end_s=end, points=points)
        response.headers.update(_CACHED)
        return PeaksAnswer(
            video_id=video_id,
            start_s=round(found.start_s, _DECIMALS),
            step_s=round(found.step_s, _DECIMALS),
            scale=127,
            least=found.least.tolist(),
            greatest=found.greatest.tolist(),
        )


def _add_spectrogram(router: APIRouter, traces: Traces) -> None:
    @router.get(
        "/videos/{video_id}/spectrogram",
        summary="Draw the sound of a stretch",
        response_class=Response,
        responses={
            **_PROBLEMS,
            200: {"description": "A PNG", "content": _PNG, "headers": _PNG_HEADERS},
        },
    )
    def spectrogram(
        video_id: VideoIdInPath,
        start: Start = 0.0,
        end: End = None,
        points: Annotated[int, Query(ge=1, le=MOST_POINTS, description="Columns at most")] = 1000,
        palette: Annotated[Palette, Query(description="heat, grey or ink")] = Palette.HEAT,
    ) -> Response:
        """A PNG to be stretched over `X-Start-S` to `X-Start-S` + width * `X-Step-S`: one pixel a
        column of time, 64 rows, high sounds at the top. No finer than 60 ms.
        """
        found = traces.spectrogram(VideoId(video_id), start_s=start, end_s=end, points=points)
        told = {
            "X-Start-S": f"{found.start_s:.6f}",
            "X-Step-S": f"{found.step_s:.6f}",
            "X-Min-Hz": f"{found.min_hz:g}",
            "X-Max-Hz": f"{found.max_hz:g}",
        }
        if not len(found.columns):
            raise BadRequest("the stretch lies behind the end of the sound")
        image = write_png(found.columns.T[::-1], palette)
        return Response(image, media_type="image/png", headers=told | _CACHED)


def _add_loudness(router: APIRouter, traces: Traces) -> None:
    @router.get(
        "/videos/{video_id}/loudness",
        summary="Tell how loud each channel is",
        responses=_PROBLEMS,
    )
    def loudness(response: Response, video_id: VideoIdInPath) -> LoudnessAnswer:
        """Every 100 ms; left and right of a stereo track, one channel of any other."""
        video = traces.video(VideoId(video_id))
        found = traces.loudness(video)
        if found is None:
            raise NotMadeYet("there is no loudness of this video; have it listened to again")
        levels_db, step_s = found
        response.headers.update(_CACHED)
        return LoudnessAnswer(
            video_id=video_id,
            step_s=step_s,
            channels=[[round(float(one), 1) for one in channel] for channel in levels_db],
        )
