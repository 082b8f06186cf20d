"""The stored form of corrections and withdrawals, with its schema version."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from earshot.domain.corrections import Correction, Entry, Kind, Withdrawal
from earshot.domain.events import SoundEvent
from earshot.domain.ids import LabelId
from earshot.domain.levels import Level, LevelRange
from earshot.domain.records import UnreadableRecord

SCHEMA = 1


def entry_id(entry: Entry) -> str:
    """What the entry's object is called."""
    return entry.correction_id if isinstance(entry, Correction) else entry.withdrawal_id


def entry_to_json(entry: Entry) -> bytes:
    """Write an entry as UTF-8 JSON; the same entry always gives the same bytes."""
    told = _correction(entry) if isinstance(entry, Correction) else _withdrawal(entry)
    return json.dumps(
        {"schema": SCHEMA, **told}, ensure_ascii=False, sort_keys=True, indent=1
    ).encode()


def entry_from_json(data: bytes) -> Entry:
    """Read what `entry_to_json` wrote.

    Raises
    ------
    UnreadableRecord
        When it is damaged, or was written by a newer Earshot.
    """
    try:
        told = json.loads(data)
        schema = int(told["schema"])
        if schema <= SCHEMA:
            return _read_withdrawal(told) if "withdraws" in told else _read_correction(told)
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableRecord("a stored correction is damaged") from error
    raise UnreadableRecord(
        f"a stored correction has schema {schema}, of a newer Earshot (this reads {SCHEMA})"
    )


def _correction(one: Correction) -> dict[str, Any]:
    return {
        "id": one.correction_id,
        "kind": one.kind.value,
        "label_id": one.label_id,
        "start_s": one.start_s,
        "end_s": one.end_s,
        "instead": one.instead,
        "to_start_s": one.to_start_s,
        "to_end_s": one.to_end_s,
        "by": one.by,
        "made_at": one.made_at.isoformat(),
        "note": one.note,
        "before": [
            {
                "label_id": event.label_id,
                "onset_s": event.onset_s,
                "offset_s": event.offset_s,
                "score": event.score,
                "levels": [int(event.levels.first), event.levels.stop],
            }
            for event in one.before
        ],
    }


def _withdrawal(one: Withdrawal) -> dict[str, Any]:
    return {
        "id": one.withdrawal_id,
        "withdraws": one.withdraws,
        "by": one.by,
        "made_at": one.made_at.isoformat(),
    }


def _read_correction(told: dict[str, Any]) -> Correction:
    to_start_s, to_end_s = told["to_start_s"], told["to_end_s"]
    return Correction(
        correction_id=str(told["id"]),
        kind=Kind(told["kind"]),
        label_id=LabelId(told["label_id"]),
        start_s=float(told["start_s"]),
        end_s=float(told["end_s"]),
        instead=LabelId(told["instead"]) if told["instead"] is not None else None,
        to_start_s=float(to_start_s) if to_start_s is not None else None,
        to_end_s=float(to_end_s) if to_end_s is not None else None,
        by=str(told["by"]),
        made_at=datetime.fromisoformat(told["made_at"]),
        note=str(told["note"]),
        before=tuple(_read_event(event) for event in told["before"]),
    )


def _read_event(told: dict[str, Any]) -> SoundEvent:
    first, stop = told["levels"]
    return SoundEvent(
        label_id=LabelId(told["label_id"]),
        onset_s=float(told["onset_s"]),
        offset_s=float(told["offset_s"]),
        score=float(told["score"]),
        levels=LevelRange(first=Level(first), stop=int(stop)),
    )


def _read_withdrawal(told: dict[str, Any]) -> Withdrawal:
    return Withdrawal(
        withdrawal_id=str(told["id"]),
        withdraws=str(told["withdraws"]),
        by=str(told["by"]),
        made_at=datetime.fromisoformat(told["made_at"]),
    )
