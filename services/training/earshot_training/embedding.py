"""The embedding: a linear view of the trunk in which like sounds lie near each other."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """`matrix` (embedding, feature) applied to a feature minus `centre` (feature,)."""

    matrix: NDArray[np.float32]
    centre: NDArray[np.float32]


def fit_projection(
    features: NDArray[np.float32], classes: NDArray[np.int64], size: int, *, shrink: float = 0.1
) -> Projection:
    """Linear discriminant analysis: spread between classes against spread within them.

    Directions come from the whitened within-class scatter, so that what varies among recordings
    of one kind counts little; they are scaled by how much the classes differ along them.

    Parameters
    ----------
    features : (row, feature)
    classes : (row,) the kind of sound of each row.
    """
    centre = features.mean(axis=0)
    kinds, place = np.unique(classes, return_inverse=True)
    sums = np.zeros((len(kinds), features.shape[1]))
    np.add.at(sums, place, features)
    sizes = np.bincount(place)[:, None]
    means = sums / sizes
    residual = features - means[place]
    within = residual.T @ residual / len(features)
    within += shrink * np.trace(within) / len(within) * np.eye(len(within))
    values, vectors = np.linalg.eigh(within)
    whiten = vectors / np.sqrt(values)
    between = ((means - centre) * np.minimum(sizes, 200) / 200.0) @ whiten
    _, strength, axes = np.linalg.svd(between, full_matrices=False)
    scale = np.sqrt(strength[:size] / strength[0])
    matrix = (whiten @ axes[:size].T * scale).T
    return Projection(matrix=matrix.astype(np.float32), centre=centre.astype(np.float32))


def recall_at(
    embeddings: NDArray[np.float32],
    kinds: NDArray[np.int64],
    sources: NDArray[np.int64],
    nearest: int = 10,
) -> float:
    """Share of rows with a row of their kind, from another source, among the nearest ones.

    Rows of the same source are left out of the neighbours. Rows whose kind has one source only
    do not count.

    Parameters
    ----------
    embeddings : (row, embedding), l2-normalised.
    kinds, sources : (row,)
    """
    alike = embeddings @ embeddings.T
    alike[sources[:, None] == sources[None, :]] = -np.inf
    hits = []
    for row in range(len(embeddings)):
        same = (kinds == kinds[row]) & (sources != sources[row])
        if same.any():
            hits.append(bool(same[np.argpartition(-alike[row], nearest)[:nearest]].any()))
    return float(np.mean(hits))
