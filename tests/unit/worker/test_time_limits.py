"""Time limits grow with the length of the video, and never fall below those of its extraction."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import replace

import pytest

from earshot.adapters.extractor.limits import ExtractorLimits
from earshot.adapters.queue.time_limits import LimitRule
from earshot.domain.ids import BundleId
from earshot.domain.jobs import Step
from earshot.domain.video import Heard, Video
from tests.kit.videos import a_video

RULE = LimitRule(max_duration_s=86_400.0)


def _sized(size_bytes: int) -> Video:
    video = a_video()
    return replace(video, heard=None, source=replace(video.source, size_bytes=size_bytes))


def _lasting(duration_s: float) -> Video:
    heard = Heard(
        duration_s=duration_s, decoded_s=duration_s, audio_tracks=1, bundle=BundleId("b-1")
    )
    return replace(a_video(), heard=heard)


@pytest.mark.parametrize("step", sorted(set(Step) - {Step.EMBED}))
def test_a_longer_video_has_more_time(step: Step) -> None:
    times = [RULE.of(step, _lasting(duration_s)).soft_s for duration_s in (1.0, 60.0, 3_600.0)]
    assert times == sorted(set(times))


def test_a_query_clip_has_the_same_time_whatever_is_known() -> None:
    assert RULE.of(Step.EMBED, None).soft_s == RULE.floor_s


def test_a_larger_file_may_be_longer_and_so_has_more_time() -> None:
    limits = [RULE.of(Step.LISTEN, _sized(size_bytes)).soft_s for size_bytes in (10, 10**6, 10**8)]
    assert limits == sorted(set(limits))
    assert RULE.of(Step.LISTEN, _sized(10**12)) == RULE.longest()


@pytest.mark.parametrize("size_bytes", [10**3, 10**6, 10**9, 10**11])
def test_listening_may_take_as_long_as_its_extraction(size_bytes: int) -> None:
    extraction_s = ExtractorLimits().wall_s(None, size_bytes)
    limits = RULE.of(Step.LISTEN, _sized(size_bytes))
    assert extraction_s < limits.soft_s < limits.hard_s <= RULE.longest().hard_s
