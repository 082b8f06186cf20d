"""Everything that scenes, training and evaluation need of the corpus, read from the state."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from earshot.labels.ontology import Ontology, audioset
from earshot_training.bank import Bank, build_bank
from earshot_training.clip_cache import ClipAudio, read_clip_audio
from earshot_training.corpus import Clip, clips_of, read_clips
from earshot_training.isolation import Isolated
from earshot_training.label_space import ClipTruth, LabelSpace, choose_labels, clip_truth

TEACHER_FILE, ISOLATED_FILE = "teacher.npy", "isolated.npz"


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """The prepared corpus under one choice of labels; `teacher` (clip, label) as YAMNet scores."""

    clips: Sequence[Clip]
    audio: ClipAudio
    isolated: Sequence[Isolated]
    ontology: Ontology
    space: LabelSpace
    truth: ClipTruth
    teacher: NDArray[np.float32]

    def bank(self, part: str) -> Bank:
        """Sounds of one part of the corpus, to make scenes from."""
        members = clips_of(self.clips, part)
        return build_bank(
            self.audio.samples, self.audio.spans, self.isolated, self.clips, members, self.truth
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialSettings:
    """Which labels are learnt, and when an unwritten label counts as doubtful."""

    min_train_sources: int = 4
    doubt_from: float = 0.15
    forbidden_licences: tuple[str, ...] = ()


def read_material(data_root: Path, state: Path, settings: MaterialSettings) -> Material:
    """Read what `prepare` has written; clips under a forbidden licence leave the splits."""
    clips = [
        replace(clip, split="left out") if _forbidden(clip, settings.forbidden_licences) else clip
        for clip in read_clips(data_root)
    ]
    ontology = audioset()
    space = choose_labels(clips, ontology, min_train_sources=settings.min_train_sources)
    teacher = for_labels(np.load(state / TEACHER_FILE), read_class_map(state), space)
    return Material(
        clips=clips,
        audio=read_clip_audio(state),
        isolated=read_isolated(state),
        ontology=ontology,
        space=space,
        truth=clip_truth(clips, ontology, space, teacher, doubt_from=settings.doubt_from),
        teacher=teacher,
    )


def _forbidden(clip: Clip, words: Sequence[str]) -> bool:
    return any(word in clip.licence for word in words)


def write_isolated(state: Path, found: Sequence[Isolated]) -> None:
    """Store the isolated events of all clips."""
    np.savez(
        state / ISOLATED_FILE,
        spans=np.concatenate([one.spans for one in found]),
        counts=np.array([len(one.spans) for one in found]),
        texture=np.array([one.texture for one in found]),
    )


def read_isolated(state: Path) -> list[Isolated]:
    """Read them back, one a clip."""
    with np.load(state / ISOLATED_FILE) as stored:
        parts = np.split(stored["spans"], np.cumsum(stored["counts"])[:-1])
        textures = stored["texture"]
    return [
        Isolated(spans=spans, texture=bool(texture))
        for spans, texture in zip(parts, textures, strict=True)
    ]


def read_class_map(state: Path) -> list[str]:
    """Label ids of the teacher's scores, in order (`yamnet_class_map.csv`)."""
    with (state / "yamnet_class_map.csv").open(encoding="utf-8", newline="") as stream:
        return [row["mid"] for row in csv.DictReader(stream)]


def for_labels(
    teacher: NDArray[np.float32], teacher_ids: Sequence[str], space: LabelSpace
) -> NDArray[np.float32]:
    """Pick the teacher's scores of our labels, (clip, label); NaN where it has none."""
    place = {label_id: column for column, label_id in enumerate(teacher_ids)}
    out = np.full((len(teacher), len(space)), np.nan, np.float32)
    for column, label_id in enumerate(space.ids):
        if label_id in place:
            out[:, column] = teacher[:, place[label_id]]
    return out
