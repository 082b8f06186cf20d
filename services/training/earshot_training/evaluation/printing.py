"""The table as text: a figure a line, a contender a column, then differences and their chance."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from earshot_training.evaluation.bootstrap import Estimate, chance_of_no_difference

LARGE, SURE_CHANCE = 100.0, 0.005
TITLES = {
    "clip_map_macro": "clips: mAP, macro",
    "clip_map_micro": "clips: mAP, micro",
    "clip_lwlrap": "clips: lwlrap",
    "clip_map_at_3": "clips: MAP@3",
    "clip_auc": "clips: ROC AUC, macro",
    "clip_d_prime": "clips: d-prime",
    "clip_ece": "clips: calibration error",
    "clip_labels": "clips: labels",
    "onset_f1_micro_5_db_up": "5 dB up: onset F1 (200 ms), micro",
    "onset_f1_macro_5_db_up": "5 dB up: onset F1 (200 ms), macro",
    "event_f1_micro_5_db_up": "5 dB up: event F1, micro",
    "event_f1_macro_5_db_up": "5 dB up: event F1, macro",
    "segment_f1_micro_5_db_up": "5 dB up: segment F1 (1 s), micro",
    "segment_f1_macro_5_db_up": "5 dB up: segment F1 (1 s), macro",
    "onset_error_median_s_5_db_up": "5 dB up: onset error, median, s",
    "onset_error_p90_s_5_db_up": "5 dB up: onset error, 90th percentile, s",
    "onset_f1_micro_0_db": "0 dB: onset F1 (200 ms), micro",
    "onset_f1_macro_0_db": "0 dB: onset F1 (200 ms), macro",
    "event_f1_micro_0_db": "0 dB: event F1, micro",
    "event_f1_macro_0_db": "0 dB: event F1, macro",
    "segment_f1_micro_0_db": "0 dB: segment F1 (1 s), micro",
    "segment_f1_macro_0_db": "0 dB: segment F1 (1 s), macro",
    "onset_error_median_s_0_db": "0 dB: onset error, median, s",
    "onset_error_p90_s_0_db": "0 dB: onset error, 90th percentile, s",
    "psds_1": "scenes: PSDS 1",
    "psds_2": "scenes: PSDS 2",
    "search_ap": "scenes: search average precision",
    "scene_labels": "scenes: labels with 10 sources or more",
    "frame_ece": "frames: calibration error, pooled",
    "frame_ece_macro": "frames: calibration error, mean of labels",
    "false_alarms_per_h": "false alarms an hour, all labels",
    "false_alarms_heard_minutes": "false alarms: listened to, minutes",
    "embedding_recall_at_10": "embedding: recall at 10",
}


def table_lines(
    title: str, names: Sequence[str], columns: Sequence[Mapping[str, Estimate]]
) -> list[str]:
    """Lines of one view; the first contender is set against each other one."""
    widths = [max(22, len(name)) for name in names]
    head = " ".join(f"{name:>{width}}" for name, width in zip(names, widths, strict=True))
    lines = [f"{title + ' ':-<44} {head}  {'less ' + ', '.join(names[1:]) if names[1:] else ''}"]
    for key, text in TITLES.items():
        found = [column.get(key) for column in columns]
        if all(one is None for one in found):
            continue
        cells = [f"{cell(one):>{width}}" for one, width in zip(found, widths, strict=True)]
        lines.append(f"{text:44} {' '.join(cells)}  {differences(found)}".rstrip())
    return lines


def cell(estimate: Estimate | None) -> str:
    """A figure with its interval, where it has one.

    Examples
    --------
    >>> import numpy as np
    >>> cell(Estimate(value=0.5, draws=np.array([0.4, 0.6])))
    '0.500 [0.405, 0.595]'
    """
    if estimate is None or math.isnan(estimate.value):
        return "-"
    if not len(estimate.draws):
        return f"{estimate.value:.{0 if estimate.value >= LARGE else 3}f}"
    low, high = estimate.interval()
    return f"{estimate.value:.3f} [{low:.3f}, {high:.3f}]"


def differences(found: Sequence[Estimate | None]) -> str:
    """What the first has over each other one, and how likely that is chance."""
    first, told = found[0], []
    for other in found[1:]:
        if first is None or other is None or not len(first.draws):
            continue
        chance = chance_of_no_difference(first, other)
        p = f"p < {SURE_CHANCE}" if chance < SURE_CHANCE else f"p = {chance:.3f}"
        told.append(f"{first.value - other.value:+.3f} ({p})")
    return ", ".join(told)
