"""`quantise`: makes a finished bundle compute in int8 and says what that costs."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from earshot.tagging.bundle import MANIFEST_FILE, load_bundle, read_manifest
from earshot_training.bundle_writer import BundleFacts, write_manifest
from earshot_training.card import write_card
from earshot_training.commands.evaluate import all_sources
from earshot_training.commands.examination import examination_of, onnx_scorer
from earshot_training.commands.export import calibration_blocks, graded, label_figures, rounded
from earshot_training.commands.prepare import Places
from earshot_training.evaluation.report import Report, full_report
from earshot_training.evaluation.stream import score_stream
from earshot_training.int8 import quantise
from earshot_training.material import Material, read_material
from earshot_training.recipe import Recipe

JUDGED_BY = (
    "clip_map",
    "clip_lwlrap",
    "scenes_5_db_up_onset_f1_micro",
    "scenes_5_db_up_onset_f1_macro",
)
PARTS = ("train", "valid", "report")
MOST_LOSS = 0.005


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Figures of the same bundle before and after."""

    before: Report
    after: Report

    @property
    def losses(self) -> dict[str, float]:
        """What each figure that counts has lost; below zero is a gain."""
        return {
            name: self.before.overall[name] - self.after.overall[name]
            for name in JUDGED_BY
            if name in self.before.overall
        }

    def accepted(self, most_loss: float = MOST_LOSS) -> bool:
        """Whether no figure has lost too much."""
        return all(loss <= most_loss for loss in self.losses.values())


def quantise_bundle(places: Places, recipe: Recipe, folder: Path, *, force: bool) -> Comparison:
    """Replace a bundle's model by an int8 one unless that hears worse; manifest and card follow.

    The float32 model is kept in the state's folder `fp32` under the bundle's id.
    """
    material = read_material(places.data, places.state, recipe.material)
    exact = _exact_model(places, folder)
    with tempfile.TemporaryDirectory() as scratch:
        small = Path(scratch) / "model.onnx"
        quantise(exact, small, calibration_blocks(places))
        comparison = _compare(places, material, folder, exact, small)
        if comparison.accepted() or force:
            shutil.copyfile(small, folder / "model.onnx")
            facts = _facts(material, folder, comparison)
            write_manifest(folder, facts)
            write_card(folder / "CARD.md", facts, material.clips)
    return comparison


def _exact_model(places: Places, folder: Path) -> Path:
    """The bundle's float32 model, copied into the state."""
    bundle = load_bundle(folder)
    if bundle.precision != "fp32":
        raise ValueError(f"{folder} is {bundle.precision} already; export it as fp32 first")
    kept = places.state / "fp32" / f"{bundle.bundle_id}.onnx"
    kept.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(bundle.model_path, kept)
    return kept


def _compare(
    places: Places, material: Material, folder: Path, exact: Path, small: Path
) -> Comparison:
    bundle, sources = load_bundle(folder), all_sources(material)
    if tuple(label.label_id for label in bundle.labels) != material.space.ids:
        raise ValueError(f"the bundle in {folder} knows other labels than the recipe")
    examination = examination_of(places, material, "report")
    before, after = (
        full_report(
            score_stream(examination.stream, onnx_scorer(path)),
            bundle.policies,
            examination,
            material.truth,
            sources,
        )
        for path in (exact, small)
    )
    return Comparison(before=before, after=after)


def _facts(material: Material, folder: Path, comparison: Comparison) -> BundleFacts:
    """The manifest's facts with the figures of the int8 model, and what float32 had."""
    data = (folder / MANIFEST_FILE).read_bytes()
    told, after = json.loads(data), comparison.after
    before = {f"fp32_{name}": comparison.before.overall[name] for name in comparison.losses}
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
        figures={**told["figures"], **rounded({**after.overall, **before})},
        trained=told["trained"],
    )
