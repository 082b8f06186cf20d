"""How good the list is that a search for one label gives: all events found, best first."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def search_average_precision(
    reference: NDArray[np.float64], estimate: NDArray[np.float64], scores: NDArray[np.float64]
) -> float:
    """Sum of precision times gained recall down the list; NaN without references.

    An estimate is right when it shares time with a reference; a reference is found by the first
    estimate that shares time with it. So an event found in three pieces is found once, and the
    pieces are all right; one estimate over three events finds all three. Equal scores count as
    one step.

    Parameters
    ----------
    reference, estimate : (event, 2) onset and offset in s, sorted, without overlaps.
    scores : (estimate,)

    Examples
    --------
    >>> found = np.array([[0.0, 1.0], [5.0, 6.0], [8.0, 9.0]])
    >>> search_average_precision(found[[0, 2]], found, np.array([0.9, 0.8, 0.7]))
    0.8333333333333333
    """
    if not len(reference):
        return float("nan")
    if not len(estimate):
        return 0.0
    first = np.searchsorted(reference[:, 1], estimate[:, 0], side="right")
    behind = np.searchsorted(reference[:, 0], estimate[:, 1], side="left")
    order = np.argsort(-scores, kind="stable")
    found = np.zeros(len(reference), bool)
    right, gained = np.zeros(len(order)), np.zeros(len(order))
    for rank, index in enumerate(order):
        touched = found[first[index] : behind[index]]
        right[rank] = len(touched) > 0
        gained[rank] = (~touched).sum()
        touched[:] = True
    last_of_tie = np.append(np.diff(scores[order]) != 0, True)
    precision = np.cumsum(right)[last_of_tie] / (np.flatnonzero(last_of_tie) + 1)
    recall = np.cumsum(gained)[last_of_tie] / len(reference)
    return float((precision * np.diff(recall, prepend=0.0)).sum())
