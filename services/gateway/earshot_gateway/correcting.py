"""Corrections: what people set right in a video is added, withdrawn and read here."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from ulid import ULID

from earshot.corrections.stored import StoredCorrections
from earshot.domain.corrections import Correction, Entry, History, Kind, Withdrawal, concerned
from earshot.domain.events import SoundEvent
from earshot.domain.ids import LabelId, VideoId
from earshot.domain.jobs import Priority, Step
from earshot.domain.keys import events_key
from earshot.domain.video import Video, VideoState
from earshot.errors import (
    BadRequest,
    Busy,
    CorrectionNotFound,
    NothingToCorrect,
    ObjectNotFound,
    VideoNotFound,
    VideoRemoved,
)
from earshot.labels.ontology import audioset
from earshot.ports.catalog import Catalog, VideoFilter
from earshot.ports.object_store import ObjectStore
from earshot.ports.work import TaskQueue
from earshot.tagging.event_file import read_events
from earshot_gateway.messages import announce
from earshot_gateway.record import keep_record

GOING = frozenset({VideoState.REMOVING, VideoState.REMOVED})
MOST_BEFORE = 100
BEYOND_END_S = 1.0
_PAGE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A correction as it was asked for; labels by id or by name."""

    kind: Kind
    label: str
    start_s: float
    end_s: float
    instead: str | None = None
    to_start_s: float | None = None
    to_end_s: float | None = None
    by: str = ""
    note: str = ""


class Correcting:
    """Every entry is an object of its own, put first; then the catalog, then the queue.

    Captions and events read the entries themselves; the index is written anew by the worker.
    """

    def __init__(self, *, store: ObjectStore, catalog: Catalog, queue: TaskQueue) -> None:
        self._store = store
        self._catalog = catalog
        self._queue = queue
        self._stored = StoredCorrections(store)

    def add(self, video_id: VideoId, wanted: Wanted) -> Correction:
        """Keep a correction; from now on it counts."""
        video = self._correctable(video_id)
        now = datetime.now(UTC)
        asked = Correction(
            correction_id=str(ULID.from_datetime(now)),
            kind=wanted.kind,
            label_id=_label(wanted.label),
            start_s=wanted.start_s,
            end_s=wanted.end_s,
            instead=_label(wanted.instead) if wanted.instead is not None else None,
            to_start_s=wanted.to_start_s,
            to_end_s=wanted.to_end_s,
            by=wanted.by,
            made_at=now,
            note=wanted.note,
        )
        _check(asked, video)
        below = audioset().descendants
        told = self._stored.applied(video, self._heard(video), below)
        correction = replace(asked, before=concerned(told, asked, below)[:MOST_BEFORE])
        self._keep(video_id, correction)
        return correction

    def withdraw(self, video_id: VideoId, correction_id: str, by: str) -> Withdrawal:
        """Take a correction back; doing so twice takes nothing more back."""
        self._correctable(video_id)
        history = self._stored.history(video_id)
        if correction_id not in {one.correction_id for one in history.corrections}:
            raise CorrectionNotFound
        former = (one for one in history.withdrawals if one.withdraws == correction_id)
        if withdrawal := next(former, None):
            return withdrawal
        now = datetime.now(UTC)
        withdrawal = Withdrawal(
            withdrawal_id=str(ULID.from_datetime(now)),
            withdraws=correction_id,
            by=by,
            made_at=now,
        )
        self._keep(video_id, withdrawal)
        return withdrawal

    def history(self, video_id: VideoId) -> History:
        """All that people said of a video; `VideoNotFound` for one that is gone."""
        if self._catalog.get(video_id).state in GOING:
            raise VideoNotFound
        return self._stored.history(video_id)

    def all_standing(self) -> Iterator[tuple[Video, Correction]]:
        """Every correction of the archive that was not withdrawn, newest videos first."""
        after: VideoId | None = None
        states = frozenset(VideoState) - GOING
        while found := self._catalog.page(VideoFilter(states=states), after, _PAGE):
            after = found[-1].video_id
            for video in found:
                if video.corrections:
                    for one in self._stored.history(video.video_id).standing:
                        yield video, one

    def _correctable(self, video_id: VideoId) -> Video:
        video = self._catalog.get(video_id)
        if video.state is VideoState.REMOVED:
            raise VideoNotFound
        if video.state is VideoState.REMOVING:
            raise VideoRemoved
        if video.state is VideoState.UPLOADING:
            raise Busy("the video is still being uploaded; correct it when that has ended")
        if video.state is VideoState.FAILED:
            raise NothingToCorrect
        return video

    def _heard(self, video: Video) -> Sequence[SoundEvent]:
        heard = video.heard
        if heard is None or heard.policy is None:
            return ()
        try:
            data = self._store.get(events_key(video.video_id, heard.bundle, heard.policy))
        except ObjectNotFound:
            return ()
        return read_events(data).events

    def _keep(self, video_id: VideoId, entry: Entry) -> None:
        """Of several editors each writes an object of its own; the number tells the index."""

        def counted(video: Video) -> Video:
            if video.state in GOING:
                raise VideoRemoved
            step = Step.INDEX if video.state is VideoState.READY else video.step
            return replace(video, corrections=video.corrections + 1, step=step)

        key = self._stored.add(video_id, entry)
        try:
            video = self._catalog.update(video_id, counted)
        except (VideoNotFound, VideoRemoved):
            self._store.delete(key)
            raise
        announce(self._queue, keep_record(self._store, self._catalog, video), Priority.NEXT_STEP)


def _label(text: str) -> LabelId:
    known = audioset()
    named = {name.casefold(): label_id for label_id, name in known.names.items()}
    if text in known:
        return LabelId(text)
    if text.casefold() in named:
        return named[text.casefold()]
    raise BadRequest(f"there is no label {text!r}; give its id or its name as GET /labels has it")


def _check(asked: Correction, video: Video) -> None:
    """`BadRequest` with one sentence on what does not fit."""
    _check_span(asked.start_s, asked.end_s, video)
    if (asked.kind is Kind.INSTEAD) != (asked.instead is not None):
        raise BadRequest("name another label with the kind instead, and only with it")
    if asked.instead == asked.label_id:
        raise BadRequest("the other label is the same one; say what is heard instead")
    moved = (asked.to_start_s, asked.to_end_s)
    if (asked.kind is Kind.MOVED) != (None not in moved) or moved.count(None) == 1:
        raise BadRequest("give to_start_s and to_end_s with the kind moved, and only with it")
    if asked.to_start_s is not None and asked.to_end_s is not None:
        _check_span(asked.to_start_s, asked.to_end_s, video)


def _check_span(start_s: float, end_s: float, video: Video) -> None:
    if not (math.isfinite(start_s) and math.isfinite(end_s) and 0 <= start_s < end_s):
        raise BadRequest("a span begins at 0 s or later and ends after its start")
    heard = video.heard
    if heard is not None and end_s > heard.duration_s + BEYOND_END_S:
        raise BadRequest(f"the video ends at {heard.duration_s:.1f} s, before the span does")
