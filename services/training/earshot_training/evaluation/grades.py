"""Grades: one word on how well a label is heard, from figures on unseen sources."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import math

MIN_SOURCES = 2
GOOD, FAIR = 0.55, 0.3


def grade_of(valid_sources: int, average_precision: float, onset_f1: float) -> str:
    """`untested` below two sources; else by the mean of tagging and timing, where both exist.

    Examples
    --------
    >>> grade_of(1, 0.9, 0.9), grade_of(5, 0.8, 0.6), grade_of(5, 0.5, 0.2), grade_of(5, 0.1, 0.1)
    ('untested', 'good', 'fair', 'weak')
    """
    figures = [value for value in (average_precision, onset_f1) if not math.isnan(value)]
    if valid_sources < MIN_SOURCES or not figures:
        return "untested"
    mean = sum(figures) / len(figures)
    if mean >= GOOD:
        return "good"
    return "fair" if mean >= FAIR else "weak"
