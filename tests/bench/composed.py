"""Made-up archives composed of what the bundle heard in real recordings."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np

from earshot.domain.events import SoundEvent
from earshot.domain.ids import LabelId
from earshot.domain.levels import Level, LevelRange
from tests.bench.hear_recordings import WRITTEN
from tests.bench.made_up import MadeUpVideo, made_up_video

Row = tuple[int, int, int, float, int, int]
SHORTEST_S = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardRecordings:
    """What the bundle heard, without the sound."""

    bundle: str
    minutes: float
    events_a_minute: dict[str, float]
    labels: tuple[LabelId, ...]
    recordings: tuple[tuple[float, tuple[Row, ...]], ...]
    """Seconds and events of each."""

    def frequent(self) -> list[tuple[LabelId, int]]:
        """Labels by the number of recordings that hold them at the balanced level."""
        found = Counter(
            self.labels[label]
            for _, rows in self.recordings
            for label in {row[0] for row in rows if row[4] <= Level.BALANCED < row[5]}
        )
        return found.most_common()


def heard_recordings() -> HeardRecordings:
    """As `python -m tests.bench.hear_recordings` wrote it."""
    told: dict[str, Any] = json.loads(WRITTEN.read_text())
    return HeardRecordings(
        bundle=told["bundle"],
        minutes=told["minutes"],
        events_a_minute=told["events_a_minute"],
        labels=tuple(LabelId(label) for label in told["labels"]),
        recordings=tuple(
            (float(one["duration_s"]), tuple(tuple(row) for row in one["events"]))
            for one in told["recordings"]
        ),
    )


def composed_videos(
    heard: HeardRecordings, videos: int, events: int, *, seed: int = 1
) -> Iterator[MadeUpVideo]:
    """`videos` videos with `events` events in all, the same for the same seed.

    A video is a few recordings one after another, each a little shifted and scored a little
    differently each time, until it has its share of events.
    """
    random = np.random.default_rng(seed)
    sizes = random.multinomial(events, np.full(videos, 1 / videos))
    start = datetime(2026, 1, 1, tzinfo=UTC)
    for number, size in enumerate(sizes):
        found, duration_s = _compose(random, heard, int(size))
        video = made_up_video(number, start + timedelta(minutes=number), duration_s)
        yield MadeUpVideo(video=video, events=tuple(found))


def _compose(
    random: np.random.Generator, heard: HeardRecordings, size: int
) -> tuple[list[SoundEvent], float]:
    found: list[SoundEvent] = []
    begin_ms = 0
    while len(found) < size or begin_ms < SHORTEST_S * 1000:
        duration_s, rows = heard.recordings[int(random.integers(len(heard.recordings)))]
        begin_ms += 40 * int(random.integers(0, 50))
        noise = random.normal(0, 0.02, len(rows))
        room = size - len(found)
        found += _events(heard.labels, rows[:room], noise, begin_ms)
        # What is cut off is not heard either, or the events of a minute would be too few.
        end_ms = rows[room][1] if room < len(rows) else round(duration_s * 1000)
        begin_ms += max(end_ms, 0)
    last_s = max((event.offset_s for event in found), default=0.0)
    found.sort(key=lambda event: event.onset_s)
    return found, max(begin_ms / 1000, last_s)


def _events(
    labels: Sequence[LabelId], rows: Sequence[Row], noise: np.ndarray[Any, Any], begin_ms: int
) -> Iterator[SoundEvent]:
    for (label, onset_ms, offset_ms, score, first, stop), shift in zip(rows, noise, strict=False):
        yield SoundEvent(
            label_id=labels[label],
            onset_s=(begin_ms + onset_ms) / 1000,
            offset_s=(begin_ms + max(offset_ms, onset_ms + 1)) / 1000,
            score=float(np.float32(min(0.999, max(0.001, score + shift)))),
            levels=LevelRange(first=Level(first), stop=stop),
        )
