"""What suggestions, timelines and figures look like, as pydantic models with examples."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, Field

from earshot_search.heatmaps import Axis
from earshot_search.schemas import VIDEO_ID, VideoNamed
from earshot_search.statistics import Period
from earshot_search.suggesting import SuggestionKind


class SuggestionShown(BaseModel):
    """One way to go on typing."""

    kind: SuggestionKind = Field(examples=["label"])
    text: str = Field(description="The whole query then", examples=["siren THEN dog"])
    phrase: str = Field(description="What is completed or added", examples=["dog"])
    detail: str = Field(
        description="The label's name, what an operator means, a collection's size, a video's id",
        examples=["Dog"],
    )


class SuggestionsAnswer(BaseModel):
    """Sounds first, then words of the language, collections and titles."""

    q: str = Field(examples=["siren THEN do"])
    suggestions: list[SuggestionShown]


class PointShown(BaseModel):
    """One event, or all that sounds between two ticks."""

    start_s: float = Field(examples=[12.4])
    end_s: float = Field(examples=[13.1])
    events: int = Field(description="That begin here", examples=[1])
    density: float = Field(ge=0, le=1, description="How much of the stretch sounds", examples=[1.0])
    score: float = Field(ge=0, le=1, description="The best of its events", examples=[0.93])


class LaneShown(BaseModel):
    """One label over the length of the video."""

    label: str = Field(examples=["Bark"])
    label_id: str = Field(examples=["/m/05tny_"])
    events: int = Field(examples=[71])
    seconds: float = Field(description="How long it is heard in all", examples=[52.3])
    points: list[PointShown] = Field(description="By time, silence left out")


class TimelineAnswer(BaseModel):
    """Lanes of one video, with at most 2,000 points in all."""

    video_id: str = Field(examples=[VIDEO_ID])
    level: int = Field(ge=1, le=6, examples=[4])
    duration_s: float = Field(examples=[602.5])
    resolution_s: float | None = Field(
        description="Length of a point, never finer than the number of points allows;"
        " null where every point is an event",
        examples=[None],
    )
    lanes: list[LaneShown] = Field(description="As asked for, or the longest sounding first")
    left_out: int = Field(description="Labels heard that have no lane here", examples=[0])


class TallyShown(BaseModel):
    """How often and how long something was heard."""

    videos: int = Field(examples=[12])
    events: int = Field(examples=[71])
    hours: float = Field(description="All its events end to end", examples=[0.4])


class TrendShown(TallyShown):
    """The same in one period."""

    start: date = Field(description="Its first day, UTC", examples=["2026-03-01"])


class LabelFiguresShown(TallyShown):
    """A label in the whole archive and in its last periods; what lies below it counts too."""

    label: str = Field(examples=["Bark"])
    label_id: str = Field(examples=["/m/05tny_"])
    trend: list[TrendShown]


class LabelFiguresAnswer(BaseModel):
    """Labels that were heard, those with most events first."""

    level: int = Field(ge=1, le=6, examples=[4])
    period: Period = Field(examples=["month"])
    labels: list[LabelFiguresShown]


class HeatmapRowShown(BaseModel):
    """Moments of one word by column."""

    word: str = Field(description="As it was asked for", examples=["dog"])
    label: str = Field(examples=["Dog"])
    label_ids: list[str] = Field(examples=[["/m/0bt9lr"]])
    moments: list[int] = Field(examples=[[0, 0, 3, 1]])
    total: int = Field(examples=[4])


class HeatmapAnswer(BaseModel):
    """When sounds begin: hour of day, or place in the video."""

    by: Axis = Field(examples=["hour"])
    level: int = Field(ge=1, le=6, examples=[4])
    columns: list[str] = Field(examples=[["00", "01", "02", "03"]])
    rows: list[HeatmapRowShown]
    exact: bool = Field(
        description="False: the time was up, and these are lower bounds", examples=[True]
    )


class UnusualShown(BaseModel):
    """A label that was heard more than the weeks before let expect."""

    label: str = Field(examples=["Smoke detector, smoke alarm"])
    label_id: str = Field(examples=["/m/01y3hg"])
    videos: int = Field(examples=[3])
    events: int = Field(examples=[9])
    hours: float = Field(examples=[0.01])
    expected_videos: float = Field(
        description="As many as its share in the eight weeks before lets expect", examples=[0.2]
    )
    chance: float = Field(
        ge=0, le=1, description="Of as many or more, had nothing changed", examples=[0.001]
    )
    first: bool = Field(description="Never heard before", examples=[False])
    examples: list[VideoNamed] = Field(description="Newest videos with it")


class RareAnswer(BaseModel):
    """What is unusual in seven days, the least likely first."""

    level: int = Field(ge=1, le=6, examples=[4])
    start: date = Field(examples=["2026-03-01"])
    stop: date = Field(description="The day after the last", examples=["2026-03-08"])
    labels: list[UnusualShown]
