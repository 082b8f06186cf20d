"""The use-case of captioning: what was heard in one video as cues, written as WebVTT or SRT."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from enum import StrEnum

from earshot.captions.cue import CaptionOptions
from earshot.captions.cues import caption
from earshot.captions.subrip import write_subrip
from earshot.captions.webvtt import write_webvtt
from earshot.domain.ids import VideoId
from earshot_search.events import Events


class CaptionFormat(StrEnum):
    """How captions are written."""

    VTT = "vtt"
    SRT = "srt"


class Captions:
    """Reads events through their use-case."""

    def __init__(self, events: Events) -> None:
        self._events = events

    def written(
        self, video_id: VideoId, form: CaptionFormat, options: CaptionOptions | None = None
    ) -> str:
        """A whole caption file; one without cues where nothing was heard."""
        chosen = options if options is not None else CaptionOptions()
        told = self._events.told(video_id, level=chosen.level)
        heard = told.video.heard
        cues = caption(told.events, chosen, heard.duration_s if heard else None)
        if form is CaptionFormat.SRT:
            return write_subrip(cues)
        return write_webvtt(cues, language=chosen.language)
