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
from earshot_training.corpus import LEFT_OUT, Clip, clips_of, half_of, read_clips
from earshot_training.isolation import Isolated
from earshot_training.label_space import ClipTruth, LabelSpace, choose_labels, clip_truth
from earshot_training.licences import is_free

ALL, FREE = "all", "free"
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
    licences: str = ALL

    def bank(self, part: str) -> Bank:
        """Sounds of one part of the corpus, to make scenes from."""
        members = clips_of(self.clips, part)
        return build_bank(
            self.audio.samples, self.audio.spans, self.isolated, self.clips, members, self.truth
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialSettings:
    """Which labels are learnt, when an unwritten label counts as doubtful, and what is learnt
    from: `licences` is `all` or `free`, `forbidden_licences` are words that bar a clip.
    """

    min_train_sources: int = 4
    doubt_from: float = 0.15
    licences: str = ALL
    forbidden_licences: tuple[str, ...] = ()


def read_material(data_root: Path, state: Path, settings: MaterialSettings) -> Material:
    """Read what `prepare` has written.

    Clips whose licence bars them are neither learnt from nor tuned on; those that only measure
    stay. Clips that were not prepared leave every split.
    """
    audio = read_clip_audio(state)
    clips = [
        clip if len_samples > 0 and may_teach(clip, settings) else replace(clip, split=LEFT_OUT)
        for clip, len_samples in zip(read_clips(data_root), audio.spans[:, 1], strict=True)
    ]
    ontology = audioset()
    space = choose_labels(clips, ontology, min_train_sources=settings.min_train_sources)
    teacher = for_labels(np.load(state / TEACHER_FILE), read_class_map(state), space)
    return Material(
        clips=clips,
        audio=audio,
        isolated=read_isolated(state),
        ontology=ontology,
        space=space,
        truth=clip_truth(clips, ontology, space, teacher, doubt_from=settings.doubt_from),
        teacher=teacher,
        licences=settings.licences,
    )


def may_teach(clip: Clip, settings: MaterialSettings) -> bool:
    """Whether a clip may be used where the settings would use it; to measure, all may."""
    if settings.licences not in {ALL, FREE}:
        raise ValueError(f"licences must be all or free, not {settings.licences!r}")
    if clip.split != "train" and half_of(clip.source_group) == "report":
        return True
    barred = any(word in clip.licence for word in settings.forbidden_licences)
    return not barred and (settings.licences == ALL or is_free(clip.licence))


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
