"""From frame scores to events on the ladder of levels: pure numpy, the model is not needed."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from earshot.domain.events import SoundEvent
from earshot.domain.ids import LabelId
from earshot.domain.levels import Level, LevelRange
from earshot.tagging.policy import LabelPolicy
from earshot.tagging.smoothing import median_filter

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SLACK = 1e-6
"""Part of a frame by which a time may miss a whole number of frames and still count as it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Runs:
    """Stretches of frames [start, stop) with the best score in each, all of shape (run,)."""

    starts: NDArray[np.intp]
    stops: NDArray[np.intp]
    peaks: NDArray[np.float32]


def decode(
    scores: NDArray[np.float32],
    labels: Sequence[LabelId],
    policies: Sequence[LabelPolicy],
    hop_s: float,
    duration_s: float,
) -> list[SoundEvent]:
    r"""Events of every label at every level.

    Each label's scores pass a median filter. At each level an event is a stretch whose filtered
    score stays at or above ``hysteresis * threshold`` and reaches the threshold; near ones are
    merged, short ones dropped. An event that is the same on neighbouring levels is told once,
    with the range of levels::

        score      ___/\____/\___       two sounds that touch at a low level
        level 1    [=============)
        level 4       [=)    [=)        are two at the level where they part

    An event's score is its best frame after the median filter, so that it always reaches the
    threshold of its levels (a single raw frame may be what the filter exists to ignore).

    Parameters
    ----------
    scores
        Shape (frame, label), calibrated, in [0, 1]; frame n covers [n, n + 1) * hop_s.
    labels, policies
        One of each a column.
    duration_s
        Length of the video: nothing reaches beyond it.

    Returns
    -------
    list[SoundEvent]
        In the order of `in_order`.
    """
    if not scores.shape[1:] == (len(labels),) == (len(policies),):
        raise ValueError("decode needs scores (frame, label) and one label and policy a column")
    heard = scores[: max(0, math.ceil(duration_s / hop_s - _SLACK))]
    best = heard.max(axis=0, initial=-math.inf)
    events: list[SoundEvent] = []
    lowest = [_at_least(policy.thresholds[0]) for policy in policies]
    for column in np.flatnonzero(best >= np.array(lowest, np.float32)).tolist():
        track = np.ascontiguousarray(heard[:, column], dtype=np.float32)
        ladder = _ladder(track, policies[column], hop_s)
        events.extend(_events(ladder, labels[column], hop_s, duration_s))
    return in_order(events)


def in_order(events: Iterable[SoundEvent]) -> list[SoundEvent]:
    """By onset, then label, then level."""
    return sorted(events, key=lambda event: (event.onset_s, event.label_id, event.levels.first))


def _at_least(threshold: float) -> np.float32:
    """The least float32 that is not below the threshold."""
    near = np.float32(threshold)
    return near if float(near) >= threshold else np.nextafter(near, np.float32(np.inf))


def _ladder(track: NDArray[np.float32], policy: LabelPolicy, hop_s: float) -> Iterator[_Runs]:
    """The runs of one label, level by level."""
    smooth = median_filter(track, policy.median_frames)
    gap_frames = math.floor(policy.merge_gap_s / hop_s + _SLACK)
    min_frames = math.ceil(policy.min_duration_s / hop_s - _SLACK)
    # Frames below a level's lower threshold are below that of every surer one: the ladder is
    # climbed with ever fewer frames.
    frames = np.arange(smooth.size)
    for threshold in policy.thresholds:
        above = smooth >= _at_least(policy.hysteresis * threshold)
        frames, smooth = frames[above], smooth[above]
        runs = _reaching(_runs(frames, smooth), _at_least(threshold))
        yield _long(_merged(runs, gap_frames), min_frames)


def _runs(frames: NDArray[np.intp], scores: NDArray[np.float32]) -> _Runs:
    """Stretches of frame numbers that follow each other."""
    if not frames.size:
        return _Runs(starts=frames, stops=frames, peaks=scores)
    jumps = np.flatnonzero(np.diff(frames) > 1)
    firsts = np.concatenate([[0], jumps + 1])
    return _Runs(
        starts=frames[firsts],
        stops=frames[np.concatenate([jumps, [frames.size - 1]])] + 1,
        peaks=np.maximum.reduceat(scores, firsts),
    )


def _reaching(runs: _Runs, threshold: np.float32) -> _Runs:
    kept = runs.peaks >= threshold
    return _Runs(starts=runs.starts[kept], stops=runs.stops[kept], peaks=runs.peaks[kept])


def _merged(runs: _Runs, gap_frames: int) -> _Runs:
    if not runs.starts.size:
        return runs
    parts = np.flatnonzero(runs.starts[1:] - runs.stops[:-1] > gap_frames)
    firsts = np.concatenate([[0], parts + 1])
    return _Runs(
        starts=runs.starts[firsts],
        stops=runs.stops[np.concatenate([parts, [runs.stops.size - 1]])],
        peaks=np.maximum.reduceat(runs.peaks, firsts),
    )


def _long(runs: _Runs, min_frames: int) -> _Runs:
    kept = runs.stops - runs.starts >= min_frames
    return _Runs(starts=runs.starts[kept], stops=runs.stops[kept], peaks=runs.peaks[kept])


def _events(
    ladder: Iterator[_Runs], label_id: LabelId, hop_s: float, duration_s: float
) -> Iterator[SoundEvent]:
    """Runs that are equal on neighbouring levels become one event."""
    standing: dict[tuple[int, int], tuple[Level, float]] = {}

    def told(span: tuple[int, int], stop: int) -> SoundEvent:
        first, peak = standing[span]
        return SoundEvent(
            label_id=label_id,
            onset_s=round(span[0] * hop_s, 9),
            offset_s=min(round(span[1] * hop_s, 9), duration_s),
            score=min(max(peak, 0.0), 1.0),
            levels=LevelRange(first=first, stop=stop),
        )

    for level, runs in zip(Level, ladder, strict=True):
        spans = zip(runs.starts.tolist(), runs.stops.tolist(), strict=True)
        now = dict(zip(spans, runs.peaks.tolist(), strict=True))
        yield from (told(span, level) for span in standing if span not in now)
        standing = {span: standing.get(span, (level, peak)) for span, peak in now.items()}
    yield from (told(span, Level.SURE + 1) for span in standing)
