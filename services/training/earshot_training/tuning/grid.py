"""Decodes one label under a grid of policies and counts what each finds."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from numpy.typing import NDArray

from earshot.domain.ids import LabelId
from earshot.tagging.decoding import decode
from earshot.tagging.policy import LabelPolicy
from earshot.tagging.smoothing import median_filter
from earshot_training.evaluation.reference import HOP_S
from earshot_training.metrics.events import Collar, match

LEVELS = 6
DOUBTFUL_SHARE = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """All of a policy but its thresholds."""

    median_frames: int
    hysteresis: float
    merge_gap_s: float
    min_duration_s: float

    def policy(self, thresholds: Sequence[float]) -> LabelPolicy:
        """A policy of this shape."""
        return LabelPolicy(
            thresholds=tuple(thresholds),
            median_frames=self.median_frames,
            hysteresis=self.hysteresis,
            merge_gap_s=self.merge_gap_s,
            min_duration_s=self.min_duration_s,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The policies that are tried: every shape with every threshold."""

    shapes: tuple[Shape, ...]
    thresholds: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelTrial:
    """Counts (shape, threshold) of one label; `touched` references share time with an estimate."""

    references: int
    event_hits: NDArray[np.int64]
    onset_hits: NDArray[np.int64]
    touched: NDArray[np.int64]
    estimates: NDArray[np.int64]
    right: NDArray[np.int64]


def default_grid() -> Grid:
    """Shapes from impulsive to long-form, thresholds from doubtful to sure."""
    shapes = tuple(
        Shape(median_frames=median, hysteresis=low, merge_gap_s=gap, min_duration_s=0.08)
        for median, low, gap in product((1, 5, 13), (0.35, 0.6), (0.12, 0.5))
    )
    thresholds = (0.02, 0.04, 0.07, 0.11, 0.16, 0.22, 0.3, 0.4, 0.52, 0.65, 0.78, 0.9)  # fmt: skip
    return Grid(shapes=shapes, thresholds=thresholds)


def events_by_level(scores: NDArray[np.float32], policy: LabelPolicy) -> list[NDArray[np.float64]]:
    """Events (event, 2) of a single label's scores (frame,) at each level, in s."""
    duration_s = len(scores) * HOP_S
    heard = decode(scores[:, None], [LabelId("label")], [policy], HOP_S, duration_s)
    spans = [
        [(event.onset_s, event.offset_s) for event in heard if level in event.levels]
        for level in range(1, LEVELS + 1)
    ]
    return [np.array(span, np.float64).reshape(-1, 2) for span in spans]


def without_doubtful(
    estimate: NDArray[np.float64], reference: NDArray[np.float64], unknown: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Drop estimates that lie mostly where nobody can tell and touch no reference."""
    if not len(estimate):
        return estimate
    seen = np.concatenate([[0], np.cumsum(unknown)])
    edges = np.clip(np.round(estimate / HOP_S).astype(int), 0, len(unknown))
    share = (seen[edges[:, 1]] - seen[edges[:, 0]]) / np.maximum(1, edges[:, 1] - edges[:, 0])
    kept = (share < DOUBTFUL_SHARE) | overlapping(estimate, reference)
    return np.asarray(estimate[kept])


def overlapping(spans: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which of `spans` share time with any of `others`; both sorted and free of overlaps."""
    if not len(others):
        return np.zeros(len(spans), bool)
    behind = np.searchsorted(others[:, 1], spans[:, 0], side="right")
    inside = behind < len(others)
    out = np.zeros(len(spans), bool)
    out[inside] = others[behind[inside], 0] < spans[inside, 1]
    return out


def try_label(
    scores: NDArray[np.float32],
    reference: NDArray[np.float64],
    unknown: NDArray[np.bool_],
    grid: Grid,
) -> LabelTrial:
    """Count hits and estimates of one label under every policy of a grid."""
    size = (len(grid.shapes), len(grid.thresholds))
    counts = np.zeros((5, *size), np.int64)
    medians = {shape.median_frames for shape in grid.shapes}
    smoothed = {frames: median_filter(scores, frames) for frames in medians}
    for row, shape in enumerate(grid.shapes):
        # The filter is the dear part and the same for many shapes: it runs once, ahead.
        bare = replace(shape, median_frames=1)
        track = smoothed[shape.median_frames]
        for first in range(0, len(grid.thresholds), LEVELS):
            policy = bare.policy(grid.thresholds[first : first + LEVELS])
            for step, spans in enumerate(events_by_level(track, policy)):
                counts[:, row, first + step] = _count(spans, reference, unknown)
    return LabelTrial(
        references=len(reference),
        event_hits=counts[0],
        onset_hits=counts[1],
        touched=counts[2],
        estimates=counts[3],
        right=counts[4],
    )


def _count(
    spans: NDArray[np.float64], reference: NDArray[np.float64], unknown: NDArray[np.bool_]
) -> tuple[int, int, int, int, int]:
    kept = without_doubtful(spans, reference, unknown)
    return (
        len(match(reference, kept, Collar())),
        len(match(reference, kept, Collar(offset_s=None))),
        int(overlapping(reference, kept).sum()),
        len(kept),
        int(overlapping(kept, reference).sum()),
    )
