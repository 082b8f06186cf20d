"""What a network has lost by being made int8: the figures that count, before and after."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Mapping

JUDGED_BY = (
    "clip_map",
    "clip_lwlrap",
    "scenes_5_db_up_onset_f1_micro",
    "scenes_5_db_up_onset_f1_macro",
)
BEFORE = "fp32_"
MOST_LOSS = 0.005


def beside(before: Mapping[str, float], after: Mapping[str, float]) -> dict[str, float]:
    """Figures after, and beside them the ones before that count.

    Examples
    --------
    >>> beside({"clip_map": 0.5, "clip_labels": 9.0}, {"clip_map": 0.4})
    {'clip_map': 0.4, 'fp32_clip_map': 0.5}
    """
    return {**after, **{f"{BEFORE}{name}": before[name] for name in JUDGED_BY if name in before}}


def losses(figures: Mapping[str, float]) -> dict[str, float]:
    """How much each figure that counts has lost; below zero it has gained.

    Examples
    --------
    >>> losses({"clip_map": 0.25, "fp32_clip_map": 0.5, "clip_lwlrap": 0.1})
    {'clip_map': 0.25}
    """
    return {
        name: figures[f"{BEFORE}{name}"] - figures[name]
        for name in JUDGED_BY
        if f"{BEFORE}{name}" in figures
    }


def hears_worse(figures: Mapping[str, float]) -> bool:
    """Whether some figure has lost more than `MOST_LOSS`."""
    return any(loss > MOST_LOSS for loss in losses(figures).values())
