"""The use-case of counting: how much there is at every level, and what it divides into."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import UTC
from enum import StrEnum

import numpy as np

from earshot.domain.ids import LabelId
from earshot.domain.levels import Level
from earshot.query.spans import Ints, Spans
from earshot.query.telling import telling_labels
from earshot_search.surveying import Survey, Surveyed

BANDS = (0.0, 0.3, 0.5, 0.7, 0.9)
"""Where each band of scores begins; it ends where the next one does."""


class Thoroughness(StrEnum):
    """How long a search may count."""

    NONE = "none"
    QUICK = "quick"
    FULL = "full"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """Videos, and moments in them."""

    videos: int
    moments: int


@dataclass(slots=True, kw_only=True)
class Facet:
    """Amounts by some value."""

    videos: Counter[Hashable] = field(default_factory=Counter)
    moments: Counter[Hashable] = field(default_factory=Counter)

    def add(self, value: Hashable, videos: int, moments: int) -> None:
        """Count some more."""
        self.videos[value] += videos
        self.moments[value] += moments

    def amounts(self) -> Mapping[Hashable, Amount]:
        """By value, most videos first."""
        return {
            value: Amount(videos=videos, moments=self.moments[value])
            for value, videos in self.videos.most_common()
        }


@dataclass(slots=True, kw_only=True)
class Counts:
    """What a whole answer holds. Lower bounds where the time was up before its end."""

    level: Level
    levels: dict[Level, Amount] = field(
        default_factory=lambda: {level: Amount(videos=0, moments=0) for level in Level}
    )
    exact: bool = True
    labels: Facet = field(default_factory=Facet)
    """By the label that tells most of a moment."""
    collections: Facet = field(default_factory=Facet)
    scores: Facet = field(default_factory=Facet)
    """By the begin of a band of `BANDS`."""
    months: Facet = field(default_factory=Facet)
    """By month of recording, as ``2026-03``; videos without one are left out."""


def count(survey: Survey, level: Level) -> Counts:
    """Go through everything, or until the time is up."""
    counts = Counts(level=level)
    for part in survey.parts():
        for one in Level:
            here = _amount(part, one)
            former = counts.levels[one]
            counts.levels[one] = Amount(
                videos=former.videos + here.videos, moments=former.moments + here.moments
            )
        _divide(counts, part, survey)
    counts.exact = not survey.was_cut
    return counts


def _amount(part: Surveyed, level: Level) -> Amount:
    spans = part.spans.get(level)
    if spans is None:
        return Amount(videos=len(part.archive.videos), moments=0)
    return Amount(videos=len(np.unique(spans.video)), moments=len(spans))


def _divide(counts: Counts, part: Surveyed, survey: Survey) -> None:
    spans = part.spans.get(counts.level)
    if spans is None:
        moments = dict.fromkeys(part.archive.videos, 0)
    else:
        numbers, sizes = np.unique(spans.video, return_counts=True)
        videos = part.archive.videos
        moments = {videos[int(at)]: int(size) for at, size in zip(numbers, sizes, strict=True)}
        _divide_moments(counts, part, survey, spans)
    documents = part.archive.documents
    found = list(moments)
    told = (
        [documents[one] for one in found if one in documents]
        if documents
        else survey.index.documents(found)
    )
    for document in told:
        held = moments[document.video_id]
        counts.collections.add(document.collection, 1, held)
        if document.recorded_at is not None:
            counts.months.add(f"{document.recorded_at.astimezone(UTC):%Y-%m}", 1, held)


def _divide_moments(counts: Counts, part: Surveyed, survey: Survey, spans: Spans) -> None:
    band = np.searchsorted(np.array(BANDS), spans.score, side="right") - 1
    for at, begin in enumerate(BANDS):
        inside = band == at
        if inside.any():
            counts.scores.add(begin, _videos(spans.video[inside]), int(inside.sum()))
    columns = part.archive.block.columns
    telling = telling_labels(spans, columns, survey.plan.ontology)
    for number in range(telling.shape[1]):
        inside = telling[:, number]
        if inside.any():
            label: LabelId = columns.heard_labels[number]
            counts.labels.add(label, _videos(spans.video[inside]), int(inside.sum()))


def _videos(numbers: Ints) -> int:
    return len(np.unique(numbers))
