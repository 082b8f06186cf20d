"""Speech captions that others made, kept with a video so that sounds are merged into them."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Body, Path
from pydantic import BaseModel, Field
from starlette.responses import Response

from earshot import errors
from earshot.captions.speech import read_speech
from earshot.domain.ids import VideoId
from earshot.domain.keys import speech_key
from earshot.domain.video import VideoState
from earshot.http.service import problem_answers
from earshot.ports.catalog import Catalog
from earshot.ports.object_store import ObjectStore

Id = Annotated[str, Path(description="Id of the video", examples=["01K0G4W1QZ7V7C3M4D2W5T9RBA"])]
GOING = frozenset({VideoState.REMOVING, VideoState.REMOVED})
_PROBLEMS = problem_answers(
    errors.BadRequest,
    errors.VideoNotFound,
    errors.VideoRemoved,
    errors.CatalogUnavailable,
    errors.StoreUnavailable,
)


class SpeechAnswer(BaseModel):
    """What was understood of the file."""

    video_id: str
    cues: int = Field(examples=[812])


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """One file a video; the last one counts."""

    store: ObjectStore
    catalog: Catalog

    def keep(self, video_id: VideoId, data: bytes) -> int:
        """Store the file as it came; how many cues there are in it."""
        self._refuse_gone(video_id)
        cues = read_speech(data)
        if not cues:
            raise errors.BadRequest("there is no cue in these speech captions")
        key = speech_key(video_id)
        self.store.put(key, [data])
        try:
            self._refuse_gone(video_id)
        except errors.EarshotError:
            self.store.delete(key)
            raise
        return len(cues)

    def drop(self, video_id: VideoId) -> None:
        """Captions are of sounds alone again."""
        self._refuse_gone(video_id)
        self.store.delete(speech_key(video_id))

    def _refuse_gone(self, video_id: VideoId) -> None:
        state = self.catalog.get(video_id).state
        if state is VideoState.REMOVED:
            raise errors.VideoNotFound
        if state in GOING:
            raise errors.VideoRemoved


def speech_routes(speech: Speech) -> APIRouter:
    """Paths are relative to /api/v1."""
    router = APIRouter(tags=["captions"])

    @router.put(
        "/videos/{video_id}/speech",
        summary="Keep speech captions with a video",
        response_model=SpeechAnswer,
        responses=_PROBLEMS,
    )
    def keep(
        video_id: Id, file: Annotated[bytes, Body(media_type="text/vtt", max_length=1 << 20)]
    ) -> SpeechAnswer:
        """WebVTT or SubRip, as it is. From now on captions of this video have its sounds merged
        into them, without covering or splitting a line of speech.
        """
        return SpeechAnswer(video_id=video_id, cues=speech.keep(VideoId(video_id), file))

    @router.delete(
        "/videos/{video_id}/speech",
        status_code=204,
        summary="Drop the speech captions of a video",
        responses=_PROBLEMS,
    )
    def drop(video_id: Id) -> Response:
        speech.drop(VideoId(video_id))
        return Response(status_code=204)

    return router
