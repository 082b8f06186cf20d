"""Policies: what they refuse, and ids that change when and only when decoding does."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from earshot.tagging.policy import LabelPolicy, policy_id, uniform_policies
from earshot.tagging.smoothing import TILE_FRAMES, median_filter

POLICY = LabelPolicy(thresholds=(0.1, 0.2, 0.3, 0.4, 0.5, 0.6))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"thresholds": (0.1, 0.2)}, "6 thresholds, not 2"),
        ({"thresholds": (0.1, 0.2, 0.3, 0.4, 0.5, 1.1)}, "between 0 and 1"),
        ({"thresholds": (float("nan"),) * 6}, "between 0 and 1"),
        ({"thresholds": (0.2, 0.1, 0.3, 0.4, 0.5, 0.6)}, "must not fall"),
        ({"median_frames": 4}, "odd"),
        ({"median_frames": -1}, "odd"),
        ({"hysteresis": 0.0}, "hysteresis"),
        ({"hysteresis": 1.5}, "hysteresis"),
        ({"merge_gap_s": -0.1}, "negative"),
        ({"min_duration_s": float("nan")}, "negative"),
    ],
)
def test_refuses_what_makes_no_sense(wrong: dict[str, object], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        dataclasses.replace(POLICY, **wrong)  # type: ignore[arg-type] # one wrong field at a time


def test_equal_policies_have_equal_ids() -> None:
    again = LabelPolicy(thresholds=(0.1, 0.2, 0.3, 0.4, 0.5, 0.6))
    assert policy_id([POLICY, POLICY]) == policy_id((again, again))
    assert len(policy_id([POLICY])) == 12


@pytest.mark.parametrize(
    "change",
    [
        {"thresholds": (0.1, 0.2, 0.3, 0.4, 0.5, 0.61)},
        {"median_frames": 3},
        {"hysteresis": 0.9},
        {"merge_gap_s": 0.1},
        {"min_duration_s": 0.1},
    ],
)
def test_every_field_changes_the_id(change: dict[str, object]) -> None:
    other = dataclasses.replace(POLICY, **change)  # type: ignore[arg-type] # one field at a time
    assert policy_id([other]) != policy_id([POLICY])


def test_the_order_and_number_of_labels_change_the_id() -> None:
    (other,) = uniform_policies(0.5, 1)
    ids = {policy_id(told) for told in ([POLICY, other], [other, POLICY], [POLICY], [])}
    assert len(ids) == 4


def test_uniform_policies_are_one_bare_threshold() -> None:
    assert uniform_policies(0.25, 3) == (LabelPolicy(thresholds=(0.25,) * 6),) * 3


@pytest.mark.parametrize("frames", [1, 3, 5, 7, 21])
@pytest.mark.parametrize("length", [0, 1, 2, 30, TILE_FRAMES + 5])
def test_the_median_is_numpys(frames: int, length: int) -> None:
    track = np.random.default_rng(length).random(length).astype(np.float32)
    if not length:
        assert median_filter(track, frames).size == 0
        return
    held = np.pad(track, frames // 2, mode="edge")
    expected = np.median(np.lib.stride_tricks.sliding_window_view(held, frames), axis=1)
    assert np.array_equal(median_filter(track, frames), expected)
