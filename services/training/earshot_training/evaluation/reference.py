"""What is known about a stream of recordings: events with times, and where nobody can tell."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from earshot_training.evaluation.stream import FRAMES_PER_SCORE, Stream, lay_out
from earshot_training.label_space import ClipTruth
from earshot_training.scenes.shards import Shard
from earshot_training.scenes.truth import frame_targets

HOP_S = 0.04


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Truth of a stream.

    `events[label]` (event, 2) onset and offset in s of the stream, overlapping ones united;
    `unknown` bool (score_frame, label).
    """

    events: tuple[NDArray[np.float64], ...]
    unknown: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """A stream and what is known about it; `scenes` of its recordings have times, the clips
    behind them have labels only.
    """

    stream: Stream
    reference: Reference
    scenes: int
    clips: NDArray[np.int64]


def united(spans: Sequence[tuple[float, float]]) -> NDArray[np.float64]:
    """Unite overlapping spans.

    Examples
    --------
    >>> united([(2.0, 3.0), (0.0, 1.0), (0.5, 1.5)]).tolist()
    [[0.0, 1.5], [2.0, 3.0]]
    """
    out: list[list[float]] = []
    for onset, offset in sorted(spans):
        if out and onset <= out[-1][1]:
            out[-1][1] = max(out[-1][1], offset)
        else:
            out.append([onset, offset])
    return np.array(out, np.float64).reshape(-1, 2)


def examine(
    shards: Sequence[Shard],
    clip_mels: Sequence[NDArray[np.float16]],
    clips: NDArray[np.int64],
    truth: ClipTruth,
) -> Examination:
    """Lay out scenes, then clips, and gather what is known about both."""
    scenes = [mel for shard in shards for mel in shard.log_mel]
    stream = lay_out([*scenes, *clip_mels])
    reference = refer(stream, shards, clips, truth)
    return Examination(stream=stream, reference=reference, scenes=len(scenes), clips=clips)


def refer(
    stream: Stream, shards: Sequence[Shard], clips: NDArray[np.int64], truth: ClipTruth
) -> Reference:
    """Gather what a truth knows about scenes and the clips behind them in a stream."""
    labels = truth.present.shape[1]
    unknown = np.zeros((len(stream.log_mel) // FRAMES_PER_SCORE, labels), bool)
    spans: list[list[tuple[float, float]]] = [[] for _ in range(labels)]
    recording = 0
    for shard in shards:
        for scene in range(len(shard.log_mel)):
            rows = shard.soundings[shard.soundings[:, 0] == scene][:, 1:4]
            start, stop = int(stream.starts[recording]), int(stream.stops[recording])
            _, known = frame_targets(rows, truth, stop - start, HOP_S)
            unknown[start:stop] = ~known
            for onset_s, offset_s, clip in rows:
                for label in np.flatnonzero(truth.present[int(clip)]):
                    spans[label].append((start * HOP_S + onset_s, start * HOP_S + offset_s))
            recording += 1
    for index, clip in enumerate(clips, start=recording):
        doubtful = truth.unknown[clip] | truth.present[clip]
        unknown[stream.starts[index] : stream.stops[index], doubtful] = True
    return Reference(events=tuple(united(s) for s in spans), unknown=unknown)
