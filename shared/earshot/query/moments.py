"""From results to moments: best first, by video, with the events that make them up and why."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from earshot.domain.events import SoundEvent
from earshot.domain.ids import LabelId, VideoId
from earshot.domain.queries import Moment, Order
from earshot.query.evaluation import Archive
from earshot.query.plan import Plan
from earshot.query.spans import MICRO, VIDEO_STRIDE, Floats, Ints, Spans


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoRank:
    """How well a video answers: as well as its best moment."""

    video_id: VideoId
    rank: float
    moments: int
    """How many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedMoment:
    """A moment with its place in the order and the labels that answered."""

    moment: Moment
    rank: float
    label_ids: tuple[LabelId, ...]
    """The most specific labels that were heard, best first."""
    reasons: tuple[str, ...]
    """One for each word that was answered: `Bark — child of dog, typed "puppy"`."""


def rank_videos(spans: Spans, archive: Archive, order: Order = Order.RELEVANCE) -> list[VideoRank]:
    """Videos with results, best first, newest first among equals; the longest first if asked."""
    if not len(spans):
        return []
    numbers = spans.video
    starts = np.flatnonzero(np.diff(numbers, prepend=-1))
    values = _seconds(spans) if order is Order.DURATION else spans.rank
    best = np.maximum.reduceat(values, starts)
    counts = np.diff(np.append(starts, len(spans)))
    found = [
        VideoRank(
            video_id=archive.videos[int(numbers[start])], rank=float(rank), moments=int(count)
        )
        for start, rank, count in zip(starts, best, counts, strict=True)
    ]
    newest_first = sorted(found, key=lambda one: one.video_id, reverse=True)
    return sorted(newest_first, key=lambda one: -one.rank)


def best_moments(
    spans: Spans,
    archive: Archive,
    plan: Plan,
    video_id: VideoId,
    limit: int,
    order: Order = Order.RELEVANCE,
) -> list[RankedMoment]:
    """The best moments of one video: by rank, then by time; or the first, or the longest."""
    number = archive.number[video_id]
    low = np.searchsorted(spans.begin, number * VIDEO_STRIDE, side="left")
    high = np.searchsorted(spans.begin, (number + 1) * VIDEO_STRIDE, side="left")
    inside: Ints = np.arange(low, high, dtype=np.int64)
    by_time = (spans.end[inside], spans.begin[inside])
    match order:
        case Order.TIME:
            keys: tuple[NDArray[Any], ...] = by_time
        case Order.DURATION:
            keys = (*by_time, -_seconds(spans)[inside])
        case _:
            keys = (*by_time, -spans.rank[inside])
    chosen = inside[np.lexsort(keys)]
    return [_ranked(spans, archive, plan, int(result)) for result in chosen[:limit]]


def _seconds(spans: Spans) -> Floats:
    return (spans.end - spans.begin) / MICRO


def _ranked(spans: Spans, archive: Archive, plan: Plan, result: int) -> RankedMoment:
    columns = archive.block.columns
    events = sorted(
        {columns.event(row) for row in spans.rows_of(result)},
        key=lambda event: (event.onset_s, event.offset_s, event.label_id),
    )
    shift = int(spans.video[result]) * VIDEO_STRIDE
    labels = _telling(events, plan)
    return RankedMoment(
        moment=Moment(
            start_s=(int(spans.begin[result]) - shift) / MICRO,
            end_s=(int(spans.end[result]) - shift) / MICRO,
            score=float(spans.score[result]),
            events=tuple(events),
        ),
        rank=float(spans.rank[result]),
        label_ids=labels,
        reasons=tuple(_reasons(labels, plan)),
    )


def _telling(events: Sequence[SoundEvent], plan: Plan) -> tuple[LabelId, ...]:
    """Labels of the events without those above others, best score first."""
    best: dict[LabelId, float] = {}
    for event in events:
        best[event.label_id] = max(best.get(event.label_id, 0.0), event.score)
    above = {other for label_id in best for other in plan.ontology.ancestors(label_id)}
    telling = [label_id for label_id in best if label_id not in above]
    return tuple(sorted(telling, key=lambda label_id: (-best[label_id], label_id)))


def _reasons(labels: Sequence[LabelId], plan: Plan) -> list[str]:
    reasons: list[str] = []
    for word in plan.words:
        wanted = set(word.label_ids)
        for label_id in labels:
            if label_id in wanted or not plan.ontology.ancestors(label_id).isdisjoint(wanted):
                reasons.append(word.reason(label_id, plan.ontology))
                break
    return reasons
