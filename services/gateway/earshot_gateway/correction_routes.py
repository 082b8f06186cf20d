"""The addresses at which people set right what was heard."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from starlette.responses import StreamingResponse

from earshot import errors
from earshot.corrections.training import as_csv, as_json_lines, examples_of
from earshot.domain.ids import VideoId
from earshot.http.service import problem_answers
from earshot_gateway.correcting import Correcting, Wanted
from earshot_gateway.correction_answers import (
    By,
    CorrectionAnswer,
    CorrectionsAnswer,
    CorrectionWanted,
    correction_json,
    history_json,
)

Id = Annotated[str, Path(description="Id of the video", examples=["01K0G4W1QZ7V7C3M4D2W5T9RBA"])]
_UNAVAILABLE = (errors.CatalogUnavailable, errors.StoreUnavailable, errors.StoreFull)
_CSV = "video_id,sha256,file_name,label_id,label,onset_s,offset_s,positive,by,made_at\r\n"
_JSONL = '{"video_id": "01K0…", "label": "Bark", "onset_s": 12.4, "positive": false}\n'


class TrainingFormat(StrEnum):
    """How examples are written."""

    CSV = "csv"
    JSONL = "jsonl"


_TYPES = {
    TrainingFormat.CSV: ("text/csv", _CSV),
    TrainingFormat.JSONL: ("application/x-ndjson", _JSONL),
}


def correction_routes(correcting: Correcting) -> APIRouter:
    """Add, withdraw, read, export; paths are relative to /api/v1."""
    router = APIRouter(tags=["corrections"])
    _add_correcting(router, correcting)
    _add_withdrawing(router, correcting)
    _add_reading(router, correcting)
    for form in TrainingFormat:
        _add_export(router, correcting, form)
    return router


def _add_correcting(router: APIRouter, correcting: Correcting) -> None:
    @router.post(
        "/videos/{video_id}/corrections",
        status_code=201,
        summary="Correct what was heard",
        response_model=CorrectionAnswer,
        responses=problem_answers(
            errors.BadRequest,
            errors.VideoNotFound,
            errors.VideoRemoved,
            errors.Busy,
            errors.NothingToCorrect,
            errors.DamagedObject,
            *_UNAVAILABLE,
        ),
    )
    def correct(video_id: Id, wanted: CorrectionWanted) -> dict[str, Any]:
        """Kept by label and time. Captions and events tell it at once, search within seconds, and
        it goes on to count when the video is decoded anew or heard by another model.
        """
        correction = correcting.add(VideoId(video_id), Wanted(**dict(wanted)))
        return correction_json(correction)


def _add_withdrawing(router: APIRouter, correcting: Correcting) -> None:
    @router.delete(
        "/videos/{video_id}/corrections/{correction_id}",
        summary="Withdraw a correction",
        response_model=CorrectionAnswer,
        responses=problem_answers(
            errors.VideoNotFound,
            errors.CorrectionNotFound,
            errors.VideoRemoved,
            errors.NothingToCorrect,
            *_UNAVAILABLE,
        ),
    )
    def withdraw(
        video_id: Id,
        correction_id: Annotated[str, Path(pattern="^[0-9A-Z]{26}$")],
        by: Annotated[By, Query(description="Who takes it back")] = "",
    ) -> dict[str, Any]:
        """It no longer counts, and stays on record. Doing so twice changes nothing more."""
        correcting.withdraw(VideoId(video_id), correction_id, by)
        history = correcting.history(VideoId(video_id))
        one = next(each for each in history.corrections if each.correction_id == correction_id)
        return correction_json(one, history.withdrawals)


def _add_reading(router: APIRouter, correcting: Correcting) -> None:
    @router.get(
        "/videos/{video_id}/corrections",
        summary="List what people have set right in a video",
        response_model=CorrectionsAnswer,
        responses=problem_answers(errors.VideoNotFound, errors.DamagedObject, *_UNAVAILABLE[:2]),
    )
    def corrections(
        video_id: Id,
        withdrawn: Annotated[bool, Query(description="Those that were withdrawn as well")] = False,  # noqa: FBT002 - a query parameter
    ) -> dict[str, Any]:
        history = correcting.history(VideoId(video_id))
        return {"video_id": video_id, "corrections": history_json(history, withdrawn=withdrawn)}


def _add_export(router: APIRouter, correcting: Correcting, form: TrainingFormat) -> None:
    media_type, example = _TYPES[form]
    write = as_csv if form is TrainingFormat.CSV else as_json_lines
    content = {media_type: {"schema": {"type": "string"}, "example": example}}

    @router.get(
        f"/corrections.{form}",
        name=f"corrections_{form}",
        summary=f"Export all corrections as training data, as {form.upper()}",
        response_class=StreamingResponse,
        responses={
            **problem_answers(*_UNAVAILABLE[:2]),
            200: {"description": "Examples", "content": content},
        },
    )
    def exported() -> StreamingResponse:
        """Video, label, onset, offset, and whether the label is heard there (positive) or not."""
        told = write(examples_of(correcting.all_standing()))
        return StreamingResponse(told, media_type=f"{media_type}; charset=utf-8")
