"""The JSON of a search by sound: what is asked, and the moments that sound alike."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from earshot.domain.ids import QueryId, VideoId
from earshot_search.likeness import Likeness, likeness_of
from earshot_search.presenting import moment_link, video_named
from earshot_search.schemas import VIDEO_ID, VideoNamed
from earshot_search.similar import SimilarFound, SimilarMoment, SimilarRequest

QUERY_ID = "01K0G4W1QZ7V7C3M4D2W5T9RBC"
_DECIMALS = 3


class SimilarBody(BaseModel):
    """A moment of an archived video, or a query clip that was uploaded to `/queries`."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"video_id": VIDEO_ID, "onset_s": 12.4, "offset_s": 13.1},
                {"query_id": QUERY_ID, "collection": "family", "limit": 5},
            ]
        },
    )

    video_id: str | None = Field(default=None, min_length=1, max_length=64)
    onset_s: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    offset_s: float | None = Field(
        default=None,
        gt=0,
        allow_inf_nan=False,
        description="30 s after the onset at most; seconds are compared whole",
    )
    query_id: str | None = Field(default=None, min_length=1, max_length=64)
    collection: str | None = Field(default=None, max_length=200, description="Only this one")
    min_score: float = Field(default=0.6, ge=0, le=1, description="Less alike ones are left out")
    limit: int = Field(default=20, ge=1, le=100, description="Moments to tell at most")

    def request(self) -> SimilarRequest:
        """For the use-case."""
        return SimilarRequest(
            video_id=VideoId(self.video_id) if self.video_id is not None else None,
            onset_s=self.onset_s,
            offset_s=self.offset_s,
            query_id=QueryId(self.query_id) if self.query_id is not None else None,
            collection=self.collection,
            min_score=self.min_score,
            limit=self.limit,
        )


class CopyShown(VideoNamed):
    """The same moment in another copy of the film."""

    start_s: float = Field(examples=[101.0])
    end_s: float = Field(examples=[103.0])
    score: float = Field(ge=0, le=1, examples=[0.83])
    likeness: Likeness = Field(description="The score in words", examples=["alike"])
    link: str = Field(
        description="Plays from one second before",
        examples=[f"/api/v1/videos/{VIDEO_ID}/source#t=100.00"],
    )


class SimilarShown(CopyShown):
    """A moment that sounds like what was asked for, in whole seconds."""

    score: float = Field(
        ge=0, le=1, description="1 is the same sound, 0 has nothing in common", examples=[0.83]
    )
    copies: list[CopyShown] = Field(
        description="The same moment where the film is in the archive more than once"
    )


class SimilarAnswer(BaseModel):
    """Moments that sound alike, most alike first; the asked moment itself is left out."""

    bundle: str = Field(
        description="Only videos that it has heard can be compared", examples=["keen-1a2b3c4d"]
    )
    moments: list[SimilarShown]
    copies: list[CopyShown] = Field(
        description="The asked moment itself, in other copies of its film"
    )


def similar_answer(found: SimilarFound) -> SimilarAnswer:
    """The answer's shape."""
    return SimilarAnswer(
        bundle=found.bundle,
        moments=[
            SimilarShown(**_told(moment), copies=[CopyShown(**_told(one)) for one in moment.copies])
            for moment in found.moments
        ],
        copies=[CopyShown(**_told(one)) for one in found.copies],
    )


def _told(moment: SimilarMoment) -> dict[str, Any]:
    return {
        **video_named(moment.video),
        "start_s": round(moment.start_s, _DECIMALS),
        "end_s": round(moment.end_s, _DECIMALS),
        "score": round(moment.score, _DECIMALS),
        "likeness": likeness_of(moment.score),
        "link": moment_link(moment.video.video_id, moment.start_s),
    }
