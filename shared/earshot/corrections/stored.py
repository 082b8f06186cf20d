"""Corrections in the store: an object an entry, never written twice, so editors lose nothing."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

from earshot.domain.correction_records import entry_from_json, entry_id, entry_to_json
from earshot.domain.corrections import Below, Entry, History, corrected, history_of
from earshot.domain.events import SoundEvent
from earshot.domain.ids import ObjectKey, VideoId
from earshot.domain.keys import correction_key, corrections_prefix
from earshot.domain.records import UnreadableRecord
from earshot.domain.video import Video
from earshot.errors import DamagedObject, ObjectNotFound
from earshot.ports.object_store import ObjectStore

_KEPT = 20_000
"""Entries kept in memory; they never change, so only new ones are read."""


class StoredCorrections:
    """Reads and adds the entries of videos."""

    def __init__(self, store: ObjectStore) -> None:
        self._store = store
        self._lock = Lock()
        self._read: OrderedDict[ObjectKey, Entry] = OrderedDict()

    def add(self, video_id: VideoId, entry: Entry) -> ObjectKey:
        """Put one entry beside the others."""
        key = correction_key(video_id, entry_id(entry))
        self._store.put(key, [entry_to_json(entry)])
        return key

    def history(self, video_id: VideoId) -> History:
        """All entries of a video as they are now."""
        keys = [found.key for found in self._store.list(corrections_prefix(video_id))]
        entries = (self._entry(key) for key in keys)
        return history_of(entry for entry in entries if entry is not None)

    def applied(
        self, video: Video, events: Sequence[SoundEvent], below: Below
    ) -> Sequence[SoundEvent]:
        """The events as people have set them right; costs nothing where nobody did."""
        if not video.corrections:
            return events
        return corrected(events, self.history(video.video_id).standing, below)

    def _entry(self, key: ObjectKey) -> Entry | None:
        with self._lock:
            if key in self._read:
                self._read.move_to_end(key)
                return self._read[key]
        try:
            entry = entry_from_json(self._store.get(key))
        except ObjectNotFound:
            return None  # the video is being removed
        except UnreadableRecord as error:
            raise DamagedObject(str(error)) from error
        with self._lock:
            self._read[key] = entry
            while len(self._read) > _KEPT:
                self._read.popitem(last=False)
        return entry
