"""How much of a figure, and of a difference between two, may be chance: the paired bootstrap.

Scenes, and sources of clips, are drawn again with replacement; all contenders see the same draws,
so that a hard draw is hard for all of them.
"""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A figure, and the same figure of every draw."""

    value: float
    draws: NDArray[np.float64]

    def interval(self) -> tuple[float, float]:
        """Where 95 of 100 draws lie around the figure; NaN without draws.

        Draws with replacement leave labels out and so lie higher as a whole: they are moved to
        have their median at the figure.
        """
        known = self.draws[~np.isnan(self.draws)]
        if not len(known):
            return float("nan"), float("nan")
        low, middle, high = np.quantile(known, [0.025, 0.5, 0.975])
        return float(self.value + low - middle), float(self.value + high - middle)


def chance_of_no_difference(first: Estimate, second: Estimate) -> float:
    """Two-sided p of the paired bootstrap test that both figures are the same; NaN if untested.

    Examples
    --------
    >>> ours = Estimate(value=0.5, draws=np.linspace(0.4, 0.6, 99))
    >>> chance_of_no_difference(ours, Estimate(value=0.3, draws=ours.draws - 0.2))
    0.02
    """
    apart = first.draws - second.draws
    apart = apart[~np.isnan(apart)]
    if not len(apart):
        return float("nan")
    below, above = int((apart <= 0.0).sum()), int((apart >= 0.0).sum())
    return min(1.0, 2.0 * (min(below, above) + 1) / (len(apart) + 1))


def draw_weights(
    rng: np.random.Generator, groups: NDArray[np.int64], draws: int
) -> NDArray[np.int64]:
    """How often each member counts in each draw of whole groups, (draw, member)."""
    _, place = np.unique(groups, return_inverse=True)
    count = int(place.max()) + 1
    taken = rng.multinomial(count, np.full(count, 1.0 / count), size=draws)
    return np.asarray(taken[:, place])


def f1_estimates(
    counts: NDArray[np.int64], weights: NDArray[np.int64]
) -> tuple[Estimate, Estimate]:
    """F1 over all labels (micro) and averaged over those with references (macro).

    Parameters
    ----------
    counts : (3, scene, label) hits, references, estimates.
    weights : (draw, scene)
    """
    counts = counts[:, :, counts[1].sum(axis=0) > 0]
    drawn = np.stack([weights @ part for part in counts])
    whole = counts.sum(axis=1)
    return (
        Estimate(value=float(_f1(whole.sum(axis=1))), draws=_f1(drawn.sum(axis=2))),
        Estimate(value=float(np.nanmean(_f1(whole))), draws=np.nanmean(_f1(drawn), axis=1)),
    )


def _f1(counts: NDArray[np.int64]) -> NDArray[np.float64]:
    """2 * hits / (references + estimates) along the first axis; NaN without references."""
    both = (counts[1] + counts[2]).astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(counts[1] > 0, 2.0 * counts[0] / both, np.nan)


def weighted_average_precision(
    scores: NDArray[np.float32], present: NDArray[np.bool_], weights: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Average precision in every draw (draw,); NaN where a draw has no positives.

    Parameters
    ----------
    scores, present : (clip,)
    weights : (draw, clip)
    """
    order = np.argsort(-scores, kind="stable")
    ranked = scores[order]
    last = np.searchsorted(-ranked, -ranked, side="right") - 1
    drawn = weights[:, order].astype(np.float64)
    right = drawn * present[order]
    with np.errstate(divide="ignore", invalid="ignore"):
        precision = np.cumsum(right, axis=1)[:, last] / np.cumsum(drawn, axis=1)[:, last]
        return np.asarray(np.nansum(right * precision, axis=1) / right.sum(axis=1))


def weighted_quantile(
    values: NDArray[np.float64], weights: NDArray[np.int64], share: float
) -> NDArray[np.float64]:
    """The value below which a share of the weight lies, in every draw, (draw,)."""
    order = np.argsort(values)
    reached = np.cumsum(weights[:, order], axis=1)
    place = (reached < share * reached[:, -1:]).sum(axis=1)
    return np.asarray(values[order][np.minimum(place, len(values) - 1)])
