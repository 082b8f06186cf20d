"""The training loop: scenes with times and clips without, on a frozen or partly freed trunk."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tqdm import tqdm

from earshot_training.augment.mixup import mixed_up
from earshot_training.fit_settings import FitSettings
from earshot_training.losses import linear_softmax, masked_bce, masked_clip_bce
from earshot_training.models.keen import Keen, KeenOutput
from earshot_training.models.networks import Network
from earshot_training.scenes.pool import ScenePool
from earshot_training.weak_clips import WeakClips

FRAME_HOP_S = 0.04


@dataclass(slots=True, kw_only=True)
class Run:
    """What a run carries from step to step, and across a restart."""

    model: Network
    average: Network
    optimiser: torch.optim.Optimizer
    rng: np.random.Generator
    step: int = 0


Lesson = Callable[[Run], tuple[torch.Tensor, dict[str, float]]]
"""Draws a batch by the run's generator; gives its loss and the parts of it by name."""


def freed_parameters(model: Keen, freed_blocks: int) -> list[torch.nn.Parameter]:
    """Freeze the trunk but for its last blocks; return what of it is trained on."""
    for parameter in model.trunk.parameters():
        parameter.requires_grad_(requires_grad=False)
    first = len(model.trunk.blocks) - freed_blocks
    freed = [p for block in model.trunk.blocks[first:] for p in block.parameters()]
    for parameter in freed:
        parameter.requires_grad_(requires_grad=True)
    return freed


def start_run(model: Network, average: Network, settings: FitSettings) -> Run:
    """Set up the optimiser; `average` starts as a copy of `model`."""
    groups = [{"params": list(model.parameters()), "scale": 1.0}]
    if isinstance(model, Keen):
        groups = _keen_groups(model, settings)
    optimiser = torch.optim.AdamW(
        groups, lr=settings.learning_rate, weight_decay=settings.weight_decay
    )
    average.load_state_dict(model.state_dict())
    return Run(
        model=model,
        average=average.eval().requires_grad_(requires_grad=False),
        optimiser=optimiser,
        rng=np.random.default_rng(settings.seed),
    )


def _keen_groups(model: Keen, settings: FitSettings) -> list[dict[str, Any]]:
    """Everything but the trunk at the full rate, what is freed of the trunk at its own."""
    freed = freed_parameters(model, settings.freed_blocks)
    inside = {id(parameter) for parameter in model.trunk.parameters()}
    ours = [p for p in model.parameters() if id(p) not in inside]
    groups = [{"params": ours, "scale": 1.0}]
    if freed:
        scale = settings.trunk_rate / settings.learning_rate
        groups.append({"params": freed, "scale": scale})
    return groups


def forward(model: Keen, log_mel: torch.Tensor, freed_blocks: int) -> KeenOutput:
    """Run the network in bfloat16; the frozen part of the trunk keeps no gradients."""
    with torch.autocast("cpu", torch.bfloat16):
        if freed_blocks == 0:
            with torch.no_grad():
                maps = model.trunk(log_mel)
        else:
            maps = model.trunk.partly_frozen(log_mel, freed_blocks)
        output = model.head(log_mel, maps)
    return KeenOutput(*(part.float() for part in output))


def batch_loss(
    run: Run, pool: ScenePool, weak: WeakClips, settings: FitSettings
) -> tuple[torch.Tensor, dict[str, float]]:
    """Draw a batch and compute its loss; scenes come first, then clips."""
    rows = pool.draw(run.rng, settings.scene_rows, hop_s=FRAME_HOP_S)
    rows = mixed_up(run.rng, rows, settings.mixup_share)
    clips = weak.draw(run.rng, settings.weak_rows, row_frames=rows.log_mel.shape[1])
    log_mel = torch.from_numpy(np.concatenate([rows.log_mel, clips.log_mel]))
    output = forward(run.model, log_mel, settings.freed_blocks)
    scenes = settings.scene_rows
    strong = masked_bce(
        output.frame_logits[:scenes],
        torch.from_numpy(rows.targets),
        torch.from_numpy(rows.weights),
    )
    targets, known = torch.from_numpy(clips.targets), torch.from_numpy(clips.known)
    halves = len(clips.targets)
    frames = output.frame_logits[scenes:].reshape(halves, -1, targets.shape[-1])
    steps = output.tag_logits[scenes:].reshape(halves, -1, targets.shape[-1])
    pooled = masked_clip_bce(linear_softmax(frames, 1), targets, known)
    tagged = masked_clip_bce(linear_softmax(steps, 1), targets, known)
    loss = strong + settings.weak_weight * pooled + settings.tag_weight * tagged
    parts = {"strong": strong, "clip": pooled, "tag": tagged}
    return loss, {name: float(part.detach()) for name, part in parts.items()}


def rate_at(step: int, settings: FitSettings) -> float:
    """Learning rate: a linear warm-up, then half a cosine down to zero."""
    if step < settings.warm_up_steps:
        return settings.learning_rate * (step + 1) / settings.warm_up_steps
    progress = (step - settings.warm_up_steps) / max(1, settings.steps - settings.warm_up_steps)
    return settings.learning_rate * 0.5 * (1.0 + math.cos(math.pi * min(1.0, progress)))


def take_step(run: Run, lesson: Lesson, settings: FitSettings) -> dict[str, float]:
    """One optimiser step and one step of the running average of the weights."""
    run.model.train()
    for group in run.optimiser.param_groups:
        group["lr"] = rate_at(run.step, settings) * group["scale"]
    loss, parts = lesson(run)
    run.optimiser.zero_grad(set_to_none=True)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(run.model.parameters(), 5.0)
    run.optimiser.step()
    run.step += 1
    decay = min(settings.average_decay, run.step / (run.step + 10.0))
    with torch.no_grad():
        for mean, now in zip(
            run.average.state_dict().values(), run.model.state_dict().values(), strict=True
        ):
            if mean.is_floating_point():
                mean.lerp_(now, 1.0 - decay)
    return parts


def save_run(run: Run, path: Path) -> None:
    """Write everything that a resumed run needs, under its name only when complete."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    state = {
        "model": run.model.state_dict(),
        "average": run.average.state_dict(),
        "optimiser": run.optimiser.state_dict(),
        "rng": run.rng.bit_generator.state,
        "step": run.step,
    }
    torch.save(state, partial)
    partial.replace(path)


def resume_run(run: Run, path: Path) -> None:
    """Take up a run where it was saved."""
    state = torch.load(path, weights_only=False)
    run.model.load_state_dict(state["model"])
    run.average.load_state_dict(state["average"])
    run.optimiser.load_state_dict(state["optimiser"])
    run.rng.bit_generator.state = state["rng"]
    run.step = state["step"]


def fit(run: Run, pool: ScenePool, lesson: Lesson, settings: FitSettings, path: Path) -> None:
    """Train to the end, saving every few minutes; a line of figures every 50 steps."""
    log = path.with_suffix(".jsonl").open("a", encoding="utf-8")
    saved = started = time.monotonic()
    sums: dict[str, float] = {}
    first = run.step
    with log, tqdm(total=settings.steps, initial=run.step, mininterval=10) as bar:
        while run.step < settings.steps:
            for name, value in take_step(run, lesson, settings).items():
                sums[name] = sums.get(name, 0.0) + value / 50.0
            bar.update()
            if run.step % 50 == 0:
                pool.refresh()
                rows = settings.scene_rows + settings.weak_rows
                heard_s = (run.step - first) * rows * 10.24
                speed = heard_s / (time.monotonic() - started)
                figures = {"step": run.step, "shards": len(pool.shards), "speed": speed, **sums}
                log.write(json.dumps({k: round(v, 4) for k, v in figures.items()}) + "\n")
                log.flush()
                sums = {}
            if time.monotonic() - saved > settings.save_every_s:
                save_run(run, path)
                saved = time.monotonic()
    save_run(run, path)
