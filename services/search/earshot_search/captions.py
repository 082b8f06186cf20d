"""The use-case of captioning: what was heard in one video as cues or events, in many formats."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from typing import TYPE_CHECKING

from earshot.captions.cue import CaptionOptions
from earshot.domain.ids import VideoId
from earshot.http.prefix import API_PREFIX
from earshot_search.events import Events

if TYPE_CHECKING:
    from earshot.captions.formats import SheetFormat


class Captions:
    """Reads events through their use-case."""

    def __init__(self, events: Events) -> None:
        self._events = events

    def written(
        self, video_id: VideoId, form: SheetFormat, options: CaptionOptions | None = None
    ) -> str:
        """A whole file; one without cues where nothing was heard."""
        from earshot.captions.formats import Sheet, write  # noqa: PLC0415  only captions need them

        chosen = options if options is not None else CaptionOptions()
        told = self._events.told(video_id, level=chosen.level)
        heard = told.video.heard
        sheet = Sheet(
            events=tuple(told.events),
            options=chosen,
            duration_s=heard.duration_s if heard else 0.0,
            audio=f"{API_PREFIX}/videos/{video_id}/source",
            model=heard.bundle if heard else "",
        )
        return write(form, sheet)
