"""Decoding agrees with a slow one that walks over the frames as the rules are written."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import math
import statistics

from hypothesis import given

from earshot.domain.levels import Level
from earshot.tagging.policy import LabelPolicy
from tests.kit.decodings import Decoding, decodings

Span = tuple[int, int]


def smoothed(track: list[float], frames: int) -> list[float]:
    half, last = frames // 2, len(track) - 1
    return [
        statistics.median(track[min(max(at + by, 0), last)] for by in range(-half, half + 1))
        for at in range(len(track))
    ]


def runs_above(track: list[float], floor: float) -> list[Span]:
    runs: list[Span] = []
    start = None
    for at, score in enumerate([*track, -math.inf]):
        if score >= floor and start is None:
            start = at
        if score < floor and start is not None:
            runs.append((start, at))
            start = None
    return runs


def by_hand(track: list[float], policy: LabelPolicy, level: int, hop_s: float) -> list[Span]:
    threshold = policy.thresholds[level - 1]
    smooth = smoothed(track, policy.median_frames)
    runs = runs_above(smooth, policy.hysteresis * threshold)
    loud = [run for run in runs if max(smooth[slice(*run)]) >= threshold]
    merged: list[Span] = []
    for run in loud:
        if merged and (run[0] - merged[-1][1]) * hop_s <= policy.merge_gap_s + 1e-7:
            merged[-1] = (merged[-1][0], run[1])
        else:
            merged.append(run)
    return [run for run in merged if (run[1] - run[0]) * hop_s >= policy.min_duration_s - 1e-7]


@given(decodings())
def test_is_what_the_rules_say(given_: Decoding) -> None:
    events = given_.run()
    inside = max(0, math.ceil(given_.duration_s / given_.hop_s - 1e-6))
    for column, label in enumerate(given_.labels):
        track = given_.scores[:inside, column].astype(float).tolist()
        for level in Level:
            expected = by_hand(track, given_.policies[column], level, given_.hop_s)
            found = [
                (event.onset_s, event.offset_s)
                for event in events
                if event.label_id == label and level in event.levels
            ]
            assert found == [
                (
                    round(start * given_.hop_s, 9),
                    min(round(stop * given_.hop_s, 9), given_.duration_s),
                )
                for start, stop in expected
            ]
