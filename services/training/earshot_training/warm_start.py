"""Teaches the head its tags on cached trunk features before the long run: minutes, not hours."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from tqdm import tqdm

from earshot_training.clip_features import Ragged
from earshot_training.label_space import ClipTruth
from earshot_training.losses import linear_softmax, masked_clip_bce
from earshot_training.models.keen import Keen

CLIPS_A_STEP, STEPS_A_CLIP = 96, 10
LEARNING_RATE, WEIGHT_DECAY = 2e-3, 0.02


def warm_start(
    model: Keen,
    features: Ragged,
    weights: NDArray[np.float64],
    truth: ClipTruth,
    rng: np.random.Generator,
    steps: int,
) -> None:
    """Train `hear` and `tag` of the model in place, clips pooled over their trunk steps.

    Parameters
    ----------
    features : trunk features (step, 1024) of every clip, averaged over three steps.
    weights : (clip,) chance of each clip.
    """
    head = nn.Sequential(model.hear, model.tag_dropout, model.tag).train()
    optimiser = torch.optim.AdamW(head.parameters(), LEARNING_RATE, weight_decay=WEIGHT_DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, LEARNING_RATE, total_steps=max(2, steps), pct_start=0.07
    )
    for _ in tqdm(range(steps), desc="warm start", mininterval=5):
        clips = rng.choice(len(weights), CLIPS_A_STEP, p=weights)
        rows = np.concatenate([_some_steps(rng, features, int(clip)) for clip in clips])
        with torch.autocast("cpu", torch.bfloat16):
            logits = head(torch.from_numpy(rows.astype(np.float32))[:, :, None])
        pooled = linear_softmax(logits.float().view(CLIPS_A_STEP, STEPS_A_CLIP, -1), 1)
        targets = torch.from_numpy(truth.present[clips].astype(np.float32))
        known = torch.from_numpy((~truth.unknown[clips]).astype(np.float32))
        optimiser.zero_grad(set_to_none=True)
        masked_clip_bce(pooled, targets, known).backward()
        optimiser.step()
        schedule.step()


def _some_steps(rng: np.random.Generator, features: Ragged, clip: int) -> NDArray[np.float16]:
    steps = features.of(clip)
    picked = rng.choice(len(steps), STEPS_A_CLIP, replace=len(steps) < STEPS_A_CLIP)
    return np.asarray(steps[np.sort(picked)])
