"""Recordings laid end to end with silence between them, scored block by block as in serving."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SILENCE = float(np.log(0.001))
FRAMES_PER_SCORE = 4
CORE_FRAMES, MARGIN_FRAMES = 3200, 128

Scorer = Callable[[NDArray[np.float32]], NDArray[np.float32]]
"""Takes log-mel (batch, mel_frame, band), gives logits (batch, score_frame, label)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """`log_mel` (mel_frame, band) with a silent gap around every recording; recording r covers
    the score frames `starts[r]` up to `stops[r]`.
    """

    log_mel: NDArray[np.float32]
    starts: NDArray[np.int64]
    stops: NDArray[np.int64]


def lay_out(recordings: Sequence[NDArray[np.float16]], gap_frames: int = 160) -> Stream:
    """Lay recordings (mel_frame, band) end to end; each starts on a score frame."""
    lengths = np.array([-(-len(mel) // FRAMES_PER_SCORE) for mel in recordings], np.int64)
    steps = lengths + gap_frames // FRAMES_PER_SCORE
    starts = gap_frames // FRAMES_PER_SCORE + np.concatenate([[0], np.cumsum(steps)[:-1]])
    total = int(steps.sum()) * FRAMES_PER_SCORE + gap_frames
    log_mel = np.full((total, recordings[0].shape[1]), SILENCE, np.float32)
    for start, mel in zip(starts, recordings, strict=True):
        log_mel[start * FRAMES_PER_SCORE : start * FRAMES_PER_SCORE + len(mel)] = mel
    return Stream(log_mel=log_mel, starts=starts, stops=starts + lengths)


def score_stream(stream: Stream, scorer: Scorer) -> NDArray[np.float16]:
    """Logits (score_frame, label) of a whole stream."""
    frames = len(stream.log_mel)
    blocks = -(-frames // CORE_FRAMES)
    padded = np.full(
        (blocks * CORE_FRAMES + 2 * MARGIN_FRAMES, stream.log_mel.shape[1]), SILENCE, np.float32
    )
    padded[MARGIN_FRAMES : MARGIN_FRAMES + frames] = stream.log_mel
    margin = MARGIN_FRAMES // FRAMES_PER_SCORE
    parts = []
    for block in range(blocks):
        first = block * CORE_FRAMES
        logits = scorer(padded[None, first : first + CORE_FRAMES + 2 * MARGIN_FRAMES])
        parts.append(logits[0, margin:-margin].astype(np.float16))
    return np.concatenate(parts)[: frames // FRAMES_PER_SCORE]
