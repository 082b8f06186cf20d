"""Fits the embedding of a trained network and measures what it finds again."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from earshot_training.clip_features import read_ragged
from earshot_training.commands.prepare import Places
from earshot_training.corpus import clips_of
from earshot_training.embedding import Projection, fit_projection, recall_at
from earshot_training.embedding_features import (
    Hearing,
    KnownFeatures,
    features_of,
    few_of_each_source,
    trunk_hearing,
)
from earshot_training.export import with_embedding
from earshot_training.material import Material
from earshot_training.models.keen import Keen
from earshot_training.models.networks import Network

CLIPS_A_SOURCE, STEPS_A_CLIP = 4, 6


def first_labels(material: Material) -> NDArray[np.int64]:
    """Number of each clip's most specific label, -1 where it has none, (clip,)."""
    names = sorted({clip.labels[0] for clip in material.clips if clip.labels})
    place = {name: number for number, name in enumerate(names)}
    return np.array([place[clip.labels[0]] if clip.labels else -1 for clip in material.clips])


def with_fitted_embedding(places: Places, material: Material, model: Network) -> Network:
    """Fit the embedding where the network has not learnt one from its teacher."""
    if not isinstance(model, Keen):
        return model
    projection = clip_projection(places, material, model)
    return with_embedding(model, projection.matrix, projection.centre)


def clip_projection(places: Places, material: Material, model: Keen) -> Projection:
    """Fit the embedding on the trunk features of training clips, by their first label."""
    log_mel = read_ragged(places.state, "clip_log_mel")
    learnt = clips_of(material.clips, "train")
    clips = few_of_each_source(material.clips, learnt, CLIPS_A_SOURCE)
    known = features_of(trunk_hearing(model.trunk), log_mel, clips, STEPS_A_CLIP)
    kinds = first_labels(material)[known.clips]
    return fit_projection(known.features, kinds, model.embed.out_channels)


def embedding_recall(places: Places, material: Material, hear: Hearing) -> float:
    """How often a validation clip has one of its kind, from another source, among its nearest
    ten; clips are means of their normalised steps.

    Parameters
    ----------
    hear : gives embeddings.
    """
    log_mel = read_ragged(places.state, "clip_log_mel")
    unseen = clips_of(material.clips, "report")
    clips = few_of_each_source(material.clips, unseen, CLIPS_A_SOURCE)
    return clips_recall(material, features_of(hear, log_mel, clips, STEPS_A_CLIP))


def clips_recall(material: Material, known: KnownFeatures) -> float:
    """As `embedding_recall`, of embeddings of some steps of each clip."""
    clips = np.unique(known.clips)
    steps = unit_rows(known.features)
    means = np.stack([steps[known.clips == clip].mean(axis=0) for clip in clips])
    names = sorted({clip.source_group for clip in material.clips})
    place = {name: number for number, name in enumerate(names)}
    sources = np.array([place[material.clips[int(clip)].source_group] for clip in clips])
    return recall_at(unit_rows(means.astype(np.float32)), first_labels(material)[clips], sources)


def unit_rows(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Rows scaled to length one."""
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9))
