"""Decoding, for any scores and policies: what is always true of the events."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import dataclasses
import itertools
import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from earshot.domain.events import SoundEvent
from earshot.domain.levels import Level
from tests.kit.decodings import Decoding, decodings


def at(events: list[SoundEvent], level: int, label: str) -> list[SoundEvent]:
    return [event for event in events if level in event.levels and event.label_id == label]


def spans(events: list[SoundEvent]) -> list[tuple[float, float]]:
    return [(event.onset_s, event.offset_s) for event in events]


def frames_of(event: SoundEvent, hop_s: float) -> slice:
    return slice(round(event.onset_s / hop_s), math.ceil(event.offset_s / hop_s - 1e-6))


def covered(events: list[SoundEvent], frames: int, hop_s: float) -> NDArray[np.bool_]:
    heard = np.zeros(frames, bool)
    for event in events:
        heard[frames_of(event, hop_s)] = True
    return heard


def each_lane(given_: Decoding) -> list[tuple[int, str]]:
    return [(int(level), label) for level in Level for label in given_.labels]


@given(decodings())
def test_events_are_sorted_and_lie_inside_the_video(given_: Decoding) -> None:
    events = given_.run()
    assert events == sorted(events, key=lambda told: (told.onset_s, told.label_id))
    for event in events:
        assert 0 <= event.onset_s < event.offset_s <= given_.duration_s
        assert 0 <= event.score <= 1


@given(decodings())
def test_events_of_a_label_do_not_overlap_at_a_level(given_: Decoding) -> None:
    events = given_.run()
    for level, label in each_lane(given_):
        for one, next_one in itertools.pairwise(at(events, level, label)):
            assert one.offset_s < next_one.onset_s


@given(decodings())
def test_an_event_is_told_once_for_all_its_levels(given_: Decoding) -> None:
    events = given_.run()
    told = [(event.label_id, event.onset_s, event.offset_s) for event in events]
    assert len(set(told)) == len(told)


@given(decodings())
def test_a_score_reaches_the_threshold_of_its_surest_level(given_: Decoding) -> None:
    for event in given_.run():
        policy = given_.policies[given_.labels.index(event.label_id)]
        assert event.score >= policy.thresholds[event.levels.stop - 2]


@given(decodings())
def test_decoding_twice_changes_nothing(given_: Decoding) -> None:
    before = given_.scores.copy()
    assert given_.run() == given_.run()
    assert np.array_equal(given_.scores, before)


@given(decodings())
def test_events_played_back_as_scores_decode_to_themselves(given_: Decoding) -> None:
    events = given_.run()
    # The scores of events are smooth already; a second median could close what it left open.
    policies = tuple(dataclasses.replace(told, median_frames=1) for told in given_.policies)
    for level, label in each_lane(given_):
        expected = at(events, level, label)
        scores = np.zeros_like(given_.scores)
        for event in expected:
            scores[frames_of(event, given_.hop_s), given_.labels.index(label)] = event.score
        again = dataclasses.replace(given_, scores=scores, policies=policies).run()
        assert spans(at(again, level, label)) == spans(expected)


@given(decodings())
def test_a_surer_level_never_adds_time(given_: Decoding) -> None:
    events, frames = given_.run(), given_.scores.shape[0]
    for label in given_.labels:
        for level in range(Level.EVERYTHING, Level.SURE):
            less = covered(at(events, level, label), frames, given_.hop_s)
            sure = covered(at(events, level + 1, label), frames, given_.hop_s)
            assert not (sure & ~less).any()


@given(decodings(), st.sampled_from(Level), st.floats(0, 1))
def test_raising_a_threshold_never_adds_time(given_: Decoding, level: Level, by: float) -> None:
    raised = []
    for policy in given_.policies:
        thresholds = np.array(policy.thresholds)
        higher = thresholds[level - 1] + by * (1 - thresholds[level - 1])
        thresholds[level - 1 :] = np.maximum(thresholds[level - 1 :], min(higher, 1.0))
        raised.append(dataclasses.replace(policy, thresholds=tuple(thresholds.tolist())))
    before, frames = given_.run(), given_.scores.shape[0]
    after = dataclasses.replace(given_, policies=tuple(raised)).run()
    for label in given_.labels:
        more = covered(at(before, level, label), frames, given_.hop_s)
        fewer = covered(at(after, level, label), frames, given_.hop_s)
        assert not (fewer & ~more).any()


@given(decodings())
def test_labels_do_not_touch_each_other(given_: Decoding) -> None:
    events = given_.run()
    for column, label in enumerate(given_.labels):
        alone = dataclasses.replace(
            given_,
            scores=given_.scores[:, column : column + 1],
            labels=(label,),
            policies=(given_.policies[column],),
        )
        assert alone.run() == [event for event in events if event.label_id == label]
