"""Relations in time over two frequent labels: a window of candidates, and a whole archive."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from earshot.domain.ids import VideoId
from earshot.domain.levels import Level
from earshot.labels.ontology import audioset
from earshot.labels.vocabulary import vocabulary
from earshot.ports.lanes import EventColumns, LaneBlock
from earshot.query.evaluation import Archive, Asked, evaluate
from earshot.query.moments import best_moments, rank_videos
from earshot.query.plan import make_plan
from tests.bench.timing import p50, p99, table, times

EVENTS_A_LANE = 25
WINDOW, WHOLE = 400, 20_000
QUERIES = (
    "dog",
    "dog speech",
    "dog NOT speech",
    "dog WITH speech",
    "dog THEN speech WITHIN 5s",
    "dog NEAR speech WITHIN 5s",
    "dog COUNT >= 3 WITHIN 60s",
)


def run() -> Iterator[str]:
    """Evaluate, rank, and show the first page of 20 videos with 3 moments each."""
    rows = []
    for videos, calls in ((WINDOW, 50), (WHOLE, 3)):
        archive = made_up(videos)
        for query in QUERIES:
            took = times([(query, archive)] * calls, first_page)
            rows.append((query, videos, p50(took.cpu_ms), p99(took.cpu_ms), p99(took.wall_ms)))
    yield from table(("query", "videos", "cpu p50 ms", "cpu p99 ms", "wall p99 ms"), rows)
    yield ""
    yield f"{WHOLE} videos hold {2 * WHOLE * EVENTS_A_LANE:,} events."


def first_page(asked: tuple[str, Archive]) -> int:
    """What a search does with one window."""
    query, archive = asked
    plan = make_plan(query, WORDS)
    spans = evaluate(plan, archive, Asked(level=Level.BALANCED))
    first = rank_videos(spans, archive)[:20]
    return sum(len(best_moments(spans, archive, plan, one.video_id, 3)) for one in first)


LABELS = tuple(sorted(audioset().ids_by_name[name] for name in ("Dog", "Speech")))
WORDS = vocabulary(LABELS)


def made_up(videos: int) -> Archive:
    """Ten-minute videos, each with a lane of both labels."""
    rng = np.random.default_rng(6)
    ids = tuple(VideoId(f"v{number:06d}") for number in range(videos))
    shape = (2 * videos, EVENTS_A_LANE)
    onsets_s = np.sort(rng.uniform(0, 600, shape), axis=1).round(3)
    offsets_s = onsets_s + rng.uniform(0.2, 3, shape).round(3)
    total = onsets_s.size
    return Archive(
        videos=ids,
        block=LaneBlock(
            keys=tuple((video, label) for video in ids for label in LABELS),
            bounds=np.arange(0, total + 1, EVENTS_A_LANE),
            columns=EventColumns(
                onsets_s=onsets_s.ravel(),
                offsets_s=offsets_s.ravel(),
                scores=rng.uniform(0.1, 1, total),
                first_levels=np.ones(total, dtype=np.uint8),
                stop_levels=np.full(total, 7, dtype=np.uint8),
                heard=np.repeat(np.tile([0, 1], videos), EVENTS_A_LANE).astype(np.int64),
                heard_labels=LABELS,
            ),
        ),
    )
