"""The use-case of reading what was heard in one video, as people have set it right."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from earshot.corrections.stored import StoredCorrections
from earshot.domain.events import SoundEvent
from earshot.domain.ids import LabelId, VideoId
from earshot.domain.levels import Level
from earshot.domain.video import Video
from earshot.errors import ObjectNotFound
from earshot.labels.ontology import audioset
from earshot.ports.object_store import ObjectStore
from earshot.tagging.shown_events import shown_events
from earshot_search.audible import AudibleLabels
from earshot_search.shown import ShownVideos


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardEvents:
    """What stands in one video at one level, by onset."""

    video: Video
    level: Level
    events: tuple[SoundEvent, ...]


class Events:
    """Reads events objects; a video that has none yet, or never will, has no events."""

    def __init__(self, *, store: ObjectStore, shown: ShownVideos, audible: AudibleLabels) -> None:
        self._store = store
        self._corrections = StoredCorrections(store)
        self._shown = shown
        self._audible = audible

    def told(
        self,
        video_id: VideoId,
        *,
        level: Level = Level.BALANCED,
        min_score: float = 0.0,
        label_id: LabelId | None = None,
    ) -> HeardEvents:
        """The events at a level; `VideoNotFound` for a video that is not there or going."""
        video = self._shown.get(video_id)
        heard = self._stored(video)
        events = tuple(
            event
            for event in self._corrections.applied(video, heard, audioset().descendants)
            if level in event.levels
            and event.score >= min_score
            and (label_id is None or event.label_id == label_id)
        )
        return HeardEvents(video=video, level=level, events=events)

    def name(self, event: SoundEvent) -> str:
        """Display name of the event's label."""
        return self._audible.name(event.label_id)

    def _stored(self, video: Video) -> Sequence[SoundEvent]:
        heard = video.heard
        if heard is None or heard.policy is None:
            return ()
        try:
            return shown_events(video, self._store.get)
        except ObjectNotFound:
            # Being removed at this moment, or not decoded anew yet.
            return ()
