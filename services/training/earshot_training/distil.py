"""The lesson of a small network: imitate a teacher everywhere, and mind the truth of scenes."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch.nn import functional

from earshot_training.augment.mixup import mixed_up
from earshot_training.distil_settings import DistilSettings
from earshot_training.fit import FRAME_HOP_S, Run
from earshot_training.fit_settings import FitSettings
from earshot_training.losses import linear_softmax, masked_bce, masked_clip_bce
from earshot_training.models.keen import KeenOutput
from earshot_training.scenes.pool import ScenePool
from earshot_training.teacher import Lessons, Teacher
from earshot_training.weak_clips import WeakClips


@dataclass(frozen=True, slots=True, kw_only=True)
class Distillation:
    """Draws scenes and clips, asks the teacher about them, and compares."""

    pool: ScenePool
    weak: WeakClips
    teacher: Teacher
    fit: FitSettings
    settings: DistilSettings

    def __call__(self, run: Run) -> tuple[torch.Tensor, dict[str, float]]:
        fit, settings = self.fit, self.settings
        rows = self.pool.draw(run.rng, fit.scene_rows, hop_s=FRAME_HOP_S)
        rows = mixed_up(run.rng, rows, fit.mixup_share)
        clips = self.weak.draw(run.rng, fit.weak_rows, row_frames=rows.log_mel.shape[1])
        log_mel = np.concatenate([rows.log_mel, clips.log_mel])
        lessons = self.teacher.teach(log_mel)
        with torch.autocast("cpu", torch.bfloat16):
            output = run.model(torch.from_numpy(log_mel))
        output = KeenOutput(*(part.float() for part in output))
        hard = masked_bce(
            output.frame_logits[: fit.scene_rows],
            torch.from_numpy(rows.targets),
            torch.from_numpy(rows.weights),
        )
        targets, known = torch.from_numpy(clips.targets), torch.from_numpy(clips.known)
        halves, labels = targets.shape
        steps = output.tag_logits[fit.scene_rows :].reshape(halves, -1, labels)
        tagged = masked_clip_bce(linear_softmax(steps, 1), targets, known)
        soft, away = imitation(output, lessons)
        loss = settings.hard_weight * hard + fit.tag_weight * tagged
        loss = loss + settings.soft_weight * soft + settings.embedding_weight * away
        parts = {"hard": hard, "tag": tagged, "soft": soft, "embedding": away}
        return loss, {name: float(part.detach()) for name, part in parts.items()}


def imitation(output: KeenOutput, lessons: Lessons) -> tuple[torch.Tensor, torch.Tensor]:
    """Cross-entropy to the teacher's frame scores beyond its own entropy, summed over labels; and
    one minus the cosine between embeddings. Both zero for a perfect pupil.
    """
    told = torch.from_numpy(lessons.logits)
    scores = torch.sigmoid(told)
    size = told.numel() / told.shape[-1]
    loss = functional.binary_cross_entropy_with_logits
    soft = loss(output.frame_logits, scores, reduction="sum") - loss(told, scores, reduction="sum")
    seen = torch.from_numpy(lessons.embeddings)
    away = 1.0 - functional.cosine_similarity(output.embeddings, seen, dim=-1).mean()
    return soft / size, away
