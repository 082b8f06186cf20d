"""The use-case of figures over the archive: how often each label is heard, and what is unusual."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from threading import Lock

from earshot.domain.ids import LabelId
from earshot.domain.levels import Level
from earshot.domain.queries import LabelGroup
from earshot.domain.video import Video
from earshot.ports.index import IndexReader, Tally
from earshot_search.audible import AudibleLabels
from earshot_search.shown import ShownVideos

_FRESH_S = 30.0
WEEK = timedelta(days=7)
WEEKS_BEFORE = 8
UNUSUAL = 0.05
"""A label is unusual when as many videos or more had so small a chance."""
_EXAMPLES, _LOOKED_AT = 3, 100
_MOST_KEPT = 8


class Period(StrEnum):
    """How long each step of a trend is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelFigures:
    """A label in all, and in each of the last periods."""

    label_id: LabelId
    whole: Tally
    trend: tuple[Tally, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelFiguresTold:
    """Labels, those with most events first, and the days on which the periods start."""

    starts: tuple[date, ...]
    labels: tuple[LabelFigures, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unusual:
    """A label that was heard more in a week than the weeks before let expect."""

    label_id: LabelId
    week: Tally
    expected_videos: float
    chance: float
    """Of as many videos or more, if nothing had changed."""
    is_first: bool
    """True when it was never heard before."""
    examples: tuple[Video, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rarities:
    """What is unusual in seven days, the least likely first."""

    start: date
    stop: date
    """The day after the last."""
    labels: tuple[Unusual, ...]


class Statistics:
    """Reads sums from the index, and keeps them for half a minute."""

    def __init__(self, *, index: IndexReader, shown: ShownVideos, audible: AudibleLabels) -> None:
        self._index = index
        self._shown = shown
        self._audible = audible
        self._lock = Lock()
        self._kept: dict[
            tuple[Level, tuple[date, ...]], tuple[float, Mapping[LabelId, Sequence[Tally]]]
        ] = {}

    def labels(
        self, *, level: Level, period: Period, periods: int, today: date | None = None
    ) -> LabelFiguresTold:
        """Every label that was heard; that of an ancestor counts what lies below it too."""
        starts = starts_of(period, periods, today or _today())
        # What comes after today (a camera's clock runs ahead) is in the whole, in no period.
        told = self._tallies(level, (date.min, *starts))
        figures = [
            LabelFigures(label_id=label_id, whole=_sum(tallies), trend=tuple(tallies[1:]))
            for label_id, tallies in told.items()
            if label_id in self._audible.labels()
        ]
        figures.sort(key=lambda one: (-one.whole.events, one.label_id))
        return LabelFiguresTold(starts=starts, labels=tuple(figures))

    def rare(self, *, level: Level, until: date | None = None, limit: int = 20) -> Rarities:
        """Labels of the seven days up to one (today) that are new or more than usual.

        What is expected is the label's share in the eight weeks before, of as much as was heard
        in the week; the chance is that of a Poisson distribution.
        """
        stop = (until or _today()) + timedelta(days=1)
        start = stop - WEEK
        told = self._tallies(level, (date.min, start - WEEKS_BEFORE * WEEK, start, stop))
        own = {one: told[one] for one in told if one in self._audible.labels()}
        before = sum(tallies[1].videos for tallies in own.values())
        now = sum(tallies[2].videos for tallies in own.values())
        found = []
        for label_id, (long_ago, lately, week, _) in own.items():
            # Half a video more than there was: what was never heard is not impossible.
            expected = now * (lately.videos + 0.5) / (before + 0.5 * len(own))
            chance = _chance_of_more(week.videos, expected)
            is_first = lately.videos == long_ago.videos == 0
            if week.videos and (is_first or (chance <= UNUSUAL and week.videos > expected)):
                found.append((not is_first, chance, label_id, week, expected))
        found.sort(key=lambda one: (one[1], one[2]))
        return Rarities(
            start=start,
            stop=stop,
            labels=tuple(
                Unusual(
                    label_id=label_id,
                    week=week,
                    expected_videos=expected,
                    chance=chance,
                    is_first=not known,
                    examples=self._examples(label_id, start, stop),
                )
                for known, chance, label_id, week, expected in found[:limit]
            ),
        )

    def _examples(self, label_id: LabelId, start: date, stop: date) -> tuple[Video, ...]:
        group = LabelGroup(typed=label_id, label_ids=(label_id,))
        ids = self._index.holders([group], None, _LOOKED_AT)
        dated = [
            document.video_id
            for document in self._index.documents(ids)
            if start <= document.dated_at.astimezone(UTC).date() < stop
        ]
        shown = self._shown.find_several(dated[: 2 * _EXAMPLES])
        return tuple(shown[one] for one in dated if one in shown)[:_EXAMPLES]

    def _tallies(self, level: Level, starts: tuple[date, ...]) -> Mapping[LabelId, Sequence[Tally]]:
        key = (level, starts)
        with self._lock:
            now_s = time.monotonic()
            kept = self._kept.get(key)
            if kept is None or now_s - kept[0] > _FRESH_S:
                if len(self._kept) >= _MOST_KEPT:
                    self._kept.clear()
                kept = self._kept[key] = (now_s, self._index.tallies(level, starts))
            return kept[1]


def starts_of(period: Period, periods: int, today: date) -> tuple[date, ...]:
    """The first days of the last periods; the last one holds today. Weeks begin on Monday.

    >>> [str(day) for day in starts_of(Period.MONTH, 3, date(2026, 2, 14))]
    ['2025-12-01', '2026-01-01', '2026-02-01']
    """
    match period:
        case Period.DAY:
            return tuple(today - timedelta(days=back) for back in reversed(range(periods)))
        case Period.WEEK:
            monday = today - timedelta(days=today.weekday())
            return tuple(monday - back * WEEK for back in reversed(range(periods)))
        case _:
            months = today.year * 12 + today.month - 1
            return tuple(
                date((months - back) // 12, (months - back) % 12 + 1, 1)
                for back in reversed(range(periods))
            )


def _sum(tallies: Sequence[Tally]) -> Tally:
    return Tally(
        videos=sum(one.videos for one in tallies),
        events=sum(one.events for one in tallies),
        seconds=sum(one.seconds for one in tallies),
    )


def _chance_of_more(seen: int, expected: float) -> float:
    """Of `seen` or more where `expected` are expected, by Poisson."""
    if seen <= 0:
        return 1.0
    if expected <= 0:
        return 0.0
    logs = (n * math.log(expected) - expected - math.lgamma(n + 1) for n in range(seen))
    return max(0.0, 1.0 - math.fsum(math.exp(log) for log in logs))


def _today() -> date:
    return datetime.now(UTC).date()
