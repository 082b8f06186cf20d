"""What a search asks for and what it answers: groups of labels, candidates, moments."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from earshot.domain.events import SoundEvent
from earshot.domain.ids import LabelId, VideoId
from earshot.domain.levels import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelGroup:
    """One word of a query as labels: any of them will do."""

    typed: str
    label_ids: tuple[LabelId, ...]


class Order(StrEnum):
    """Which videos come first."""

    RELEVANCE = "relevance"
    TIME = "time"
    """As they were recorded, or uploaded where nobody knows; the oldest first."""
    NEWEST = "newest"
    """The last upload first."""
    DURATION = "duration"
    """The longest sound first; the longest video where no sound is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateQuery:
    """Videos that hold at least one event of every group, at a level and score."""

    groups: tuple[LabelGroup, ...]
    level: Level
    min_score: float = 0.0
    order: Order = Order.RELEVANCE


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A video that may hold a moment; better ones have the higher relevance."""

    video_id: VideoId
    relevance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A stretch of one video that answers a query, with the events that make it up."""

    start_s: float
    end_s: float
    score: float
    events: tuple[SoundEvent, ...]
