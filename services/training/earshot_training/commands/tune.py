"""`tune`: calibration and policies of a trained run, on the tuning half of validation."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from pathlib import Path

import numpy as np

from earshot_training.clip_cache import SAMPLE_RATE_HZ
from earshot_training.commands.examination import examination_of, onnx_scorer
from earshot_training.commands.prepare import Places
from earshot_training.commands.train import trained_model
from earshot_training.corpus import clips_of
from earshot_training.evaluation.stream import score_stream
from earshot_training.export import write_onnx
from earshot_training.material import Material, read_material
from earshot_training.recipe import Recipe
from earshot_training.run_folder import RunFolder, open_run
from earshot_training.tuning.grid import default_grid
from earshot_training.tuning.policies import family_of
from earshot_training.tuning.stored import write_tuned
from earshot_training.tuning.tune import tune


def tune_run(places: Places, recipe: Recipe, recipe_path: Path) -> RunFolder:
    """Score the tuning half, fit, and write `tuned.json` into the run's folder."""
    folder = open_run(places.state, recipe, recipe_path, places.data)
    material = read_material(places.data, places.state, recipe.material)
    examination = examination_of(places, material, "tune")
    exact = folder.path / "exact.onnx"
    write_onnx(trained_model(recipe, material, folder), exact)
    logits = score_stream(examination.stream, onnx_scorer(exact))
    families = [family_of(length_s) for length_s in typical_lengths_s(material)]
    tuned, _ = tune(logits, examination, families, default_grid(), recipe.tuning)
    write_tuned(folder.tuned, tuned)
    return folder


def typical_lengths_s(material: Material) -> list[float]:
    """Median length of the isolated events of every label in training, in s."""
    lengths_s: list[list[float]] = [[] for _ in material.space.ids]
    for clip in clips_of(material.clips, "train"):
        spans = material.isolated[clip].spans
        if not len(spans):
            continue
        length_s = float(np.median(spans[:, 1] - spans[:, 0])) / SAMPLE_RATE_HZ
        for label in np.flatnonzero(material.truth.present[clip]):
            lengths_s[label].append(length_s)
    return [float(np.median(found)) if found else 1.0 for found in lengths_s]
