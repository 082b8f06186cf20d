"""How alike two sounds are, as a number that a person can read."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations


def score_of(cosine: float) -> float:
    """From 0, nothing in common, to 1, the same sound."""
    return min(1.0, max(0.0, cosine))


def cosine_of(score: float) -> float:
    """The cosine that has this score."""
    return score if score > 0 else -1.0
