"""Decode: scores become events by the bundle's policies; neither model nor video is needed."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import dataclass

from earshot.domain.events import SoundEvent
from earshot.domain.ids import BundleId, PolicyId, VideoId
from earshot.domain.keys import events_key, scores_key
from earshot.domain.video import Heard, Video
from earshot.errors import ObjectNotFound
from earshot.ports.object_store import ObjectStore
from earshot.tagging.bundle import Bundle
from earshot.tagging.event_file import StoredEvents, encode_events
from earshot.tagging.policy import policy_id
from earshot.tagging.stored_decoding import decode_stored
from earshot_worker import transitions
from earshot_worker.hold import Hold
from earshot_worker.publish import published
from earshot_worker.steps import Result


@dataclass(frozen=True, slots=True, kw_only=True)
class Decode:
    """Runs again whenever thresholds change; scores of an older bundle keep their own policies."""

    store: ObjectStore
    bundle: Bundle

    def run(self, video: Video, hold: Hold) -> Result:
        """Write the events object of the policy that counts now."""
        hold.check()
        policy = self.write(video)
        return Result(change=lambda now: transitions.decoded(now, policy))

    def write(self, video: Video) -> PolicyId:
        """Decode the video's scores, store the events and name the policy."""
        heard = _heard(video)
        return self.write_for(video.video_id, heard, heard.bundle)

    def write_for(self, video_id: VideoId, heard: Heard, hearer: BundleId) -> PolicyId:
        """The same for any bundle that has heard the video."""
        bundle = self._bundle(hearer)
        stored = StoredEvents(
            bundle=hearer,
            policy=policy_id(bundle.policies),
            duration_s=heard.duration_s,
            events=tuple(self._events(video_id, heard, bundle)),
        )
        self.store.put(events_key(video_id, hearer, stored.policy), [encode_events(stored)])
        return stored.policy

    def ensure(self, video: Video) -> PolicyId:
        """The policy that counts now, its events decoded where they lack.

        `ObjectNotFound` when there are neither events nor scores.
        """
        heard = _heard(video)
        return self.ensure_for(video.video_id, heard, heard.bundle)

    def ensure_for(self, video_id: VideoId, heard: Heard, hearer: BundleId) -> PolicyId:
        """The same for any bundle that has heard the video."""
        policy = policy_id(self._bundle(hearer).policies)
        try:
            self.store.stat(events_key(video_id, hearer, policy))
        except ObjectNotFound:
            return self.write_for(video_id, heard, hearer)
        return policy

    def _bundle(self, wanted: BundleId) -> Bundle:
        return self.bundle if wanted == self.bundle.bundle_id else published(self.store, wanted)

    def _events(self, video_id: VideoId, heard: Heard, bundle: Bundle) -> list[SoundEvent]:
        if heard.audio_tracks == 0:
            return []
        key = scores_key(video_id, bundle.bundle_id)
        return decode_stored(lambda: self.store.read(key), bundle, heard.duration_s)


def _heard(video: Video) -> Heard:
    if video.heard is None:
        raise ValueError(f"video {video.video_id} has not been listened to yet")
    return video.heard
