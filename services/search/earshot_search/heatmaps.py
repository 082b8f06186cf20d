"""The use-case of a map of when sounds are heard: by hour of day, or by place in the video."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, timedelta
from enum import StrEnum

import numpy as np

from earshot.domain.levels import Level
from earshot.errors import BadRequest
from earshot.labels.resolution import Resolution
from earshot.ports.index import IndexReader
from earshot.query.plan import Plan, plan_of
from earshot.query.spans import MICRO, VIDEO_STRIDE, Ints
from earshot.query.tree import Sound
from earshot_search.audible import AudibleLabels
from earshot_search.surveying import Survey, Surveyed

HOURS, PLACES = 24, 20
ROWS_SHOWN = 8
"""Labels without being asked for: those heard in most videos."""
BUDGET_S = 1.5
_DAY_US = 24 * 3600 * MICRO


class Axis(StrEnum):
    """What the columns are."""

    HOUR = "hour"
    POSITION = "position"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatmapRow:
    """One word or label with how many moments fall into each column."""

    word: Resolution
    moments: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heatmap:
    """Rows of equal length."""

    axis: Axis
    rows: tuple[HeatmapRow, ...]
    exact: bool
    """False where the time was up: these are lower bounds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heatmaps:
    """Reads lanes from the index, part by part."""

    index: IndexReader
    audible: AudibleLabels
    budget_s: float = BUDGET_S

    def told(
        self,
        labels: Sequence[str],
        *,
        axis: Axis,
        level: Level,
        min_score: float = 0.0,
        utc_offset: timedelta = timedelta(0),
    ) -> Heatmap:
        """A moment counts where it begins. Hours are those of videos whose recording is dated."""
        deadline_s = time.monotonic() + self.budget_s
        plans = [self._plan(label) for label in labels or self._most_heard(level)]
        rows, exact = [], True
        for at, plan in enumerate(plans):
            now_s = time.monotonic()
            survey = Survey(
                index=self.index,
                plan=plan,
                levels=(level,),
                min_score=min_score,
                # What one row leaves of its share is for those after it.
                deadline_s=now_s + max(0.0, deadline_s - now_s) / (len(plans) - at),
            )
            columns = np.zeros(HOURS if axis is Axis.HOUR else PLACES, dtype=np.int64)
            for part in survey.parts():
                columns += self._columns(part, level, axis, utc_offset)
            exact = exact and not survey.was_cut
            rows.append(HeatmapRow(word=plan.words[0], moments=tuple(map(int, columns))))
        return Heatmap(axis=axis, rows=tuple(rows), exact=exact)

    def _plan(self, label: str) -> Plan:
        is_id = label.startswith("/")
        plan = plan_of(Sound(text=label, exact=is_id, label_only=False), self.audible.words())
        if plan.problems:
            raise BadRequest(plan.problems[0].problem)
        return plan

    def _most_heard(self, level: Level) -> Sequence[str]:
        known = self.audible.labels()
        counts = self.index.label_counts(level)
        heard = [label_id for label_id in counts if label_id in known]
        heard.sort(key=lambda label_id: (-counts[label_id].videos, label_id))
        return heard[:ROWS_SHOWN]

    def _columns(self, part: Surveyed, level: Level, axis: Axis, utc_offset: timedelta) -> Ints:
        spans, videos = part.spans[level], part.archive.videos
        numbers = spans.video
        begins = spans.begin - numbers * VIDEO_STRIDE
        present = np.unique(numbers)
        documents = {
            one.video_id: one
            for one in self.index.documents([videos[int(number)] for number in present])
        }
        per_video = np.full(len(videos), -1, dtype=np.int64)
        for number in map(int, present):
            document = documents.get(videos[number])
            if document is None:
                continue
            if axis is Axis.POSITION:
                per_video[number] = round(document.duration_s * MICRO)
            elif document.recorded_at is not None:
                local = document.recorded_at.astimezone(UTC) + utc_offset
                midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
                per_video[number] = (local - midnight) // timedelta(microseconds=1)
        told = per_video[numbers]
        known = told >= 0
        if axis is Axis.HOUR:
            columns = (told + begins)[known] % _DAY_US * HOURS // _DAY_US
            return np.bincount(columns, minlength=HOURS)
        columns = begins[known] * PLACES // np.maximum(told[known], 1)
        return np.bincount(np.clip(columns, 0, PLACES - 1), minlength=PLACES)
