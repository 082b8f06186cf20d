"""`prepare`: decode the clips once and compute what never changes about them."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tqdm import tqdm

from earshot_training.clip_cache import SPANS_FILE, read_clip_audio, write_clip_audio
from earshot_training.clip_features import (
    clip_log_mels,
    teacher_scores,
    trunk_steps,
    write_ragged,
)
from earshot_training.corpus import read_clips
from earshot_training.isolation import Isolated, IsolationSettings, isolate
from earshot_training.licences import is_free
from earshot_training.material import ALL, TEACHER_FILE, write_isolated
from earshot_training.models.yamnet_weights import load_yamnet


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where the data, the starting weights and the state are."""

    data: Path
    models: Path
    state: Path

    @property
    def yamnet(self) -> Path:
        """YAMNet's weights."""
        return self.models / "yamnet.tflite"


def prepare(places: Places, *, workers: int, licences: str = ALL) -> None:
    """Decode, isolate events, compute log-mel, trunk features and YAMNet's scores; once.

    With `free` licences no other recording is opened; it need not even be there.
    """
    state = places.state
    clips = read_clips(places.data)
    if not (state / SPANS_FILE).exists():
        wanted = [licences == ALL or is_free(clip.licence) for clip in clips]
        write_clip_audio(clips, wanted, places.data, state, workers=workers)
    audio = read_clip_audio(state)
    shutil.copyfile(places.models / "yamnet_class_map.csv", state / "yamnet_class_map.csv")
    settings = IsolationSettings()
    waveforms = tqdm(range(len(clips)), desc="isolate", mininterval=5)
    nothing = Isolated(spans=np.zeros((0, 2), np.int64), texture=False)
    there = audio.spans[:, 1] > 0
    write_isolated(
        state,
        [isolate(audio.waveform(clip), settings) if there[clip] else nothing for clip in waveforms],
    )
    log_mels = clip_log_mels(audio)
    write_ragged(state, "clip_log_mel", log_mels)
    trunk, classifier = load_yamnet(places.yamnet)
    trunk = trunk.eval().to(memory_format=torch.channels_last)
    steps, teacher = [], []
    for log_mel in tqdm(log_mels, desc="trunk", mininterval=5):
        if not len(log_mel):
            steps.append(np.zeros((0, classifier.weight.shape[1]), np.float16))
            teacher.append(np.zeros(len(classifier.weight), np.float32))
            continue
        frames = log_mel.astype(np.float32)
        steps.append(trunk_steps(trunk, frames))
        teacher.append(teacher_scores(trunk, classifier, frames))
    write_ragged(state, "clip_steps", steps)
    np.save(state / TEACHER_FILE, np.stack(teacher))
