"""The addresses that caption a video: for players, editors, tables and annotation tools."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from earshot.captions.cue import LANGUAGES, CaptionOptions, Salience, Style
from earshot.captions.formats import WRITERS, SheetFormat
from earshot.domain.ids import VideoId
from earshot.domain.levels import Level
from earshot.errors import (
    CatalogUnavailable,
    DamagedObject,
    StoreUnavailable,
    VideoNotFound,
)
from earshot.http.service import problem_answers
from earshot_search.captions import Captions
from earshot_search.routes import LevelParameter, VideoIdInPath
from earshot_search.schemas import SalienceWord


class Kind(StrEnum):
    """What a WebVTT track is for, in the words of HTML."""

    CAPTIONS = "captions"
    METADATA = "metadata"
    CHAPTERS = "chapters"


_OF_KIND = {
    Kind.CAPTIONS: SheetFormat.VTT,
    Kind.METADATA: SheetFormat.METADATA,
    Kind.CHAPTERS: SheetFormat.CHAPTERS,
}
EXAMPLES = {
    SheetFormat.VTT: "WEBVTT\nLanguage: en\n\n00:00:12.400 --> 00:00:13.900\n[dog barking]\n",
    SheetFormat.SRT: "1\n00:00:12,400 --> 00:00:13,900\n[dog barking]\n",
    SheetFormat.TTML: '<p begin="00:00:12.400" end="00:00:13.900">[dog barking]</p>',
    SheetFormat.CSV: "start_s,end_s,start,end,text,labels,score\r\n",
    SheetFormat.JSON: '{"cues": [{"start_s": 12.4, "end_s": 13.9, "text": "[dog barking]"}]}',
    SheetFormat.TXT: "00:00:12 [dog barking]\n",
    SheetFormat.METADATA: (
        'WEBVTT\nKind: metadata\n\n00:00:12.400 --> 00:00:12.900\n{"label": "Bark"}\n'
    ),
    SheetFormat.CHAPTERS: "WEBVTT\nKind: chapters\n\n00:00:00.000 --> 00:01:30.000\nrain\n",
    SheetFormat.AUDACITY: "12.400000\t12.900000\tBark\n",
    SheetFormat.RAVEN: "Selection\tView\tChannel\tBegin Time (s)\tEnd Time (s)\n",
    SheetFormat.LABELSTUDIO: '[{"data": {"audio": "…"}, "predictions": []}]',
}


def caption_routes(captions: Captions) -> APIRouter:
    """One address a format."""
    router = APIRouter(tags=["captions"])
    for form in SheetFormat:
        _add(router, captions, form)
    return router


def _add(router: APIRouter, captions: Captions, form: SheetFormat) -> None:
    media_type = WRITERS[form].media_type
    example = {"schema": {"type": "string"}, "example": EXAMPLES[form]}
    problems = problem_answers(VideoNotFound, CatalogUnavailable, StoreUnavailable, DamagedObject)

    @router.get(
        f"/videos/{{video_id}}/captions.{form}",
        name=f"captions_{form}",
        summary=f"Write the sounds of a video as {form.upper()}",
        response_class=Response,
        responses={**problems, 200: {"description": "Captions", "content": {media_type: example}}},
    )
    def captions_of(  # noqa: PLR0913 - each is a parameter of the query
        video_id: VideoIdInPath,
        level: LevelParameter = Level.BALANCED,
        salience: Annotated[
            SalienceWord, Query(description="How much: safety, story or everything")
        ] = Salience.STORY,
        style: Annotated[Style, Query(description="How they are set off")] = Style.BRACKETS,
        language: Annotated[
            str, Query(pattern=f"^({'|'.join(LANGUAGES)})$", description="Of the captions")
        ] = "en",
        min_gap_s: Annotated[
            float, Query(ge=0, le=3600, description="The same sound again sooner is one sound")
        ] = 2.0,
        kind: Annotated[
            Kind, Query(description="Of WebVTT: captions, metadata (JSON cues) or chapters")
        ] = Kind.CAPTIONS,
        speech: Annotated[  # noqa: FBT002 - a query parameter
            bool, Query(description="Merged into the video's speech captions, where it has some")
        ] = True,
    ) -> Response:
        """Captions of sounds as broadcasters write them. A video that is not ready has none yet."""
        options = CaptionOptions(
            level=level, salience=salience, style=style, language=language, min_gap_s=min_gap_s
        )
        wanted = _OF_KIND[kind] if form is SheetFormat.VTT else form
        text = captions.written(VideoId(video_id), wanted, options, speech=speech)
        return Response(text, media_type=f"{media_type}; charset=utf-8")
