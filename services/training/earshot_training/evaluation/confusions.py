"""What false alarms are made of: which other label sounds where a label was wrongly heard."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from earshot_training.evaluation.reference import HOP_S, Examination
from earshot_training.metrics.psds import coverage
from earshot_training.tuning.grid import overlapping

SHARE = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Confusion:
    """`heard` was heard `times` times where `sounding` sounded and it did not."""

    heard: int
    sounding: int
    times: int


def confusions(
    found: Sequence[NDArray[np.float64]], examination: Examination, most: int
) -> list[Confusion]:
    """The most frequent pairs, over the scenes of an examination.

    Parameters
    ----------
    found : events (event, 2) of each label as they were heard.
    """
    references = examination.reference.events
    frames = int(examination.stream.stops[examination.scenes - 1])
    covered = coverage(references, np.asarray(np.arange(frames + 1) * HOP_S, np.float64))
    times = np.zeros((len(found), len(found)), np.int64)
    for label, events in enumerate(found):
        wrong = events[~overlapping(events, references[label])]
        edges = np.round(wrong / HOP_S).astype(np.int64)
        edges = edges[edges[:, 1] <= frames]
        shared_s = covered[edges[:, 1]] - covered[edges[:, 0]]
        length_s = (edges[:, 1] - edges[:, 0])[:, None] * HOP_S
        times[label] = (shared_s >= SHARE * length_s).sum(axis=0)
    best = np.argsort(-times, axis=None)[:most]
    pairs = [np.unravel_index(int(place), times.shape) for place in best]
    return [
        Confusion(heard=int(row), sounding=int(column), times=int(times[row, column]))
        for row, column in pairs
        if times[row, column] > 0
    ]
