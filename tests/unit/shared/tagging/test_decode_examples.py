"""Decoding on scores that one can draw."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from earshot.domain.events import SoundEvent
from earshot.domain.ids import LabelId
from earshot.domain.levels import Level, LevelRange
from earshot.tagging.decoding import decode
from earshot.tagging.policy import LabelPolicy, uniform_policies

BARK, MEOW = LabelId("/m/05tny_"), LabelId("/m/07qrkrw")
POLICY = LabelPolicy(thresholds=(0.1, 0.2, 0.3, 0.4, 0.5, 0.6))
HOP_S = 0.04


def heard(*scores: float, policy: LabelPolicy = POLICY) -> list[SoundEvent]:
    track = np.array(scores, np.float32)[:, None]
    return decode(track, [BARK], [policy], HOP_S, len(scores) * HOP_S)


def told(events: list[SoundEvent], level: int) -> list[tuple[int, int]]:
    return [
        (round(event.onset_s / HOP_S), round(event.offset_s / HOP_S))
        for event in events
        if level in event.levels
    ]


def test_two_touching_sounds_are_two_at_the_level_where_they_part() -> None:
    events = heard(0, 0.7, 0.7, 0.35, 0.9, 0.7, 0)
    assert events == [
        SoundEvent(
            label_id=BARK,
            onset_s=0.04,
            offset_s=0.24,
            score=float(np.float32(0.9)),
            levels=LevelRange(first=Level.EVERYTHING, stop=4),
        ),
        SoundEvent(
            label_id=BARK,
            onset_s=0.04,
            offset_s=0.12,
            score=float(np.float32(0.7)),
            levels=LevelRange(first=Level.BALANCED, stop=7),
        ),
        SoundEvent(
            label_id=BARK,
            onset_s=0.16,
            offset_s=0.24,
            score=float(np.float32(0.9)),
            levels=LevelRange(first=Level.BALANCED, stop=7),
        ),
    ]


def test_hysteresis_holds_on_but_does_not_start() -> None:
    policy = dataclasses.replace(POLICY, hysteresis=0.5)
    events = heard(0.25, 0, 0.25, 0.45, 0.25, 0.19, policy=policy)
    assert told(events, Level.BALANCED) == [(2, 5)]


def test_gaps_up_to_the_limit_are_closed() -> None:
    policy = dataclasses.replace(POLICY, merge_gap_s=0.08)
    assert told(heard(0.9, 0, 0, 0.9, 0, 0, 0, 0.9, policy=policy), 6) == [(0, 4), (7, 8)]


def test_short_events_are_dropped_after_merging() -> None:
    policy = dataclasses.replace(POLICY, merge_gap_s=0.04, min_duration_s=0.12)
    assert told(heard(0.9, 0, 0.9, 0, 0, 0.9, 0.9, policy=policy), 6) == [(0, 3)]


def test_the_median_ignores_a_single_frame() -> None:
    policy = dataclasses.replace(POLICY, median_frames=3)
    events = heard(0, 0.9, 0, 0, 0.8, 0.9, 0.7, 0, policy=policy)
    assert told(events, 6) == [(4, 7)]
    # The score is what the filter left, so that one wild frame does not make it sure.
    assert [event.score for event in events] == [pytest.approx(0.8)]


def test_events_are_clipped_to_the_video() -> None:
    scores = np.full((10, 1), 0.9, np.float32)
    (event,) = decode(scores, [BARK], [POLICY], HOP_S, 0.35)
    assert (event.onset_s, event.offset_s) == (0.0, 0.35)
    (event,) = decode(scores, [BARK], [POLICY], HOP_S, 99.0)
    assert event.offset_s == 0.4
    assert decode(scores, [BARK], [POLICY], HOP_S, 0.0) == []


def test_events_of_all_labels_are_sorted_by_time() -> None:
    scores = np.array([[0, 0.9], [0.9, 0.9], [0.9, 0], [0, 0.9]], np.float32)
    events = decode(scores, [BARK, MEOW], [POLICY, POLICY], HOP_S, 0.16)
    assert [(event.label_id, event.onset_s) for event in events] == [
        (MEOW, 0.0),
        (BARK, 0.04),
        (MEOW, 0.12),
    ]


def test_a_floor_makes_events_of_all_levels_at_once() -> None:
    scores = np.array([[0.3], [0.29], [0.8]], np.float32)
    events = decode(scores, [BARK], uniform_policies(0.3, 1), HOP_S, 0.12)
    assert told(events, 1) == told(events, 6) == [(0, 1), (2, 3)]
    assert all(event.levels == LevelRange(first=Level.EVERYTHING, stop=7) for event in events)


def test_a_score_just_below_the_threshold_is_below_it() -> None:
    just_below = np.float32(0.7)  # 0.69999998807907
    assert heard(float(just_below), policy=uniform_policies(0.7, 1)[0]) == []
    assert len(heard(float(just_below), policy=uniform_policies(float(just_below), 1)[0])) == 1


@pytest.mark.parametrize("shape", [(4,), (4, 2), (4, 1, 1)])
def test_scores_that_do_not_fit_the_labels_are_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="one label and policy a column"):
        decode(np.zeros(shape, np.float32), [BARK], [POLICY], HOP_S, 1.0)
