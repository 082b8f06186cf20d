"""The use-case of seeing one video as lanes over time, however long it is."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from earshot.domain.events import SoundEvent
from earshot.domain.ids import LabelId, VideoId
from earshot.domain.levels import Level
from earshot.domain.video import Video
from earshot.errors import BadRequest
from earshot.labels.ontology import Ontology
from earshot_search.audible import AudibleLabels
from earshot_search.events import Events

MOST_POINTS = 2000
MOST_LANES = 50
LANES_SHOWN = 12
"""Lanes without being asked for: those that sound longest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A stretch of a lane: one event, or all that sounds between two ticks."""

    start_s: float
    end_s: float
    events: int
    """That begin here; a long one that goes on through several points is counted once."""
    density: float
    """How much of the stretch sounds, from 0 to 1."""
    score: float
    """The best of its events."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineLane:
    """One label over the length of the video."""

    label_id: LabelId
    events: int
    seconds: float
    """How long it is heard in all."""
    points: tuple[Point, ...]
    """By time; stretches without a sound are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Lanes with at most `MOST_POINTS` points in all."""

    video: Video
    level: Level
    duration_s: float
    resolution_s: float | None
    """Length of a point; None where every point is an event."""
    lanes: tuple[TimelineLane, ...]
    left_out: int
    """Lanes with events that were neither asked for nor among the longest."""


class Timelines:
    """Reads the events of a video through their use-case."""

    def __init__(self, *, events: Events, audible: AudibleLabels, ontology: Ontology) -> None:
        self._events = events
        self._audible = audible
        self._ontology = ontology

    def told(
        self,
        video_id: VideoId,
        *,
        lanes: str = "",
        resolution_s: float | None = None,
        level: Level = Level.BALANCED,
        min_score: float = 0.0,
    ) -> Timeline:
        """Lanes of the words named (with commas between), or of the labels heard longest.

        Points are events while they are few enough and no resolution is asked for.
        """
        told = self._events.told(video_id, level=level, min_score=min_score)
        asked = self._asked(lanes)
        heard = {label: _merged(held) for label, held in self._by_label(told.events, asked).items()}
        longest = sorted(heard, key=lambda label: (-heard[label].seconds, label))
        chosen = asked or longest[:LANES_SHOWN]
        length_s = told.video.heard.duration_s if told.video.heard else 0.0
        shown = [(label, heard.get(label, _SILENCE)) for label in chosen]
        step_s = _resolution(resolution_s, length_s, shown)
        return Timeline(
            video=told.video,
            level=level,
            duration_s=length_s,
            resolution_s=step_s,
            lanes=tuple(_lane(label, held, step_s, length_s) for label, held in shown),
            left_out=0 if asked else len(longest) - len(chosen),
        )

    def _asked(self, lanes: str) -> list[LabelId]:
        words = self._audible.words()
        found: dict[LabelId, None] = {}
        for word in filter(None, (part.strip() for part in lanes.split(","))):
            meant = words.resolve(word) if not word.startswith("/") else words.resolve_exactly(word)
            if meant.problem is not None:
                raise BadRequest(meant.problem)
            found |= dict.fromkeys(meant.label_ids)
        if len(found) > MOST_LANES:
            raise BadRequest(f"a timeline has at most {MOST_LANES} lanes; ask for fewer")
        return list(found)

    def _by_label(
        self, events: Sequence[SoundEvent], asked: Sequence[LabelId]
    ) -> dict[LabelId, list[SoundEvent]]:
        """Each label's own events; those below it too where the label was asked for."""
        held: dict[LabelId, list[SoundEvent]] = {}
        wanted = set(asked)
        for event in events:
            above = self._ontology.ancestors(event.label_id) & wanted
            for label in {event.label_id, *above}:
                held.setdefault(label, []).append(event)
        return held


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Held:
    """The events of one lane by onset, and the stretches in which any of them sounds."""

    events: Sequence[SoundEvent]
    sounding: Sequence[tuple[float, float]]

    @property
    def seconds(self) -> float:
        return sum(end - start for start, end in self.sounding)


_SILENCE = _Held(events=(), sounding=())


def _merged(events: list[SoundEvent]) -> _Held:
    ordered = sorted(events, key=lambda event: (event.onset_s, event.offset_s))
    joined: list[tuple[float, float]] = []
    for event in ordered:
        if joined and event.onset_s <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], event.offset_s))
        else:
            joined.append((event.onset_s, event.offset_s))
    return _Held(events=ordered, sounding=joined)


def _resolution(
    asked_s: float | None, length_s: float, shown: Sequence[tuple[LabelId, _Held]]
) -> float | None:
    """Not finer than the number of points allows; None where all events fit as they are."""
    if asked_s is None and sum(len(held.events) for _, held in shown) <= MOST_POINTS:
        return None
    each = max(1, MOST_POINTS // max(1, len(shown)))
    # Events may end a little after the last tick of the player's clock.
    ends_s = max((held.sounding[-1][1] for _, held in shown if held.sounding), default=0.0)
    finest_s = max(length_s, ends_s) / each
    return max(asked_s or 0.0, finest_s * (1 + 1e-9))


def _lane(label_id: LabelId, held: _Held, step_s: float | None, length_s: float) -> TimelineLane:
    points = _as_events(held) if step_s is None else _as_density(held, step_s, length_s)
    return TimelineLane(
        label_id=label_id, events=len(held.events), seconds=held.seconds, points=tuple(points)
    )


def _as_events(held: _Held) -> Iterator[Point]:
    for event in held.events:
        yield Point(
            start_s=event.onset_s, end_s=event.offset_s, events=1, density=1.0, score=event.score
        )


def _as_density(held: _Held, step_s: float, length_s: float) -> Iterator[Point]:
    if not held.events:
        return
    ends_s = max(length_s, held.sounding[-1][1])
    count = max(1, math.ceil(ends_s / step_s - 1e-9))
    begins, covered, best = np.zeros(count, dtype=np.int64), np.zeros(count), np.zeros(count)
    for event in held.events:
        first = min(int(event.onset_s / step_s), count - 1)
        last = min(max(first, math.ceil(event.offset_s / step_s) - 1), count - 1)
        begins[first] += 1
        best[first : last + 1] = np.maximum(best[first : last + 1], event.score)
    for start, end in held.sounding:
        first = min(int(start / step_s), count - 1)
        last = min(max(first, math.ceil(end / step_s) - 1), count - 1)
        edges = np.arange(first, last + 2) * step_s
        covered[first : last + 1] += np.maximum(
            0.0, np.minimum(edges[1:], end) - np.maximum(edges[:-1], start)
        )
    for at in np.flatnonzero(best > 0):
        start_s, end_s = float(at) * step_s, min(float(at + 1) * step_s, ends_s)
        yield Point(
            start_s=start_s,
            end_s=end_s,
            events=int(begins[at]),
            density=min(1.0, float(covered[at]) / max(end_s - start_s, 1e-9)),
            score=float(best[at]),
        )
