"""A hold keeps its lease alive, and knows when it may not go on."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from earshot.domain.ids import VideoId
from earshot.domain.jobs import Job, JobStatus, Lease, Step
from earshot.errors import CatalogUnavailable, EarshotError, LeaseLost
from earshot_worker.hold import Hold, Stopped

JOB = Job(step=Step.LISTEN, video_id=VideoId("01J0000000000000000000000A"))
LEASE = Lease(job=JOB, owner="here:1:1", number=7, attempt=1, expires_at=datetime.now(UTC))


class ScriptedLedger:
    """Answers renewals by script; the last answer is repeated."""

    def __init__(self, *answers: EarshotError | None) -> None:
        self._answers = list(answers)
        self.renewed = threading.Semaphore(0)

    def renew(self, lease: Lease, lease_s: float) -> Lease:
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        self.renewed.release()
        if answer is not None:
            raise answer
        return replace(lease, expires_at=lease.expires_at + timedelta(seconds=lease_s))

    def acquire(self, job: Job, owner: str, lease_s: float) -> Lease | None:
        raise NotImplementedError

    def finish(self, lease: Lease) -> bool:
        raise NotImplementedError

    def give_back(self, lease: Lease, due_at: datetime, *, blameless: bool) -> None:
        raise NotImplementedError

    def forget(self, job: Job) -> None:
        raise NotImplementedError

    def unfinished(self) -> Iterator[JobStatus]:
        raise NotImplementedError


def _beats(ledger: ScriptedLedger, count: int) -> None:
    for _ in range(count):
        assert ledger.renewed.acquire(timeout=20)


def test_the_lease_is_renewed_until_the_hold_is_left() -> None:
    ledger, stop = ScriptedLedger(None), threading.Event()
    with Hold(ledger, LEASE, 0.03, stop) as hold:
        _beats(ledger, 3)
        hold.check()
        assert hold.lease.expires_at > LEASE.expires_at
        assert hold.lease.number == LEASE.number
    assert not [one for one in threading.enumerate() if one.name.startswith("heartbeat")]


def test_a_lost_lease_is_known_at_the_next_check() -> None:
    ledger = ScriptedLedger(None, LeaseLost())
    with Hold(ledger, LEASE, 0.03, threading.Event()) as hold:
        _beats(ledger, 2)
        with pytest.raises(LeaseLost):
            hold.rest(20.0)
        with pytest.raises(LeaseLost):
            hold.confirm()


def test_a_ledger_that_is_away_is_asked_again() -> None:
    ledger = ScriptedLedger(CatalogUnavailable(), CatalogUnavailable(), None)
    with Hold(ledger, LEASE, 0.03, threading.Event()) as hold:
        _beats(ledger, 4)
        hold.check()


def test_a_stop_is_told_by_check_and_cuts_a_rest_short() -> None:
    stop = threading.Event()
    with Hold(ScriptedLedger(None), LEASE, 60.0, stop) as hold:
        hold.check()
        stop.set()
        with pytest.raises(Stopped):
            hold.check()
        with pytest.raises(Stopped):
            hold.rest(600.0)
