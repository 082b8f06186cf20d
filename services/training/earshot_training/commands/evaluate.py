"""Figures of a bundle, a network or YAMNet on the reporting half, as a manifest states them."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from earshot.tagging.policy import LabelPolicy
from earshot_training.commands.examination import (
    bundle_scorer,
    examination_of,
    onnx_scorer,
    yamnet_scorer,
)
from earshot_training.commands.prepare import Places
from earshot_training.evaluation.reference import Examination
from earshot_training.evaluation.report import Report, full_report, sources_of
from earshot_training.evaluation.stream import Scorer, score_stream
from earshot_training.material import Material
from earshot_training.tuning.grid import Grid, LabelTrial, Shape, try_label
from earshot_training.tuning.tune import sigmoid


def evaluate_bundle(
    places: Places, material: Material, folder: Path, policies: Sequence[LabelPolicy]
) -> Report:
    """Report on a bundle's model under given policies."""
    return _evaluate(places, material, bundle_scorer(folder, material), policies)


def evaluate_model(
    places: Places, material: Material, path: Path, policies: Sequence[LabelPolicy]
) -> Report:
    """Report on an exported network that is in no bundle yet, or no more."""
    return _evaluate(places, material, onnx_scorer(path), policies)


def _evaluate(
    places: Places, material: Material, scorer: Scorer, policies: Sequence[LabelPolicy]
) -> Report:
    examination = examination_of(places, material, "report")
    logits = score_stream(examination.stream, scorer)
    return full_report(logits, policies, examination, material.truth, all_sources(material))


def evaluate_yamnet(places: Places, material: Material) -> Report:
    """Report on YAMNet at its best single threshold, chosen on the tuning half."""
    scorer = yamnet_scorer(places, material)
    tuning = examination_of(places, material, "tune")
    policy = best_single_policy(score_stream(tuning.stream, scorer), tuning)
    examination = examination_of(places, material, "report")
    logits = score_stream(examination.stream, scorer)
    policies = [policy] * len(material.space)
    return full_report(logits, policies, examination, material.truth, all_sources(material))


def all_sources(material: Material) -> NDArray[np.int64]:
    """Independent sources of every label in the whole corpus, (label,)."""
    return sources_of(material.clips, range(len(material.clips)), material.truth)


def best_single_policy(logits: NDArray[np.float16], examination: Examination) -> LabelPolicy:
    """The one threshold, the same for all labels, that finds the most events at F1."""
    shapes = tuple(
        Shape(median_frames=1, hysteresis=low, merge_gap_s=0.4, min_duration_s=0.08)
        for low in (0.5, 0.8)
    )
    grid = Grid(
        shapes=shapes, thresholds=(0.02, 0.04, 0.07, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.8)
    )
    trials: list[LabelTrial] = []
    for label, events in enumerate(examination.reference.events):
        scores = sigmoid(logits[:, label])
        trials.append(try_label(scores, events, examination.reference.unknown[:, label], grid))
    hits = np.sum([trial.event_hits + trial.onset_hits for trial in trials], axis=0)
    estimates = np.sum([trial.estimates for trial in trials], axis=0)
    references = sum(trial.references for trial in trials)
    row, column = np.unravel_index(int((hits / (references + estimates)).argmax()), hits.shape)
    return grid.shapes[row].policy((grid.thresholds[column],) * 6)
