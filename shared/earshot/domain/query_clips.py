"""A query clip: a short sound to search by, and `query.json`, which tells how it stands."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from earshot.domain.ids import BundleId, QueryId
from earshot.domain.records import UnreadableRecord

SCHEMA = 1
LIFE = timedelta(hours=1)
"""Then a query clip is forgotten, with everything of it."""
LONGEST_S = 30.0
MOST_BYTES = 134_217_728


class QueryState(StrEnum):
    """Where a query clip stands; the worker alone ends the waiting."""

    WAITING = "waiting"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryClip:
    """All that is known of one."""

    query_id: QueryId
    file_name: str
    size_bytes: int
    asked_at: datetime
    state: QueryState = QueryState.WAITING
    detail: str | None = None
    """One plain sentence where it failed."""
    duration_s: float | None = None
    bundle: BundleId | None = None
    """Whose embeddings lie beside it, once it is ready."""

    @property
    def expires_at(self) -> datetime:
        """From here on there is no such clip."""
        return self.asked_at + LIFE


def query_to_json(clip: QueryClip) -> bytes:
    """Write a query clip as UTF-8 JSON; the same clip always gives the same bytes."""
    told = asdict(clip) | {"schema": SCHEMA, "asked_at": clip.asked_at.isoformat()}
    return json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1).encode()


def query_from_json(data: bytes) -> QueryClip:
    """Read what `query_to_json` wrote; `UnreadableRecord` where it is damaged or too new."""
    try:
        told = json.loads(data)
        if told.pop("schema") > SCHEMA:
            raise UnreadableRecord("the query record was written by a newer Earshot")
        asked_at, state = datetime.fromisoformat(told.pop("asked_at")), QueryState(told["state"])
        return QueryClip(**told | {"asked_at": asked_at, "state": state})
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        if isinstance(error, UnreadableRecord):
            raise
        raise UnreadableRecord("the query record is damaged") from error
