"""Who is compared: bundles and YAMNet, each with what it heard and how that becomes events."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from earshot.domain.levels import Level
from earshot.tagging.bundle import load_bundle
from earshot.tagging.manifest import parse_manifest
from earshot.tagging.policy import LabelPolicy
from earshot_training.commands.evaluate import best_single_policy
from earshot_training.commands.examination import (
    bundle_hearer,
    examination_of,
    network_hearer,
    yamnet_hearer,
)
from earshot_training.commands.prepare import Places
from earshot_training.commands.train import trained_model
from earshot_training.evaluation.heard import Heard, heard_once
from earshot_training.evaluation.outcome import decoded, search_figure
from earshot_training.evaluation.reference import Examination
from earshot_training.evaluation.stream import Hearer
from earshot_training.export import calibrated
from earshot_training.material import ALL, Material, read_material
from earshot_training.recipe import read_recipe, with_licences
from earshot_training.run_folder import RunFolder, read_facts
from earshot_training.tuning.stored import read_tuned
from earshot_training.tuning.tune import sigmoid

SCORES = "scores"
SEARCH_THRESHOLDS = (0.01, 0.03, 0.1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """A model with a name, what it heard in the reporting half, and a policy a label."""

    name: str
    heard: Heard
    policies: Sequence[LabelPolicy]


def bundle_contender(
    places: Places, material: Material, examination: Examination, folder: Path
) -> Contender:
    """A bundle with its own thresholds."""
    bundle = load_bundle(folder)
    model = parse_manifest(bundle.manifest).model.sha256
    heard = heard_once(
        places.state / SCORES,
        model,
        material.space.ids,
        examination.stream,
        lambda: bundle_hearer(folder, material.space),
    )
    place = {
        label.label_id: policy for label, policy in zip(bundle.labels, bundle.policies, strict=True)
    }
    silent = bundle.policies[0]
    return Contender(
        name=f"{bundle.name} {bundle.version}",
        heard=heard,
        policies=[place.get(label_id, silent) for label_id in material.space.ids],
    )


def run_contender(
    places: Places, material: Material, examination: Examination, folder: RunFolder
) -> Contender:
    """A trained and tuned run, as its averaged weights hear in float32."""
    if not folder.tuned.exists():
        raise ValueError(f"{folder.path.name} is not tuned: run earshot-train tune first")
    tuned, licences = read_tuned(folder.tuned), read_facts(folder).get("licences", ALL)
    recipe = with_licences(read_recipe(folder.path / "recipe.toml"), licences)
    known = read_material(places.data, places.state, recipe.material)

    def hearer() -> Hearer:
        model = calibrated(trained_model(recipe, known, folder), tuned.calibration)
        return network_hearer(model, known.space, material.space)

    told = hashlib.sha256(folder.state.read_bytes())
    told.update(folder.tuned.read_bytes())
    heard = heard_once(
        places.state / SCORES, told.hexdigest(), material.space.ids, examination.stream, hearer
    )
    place = dict(zip(known.space.ids, tuned.policies, strict=True))
    return Contender(
        name=folder.path.name,
        heard=heard,
        policies=[place.get(label_id, tuned.policies[0]) for label_id in material.space.ids],
    )


def yamnet_contender(places: Places, material: Material, examination: Examination) -> Contender:
    """YAMNet with the single threshold that is best on the tuning half."""
    model = hashlib.sha256(places.yamnet.read_bytes()).hexdigest()

    def heard(one: Examination) -> Heard:
        return heard_once(
            places.state / SCORES,
            model,
            material.space.ids,
            one.stream,
            lambda: yamnet_hearer(places, material),
        )

    tuning = examination_of(places, material, "tune")
    logits = heard(tuning).logits
    policy = with_search_level(best_single_policy(logits, tuning), logits, tuning)
    return Contender(
        name="YAMNet", heard=heard(examination), policies=[policy] * len(material.space)
    )


def with_search_level(
    policy: LabelPolicy, logits: NDArray[np.float16], tuning: Examination
) -> LabelPolicy:
    """Give a single threshold a lower step for searches, the best one of a few."""

    def figure(lowest: float) -> float:
        tried = replace(policy, thresholds=(lowest, *policy.thresholds[1:]))
        found = [
            search_figure(
                *decoded(sigmoid(logits[:, label]), tried)[Level.EVERYTHING],
                events,
                tuning.reference.unknown[:, label],
                tuning,
            )
            for label, events in enumerate(tuning.reference.events)
            if len(events)
        ]
        return float(np.mean(found))

    lower = [step for step in SEARCH_THRESHOLDS if step < policy.thresholds[0]]
    best = max([*lower, policy.thresholds[0]], key=figure)
    return replace(policy, thresholds=(best, *policy.thresholds[1:]))
