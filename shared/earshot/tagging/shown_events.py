"""The events of a video as all bundles that serve have heard them, out of the store."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Callable

from earshot.domain.events import SoundEvent
from earshot.domain.ids import ObjectKey
from earshot.domain.keys import events_key
from earshot.domain.video import Video
from earshot.errors import ObjectNotFound
from earshot.tagging.event_file import read_events
from earshot.tagging.merging import HeardTrack, merged


def shown_events(video: Video, get: Callable[[ObjectKey], bytes]) -> tuple[SoundEvent, ...]:
    """What is searched and shown of a video; nothing before it is decoded.

    Parameters
    ----------
    get
        Reads a whole object. Where it raises `ObjectNotFound` for what another bundle heard
        beside, that one is left out; for the video's own bundle the error passes through.
    """
    shown = video.heard.shown if video.heard else ()
    tracks: list[HeardTrack] = []
    for bundle, policy in shown:
        try:
            data = get(events_key(video.video_id, bundle, policy))
        except ObjectNotFound:
            if not tracks:
                raise
            continue
        tracks.append(HeardTrack(bundle=bundle, events=read_events(data).events))
    return merged(tracks)
