"""Waits grow, stay bounded, and are forgotten with their job."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from earshot.domain.ids import VideoId
from earshot.domain.jobs import Job, Step
from earshot_worker.backoff import REMEMBERED_JOBS, Backoff


def _job(number: int = 0) -> Job:
    return Job(step=Step.LISTEN, video_id=VideoId(f"{number:026}"))


def test_waits_double_up_to_the_longest() -> None:
    backoff = Backoff(first_s=1.0, longest_s=60.0)
    waits = [backoff.next_s(_job()) for _ in range(40)]
    for tries, wait_s in enumerate(waits):
        expected_s = min(60.0, 2.0**tries)
        assert 0.75 * expected_s <= wait_s <= expected_s


def test_jobs_wait_each_for_themselves_and_start_anew_after_their_end() -> None:
    backoff = Backoff(first_s=1.0)
    for _ in range(5):
        backoff.next_s(_job(1))
    assert backoff.next_s(_job(2)) <= 1.0
    backoff.clear(_job(1))
    assert backoff.next_s(_job(1)) <= 1.0


def test_only_the_newest_jobs_are_remembered() -> None:
    backoff = Backoff(first_s=1.0)
    backoff.next_s(_job(0))
    for number in range(1, REMEMBERED_JOBS + 1):
        backoff.next_s(_job(number))
    assert backoff.next_s(_job(0)) <= 1.0
