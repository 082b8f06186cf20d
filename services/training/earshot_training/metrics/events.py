"""How well events are found and timed: matching with collars, F1, onset errors."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching


@dataclass(frozen=True, slots=True, kw_only=True)
class Collar:
    """How far a time may be off: `offset_s` None leaves the end of an event free."""

    onset_s: float = 0.2
    offset_s: float | None = 0.2
    offset_share: float = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """True positives, references and estimates; counts of several recordings may be added."""

    hits: int = 0
    references: int = 0
    estimates: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            hits=self.hits + other.hits,
            references=self.references + other.references,
            estimates=self.estimates + other.estimates,
        )

    @property
    def recall(self) -> float:
        """Share of the references that were found; NaN without references."""
        return self.hits / self.references if self.references else float("nan")

    @property
    def precision(self) -> float:
        """Share of the estimates that are right; NaN without estimates."""
        return self.hits / self.estimates if self.estimates else float("nan")

    @property
    def f1(self) -> float:
        """Harmonic mean of both; NaN when there is nothing to find and nothing found."""
        both = self.references + self.estimates
        return 2.0 * self.hits / both if both else float("nan")


def match(
    reference: NDArray[np.float64], estimate: NDArray[np.float64], collar: Collar
) -> NDArray[np.int64]:
    """Pair references with estimates so that as many as possible fit within the collar.

    Parameters
    ----------
    reference, estimate : (event, 2) onset and offset in s.

    Returns
    -------
    (pair, 2) indices into `reference` and `estimate`.
    """
    if not len(reference) or not len(estimate):
        return np.zeros((0, 2), np.int64)
    fits = np.abs(reference[:, None, 0] - estimate[None, :, 0]) <= collar.onset_s + 1e-9
    if collar.offset_s is not None:
        length_s = reference[:, 1] - reference[:, 0]
        allowed_s = np.maximum(collar.offset_s, collar.offset_share * length_s)
        away_s = np.abs(reference[:, None, 1] - estimate[None, :, 1])
        fits &= away_s <= allowed_s[:, None] + 1e-9
    partner = maximum_bipartite_matching(csr_array(fits), perm_type="column")
    found = np.flatnonzero(partner >= 0)
    return np.stack([found, partner[found]], axis=1)


def count(reference: NDArray[np.float64], estimate: NDArray[np.float64], collar: Collar) -> Counts:
    """Counts of one label in one recording."""
    return Counts(
        hits=len(match(reference, estimate, collar)),
        references=len(reference),
        estimates=len(estimate),
    )


def onset_errors_s(
    reference: NDArray[np.float64], estimate: NDArray[np.float64], within_s: float
) -> NDArray[np.float64]:
    """Distance of each reference's onset to the nearest estimate's, where one is `within_s`."""
    if not len(reference) or not len(estimate):
        return np.zeros(0)
    nearest_s = np.abs(reference[:, None, 0] - estimate[None, :, 0]).min(axis=1)
    return np.asarray(nearest_s[nearest_s <= within_s])
