"""Policies: the thresholds and times by which one label's scores become events."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Iterable
from dataclasses import astuple, dataclass

from earshot.domain.ids import PolicyId
from earshot.domain.levels import Level

DECODER = 1
"""Grows when the same policies would decode to other events; part of every policy id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelPolicy:
    """How one label is decoded."""

    thresholds: tuple[float, ...]
    """One a level, in [0, 1], never falling: a surer level asks for at least as much."""
    median_frames: int = 1
    """Odd length of the median filter over the score frames; 1 leaves them as they are."""
    hysteresis: float = 1.0
    """An event goes on while the score is at least this part of the level's threshold."""
    merge_gap_s: float = 0.0
    """Two events of a level with a pause of at most this length are one."""
    min_duration_s: float = 0.0
    """Shorter events are dropped, after merging."""

    def __post_init__(self) -> None:
        if len(self.thresholds) != len(Level):
            raise ValueError(f"a policy has {len(Level)} thresholds, not {len(self.thresholds)}")
        if not all(0 <= threshold <= 1 for threshold in self.thresholds):
            raise ValueError("thresholds must lie between 0 and 1")
        if any(after < before for before, after in itertools.pairwise(self.thresholds)):
            raise ValueError("thresholds must not fall from level to level")
        if self.median_frames < 1 or self.median_frames % 2 == 0:
            raise ValueError(f"median_frames must be odd, not {self.median_frames}")
        if not 0 < self.hysteresis <= 1:
            raise ValueError(f"hysteresis must be above 0 and at most 1, not {self.hysteresis}")
        if not (0 <= self.merge_gap_s < float("inf") and 0 <= self.min_duration_s < float("inf")):
            raise ValueError("merge_gap_s and min_duration_s must not be negative")


def uniform_policies(floor: float, count: int) -> tuple[LabelPolicy, ...]:
    """One bare threshold for every label and level: a run of frames at or above it is an event."""
    return (LabelPolicy(thresholds=(float(floor),) * len(Level)),) * count


def policy_id(policies: Iterable[LabelPolicy]) -> PolicyId:
    """Short hash of the policies, in the order of the labels; equal policies have equal ids."""
    told = json.dumps([DECODER, *(astuple(policy) for policy in policies)])
    return PolicyId(hashlib.sha256(told.encode()).hexdigest()[:12])
