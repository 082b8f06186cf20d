"""What several bundles heard, told as one."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from earshot.domain.events import SoundEvent
from earshot.domain.ids import BundleId, LabelId
from earshot.domain.levels import Level, LevelRange
from earshot.tagging.merging import HeardTrack, merged

FINE, COARSE = BundleId("fine-1"), BundleId("coarse-2")
BARK, RAIN = LabelId("/m/05tny_"), LabelId("/m/06mb1")


def event(
    onset_s: float,
    offset_s: float,
    score: float = 0.5,
    *,
    label: LabelId = BARK,
    first: int = 1,
    stop: int = 7,
    heard_by: tuple[BundleId, ...] = (),
) -> SoundEvent:
    return SoundEvent(
        label_id=label,
        onset_s=onset_s,
        offset_s=offset_s,
        score=score,
        levels=LevelRange(first=Level(first), stop=stop),
        heard_by=heard_by,
    )


def both(fine: list[SoundEvent], coarse: list[SoundEvent]) -> tuple[SoundEvent, ...]:
    return merged([HeardTrack(bundle=FINE, events=fine), HeardTrack(bundle=COARSE, events=coarse)])


def test_a_label_that_one_of_them_heard_stands_as_it_is() -> None:
    found = both([event(1, 2)], [event(5, 6, label=RAIN)])
    assert found == (event(1, 2), event(5, 6, label=RAIN, heard_by=(COARSE,)))


def test_the_same_sound_is_one_event_with_the_better_score_and_the_first_ones_times() -> None:
    found = both([event(1.2, 1.6, 0.4)], [event(0.9, 2.1, 0.8)])
    assert found == (event(1.2, 1.6, 0.8, heard_by=(FINE, COARSE)),)


def test_two_barks_stay_two() -> None:
    found = both([event(1.2, 1.4), event(1.8, 2)], [event(1, 2.4)])
    assert [(one.onset_s, one.offset_s) for one in found] == [(1.2, 1.4), (1.8, 2)]


def test_a_sound_that_reaches_far_beyond_is_longer() -> None:
    (found,) = both([event(10, 12)], [event(2, 30)])
    assert (found.onset_s, found.offset_s) == (2, 30)


def test_levels_are_merged_one_by_one() -> None:
    """The second one only stands where little is asked."""
    found = both([event(1, 2, 0.9, first=3)], [event(1, 2, 0.3, stop=4)])
    assert found == (
        event(1, 2, 0.3, first=1, stop=3, heard_by=(COARSE,)),
        event(1, 2, 0.9, first=3, stop=4, heard_by=(FINE, COARSE)),
        event(1, 2, 0.9, first=4, stop=7),
    )


def test_one_bundle_alone_is_told_as_it_heard() -> None:
    heard = (event(3, 4), event(1, 2))
    assert merged([HeardTrack(bundle=FINE, events=heard)]) == heard
    assert merged([]) == ()


@st.composite
def tracks(draw: st.DrawFn) -> list[SoundEvent]:
    """Events that do not overlap, as a decoder tells them."""
    edges = sorted(draw(st.sets(st.integers(0, 400), max_size=12)))
    return [
        event(start / 10, stop / 10, draw(st.sampled_from([0.2, 0.6])))
        for start, stop in list(pairwise(edges))[::2]
    ]


@given(tracks(), tracks())
def test_nothing_is_lost_and_nothing_overlaps(
    fine: list[SoundEvent], coarse: list[SoundEvent]
) -> None:
    found = both(fine, coarse)
    for level in Level:
        standing = [one for one in found if level in one.levels]
        assert all(one.offset_s <= after.onset_s for one, after in pairwise(standing))
    for one in (*fine, *coarse):
        assert any(other.onset_s < one.offset_s and one.onset_s < other.offset_s for other in found)
