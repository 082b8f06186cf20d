"""The labels that a model learns, and what each clip says about each of them."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from earshot.domain.ids import LabelId
from earshot.labels.ontology import Ontology
from earshot_training.corpus import Clip


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelSpace:
    """The learnt labels in their order, with identifiers and display names."""

    ids: tuple[LabelId, ...]
    names: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipTruth:
    """What the annotations say: `present` and `unknown`, both bool (clip, label).

    A label that is neither present nor unknown counts as absent.
    """

    present: NDArray[np.bool_]
    unknown: NDArray[np.bool_]


def direct_labels(clip: Clip, ontology: Ontology) -> frozenset[LabelId]:
    """Label ids that a clip is annotated with; words that AudioSet does not know are left out."""
    names = ontology.ids_by_name
    return frozenset(names[name] for name in clip.labels if name in names)


def rolled_up(clip: Clip, ontology: Ontology) -> frozenset[LabelId]:
    """Label ids of a clip with all their ancestors."""
    ids = direct_labels(clip, ontology)
    return frozenset(ids.union(*(ontology.ancestors(label_id) for label_id in ids)))


def choose_labels(
    clips: Sequence[Clip], ontology: Ontology, *, min_train_sources: int
) -> LabelSpace:
    """Take every label that enough independent training sources carry.

    Nodes that AudioSet calls abstract or blacklisted are left out: they name no sound.
    """
    sources: dict[LabelId, set[str]] = {}
    for clip in clips:
        if clip.split == "train":
            for label_id in rolled_up(clip, ontology):
                sources.setdefault(label_id, set()).add(clip.source_group)
    unnamed = ontology.abstract | ontology.blacklisted
    ids = sorted(
        label_id
        for label_id, groups in sources.items()
        if len(groups) >= min_train_sources and label_id not in unnamed
    )
    return LabelSpace(ids=tuple(ids), names=tuple(ontology.names[i] for i in ids))


def clip_truth(
    clips: Sequence[Clip],
    ontology: Ontology,
    space: LabelSpace,
    teacher: NDArray[np.float32],
    *,
    doubt_from: float,
) -> ClipTruth:
    """Tell present, absent and unknown labels apart for every clip.

    Unknown are the descendants of what a clip is labelled with (a `Dog` may well bark), and
    whatever the teacher hears at `doubt_from` or more although nobody wrote it down.

    Parameters
    ----------
    teacher : (clip, label) scores in [0, 1] of another tagger, NaN where it has no such label.
    """
    place = {label_id: index for index, label_id in enumerate(space.ids)}
    present = np.zeros((len(clips), len(space)), bool)
    unknown = np.nan_to_num(teacher) >= doubt_from
    for row, clip in enumerate(clips):
        labels = rolled_up(clip, ontology)
        present[row, [place[i] for i in labels if i in place]] = True
        for label_id in direct_labels(clip, ontology):
            below = ontology.descendants(label_id)
            unknown[row, [place[i] for i in below if i in place]] = True
    return ClipTruth(present=present, unknown=unknown & ~present)
