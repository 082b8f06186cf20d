"""What the API answers, as pydantic models with examples: the shape that clients rely on."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, Field, WithJsonSchema

from earshot.captions.cue import Salience, parse_salience
from earshot.domain.labels import Grade
from earshot.domain.levels import Level, parse_level
from earshot.domain.queries import Order
from earshot.domain.video import VideoState
from earshot.labels.families import Family
from earshot_search.counting import Thoroughness

VIDEO_ID = "01K0G4W1QZ7V7C3M4D2W5T9RBA"


def _level(value: object) -> Level:
    return value if isinstance(value, Level) else parse_level(str(value))


LevelWord = Annotated[
    Level,
    BeforeValidator(_level),
    WithJsonSchema(
        {"type": "string", "pattern": "^(everything|balanced|sure|[1-6])$", "default": "balanced"}
    ),
]


def _salience(value: object) -> Salience:
    return value if isinstance(value, Salience) else parse_salience(str(value))


SalienceWord = Annotated[
    Salience,
    BeforeValidator(_salience),
    WithJsonSchema(
        {"type": "string", "enum": ["safety", "story", "everything"], "default": "story"}
    ),
]


class EventShown(BaseModel):
    """One sound, half-open in time, from the start of the video as a player shows it."""

    label: str = Field(description="AudioSet display name", examples=["Bark"])
    label_id: str = Field(examples=["/m/05tny_"])
    onset_s: float = Field(examples=[12.4])
    offset_s: float = Field(examples=[13.1])
    score: float = Field(ge=0, le=1, examples=[0.93])
    heard_by: list[str] = Field(
        description="The bundle that heard it; several where they serve beside each other",
        examples=[["keen-1a2b3c4d"]],
    )


class MomentShown(BaseModel):
    """A stretch of a video that answers the query."""

    start_s: float = Field(examples=[12.4])
    end_s: float = Field(examples=[13.1])
    score: float = Field(ge=0, le=1, examples=[0.93])
    label: str = Field(examples=["Bark"])
    label_id: str = Field(examples=["/m/05tny_"])
    events: list[EventShown]
    matched: str = Field(
        description="Why this is an answer", examples=['Bark — child of dog, typed "puppy"']
    )
    link: str = Field(
        description="Plays from one second before",
        examples=[f"/api/v1/videos/{VIDEO_ID}/source#t=11.40"],
    )


class VideoNamed(BaseModel):
    """A video that was found by its name."""

    video_id: str = Field(examples=[VIDEO_ID])
    title: str = Field(examples=["Garden, first warm day"])
    collection: str = Field(examples=["family"])
    duration_s: float | None = Field(examples=[602.5])
    recorded_at: datetime | None = Field(examples=["2026-03-01T12:30:00Z"])


class VideoFound(VideoNamed):
    """A video in which the query was heard."""

    score: float | None = Field(
        description="Of its best moment; null where only filters were asked", examples=[0.93]
    )
    moments: list[MomentShown] = Field(
        description="Best first; sorted by time the earliest, by duration the longest"
    )
    moments_total: int = Field(description="All of them, shown or not", examples=[1])


class WordUnresolved(BaseModel):
    """A word that stands for nothing that can be heard here."""

    word: str = Field(examples=["unicorn"])
    detail: str = Field(examples=['no sound is known as "unicorn"; the nearest: Horse'])
    nearest: list[str] = Field(description="What might have been meant", examples=[["Horse"]])


class LevelCountShown(BaseModel):
    """How much the same search finds at a level."""

    level: int = Field(ge=1, le=6, examples=[1])
    name: str | None = Field(description="Of those that have one", examples=["everything"])
    videos: int = Field(examples=[14])
    moments: int = Field(examples=[90])
    more_videos: int = Field(description="Than at the level asked for; may be less", examples=[2])
    more_moments: int = Field(examples=[19])


class FacetShown(BaseModel):
    """A part of the answer that has something in common."""

    value: str = Field(
        description="A label's name, a collection, a band of scores, a month", examples=["Bark"]
    )
    label_id: str | None = Field(default=None, examples=["/m/05tny_"])
    filter: str | None = Field(
        default=None,
        description="Added to the query it leaves this part alone",
        examples=["recorded:2026-03"],
    )
    videos: int = Field(examples=[12])
    moments: int = Field(examples=[71])


class FacetsShown(BaseModel):
    """The answer divided in four ways; parts that hold nothing are left out."""

    labels: list[FacetShown] = Field(
        description="What was heard, most videos first",
        examples=[[{"value": "Bark", "label_id": "/m/05tny_", "videos": 12, "moments": 71}]],
    )
    collections: list[FacetShown] = Field(description="Most videos first")
    scores: list[FacetShown] = Field(description="Of moments, the highest first")
    months: list[FacetShown] = Field(description="Of recording, where known; latest first")


class CountsShown(BaseModel):
    """How much the whole answer holds, behind all pages."""

    videos: int = Field(examples=[12])
    moments: int = Field(examples=[71])
    exact: bool = Field(
        description="False: lower bounds, because the time to count was up", examples=[True]
    )
    levels: list[LevelCountShown] = Field(description="All six, from everything to sure")
    facets: FacetsShown


class SearchAnswer(BaseModel):
    """One page of moments, grouped by video."""

    query: str = Field(examples=["puppy"])
    level: int = Field(ge=1, le=6, examples=[4])
    sort: Order = Field(examples=["relevance"])
    videos: list[VideoFound] = Field(
        description="In the order asked for; by relevance, with several words, those where they are"
        " nearest come first"
    )
    names: list[VideoNamed] = Field(
        description="Videos with these words in title, file name, description or collection;"
        " on the first page only"
    )
    unresolved: list[WordUnresolved]
    did_you_mean: list[str] = Field(
        description="Queries with the words put right that were not understood, or read as a slip",
        examples=[["horse"]],
    )
    counts: CountsShown | None = Field(
        description="On the first page only, unless it was asked not to count"
    )
    partial: bool = Field(
        description="True when the time was up before the page was full; `next` goes on",
        examples=[False],
    )
    next: str | None = Field(description="Cursor of the next page; null at the end")


class LabelShown(BaseModel):
    """A label that can be heard, how well, and how often it was."""

    label_id: str = Field(examples=["/m/05tny_"])
    name: str = Field(examples=["Bark"])
    family: Family = Field(description="Its topmost group", examples=["animal"])
    grade: Grade = Field(examples=["good"])
    figures: dict[str, float | None] = Field(
        description="Of the bundle, on recordings that it had not seen",
        examples=[{"average_precision": 0.81}],
    )
    bundle: str = Field(examples=["keen-1a2b3c4d"])
    videos: int = Field(description="In which it was heard at the level", examples=[12])
    events: int = Field(examples=[71])


class LabelsAnswer(BaseModel):
    """Labels by name."""

    level: int = Field(ge=1, le=6, examples=[4])
    labels: list[LabelShown]


class EventsAnswer(BaseModel):
    """What was heard in one video at a level, by onset."""

    video_id: str = Field(examples=[VIDEO_ID])
    state: VideoState = Field(
        description="Events are complete once it is ready", examples=["ready"]
    )
    level: int = Field(ge=1, le=6, examples=[4])
    duration_s: float | None = Field(examples=[602.5])
    bundle: str | None = Field(examples=["keen-1a2b3c4d"])
    policy: str | None = Field(examples=["9f8e7d6c5b4a"])
    events: list[EventShown]


class SearchBody(BaseModel):
    """A search by program."""

    tree: dict[str, Any] = Field(
        description="As `/search/explain` shows it", examples=[{"op": "sound", "text": "dog"}]
    )
    level: LevelWord = Level.BALANCED
    min_score: float = Field(default=0.0, ge=0, le=1)
    limit: int = Field(default=20, ge=1, le=100, description="Videos on a page")
    moments: int = Field(default=10, ge=1, le=100, description="Moments of each video")
    cursor: str | None = None
    sort: Order = Order.RELEVANCE
    counts: Thoroughness = Thoroughness.QUICK


class ExplainAnswer(BaseModel):
    """How a query is understood."""

    query: str = Field(examples=["puppy siren"])
    canonical: str = Field(
        description="Written out with every operator and bracket", examples=["puppy AND siren"]
    )
    tree: dict[str, Any]
    words: list[dict[str, Any]] = Field(description="Each word with its labels and why")
