"""A finished bundle as a teacher: its scores and embeddings of the very rows of a batch."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from earshot.domain.ids import LabelId
from earshot.tagging.bundle import load_bundle
from earshot_training.evaluation.stream import SILENCE
from earshot_training.material import FREE

BLOCK_FRAMES, ROW_FRAMES, ROWS_A_BLOCK = 3456, 1024, 3
FRAMES_PER_SCORE, FRAMES_PER_STEP = 4, 32
AROUND_FRAMES = (BLOCK_FRAMES // ROWS_A_BLOCK - ROW_FRAMES) // 2

Network = Callable[[NDArray[np.float32]], tuple[NDArray[np.float32], NDArray[np.float32]]]
"""Takes a block (1, mel_frame, band), gives logits and embeddings, both (1, step, value)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lessons:
    """`logits` (row, score_frame, label), calibrated; `embeddings` (row, step, embedding)."""

    logits: NDArray[np.float32]
    embeddings: NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Teacher:
    """A network and, for each of our labels, its column there."""

    network: Network
    columns: NDArray[np.int64]

    def teach(self, log_mel: NDArray[np.float32]) -> Lessons:
        """Listen to rows (row, 1024, band), three to a block with silence between them."""
        logits, embeddings = [], []
        for first in range(0, len(log_mel), ROWS_A_BLOCK):
            rows = log_mel[first : first + ROWS_A_BLOCK]
            told, seen = self.network(block_of(rows))
            logits.append(rows_of(told[0], FRAMES_PER_SCORE)[: len(rows), :, self.columns])
            embeddings.append(rows_of(seen[0], FRAMES_PER_STEP)[: len(rows)])
        return Lessons(logits=np.concatenate(logits), embeddings=np.concatenate(embeddings))


def block_of(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Lay up to three rows into a block (1, mel_frame, band)."""
    shape = (ROWS_A_BLOCK, ROW_FRAMES + 2 * AROUND_FRAMES, rows.shape[2])
    block = np.full(shape, SILENCE, np.float32)
    block[: len(rows), AROUND_FRAMES : AROUND_FRAMES + ROW_FRAMES] = rows
    return block.reshape(1, BLOCK_FRAMES, -1)


def rows_of(steps: NDArray[np.float32], frames_a_step: int) -> NDArray[np.float32]:
    """Cut a block's steps (step, value) into those of its rows (row, step, value)."""
    around = AROUND_FRAMES // frames_a_step
    whole = steps.reshape(ROWS_A_BLOCK, -1, steps.shape[1])
    return whole[:, around : around + ROW_FRAMES // frames_a_step]


def load_teacher(folder: Path, labels: Sequence[LabelId], licences: str) -> Teacher:
    """Open a bundle as a teacher of these labels, on one thread.

    What was learnt from a teacher is no freer than what the teacher has learnt from.
    """
    import onnxruntime  # noqa: PLC0415 - heavy, and only teaching needs it

    bundle = load_bundle(folder)
    if licences == FREE and json.loads(bundle.manifest)["trained"].get("licences") != FREE:
        raise ValueError(f"the teacher in {folder} has learnt from recordings that are not free")
    if bundle.block.core_frames + 2 * bundle.block.margin_frames != BLOCK_FRAMES:
        raise ValueError(f"the teacher in {folder} listens to blocks of another length")
    place = {label.label_id: column for column, label in enumerate(bundle.labels)}
    missing = [label for label in labels if label not in place]
    if missing:
        raise ValueError(f"the teacher in {folder} does not know {missing[:5]}; take another")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        str(bundle.model_path), options, providers=["CPUExecutionProvider"]
    )

    def network(block: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        logits, embeddings = session.run(["logits", "embeddings"], {"log_mel": block})
        return logits, embeddings

    return Teacher(network=network, columns=np.array([place[label] for label in labels]))
