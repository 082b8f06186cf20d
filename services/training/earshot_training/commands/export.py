"""`export`: a run becomes a bundle, judged on the reporting half, with its card."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from earshot_training.bundle_writer import (
    ATTRIBUTION,
    FREE_LICENCE,
    FREE_SUFFIX,
    LICENCE,
    BundleFacts,
    Figures,
    write_manifest,
)
from earshot_training.card import write_card
from earshot_training.commands.embedding import embedding_recall, with_fitted_embedding
from earshot_training.commands.evaluate import evaluate_bundle, evaluate_model
from earshot_training.commands.prepare import Places
from earshot_training.commands.scenes import train_folder
from earshot_training.commands.train import trained_model
from earshot_training.corpus import clips_of
from earshot_training.evaluation.comparison import beside
from earshot_training.evaluation.grades import grade_of
from earshot_training.evaluation.report import Report, sources_of
from earshot_training.export import BLOCK_FRAMES, calibrated, write_onnx
from earshot_training.half_precision import rounded_weights, stored_in_half
from earshot_training.int8 import quantise
from earshot_training.material import FREE, Material, read_material
from earshot_training.models.networks import Network
from earshot_training.recipe import Recipe
from earshot_training.run_folder import RunFolder, read_facts
from earshot_training.scenes.shards import read_shard
from earshot_training.tuning.stored import read_tuned
from earshot_training.tuning.tune import Tuned

CALIBRATION_SHARDS, CALIBRATION_SHARD_STRIDE, SCENES_A_SHARD = 8, 15, 12


def export_run(places: Places, recipe: Recipe, out: Path, version: str, precision: str) -> Report:
    """Write model, manifest and card into `out`; `precision` is `int8` or `fp32`.

    With int8 the float32 network stays in the run's folder, and its figures stand in the manifest
    beside those of what ships.
    """
    folder = RunFolder(path=places.state / "runs" / recipe.name)
    material = read_material(places.data, places.state, recipe.material)
    tuned = read_tuned(folder.tuned)
    model = calibrated(trained_model(recipe, material, folder), tuned.calibration)
    model = with_fitted_embedding(places, material, model)
    out.mkdir(parents=True, exist_ok=True)
    write_model(places, material.licences, model, out / "model.onnx", precision, folder.exact)
    trained = read_facts(folder)
    bare = _facts(recipe, material, tuned, trained, (version, precision), None)
    write_manifest(out, bare)
    report = evaluate_bundle(places, material, out, tuned.policies)
    report.overall["embedding_recall_at_10"] = embedding_recall(
        places, material, lambda log_mel: model(log_mel).embeddings
    )
    if precision == "int8":
        before = evaluate_model(places, material, folder.exact, tuned.policies)
        report = replace(report, overall=beside(before.overall, report.overall))
    facts = _facts(recipe, material, tuned, trained, (version, precision), report)
    write_manifest(out, facts)
    write_card(out / "CARD.md", facts, material.clips)
    (folder.path / "report.json").write_text(json.dumps(report.overall, indent=1) + "\n")
    return report


def write_model(
    places: Places, licences: str, model: Network, path: Path, precision: str, exact: Path
) -> None:
    """Write the network as ONNX: float32 with weights stored in half, or int8 convolutions, and
    then the float32 network as it is to `exact`.
    """
    if precision == "fp32":
        write_onnx(rounded_weights(model), path)
        stored_in_half(path)
        return
    write_onnx(model, exact)
    quantise(exact, path, calibration_blocks(places, licences))


def calibration_blocks(places: Places, licences: str) -> list[NDArray[np.float32]]:
    """Blocks (1, mel_frame, mel_band) of training scenes, as long as serving's."""
    blocks = []
    shards = sorted(train_folder(places.state, licences).glob("*.npz"))[::CALIBRATION_SHARD_STRIDE]
    for path in shards[:CALIBRATION_SHARDS]:
        scenes = read_shard(path).log_mel[:SCENES_A_SHARD].astype(np.float32)
        joined = np.concatenate(list(scenes))
        whole = len(joined) // BLOCK_FRAMES
        blocks += list(joined[: whole * BLOCK_FRAMES].reshape(whole, 1, BLOCK_FRAMES, -1))
    return blocks


def _facts(
    recipe: Recipe,
    material: Material,
    tuned: Tuned,
    trained: dict[str, Any],
    edition: tuple[str, str],
    report: Report | None,
) -> BundleFacts:
    sources = {
        part: sources_of(material.clips, clips_of(material.clips, part), material.truth)
        for part in ("train", "valid", "report")
    }
    figures = [
        label_figures({part: int(found[label]) for part, found in sources.items()}, report, label)
        for label in range(len(material.space))
    ]
    free = material.licences == FREE
    return BundleFacts(
        name=recipe.network + (FREE_SUFFIX if free else ""),
        version=edition[0],
        precision=edition[1],
        embedding_size=embedding_size(recipe),
        space=material.space,
        policies=tuned.policies,
        grades=[graded(told) for told in figures],
        label_figures=figures,
        figures={} if report is None else rounded(report.overall),
        trained=trained,
        licence=FREE_LICENCE if free else LICENCE,
        attribution=credits_of(material) if free else ATTRIBUTION,
    )


def credits_of(material: Material) -> str:
    """Who made what a bundle learnt from, collection by collection."""
    learnt = clips_of(material.clips, "train")
    told = sorted({(material.clips[one].dataset, material.clips[one].licence) for one in learnt})
    names = "; ".join(f"{dataset} ({licence.strip()})" for dataset, licence in told)
    return f"{ATTRIBUTION} Learnt from: {names}."


def embedding_size(recipe: Recipe) -> int:
    """Length of the embeddings of the recipe's network."""
    sizes = recipe.model if recipe.network == "keen" else recipe.swift
    return sizes.embedding_size


def label_figures(sources: dict[str, int], report: Report | None, label: int) -> Figures:
    """What the manifest says of one label; None where nothing could be measured."""
    told: dict[str, float | int | None] = {f"{k}_sources": v for k, v in sources.items()}
    if report is None:
        return told
    found = report.labels[label]
    errors_s = found.onset_errors_s
    measured = {
        "average_precision": float(report.average_precision[label]),
        "event_f1": found.event.f1 if found.event.references else float("nan"),
        "onset_f1": found.onset.f1 if found.event.references else float("nan"),
        "segment_f1": found.segment.f1 if found.event.references else float("nan"),
        "onset_error_median_s": float(np.median(errors_s)) if len(errors_s) else float("nan"),
        "false_alarms_per_h": found.false_alarms / max(found.absent_h, 1e-9),
    }
    return told | rounded(measured)


def graded(figures: Figures) -> str:
    """A label's grade by its figures."""

    def value(name: str) -> float:
        found = figures.get(name)
        return float("nan") if found is None else float(found)

    return grade_of(
        int(figures.get("report_sources") or 0), value("average_precision"), value("onset_f1")
    )


def rounded(figures: dict[str, float]) -> dict[str, float | None]:
    """Figures as a manifest states them; None for what is not a number."""
    return {k: None if np.isnan(v) else round(v, 4) for k, v in figures.items()}
