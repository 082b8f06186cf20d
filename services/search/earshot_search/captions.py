"""The use-case of captioning: what was heard in one video as cues or events, in many formats."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from typing import TYPE_CHECKING

from earshot.captions.cue import CaptionOptions
from earshot.domain.ids import VideoId
from earshot.http.prefix import API_PREFIX
from earshot_search.events import Events

if TYPE_CHECKING:
    from earshot.captions.cue import Cue
    from earshot.captions.formats import SheetFormat
    from earshot.captions.whereabouts import Loudness
    from earshot.domain.video import Video
    from earshot_search.traces import Traces


class Captions:
    """Reads events through their use-case."""

    def __init__(self, events: Events, traces: Traces | None = None) -> None:
        self._events = events
        self._traces = traces

    def written(
        self,
        video_id: VideoId,
        form: SheetFormat,
        options: CaptionOptions | None = None,
        *,
        speech: bool = True,
    ) -> str:
        """A whole file, merged into the video's speech captions where there are any."""
        from earshot.captions.formats import (  # noqa: PLC0415  only captions need them
            OF_CUES,
            Sheet,
            write,
        )

        chosen = options if options is not None else CaptionOptions()
        told = self._events.told(video_id, level=chosen.level)
        heard = told.video.heard
        sheet = Sheet(
            events=tuple(told.events),
            options=chosen,
            duration_s=heard.duration_s if heard else 0.0,
            audio=f"{API_PREFIX}/videos/{video_id}/source",
            model=heard.bundle if heard else "",
            loudness=self._loudness(told.video) if form in OF_CUES else None,
            speech=self._speech(video_id) if speech and form in OF_CUES else (),
        )
        return write(form, sheet)

    def _speech(self, video_id: VideoId) -> tuple[Cue, ...]:
        from earshot.captions.speech import read_speech  # noqa: PLC0415  as above

        data = self._traces.speech(video_id) if self._traces is not None else None
        return read_speech(data) if data else ()

    def _loudness(self, video: Video) -> Loudness | None:
        """None for a video that was heard before there was loudness: captions then say less."""
        from earshot.captions.whereabouts import Loudness  # noqa: PLC0415  as above

        found = self._traces.loudness(video) if self._traces is not None else None
        if found is None or not found[0].size:
            return None
        return Loudness(levels_db=found[0], step_s=found[1])
