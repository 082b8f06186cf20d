"""Two ways to look at the same answers: labels exactly as written, and rolled up the ontology."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from earshot.labels.ontology import Ontology
from earshot_training.corpus import Clip
from earshot_training.label_space import ClipTruth, LabelSpace, direct_labels


def exact_truth(
    clips: Sequence[Clip], ontology: Ontology, space: LabelSpace, truth: ClipTruth
) -> ClipTruth:
    """Only what is written down is present; what follows from it by the ontology is unknown.

    A model that says `Dog` of a clip labelled `Bark` is neither right nor wrong then.
    """
    place = {label_id: column for column, label_id in enumerate(space.ids)}
    direct = np.zeros_like(truth.present)
    for row, clip in enumerate(clips):
        labels = direct_labels(clip, ontology)
        direct[row, [place[label_id] for label_id in labels if label_id in place]] = True
    return ClipTruth(present=direct, unknown=(truth.unknown | truth.present) & ~direct)


def rolled_up_logits(
    logits: NDArray[np.float16], ontology: Ontology, space: LabelSpace
) -> NDArray[np.float16]:
    """Each label as sure as the surest of it and its descendants, (frame, label)."""
    place = {label_id: column for column, label_id in enumerate(space.ids)}
    out = logits.copy()
    for column, label_id in enumerate(space.ids):
        below = [place[one] for one in ontology.descendants(label_id) if one in place]
        if below:
            np.maximum(logits[:, column], logits[:, below].max(axis=1), out=out[:, column])
    return out
