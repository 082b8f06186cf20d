"""Recordings laid end to end with silence between them, scored block by block as in serving."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

SILENCE = float(np.log(0.001))
FRAMES_PER_SCORE, FRAMES_PER_STEP = 4, 32
CORE_FRAMES, MARGIN_FRAMES = 3200, 128

Scorer = Callable[[NDArray[np.float32]], NDArray[np.float32]]
"""Takes log-mel (batch, mel_frame, band), gives logits (batch, score_frame, label)."""

Hearer = Callable[[NDArray[np.float32]], tuple[NDArray[np.float32], NDArray[np.float32]]]
"""As a `Scorer`, with embeddings (batch, step, embedding) every 320 ms beside the logits."""


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
    margin = MARGIN_FRAMES // FRAMES_PER_SCORE
    parts = [scorer(block)[0, margin:-margin].astype(np.float16) for block in blocks_of(stream)]
    return np.concatenate(parts)[: len(stream.log_mel) // FRAMES_PER_SCORE]


def hear_stream(stream: Stream, hearer: Hearer) -> tuple[NDArray[np.float16], NDArray[np.float16]]:
    """Logits (score_frame, label) and embeddings (step, embedding) of a whole stream."""
    margins = MARGIN_FRAMES // FRAMES_PER_SCORE, MARGIN_FRAMES // FRAMES_PER_STEP
    parts: tuple[list[NDArray[np.float16]], list[NDArray[np.float16]]] = ([], [])
    for block in tqdm(list(blocks_of(stream)), desc="listen", mininterval=5):
        for kept, told, margin in zip(parts, hearer(block), margins, strict=True):
            kept.append(told[0, margin:-margin].astype(np.float16))
    logits, embeddings = (np.concatenate(part) for part in parts)
    return logits[: len(stream.log_mel) // FRAMES_PER_SCORE], embeddings


def blocks_of(stream: Stream) -> Iterator[NDArray[np.float32]]:
    """Cut a stream into blocks (1, mel_frame, band) with margins, as serving does."""
    frames = len(stream.log_mel)
    blocks = -(-frames // CORE_FRAMES)
    padded = np.full(
        (blocks * CORE_FRAMES + 2 * MARGIN_FRAMES, stream.log_mel.shape[1]), SILENCE, np.float32
    )
    padded[MARGIN_FRAMES : MARGIN_FRAMES + frames] = stream.log_mel
    for block in range(blocks):
        first = block * CORE_FRAMES
        yield padded[None, first : first + CORE_FRAMES + 2 * MARGIN_FRAMES]
