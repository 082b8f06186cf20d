"""What every JobLedger promises."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from earshot.domain.ids import VideoId
from earshot.domain.jobs import Job, Lease, Step
from earshot.errors import LeaseLost
from earshot.ports.work import JobLedger
from tests.kit.hand_clock import HandClock

JOB = Job(step=Step.LISTEN, video_id=VideoId("01ARZ3NDEKTSV4RRFFQ69G5FAV"))
OTHER_STEP = Job(step=Step.INDEX, video_id=JOB.video_id)
OTHER_VIDEO = Job(step=Step.LISTEN, video_id=VideoId("01ARZ3NDEKTSV4RRFFQ69G5FAW"))


def taken(ledger: JobLedger, job: Job = JOB, owner: str = "a:1:1") -> Lease:
    lease = ledger.acquire(job, owner, 60)
    assert lease is not None
    return lease


def test_a_lease_says_who_what_and_until_when(ledger: JobLedger, clock: HandClock) -> None:
    lease = taken(ledger)
    assert (lease.job, lease.owner, lease.attempt) == (JOB, "a:1:1", 1)
    assert lease.expires_at == clock.now + timedelta(seconds=60)
    (status,) = ledger.unfinished()
    assert (status.job, status.attempts, status.lease) == (JOB, 1, lease)


def test_one_lease_a_job(ledger: JobLedger, clock: HandClock) -> None:
    taken(ledger)
    assert ledger.acquire(JOB, "b:2:2", 60) is None
    assert ledger.acquire(JOB, "a:1:1", 60) is None
    clock.advance(59.9)
    assert ledger.acquire(JOB, "b:2:2", 60) is None
    taken(ledger, OTHER_STEP)
    taken(ledger, OTHER_VIDEO)


def test_an_expired_lease_is_taken_over(ledger: JobLedger, clock: HandClock) -> None:
    former = taken(ledger)
    clock.advance(60)
    assert [status.lease for status in ledger.unfinished()] == [None]
    later = taken(ledger, owner="b:2:2")
    assert later.number > former.number
    assert later.attempt == 2
    with pytest.raises(LeaseLost):
        ledger.renew(former, 60)
    assert not ledger.finish(former)
    ledger.give_back(former, clock.now, blameless=True)
    (status,) = ledger.unfinished()
    assert (status.attempts, status.lease) == (2, later)


def test_an_expired_lease_that_nobody_took_is_still_held(
    ledger: JobLedger, clock: HandClock
) -> None:
    lease = taken(ledger)
    clock.advance(600)
    renewed = ledger.renew(lease, 60)
    assert ledger.acquire(JOB, "b:2:2", 60) is None
    clock.advance(600)
    assert ledger.finish(renewed)
    assert list(ledger.unfinished()) == []


def test_renewing_pushes_the_expiry_out(ledger: JobLedger, clock: HandClock) -> None:
    lease = taken(ledger)
    clock.advance(40)
    renewed = ledger.renew(lease, 60)
    assert (renewed.number, renewed.attempt) == (lease.number, lease.attempt)
    assert renewed.expires_at == clock.now + timedelta(seconds=60)
    clock.advance(59)
    assert ledger.acquire(JOB, "b:2:2", 60) is None
    clock.advance(1)
    assert ledger.acquire(JOB, "b:2:2", 60) is not None


def test_finishing_forgets_the_attempts_but_not_the_numbers(
    ledger: JobLedger, clock: HandClock
) -> None:
    former = taken(ledger)
    clock.advance(60)
    second = taken(ledger)
    assert second.attempt == 2
    assert ledger.finish(second)
    assert not ledger.finish(second)
    assert list(ledger.unfinished()) == []
    with pytest.raises(LeaseLost):
        ledger.renew(second, 60)
    third = taken(ledger)
    assert third.attempt == 1
    assert third.number > second.number > former.number
    for stale in (former, second):
        with pytest.raises(LeaseLost):
            ledger.renew(stale, 60)
        assert not ledger.finish(stale)


@pytest.mark.parametrize(("blameless", "attempt"), [(True, 1), (False, 2)])
def test_giving_back(
    ledger: JobLedger,
    clock: HandClock,
    blameless: bool,  # noqa: FBT001  pytest passes it by name
    attempt: int,
) -> None:
    lease = taken(ledger)
    due_at = clock.now + timedelta(seconds=30)
    ledger.give_back(lease, due_at, blameless=blameless)
    (status,) = ledger.unfinished()
    assert (status.attempts, status.due_at, status.lease) == (attempt - 1, due_at, None)
    with pytest.raises(LeaseLost):
        ledger.renew(lease, 60)
    assert not ledger.finish(lease)
    again = taken(ledger)
    assert again.attempt == attempt
    assert again.number > lease.number


def test_forgetting_loses_the_lease(ledger: JobLedger) -> None:
    lease = taken(ledger)
    taken(ledger, OTHER_STEP)
    ledger.forget(JOB)
    ledger.forget(JOB)
    assert [status.job for status in ledger.unfinished()] == [OTHER_STEP]
    with pytest.raises(LeaseLost):
        ledger.renew(lease, 60)
    assert not ledger.finish(lease)
    ledger.give_back(lease, lease.expires_at, blameless=False)
    assert [status.job for status in ledger.unfinished()] == [OTHER_STEP]
    later = taken(ledger)
    assert later.number > lease.number
    assert later.attempt == 1


def test_unfinished_lists_every_job_once(ledger: JobLedger) -> None:
    jobs = {
        Job(step=step, video_id=VideoId(f"v{number:04d}")) for step in Step for number in range(8)
    }
    for job in jobs:
        taken(ledger, job)
    listed = [status.job for status in ledger.unfinished()]
    assert len(listed) == len(jobs)
    assert set(listed) == jobs


def test_of_many_at_once_one_gets_it(ledger: JobLedger) -> None:
    with ThreadPoolExecutor(8) as pool:
        leases = list(pool.map(lambda n: ledger.acquire(JOB, f"a:{n}:1", 60), range(24)))
    (winner,) = [lease for lease in leases if lease is not None]
    (status,) = ledger.unfinished()
    assert status.lease == winner


def test_of_many_at_once_one_takes_over(ledger: JobLedger, clock: HandClock) -> None:
    for attempt in range(2, 6):
        former = ledger.acquire(JOB, "a:0:0", 60) or next(ledger.unfinished()).lease
        assert former is not None
        clock.advance(61)
        with ThreadPoolExecutor(4) as pool:
            leases = list(pool.map(lambda n: ledger.acquire(JOB, f"a:{n}:1", 60), range(8)))
        (winner,) = [lease for lease in leases if lease is not None]
        assert winner.number > former.number
        assert winner.attempt == attempt
