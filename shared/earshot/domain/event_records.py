"""The events object: what was heard in one video, in stored form with its schema version."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import json
from collections.abc import Iterable

from earshot.domain.events import SoundEvent
from earshot.domain.ids import LabelId
from earshot.domain.levels import Level, LevelRange
from earshot.domain.records import UnreadableRecord

SCHEMA = 1


def events_to_json(events: Iterable[SoundEvent]) -> bytes:
    """Write events as UTF-8 JSON, one row an event; the same events give the same bytes."""
    rows = [
        [
            event.label_id,
            event.onset_s,
            event.offset_s,
            event.score,
            int(event.levels.first),
            int(event.levels.stop),
        ]
        for event in events
    ]
    columns = ["label_id", "onset_s", "offset_s", "score", "first_level", "stop_level"]
    return json.dumps({"schema": SCHEMA, "columns": columns, "events": rows}).encode()


def events_from_json(data: bytes) -> list[SoundEvent]:
    """Read what `events_to_json` wrote.

    Raises
    ------
    UnreadableRecord
        When it is damaged, or was written by a newer Earshot.
    """
    try:
        record = json.loads(data)
        schema, rows = int(record["schema"]), record["events"]
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableRecord("the events object is damaged") from error
    if schema > SCHEMA:
        raise UnreadableRecord(
            f"the events have schema {schema}, written by a newer Earshot; this one reads {SCHEMA}"
        )
    try:
        return [
            SoundEvent(
                label_id=LabelId(label_id),
                onset_s=float(onset_s),
                offset_s=float(offset_s),
                score=float(score),
                levels=LevelRange(first=Level(first), stop=int(stop)),
            )
            for label_id, onset_s, offset_s, score, first, stop in rows
        ]
    except (ValueError, TypeError) as error:
        raise UnreadableRecord("the events object is damaged") from error
