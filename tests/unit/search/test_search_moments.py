"""Moments and nearness against slow, obviously right references."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from earshot.domain.events import SoundEvent
from earshot.domain.ids import LabelId, VideoId
from earshot.domain.levels import Level, LevelRange
from earshot.domain.queries import Moment
from earshot.labels.ontology import audioset
from earshot.ports.lanes import LaneBlock, pack
from earshot_search.kinship import Kinship
from earshot_search.moments import merge_akin
from earshot_search.nearness import least_gaps, nearest_together

IDS = audioset().ids_by_name
ALL_LEVELS = LevelRange(first=Level.EVERYTHING, stop=7)


def event(label: str, onset_s: float, length_s: float, score: float = 0.5) -> SoundEvent:
    return SoundEvent(
        label_id=IDS[label],
        onset_s=onset_s,
        offset_s=onset_s + length_s,
        score=score,
        levels=ALL_LEVELS,
    )


names = st.sampled_from(["Animal", "Dog", "Bark", "Cat", "Meow", "Siren"])
events = st.builds(event, names, st.integers(0, 30), st.integers(1, 8))
moments = st.builds(
    lambda start, length: Moment(
        start_s=start, end_s=start + length, score=0.5, events=(event("Dog", start, length),)
    ),
    st.integers(0, 60),
    st.integers(1, 8),
)


@given(st.lists(events, max_size=9))
def test_every_event_is_in_one_moment_and_akin_ones_share_it(listed: list[SoundEvent]) -> None:
    found = merge_akin(listed, Kinship(audioset()))
    held = [one for moment in found for one in moment.events]
    assert sorted(held, key=repr) == sorted(set(listed), key=repr)
    place = {one: at for at, moment in enumerate(found) for one in moment.events}
    for one, other in product(set(listed), repeat=2):
        overlap = one.onset_s < other.offset_s and other.onset_s < one.offset_s
        akin = audioset().is_a(one.label_id, other.label_id)
        if overlap and akin:
            assert place[one] == place[other]
    for moment in found:
        assert moment.start_s == min(one.onset_s for one in moment.events)
        assert moment.end_s == max(one.offset_s for one in moment.events)


@given(st.lists(st.lists(moments, min_size=1, max_size=4), min_size=2, max_size=3))
def test_the_nearest_choice_is_found(groups: list[list[Moment]]) -> None:
    def pause(choice: tuple[Moment, ...]) -> float:
        return max(0.0, max(one.start_s for one in choice) - min(one.end_s for one in choice))

    expected = min(pause(choice) for choice in product(*groups))
    found = nearest_together(groups)
    assert found[0][0] == expected
    assert [gap for gap, _ in found] == sorted(gap for gap, _ in found)


def block(label: str, videos: dict[str, list[SoundEvent]]) -> LaneBlock:
    keys = tuple((VideoId(name), LabelId(IDS[label])) for name in videos)
    sorted_events = [sorted(held, key=lambda one: one.onset_s) for held in videos.values()]
    return LaneBlock(
        keys=keys,
        bounds=np.cumsum([0, *map(len, sorted_events)], dtype=np.int64),
        columns=pack(one for held in sorted_events for one in held),
    )


archives = st.dictionaries(
    st.sampled_from(["a", "b", "c"]),
    st.lists(
        st.builds(
            event,
            st.just("Dog"),
            st.integers(0, 90),
            st.integers(1, 9),
            st.sampled_from([0.2, 0.8]),
        ),
        min_size=1,
        max_size=4,
    ),
)


@given(st.lists(archives, min_size=2, max_size=3))
def test_least_gaps_of_many_videos_are_those_of_each(
    lists: list[dict[str, list[SoundEvent]]],
) -> None:
    videos = [VideoId(name) for name in "cab"]
    found = least_gaps([block("Dog", one) for one in lists], videos, Level.BALANCED, 0.5)
    expected = {}
    for name in videos:
        choices = list(
            product(*[[one for one in held.get(name, []) if one.score >= 0.5] for held in lists])
        )
        if choices:
            expected[name] = min(
                max(0.0, max(o.onset_s for o in choice) - min(o.offset_s for o in choice))
                for choice in choices
            )
    assert found == expected
