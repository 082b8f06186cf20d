"""The whole table of a tagger: clips, scenes by loudness, and every label."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from earshot.tagging.policy import LabelPolicy
from earshot_training.corpus import Clip
from earshot_training.evaluation.figures import (
    LabelFigures,
    heard_events,
    judge_label,
    overall,
    scene_window,
    tagging_figures,
)
from earshot_training.evaluation.reference import Examination
from earshot_training.label_space import ClipTruth
from earshot_training.tuning.tune import sigmoid

SCENES_A_LEVEL = 120
LOUD_FROM = 1  # scenes of the first shard lie at 0 dB, those behind it at 5 dB and above
WELL_KNOWN_SOURCES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Figures over all labels, and of each label."""

    overall: dict[str, float]
    labels: tuple[LabelFigures, ...]
    average_precision: NDArray[np.float64]


def sources_of(
    clips: Sequence[Clip], members: Sequence[int], truth: ClipTruth
) -> NDArray[np.int64]:
    """Independent sources of every label among some clips, (label,)."""
    found: list[set[str]] = [set() for _ in range(truth.present.shape[1])]
    for index in members:
        for label in np.flatnonzero(truth.present[index]):
            found[label].add(clips[index].source_group)
    return np.array([len(groups) for groups in found])


def full_report(
    logits: NDArray[np.float16],
    policies: Sequence[LabelPolicy],
    examination: Examination,
    truth: ClipTruth,
    sources: NDArray[np.int64],
) -> Report:
    """Judge calibrated logits (frame, label) under their policies.

    Parameters
    ----------
    sources : (label,) independent sources in the whole corpus; labels with few of them count
        for themselves only, not in the figures over all.
    """
    present = truth.present[examination.clips]
    told, precisions = tagging_figures(logits, examination, present)
    loud = scene_window(examination, LOUD_FROM * SCENES_A_LEVEL, examination.scenes)
    soft = scene_window(examination, 0, LOUD_FROM * SCENES_A_LEVEL)
    labels, quiet = [], []
    for label in tqdm(range(logits.shape[1]), desc="judge", mininterval=5):
        heard = heard_events(sigmoid(logits[:, label]), policies[label], label, examination)
        labels.append(judge_label(heard, label, examination, loud))
        quiet.append(judge_label(heard, label, examination, soft))
    known = np.flatnonzero(sources >= WELL_KNOWN_SOURCES).tolist()
    told |= {f"scenes_5_db_up_{k}": v for k, v in overall(labels, known).items()}
    told |= {f"scenes_0_db_{k}": v for k, v in overall(quiet, known).items()}
    return Report(overall=told, labels=tuple(labels), average_precision=precisions)
