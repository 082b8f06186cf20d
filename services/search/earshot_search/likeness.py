"""How alike two sounds are, as a number and a word that a person can read.

The score is the cosine of the embeddings, nought where it is below. On validation clips of the
bundle that ships, among the ten nearest sounds from other recordings, so many are of the same
kind: of those from 0.5 to 0.6 a tenth, to 0.7 a quarter, to 0.8 two fifths, to 0.85 three fifths,
above that seven tenths.
"""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from enum import StrEnum

ALIKE, VERY_ALIKE = 0.7, 0.85


class Likeness(StrEnum):
    """The score in words."""

    LITTLE = "a little alike"
    ALIKE = "alike"
    VERY = "very alike"


def score_of(cosine: float) -> float:
    """From 0, nothing in common, to 1, the same sound."""
    return min(1.0, max(0.0, cosine))


def cosine_of(score: float) -> float:
    """The least cosine that has at least this score."""
    return score if score > 0 else -1.0


def likeness_of(score: float) -> Likeness:
    """The word for a score.

    >>> likeness_of(0.91).value
    'very alike'
    """
    if score >= VERY_ALIKE:
        return Likeness.VERY
    return Likeness.ALIKE if score >= ALIKE else Likeness.LITTLE
