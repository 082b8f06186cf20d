"""`evaluate` and `compare`: the whole table of several contenders, under two views."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from earshot.tagging.bundle import MANIFEST_FILE
from earshot_training.commands.contenders import (
    Contender,
    bundle_contender,
    run_contender,
    yamnet_contender,
)
from earshot_training.commands.embedding import CLIPS_A_SOURCE, STEPS_A_CLIP, clips_recall
from earshot_training.commands.examination import examination_of, scene_shards
from earshot_training.commands.prepare import Places
from earshot_training.embedding_features import KnownFeatures, few_of_each_source
from earshot_training.evaluation.bootstrap import Estimate
from earshot_training.evaluation.heard import Heard
from earshot_training.evaluation.reference import Examination, refer
from earshot_training.evaluation.report import sources_of
from earshot_training.evaluation.stream import FRAMES_PER_SCORE, FRAMES_PER_STEP
from earshot_training.evaluation.table import Judged, View, judge
from earshot_training.evaluation.views import exact_truth, rolled_up_logits
from earshot_training.label_space import ClipTruth, clip_truth
from earshot_training.material import ALL, Material
from earshot_training.run_folder import RunFolder

EXACT, ROLLED_UP = "labels as written", "rolled up"
NEVER = 2.0  # no score reaches it


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Contenders, and what became of each of them under each view."""

    contenders: Sequence[Contender]
    views: Sequence[View]
    judged: Sequence[Sequence[Judged]]
    """By view, then by contender."""


def compare(
    places: Places, material: Material, names: Sequence[str], *, yamnet: bool
) -> Comparison:
    """Judge bundles (folders) and runs (names), and YAMNet behind them."""
    examination = examination_of(places, material, "report")
    contenders = [contender_of(places, material, examination, name) for name in names]
    if yamnet:
        contenders.append(yamnet_contender(places, material, examination))
    views = views_of(places, material, examination)
    judged = [[_judged(contender, view, material) for contender in contenders] for view in views]
    return Comparison(contenders=contenders, views=views, judged=judged)


def contender_of(
    places: Places, material: Material, examination: Examination, name: str
) -> Contender:
    """A bundle if `name` is the folder of one, else the run of that name."""
    if (Path(name) / MANIFEST_FILE).exists():
        return bundle_contender(places, material, examination, Path(name))
    run = RunFolder(path=places.state / "runs" / name)
    if not run.state.exists():
        raise ValueError(f"{name} is neither a bundle's folder nor a run in {run.path.parent}")
    return run_contender(places, material, examination, run)


def views_of(places: Places, material: Material, examination: Examination) -> tuple[View, View]:
    """Labels exactly as written, and rolled up the ontology."""
    exact = exact_truth(material.clips, material.ontology, material.space, material.truth)
    # Whole clips are judged by the ontology alone: what another tagger doubts is no excuse there.
    plain = clip_truth(
        material.clips, material.ontology, material.space, material.teacher, doubt_from=NEVER
    )
    strict = exact_truth(material.clips, material.ontology, material.space, plain)
    reference = refer(
        examination.stream, scene_shards(places.state, "report", ALL), examination.clips, exact
    )
    bare = ClipTruth(present=plain.present, unknown=np.zeros_like(plain.unknown))
    return (
        _view(EXACT, material, replace(examination, reference=reference), strict),
        _view(ROLLED_UP, material, examination, bare),
    )


def _view(name: str, material: Material, examination: Examination, truth: ClipTruth) -> View:
    groups = [material.clips[int(clip)].source_group for clip in examination.clips]
    _, clip_sources = np.unique(groups, return_inverse=True)
    return View(
        name=name,
        examination=examination,
        present=truth.present[examination.clips],
        unknown=truth.unknown[examination.clips],
        clip_sources=clip_sources,
        sources=sources_of(material.clips, range(len(material.clips)), truth),
    )


def _judged(contender: Contender, view: View, material: Material) -> Judged:
    logits = logits_under(contender, view, material)
    judged = judge(logits, contender.policies, view)
    if view.name != ROLLED_UP:
        return judged
    recall = recall_of(contender.heard, view.examination, material)
    told = Estimate(value=recall, draws=np.zeros(0))
    return replace(judged, estimates={**judged.estimates, "embedding_recall_at_10": told})


def logits_under(contender: Contender, view: View, material: Material) -> NDArray[np.float16]:
    """A contender's logits (frame, label) as a view takes them."""
    logits = contender.heard.logits
    if view.name == ROLLED_UP:
        return rolled_up_logits(logits, material.ontology, material.space)
    return logits


def recall_of(heard: Heard, examination: Examination, material: Material) -> float:
    """Recall at ten of the embeddings of a few clips of each source."""
    kept = set(
        few_of_each_source(material.clips, examination.clips.tolist(), CLIPS_A_SOURCE).tolist()
    )
    rows, owners = [], []
    for place, clip in enumerate(examination.clips, start=examination.scenes):
        if int(clip) in kept:
            step = FRAMES_PER_STEP // FRAMES_PER_SCORE
            first = -(-int(examination.stream.starts[place]) // step)
            last = max(first + 1, int(examination.stream.stops[place]) // step)
            steps = heard.embeddings[first : min(last, first + STEPS_A_CLIP)].astype(np.float32)
            rows.append(steps)
            owners.append(np.full(len(steps), clip))
    known = KnownFeatures(features=np.concatenate(rows), clips=np.concatenate(owners))
    return clips_recall(material, known)
