"""The JSON of corrections: asked for, kept, withdrawn."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from earshot.domain.corrections import Correction, History, Kind, Withdrawal
from earshot.domain.events import SoundEvent
from earshot.domain.ids import LabelId
from earshot.labels.ontology import audioset
from earshot_gateway.names import one_line

MAX_NAME_CHARACTERS, MAX_NOTE_CHARACTERS = 200, 2_000
_DECIMALS = 6


def _tidy(value: object) -> object:
    return one_line(value) if isinstance(value, str) else value


By = Annotated[str, BeforeValidator(_tidy), Field(max_length=MAX_NAME_CHARACTERS)]
Note = Annotated[str, BeforeValidator(_tidy), Field(max_length=MAX_NOTE_CHARACTERS)]
Seconds = Annotated[float, Field(ge=0, allow_inf_nan=False)]
LabelText = Annotated[str, Field(min_length=1, max_length=200)]


class CorrectionWanted(BaseModel):
    """What a person says of one label in one stretch of a video."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"kind": "absent", "label": "Bark", "start_s": 12.4, "end_s": 13.1, "by": "Ada"},
                {"kind": "present", "label": "/m/07rn7sz", "start_s": 3.0, "end_s": 3.8},
                {
                    "kind": "instead",
                    "label": "Bark",
                    "instead": "Cough",
                    "start_s": 12.4,
                    "end_s": 13.1,
                },
                {
                    "kind": "moved",
                    "label": "Bark",
                    "start_s": 12.4,
                    "end_s": 13.1,
                    "to_start_s": 12.0,
                    "to_end_s": 12.9,
                },
            ]
        },
    )

    kind: Kind = Field(description="absent, present, instead (of this label), moved (in time)")
    label: LabelText = Field(description="Id or name of the label that it is about")
    start_s: Seconds
    end_s: Seconds
    instead: LabelText | None = Field(None, description="With `instead`: what it is")
    to_start_s: Seconds | None = Field(None, description="With `moved`: when it begins")
    to_end_s: Seconds | None = Field(None, description="With `moved`: when it ends")
    by: By = Field("", description="Who says so")
    note: Note = ""


class EventBefore(BaseModel):
    """An event as it was told before the correction."""

    label: str
    label_id: str
    onset_s: float
    offset_s: float
    score: float


class WithdrawalAnswer(BaseModel):
    """Who took a correction back, and when."""

    by: str
    at: datetime


class CorrectionAnswer(BaseModel):
    """A correction: who, when, what was before. It stays on record when it is withdrawn."""

    id: str
    kind: Kind
    label: str
    label_id: str
    start_s: float
    end_s: float
    instead: str | None = Field(description="Name of the label that is heard instead")
    instead_id: str | None
    to_start_s: float | None
    to_end_s: float | None
    by: str
    note: str
    made_at: datetime
    before: list[EventBefore]
    withdrawn: WithdrawalAnswer | None


class CorrectionsAnswer(BaseModel):
    """What people have set right in a video, oldest first."""

    video_id: str
    corrections: list[CorrectionAnswer]


def history_json(history: History, *, withdrawn: bool) -> list[dict[str, Any]]:
    """All corrections, or those that stand."""
    shown = history.corrections if withdrawn else history.standing
    return [correction_json(one, history.withdrawals) for one in shown]


def correction_json(one: Correction, withdrawals: Iterable[Withdrawal] = ()) -> dict[str, Any]:
    """The fields of a `CorrectionAnswer`."""
    gone = next((each for each in withdrawals if each.withdraws == one.correction_id), None)
    return {
        "id": one.correction_id,
        "kind": one.kind,
        "label": _name(one.label_id),
        "label_id": one.label_id,
        "start_s": one.start_s,
        "end_s": one.end_s,
        "instead": _name(one.instead) if one.instead is not None else None,
        "instead_id": one.instead,
        "to_start_s": one.to_start_s,
        "to_end_s": one.to_end_s,
        "by": one.by,
        "note": one.note,
        "made_at": one.made_at,
        "before": [_event(event) for event in one.before],
        "withdrawn": {"by": gone.by, "at": gone.made_at} if gone else None,
    }


def _event(event: SoundEvent) -> dict[str, Any]:
    return {
        "label": _name(event.label_id),
        "label_id": event.label_id,
        "onset_s": round(event.onset_s, _DECIMALS),
        "offset_s": round(event.offset_s, _DECIMALS),
        "score": round(event.score, _DECIMALS),
    }


def _name(label_id: LabelId) -> str:
    return audioset().names.get(label_id, label_id)
