"""`train`: warm start on cached features, then the long run; resumes where it was killed."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

from earshot_training.bank import clip_weights
from earshot_training.clip_features import read_ragged
from earshot_training.commands.prepare import Places
from earshot_training.commands.scenes import train_folder
from earshot_training.corpus import clips_of
from earshot_training.distil import Distillation
from earshot_training.fit import Lesson, Run, batch_loss, fit, resume_run, start_run
from earshot_training.material import Material, read_material
from earshot_training.models.keen import Keen
from earshot_training.models.networks import Network, new_network
from earshot_training.models.yamnet_weights import load_yamnet
from earshot_training.recipe import Recipe
from earshot_training.run_folder import RunFolder, open_run
from earshot_training.scenes.pool import ScenePool
from earshot_training.teacher import load_teacher
from earshot_training.warm_start import warm_start
from earshot_training.weak_clips import WeakClips


def train(places: Places, recipe: Recipe, recipe_path: Path, teacher: Path | None) -> None:
    """Train to the end of the recipe's schedule; run again to go on after an interruption.

    A `teacher` is a bundle's folder; a run that goes on has kept its copy.
    """
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    torch.manual_seed(recipe.seed)
    folder = open_run(places.state, recipe, recipe_path, places.data, teacher)
    material = read_material(places.data, places.state, recipe.material)
    weak = weak_clips(places, material, recipe.fit.teacher_weight)
    if folder.state.exists():
        run = start_run(new_model(recipe, material), new_model(recipe, material), recipe.fit)
        resume_run(run, folder.state)
    else:
        run = _first_run(places, recipe, material, weak)
    pool = ScenePool(
        folder=train_folder(places.state, material.licences),
        truth=material.truth,
        capacity=recipe.pool_shards,
        emphasis=recipe.fit.short_emphasis,
    )
    pool.refresh()
    fit(run, pool, _lesson(recipe, material, folder, pool, weak), recipe.fit, folder.state)


def _lesson(
    recipe: Recipe, material: Material, folder: RunFolder, pool: ScenePool, weak: WeakClips
) -> Lesson:
    if not folder.teacher.exists():
        if recipe.network != "keen":
            raise ValueError(f"{recipe.network} is taught by a bundle: name one with --teacher")
        return lambda run: batch_loss(run, pool, weak, recipe.fit)
    return Distillation(
        pool=pool,
        weak=weak,
        teacher=load_teacher(folder.teacher, material.space.ids, material.licences),
        fit=recipe.fit,
        settings=recipe.distil,
    )


def new_model(recipe: Recipe, material: Material) -> Network:
    """An untrained network of the recipe's kind and size."""
    return new_network(recipe, len(material.space))


def trained_model(recipe: Recipe, material: Material, folder: RunFolder) -> Network:
    """The averaged weights of a run, for use."""
    model = new_model(recipe, material)
    model.load_state_dict(torch.load(folder.state, weights_only=False)["average"])
    model.eval()
    return model


def weak_clips(places: Places, material: Material, teacher_weight: float) -> WeakClips:
    """The training clips as weakly labelled rows."""
    log_mel = read_ragged(places.state, "clip_log_mel")
    weights = clip_weights(material.clips, clips_of(material.clips, "train"), material.truth)
    return WeakClips(
        log_mel=log_mel.rows,
        offsets=log_mel.offsets,
        weights=weights / weights.sum(),
        truth=material.truth,
        teacher=material.teacher,
        teacher_weight=teacher_weight,
    )


def _first_run(places: Places, recipe: Recipe, material: Material, weak: WeakClips) -> Run:
    model = new_model(recipe, material)
    if recipe.start_from:
        earlier = RunFolder(path=places.state / "runs" / recipe.start_from)
        model.load_state_dict(torch.load(earlier.state, weights_only=False)["average"])
    elif isinstance(model, Keen):
        trunk, _ = load_yamnet(places.yamnet)
        model.trunk.load_state_dict(trunk.state_dict())
        rng = np.random.default_rng(recipe.seed)
        features = read_ragged(places.state, "clip_steps")
        warm_start(model, features, weak.weights, material.truth, rng, recipe.warm_start_steps)
    return start_run(model, new_model(recipe, material), recipe.fit)
