"""What is computed once from every clip: log-mel frames, trunk features, YAMNet's opinion."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tqdm import tqdm

from earshot.audio.log_mel import LogMelSettings, log_mel
from earshot_training.clip_cache import ClipAudio
from earshot_training.models.trunk import Trunk
from earshot_training.models.yamnet_weights import Classifier

PATCH_FRAMES, PATCH_HOP_FRAMES, STEP_FRAMES = 96, 48, 32
SILENCE = float(np.log(0.001))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ragged:
    """Rows of all clips end to end: clip c has `rows[offsets[c] : offsets[c + 1]]`."""

    rows: NDArray[np.float16]
    offsets: NDArray[np.int64]

    def of(self, clip: int) -> NDArray[np.float16]:
        """Rows of one clip."""
        return self.rows[self.offsets[clip] : self.offsets[clip + 1]]


def write_ragged(state: Path, name: str, parts: list[NDArray[np.float16]]) -> None:
    """Write rows and offsets under a name."""
    offsets = np.concatenate([[0], np.cumsum([len(part) for part in parts])]).astype(np.int64)
    np.save(state / f"{name}.npy", np.concatenate(parts))
    np.save(state / f"{name}_offsets.npy", offsets)


def read_ragged(state: Path, name: str) -> Ragged:
    """Map rows into memory."""
    return Ragged(
        rows=np.load(state / f"{name}.npy", mmap_mode="r"),
        offsets=np.load(state / f"{name}_offsets.npy"),
    )


def clip_log_mels(audio: ClipAudio) -> list[NDArray[np.float16]]:
    """Log-mel (mel_frame, mel_band) of every clip."""
    settings = LogMelSettings()
    return [
        log_mel(audio.waveform(clip), settings).astype(np.float16)
        if audio.spans[clip, 1] > 0
        else np.zeros((0, settings.mel_bands), np.float16)
        for clip in tqdm(range(len(audio.spans)), desc="log-mel", mininterval=5)
    ]


def trunk_steps(trunk: Trunk, frames: NDArray[np.float32]) -> NDArray[np.float16]:
    """Trunk features (step, 1024) of one clip every 320 ms, each averaged with its neighbours."""
    steps = max(1, -(-len(frames) // STEP_FRAMES))
    padded = np.full((1, (steps + 2) * STEP_FRAMES, frames.shape[1]), SILENCE, np.float32)
    padded[0, : len(frames)] = frames
    with torch.no_grad():
        features = trunk(torch.from_numpy(padded)).at_320_ms.mean(dim=3)
        around = torch.nn.functional.avg_pool1d(features[..., :steps], 3, 1, 1, False, False)
    return np.asarray(around[0].T.numpy(), np.float16)


def teacher_scores(
    trunk: Trunk, classifier: Classifier, frames: NDArray[np.float32]
) -> NDArray[np.float32]:
    """YAMNet's best score of each of its 521 labels in a clip, in its own patches of 0.96 s.

    In patches the zeros around each patch enter every feature, as YAMNet has learnt it; run
    over a whole clip at once the trunk's features are others, and its classifier useless.
    """
    patches = max(0, -(-(len(frames) - PATCH_FRAMES) // PATCH_HOP_FRAMES)) + 1
    length = (patches - 1) * PATCH_HOP_FRAMES + PATCH_FRAMES
    padded = np.full((length, frames.shape[1]), SILENCE, np.float32)
    padded[: len(frames)] = frames[:length]
    windows = np.lib.stride_tricks.sliding_window_view(padded, PATCH_FRAMES, axis=0)
    batch = np.ascontiguousarray(windows[::PATCH_HOP_FRAMES].transpose(0, 2, 1))
    with torch.no_grad():
        embeddings = trunk(torch.from_numpy(batch)).at_320_ms.mean(dim=(2, 3)).numpy()
    logits = embeddings @ classifier.weight.T + classifier.bias
    scores = 1.0 / (1.0 + np.exp(-np.clip(logits, -30.0, 30.0)))
    return np.asarray(scores.max(axis=0), np.float32)
