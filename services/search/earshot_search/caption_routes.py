"""The addresses that caption a video: WebVTT for players, SubRip for everything else."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from earshot.captions.cue import CaptionOptions, Salience, Style
from earshot.captions.phrasebook import LANGUAGES
from earshot.domain.ids import VideoId
from earshot.domain.levels import Level
from earshot.errors import (
    CatalogUnavailable,
    DamagedObject,
    StoreUnavailable,
    VideoNotFound,
)
from earshot.http.service import problem_answers
from earshot_search.captions import CaptionFormat, Captions
from earshot_search.routes import LevelParameter, VideoIdInPath
from earshot_search.schemas import SalienceWord

MEDIA_TYPES = {CaptionFormat.VTT: "text/vtt", CaptionFormat.SRT: "application/x-subrip"}
EXAMPLES = {
    CaptionFormat.VTT: ("WEBVTT\nLanguage: en\n\n00:00:12.400 --> 00:00:13.900\n[dog barking]\n"),
    CaptionFormat.SRT: "1\n00:00:12,400 --> 00:00:13,900\n[dog barking]\n",
}


def caption_routes(captions: Captions) -> APIRouter:
    """One address a format."""
    router = APIRouter(tags=["captions"])
    for form in CaptionFormat:
        _add(router, captions, form)
    return router


def _add(router: APIRouter, captions: Captions, form: CaptionFormat) -> None:
    media_type = MEDIA_TYPES[form]
    example = {"schema": {"type": "string"}, "example": EXAMPLES[form]}
    problems = problem_answers(VideoNotFound, CatalogUnavailable, StoreUnavailable, DamagedObject)

    @router.get(
        f"/videos/{{video_id}}/captions.{form}",
        name=f"captions_{form}",
        summary=f"Caption the sounds of a video as {form.upper()}",
        response_class=Response,
        responses={**problems, 200: {"description": "Captions", "content": {media_type: example}}},
    )
    def captions_of(
        video_id: VideoIdInPath,
        level: LevelParameter = Level.BALANCED,
        salience: Annotated[
            SalienceWord, Query(description="How much: safety, story or everything")
        ] = Salience.STORY,
        style: Annotated[Style, Query(description="How they are set off")] = Style.BRACKETS,
        language: Annotated[
            str, Query(pattern=f"^({'|'.join(LANGUAGES)})$", description="Of the captions")
        ] = "en",
    ) -> Response:
        """Captions of sounds as broadcasters write them. A video that is not ready has none yet."""
        options = CaptionOptions(level=level, salience=salience, style=style, language=language)
        text = captions.written(VideoId(video_id), form, options)
        return Response(text, media_type=f"{media_type}; charset=utf-8")
