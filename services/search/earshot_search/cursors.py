"""Where a page of results ended, as a text that programs hand back unread."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from dataclasses import dataclass

from earshot.domain.ids import VideoId
from earshot.domain.queries import Candidate
from earshot.errors import BadRequest

_VERSION = 1
_MAX_CHARS = 2000
_REFUSED = "the cursor does not belong to this search; start again without one"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """The last candidate that is done with, and where inside a window of several words.

    Searches for several words are ordered by nearness inside a window of candidates: `until` is
    the window's last candidate and `shown` the last video of it that was shown.
    """

    after: Candidate | None
    until: Candidate | None = None
    shown: tuple[float, Candidate] | None = None


def write_cursor(cursor: Cursor, *, asked: str) -> str:
    """The cursor as text; `asked` is everything that it is only valid for."""
    shown = cursor.shown
    told = [
        _VERSION,
        _mark(asked),
        _told(cursor.after),
        _told(cursor.until),
        [shown[0], _told(shown[1])] if shown else None,
    ]
    return base64.urlsafe_b64encode(json.dumps(told).encode()).decode().rstrip("=")


def read_cursor(text: str | None, *, asked: str) -> Cursor:
    """Read what `write_cursor` wrote; `BadRequest` for anything else."""
    if text is None:
        return Cursor(after=None)
    if len(text) > _MAX_CHARS:
        raise BadRequest(_REFUSED)
    try:
        padded = text + "=" * (-len(text) % 4)
        told = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        version, mark, after, until, shown = told
        if version != _VERSION or mark != _mark(asked):
            raise BadRequest(_REFUSED)
        return Cursor(
            after=_read(after), until=_read(until), shown=_read_shown(shown) if shown else None
        )
    except (binascii.Error, ValueError, TypeError, RecursionError) as error:
        raise BadRequest(_REFUSED) from error


def _mark(asked: str) -> str:
    return hashlib.sha256(asked.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _told(candidate: Candidate | None) -> list[float | str] | None:
    return [candidate.relevance, candidate.video_id] if candidate else None


def _read(told: object) -> Candidate | None:
    if told is None:
        return None
    if not isinstance(told, list):
        raise TypeError(_REFUSED)
    relevance, video_id = told
    if not isinstance(video_id, str) or not video_id.isascii():
        raise TypeError(_REFUSED)
    return Candidate(video_id=VideoId(video_id), relevance=float(relevance))


def _read_shown(told: list[object]) -> tuple[float, Candidate]:
    gap, candidate = told
    read = _read(candidate)
    if read is None or not isinstance(gap, int | float):
        raise TypeError(_REFUSED)
    return float(gap), read
