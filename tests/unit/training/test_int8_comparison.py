"""Int8 is taken unless a figure that counts loses too much."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import pytest

from earshot_training.evaluation.comparison import beside, hears_worse, losses

BEFORE = {
    "clip_map": 0.64,
    "clip_lwlrap": 0.66,
    "scenes_5_db_up_onset_f1_micro": 0.25,
    "scenes_5_db_up_onset_f1_macro": 0.18,
    "false_alarms": 600.0,
}


def test_other_figures_are_as_they_came_out() -> None:
    told = beside(BEFORE, {**BEFORE, "clip_map": 0.63, "false_alarms": 900.0})
    assert told["false_alarms"] == 900.0
    assert "fp32_false_alarms" not in told
    assert losses(told)["clip_map"] == pytest.approx(0.01)


@pytest.mark.parametrize(
    ("name", "after", "worse"),
    [
        ("clip_map", 0.636, 0),
        ("clip_map", 0.634, 1),
        ("clip_lwlrap", 0.9, 0),
        ("scenes_5_db_up_onset_f1_macro", 0.17, 1),
        ("false_alarms", 9000.0, 0),
    ],
)
def test_any_figure_that_counts_may_refuse(name: str, after: float, worse: int) -> None:
    assert hears_worse(beside(BEFORE, {**BEFORE, name: after})) == bool(worse)


def test_without_figures_of_before_nothing_is_worse() -> None:
    assert not hears_worse(BEFORE)
