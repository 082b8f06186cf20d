"""Scores, policies and durations for hypothesis, rich in ties, edges and touching sounds."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from earshot.domain.events import SoundEvent
from earshot.domain.ids import LabelId
from earshot.tagging.decoding import decode
from earshot.tagging.policy import LabelPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoding:
    """Everything that `decode` is given."""

    scores: NDArray[np.float32]
    labels: tuple[LabelId, ...]
    policies: tuple[LabelPolicy, ...]
    hop_s: float
    duration_s: float

    def run(self) -> list[SoundEvent]:
        return decode(self.scores, self.labels, self.policies, self.hop_s, self.duration_s)


_STEPS = st.integers(0, 8).map(lambda step: step / 8)
_LEVELS = st.lists(st.one_of(_STEPS, st.floats(0, 1)), min_size=6, max_size=6)

policies = st.builds(
    LabelPolicy,
    thresholds=_LEVELS.map(lambda levels: tuple(sorted(levels))),
    median_frames=st.sampled_from([1, 1, 3, 5, 9]),
    hysteresis=st.one_of(st.just(1.0), st.floats(0.05, 1)),
    merge_gap_s=st.sampled_from([0.0, 0.04, 0.1, 0.2]),
    min_duration_s=st.sampled_from([0.0, 0.04, 0.08, 0.2]),
)


@st.composite
def tracks(draw: st.DrawFn, frames: int) -> NDArray[np.float32]:
    """One label's scores: runs of the same value, some noise on top, or noise alone."""
    values: list[float] = []
    while len(values) < frames:
        values += [draw(_STEPS)] * draw(st.integers(1, 6))
    if draw(st.booleans()):
        seed = draw(st.integers(0, 2**32 - 1))
        noise = np.random.default_rng(seed).normal(0, 0.2, len(values))
        values = np.clip(np.array(values) + noise, 0, 1).tolist()
    return np.array(values[:frames], np.float32)


@st.composite
def decodings(draw: st.DrawFn) -> Decoding:
    """Up to three labels over up to 60 frames; the video may be shorter or longer than them."""
    frames, count = draw(st.integers(0, 60)), draw(st.integers(1, 3))
    hop_s = draw(st.sampled_from([0.04, 0.1, 1 / 3]))
    scores = np.array([draw(tracks(frames)) for _ in range(count)], np.float32).T
    return Decoding(
        scores=scores.reshape(frames, count),
        labels=tuple(LabelId(f"/m/{number}") for number in range(count)),
        policies=tuple(draw(policies) for _ in range(count)),
        hop_s=hop_s,
        duration_s=draw(st.one_of(st.just(frames * hop_s), st.floats(0, (frames + 2) * hop_s))),
    )
