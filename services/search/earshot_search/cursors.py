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
_MAX_CHARS = 8000
_REFUSED = "the cursor does not belong to this search; start again without one"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """Everything that the next page must know to neither skip nor double a video.

    Results are ordered by rank inside windows of candidates, window after window.
    """

    newest: VideoId
    """Videos that came later are left out of all pages."""
    rarity: tuple[int, ...]
    """The weights that the first page was ranked by, in thousandths, in the order of the labels."""
    after: Candidate | None = None
    """The last candidate of the windows that are done with."""
    until: Candidate | None = None
    """The last candidate of the window that was begun."""
    shown: tuple[float, VideoId] | None = None
    """Rank and id of the last video of that window that was looked at."""


def write_cursor(cursor: Cursor, *, asked: str) -> str:
    """The cursor as text; `asked` is everything that it is only valid for."""
    told = [
        _VERSION,
        _mark(asked),
        cursor.newest,
        list(cursor.rarity),
        _told(cursor.after),
        _told(cursor.until),
        list(cursor.shown) if cursor.shown else None,
    ]
    text = json.dumps(told, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(text: str, *, asked: str) -> Cursor:
    """Read what `write_cursor` wrote; `BadRequest` for anything else."""
    if len(text) > _MAX_CHARS:
        raise BadRequest(_REFUSED)
    try:
        padded = text + "=" * (-len(text) % 4)
        told = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        version, mark, newest, rarity, after, until, shown = told
        if version != _VERSION or mark != _mark(asked):
            raise BadRequest(_REFUSED)
        place = _read(shown)
        return Cursor(
            newest=_id(newest),
            rarity=tuple(int(one) for one in rarity),
            after=_read(after),
            until=_read(until),
            shown=(place.relevance, place.video_id) if place else None,
        )
    except (binascii.Error, ValueError, TypeError, OverflowError, RecursionError) as error:
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
    return Candidate(video_id=_id(video_id), relevance=float(relevance))


def _id(told: object) -> VideoId:
    if not isinstance(told, str) or not told.isascii():
        raise TypeError(_REFUSED)
    return VideoId(told)
