"""The use-case of handing moments to a film editor, as EDL or CSV."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from earshot.captions.markers import Marker, MarkerFormat, write_edl, write_marker_csv
from earshot.domain.ids import LabelId, VideoId
from earshot.domain.levels import Level
from earshot.errors import BadRequest
from earshot.labels.ontology import audioset
from earshot_search.events import Events

_MOMENT = re.compile(r"^(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)(?: (.{1,200}))?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkersWanted:
    """Which moments: those that are named, else what was heard."""

    level: Level = Level.BALANCED
    min_score: float = 0.0
    labels: Sequence[str] = ()
    """Ids; those below count as well. Empty: every label."""
    moments: Sequence[str] = ()
    """``12.4-15`` or ``12.4-15 a name``, in seconds."""
    rate: str = "25"


class Markers:
    """Reads events through their use-case."""

    def __init__(self, events: Events) -> None:
        self._events = events

    def written(self, video_id: VideoId, form: MarkerFormat, wanted: MarkersWanted) -> str:
        """A whole file."""
        told = self._events.told(video_id, level=wanted.level, min_score=wanted.min_score)
        known = audioset()
        chosen = {
            LabelId(one) for label in wanted.labels for one in (label, *_below(LabelId(label)))
        }
        markers = [
            Marker(
                start_s=event.onset_s,
                end_s=event.offset_s,
                name=known.names.get(event.label_id, self._events.name(event)),
                note=f"score {event.score:.2f}",
            )
            for event in told.events
            if not chosen or event.label_id in chosen
        ]
        if wanted.moments:
            markers = [_moment(text) for text in wanted.moments]
        if form is MarkerFormat.CSV:
            return write_marker_csv(markers, rate=wanted.rate)
        return write_edl(markers, title=told.video.title, rate=wanted.rate)


def _below(label_id: LabelId) -> frozenset[LabelId]:
    return audioset().descendants(label_id)


def _moment(text: str) -> Marker:
    found = _MOMENT.match(text)
    if found is None or float(found[1]) >= float(found[2]):
        raise BadRequest(f"a moment is written as 12.4-15 or 12.4-15 NAME, not {text!r}")
    return Marker(start_s=float(found[1]), end_s=float(found[2]), name=found[3] or "moment")
