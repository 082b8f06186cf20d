"""What TaskQueue and WorkSource promise together, where one adapter is both."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from datetime import timedelta

import pytest

from earshot.adapters.queue.sqlite import CatalogQueue
from earshot.domain.ids import VideoId
from earshot.domain.jobs import Job, Lease, Priority, Step
from earshot.errors import LeaseLost
from tests.kit.hand_clock import HandClock

ALL = frozenset(Step)
ME, YOU = "host:1:1", "host:2:2"


def listen(number: int) -> Job:
    return Job(step=Step.LISTEN, video_id=VideoId(f"v{number}"))


def claimed(queue: CatalogQueue, owner: str = ME) -> Lease:
    lease = queue.claim(ALL, owner, 60)
    assert lease is not None
    return lease


def test_nothing_is_due_at_first(queue: CatalogQueue) -> None:
    assert queue.claim(ALL, ME, 60) is None
    assert list(queue.unfinished()) == []


def test_what_is_enqueued_is_claimed_once(queue: CatalogQueue) -> None:
    queue.enqueue(listen(1))
    queue.enqueue(listen(1))
    lease = claimed(queue)
    assert (lease.job, lease.owner, lease.attempt) == (listen(1), ME, 1)
    assert queue.claim(ALL, YOU, 60) is None
    assert queue.acquire(listen(1), YOU, 60) is None
    assert queue.finish(lease)
    assert queue.claim(ALL, ME, 60) is None


def test_by_priority_then_age(queue: CatalogQueue) -> None:
    for number in (5, 4):
        queue.enqueue(listen(number), Priority.BACKFILL)
    for number in (3, 2):
        queue.enqueue(listen(number))
    queue.enqueue(listen(5), Priority.BACKFILL)
    assert [claimed(queue).job for _ in range(4)] == [listen(n) for n in (3, 2, 5, 4)]


def test_a_hurry_raises_the_priority(queue: CatalogQueue) -> None:
    queue.enqueue(listen(1), Priority.BACKFILL)
    queue.enqueue(listen(2), Priority.BACKFILL)
    queue.enqueue(listen(2), Priority.UPLOAD)
    assert claimed(queue).job == listen(2)


def test_only_the_steps_asked_for(queue: CatalogQueue) -> None:
    queue.enqueue(listen(1))
    queue.enqueue(Job(step=Step.INDEX, video_id=VideoId("v1")))
    assert queue.claim(frozenset(), ME, 60) is None
    assert queue.claim(frozenset({Step.REMOVE}), ME, 60) is None
    lease = queue.claim(frozenset({Step.INDEX, Step.DECODE}), ME, 60)
    assert lease is not None
    assert lease.job.step is Step.INDEX


def test_an_expired_lease_is_claimed_by_another(queue: CatalogQueue, clock: HandClock) -> None:
    queue.enqueue(listen(1))
    former = claimed(queue)
    clock.advance(60)
    later = claimed(queue, YOU)
    assert (later.attempt, later.owner) == (2, YOU)
    assert later.number > former.number
    with pytest.raises(LeaseLost):
        queue.renew(former, 60)


def test_given_back_work_waits_until_due(queue: CatalogQueue, clock: HandClock) -> None:
    queue.enqueue(listen(1))
    queue.give_back(claimed(queue), clock.now + timedelta(seconds=30), blameless=False)
    assert queue.claim(ALL, ME, 60) is None
    clock.advance(29.9)
    assert queue.claim(ALL, ME, 60) is None
    clock.advance(0.1)
    assert claimed(queue).attempt == 2


def test_enqueuing_waiting_work_makes_it_due_now(queue: CatalogQueue, clock: HandClock) -> None:
    queue.enqueue(listen(1))
    queue.give_back(claimed(queue), clock.now + timedelta(hours=3), blameless=False)
    queue.enqueue(listen(1))
    assert claimed(queue).attempt == 2


def test_what_comes_while_the_job_runs_is_not_lost(queue: CatalogQueue, clock: HandClock) -> None:
    queue.enqueue(listen(1))
    lease = claimed(queue)
    queue.enqueue(listen(1))
    assert queue.claim(ALL, YOU, 60) is None
    assert queue.finish(queue.renew(lease, 60))
    (status,) = queue.unfinished()
    assert (status.attempts, status.lease) == (0, None)
    again = claimed(queue)
    assert again.attempt == 1
    assert queue.finish(again)
    assert list(queue.unfinished()) == []
    clock.advance(1000)
    assert queue.claim(ALL, ME, 60) is None


def test_a_lost_lease_does_not_finish_the_work_of_the_next(
    queue: CatalogQueue, clock: HandClock
) -> None:
    queue.enqueue(listen(1))
    former = claimed(queue)
    clock.advance(61)
    claimed(queue, YOU)
    queue.enqueue(listen(1))
    assert not queue.finish(former)
    assert queue.claim(ALL, ME, 60) is None


def test_leases_of_the_dead_are_taken_back(queue: CatalogQueue) -> None:
    for number in (1, 2, 3):
        queue.enqueue(listen(number))
    mine, yours, also_mine = claimed(queue), claimed(queue, YOU), claimed(queue)
    assert queue.take_back(lambda _: False) == 0
    assert queue.take_back(lambda owner: owner == ME) == 2
    assert queue.take_back(lambda owner: owner == ME) == 0
    assert [queue.claim(ALL, "host:3:3", 60) is not None for _ in range(3)] == [True, True, False]
    for lease in (mine, also_mine):
        with pytest.raises(LeaseLost):
            queue.renew(lease, 60)
    queue.renew(yours, 60)


def test_what_dies_keeps_counting(queue: CatalogQueue) -> None:
    queue.enqueue(listen(1))
    for attempt in (1, 2, 3):
        assert claimed(queue).attempt == attempt
        queue.enqueue(listen(1))
        assert queue.take_back(lambda _: True) == 1
