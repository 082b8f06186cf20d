"""`quantise`: makes a finished bundle compute in int8 and says what that costs."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from earshot.tagging.bundle import MANIFEST_FILE, load_bundle, read_manifest
from earshot_training.bundle_writer import BundleFacts, write_manifest
from earshot_training.card import write_card
from earshot_training.commands.evaluate import evaluate_model
from earshot_training.commands.export import calibration_blocks, graded, label_figures, rounded
from earshot_training.commands.prepare import Places
from earshot_training.evaluation.comparison import beside, hears_worse
from earshot_training.evaluation.report import Report
from earshot_training.int8 import quantise
from earshot_training.material import Material, read_material
from earshot_training.recipe import Recipe

PARTS = ("train", "valid", "report")


def quantise_bundle(
    places: Places, recipe: Recipe, folder: Path, *, force: bool
) -> dict[str, float]:
    """Replace a bundle's model by an int8 one unless that hears worse; manifest and card follow.

    The float32 model is kept in the state's folder `fp32` under the bundle's id. Gives the
    figures of the int8 model with those of float32 beside them.
    """
    material = read_material(places.data, places.state, recipe.material)
    bundle, exact = load_bundle(folder), _exact_model(places, folder)
    if tuple(label.label_id for label in bundle.labels) != material.space.ids:
        raise ValueError(f"the bundle in {folder} knows other labels than the recipe")
    with tempfile.TemporaryDirectory() as scratch:
        small = Path(scratch) / "model.onnx"
        quantise(exact, small, calibration_blocks(places, material.licences))
        before, after = (
            evaluate_model(places, material, path, bundle.policies) for path in (exact, small)
        )
        after = replace(after, overall=beside(before.overall, after.overall))
        if force or not hears_worse(after.overall):
            shutil.copyfile(small, folder / "model.onnx")
            facts = _facts(material, folder, after)
            write_manifest(folder, facts)
            write_card(folder / "CARD.md", facts, material.clips)
    return after.overall


def _exact_model(places: Places, folder: Path) -> Path:
    """The bundle's float32 model, copied into the state."""
    bundle = load_bundle(folder)
    if bundle.precision != "fp32":
        raise ValueError(f"{folder} is {bundle.precision} already; export it as fp32 first")
    kept = places.state / "fp32" / f"{bundle.bundle_id}.onnx"
    kept.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(bundle.model_path, kept)
    return kept


def _facts(material: Material, folder: Path, after: Report) -> BundleFacts:
    """The manifest's facts with the figures of the int8 model."""
    data = (folder / MANIFEST_FILE).read_bytes()
    told = json.loads(data)
    labels = [
        label_figures({part: label["figures"][f"{part}_sources"] for part in PARTS}, after, index)
        for index, label in enumerate(told["labels"])
    ]
    return BundleFacts(
        name=told["name"],
        version=told["version"],
        precision="int8",
        embedding_size=told["embedding_size"],
        space=material.space,
        policies=read_manifest(data).policies,
        grades=[graded(figures) for figures in labels],
        label_figures=labels,
        figures={**told["figures"], **rounded(after.overall)},
        trained=told["trained"],
        licence=told["licence"],
        attribution=told["attribution"],
    )
