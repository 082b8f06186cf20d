"""Catalog queue and ledger against a model of them: whatever is done, in whatever order."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from earshot.adapters.catalog.database import CatalogDatabase
from earshot.adapters.queue.sqlite import CatalogQueue
from earshot.domain.ids import VideoId
from earshot.domain.jobs import Job, Lease, Priority, Step
from earshot.errors import LeaseLost
from tests.kit.hand_clock import HandClock

LEASE_S = 60
JOBS = st.builds(
    Job,
    step=st.sampled_from([Step.LISTEN, Step.INDEX]),
    video_id=st.sampled_from("ab").map(VideoId),
)
OWNERS = st.sampled_from(["one", "two"])
STEPS = st.frozensets(st.sampled_from([Step.LISTEN, Step.INDEX]))


@dataclass
class Row:
    """What the model knows of one job."""

    due_at: datetime
    priority: Priority
    age: int
    attempts: int = 0
    lease: Lease | None = None
    again: bool = False


class LedgerMachine(RuleBasedStateMachine):
    """Does everything that workers do, and compares each answer with the model's."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.clock = HandClock()
        self.database = CatalogDatabase(Path(self.folder.name) / "catalog.sqlite")
        self.queue = CatalogQueue(self.database, self.clock)
        self.rows: dict[Job, Row] = {}
        self.given: list[Lease] = []
        self.ages = 0

    def teardown(self) -> None:
        self.database.close()
        self.folder.cleanup()

    @rule(job=JOBS, priority=st.sampled_from(Priority))
    def enqueue(self, job: Job, priority: Priority) -> None:
        self.queue.enqueue(job, priority)
        row = self.rows.get(job) or self._new_row(job, priority)
        row.priority = min(row.priority, priority)
        row.due_at = min(row.due_at, self.clock.now)
        row.again = row.lease is not None

    @rule(job=JOBS, owner=OWNERS)
    def acquire(self, job: Job, owner: str) -> None:
        lease = self.queue.acquire(job, owner, LEASE_S)
        row = self.rows.get(job) or self._new_row(job, Priority.UPLOAD)
        assert (lease is None) == self._is_live(row)
        if lease is not None:
            self._given(lease, row, owner)

    @rule(steps=STEPS, owner=OWNERS)
    def claim(self, steps: frozenset[Step], owner: str) -> None:
        lease = self.queue.claim(steps, owner, LEASE_S)
        due = [
            (row.priority, row.age, job)
            for job, row in self.rows.items()
            if job.step in steps and row.due_at <= self.clock.now and not self._is_live(row)
        ]
        assert (lease.job if lease else None) == (min(due)[2] if due else None)
        if lease is not None:
            self._given(lease, self.rows[lease.job], owner)

    @rule(pick=st.randoms(use_true_random=False))
    def renew(self, pick: Random) -> None:
        for lease in self._some_lease(pick):
            row = self._holder(lease)
            if row is None:
                with pytest.raises(LeaseLost):
                    self.queue.renew(lease, LEASE_S)
            else:
                row.lease = self.queue.renew(lease, LEASE_S)
                assert row.lease.expires_at == self.clock.now + timedelta(seconds=LEASE_S)

    @rule(pick=st.randoms(use_true_random=False))
    def finish(self, pick: Random) -> None:
        for lease in self._some_lease(pick):
            row = self._holder(lease)
            assert self.queue.finish(lease) == (row is not None)
            if row is None:
                continue
            if row.again:
                row.attempts, row.again, row.lease = 0, False, None
            else:
                del self.rows[lease.job]

    @rule(
        pick=st.randoms(use_true_random=False),
        wait_s=st.integers(0, 100),
        blameless=st.booleans(),
    )
    def give_back(self, pick: Random, wait_s: int, *, blameless: bool) -> None:
        for lease in self._some_lease(pick):
            due_at = self.clock.now + timedelta(seconds=wait_s)
            self.queue.give_back(lease, due_at, blameless=blameless)
            row = self._holder(lease)
            if row is not None:
                row.attempts -= int(blameless)
                row.due_at, row.lease, row.again = due_at, None, False

    @rule(job=JOBS)
    def forget(self, job: Job) -> None:
        self.queue.forget(job)
        self.rows.pop(job, None)

    @rule(owner=OWNERS)
    def die(self, owner: str) -> None:
        held = [
            row
            for row in self.rows.values()
            if self._is_live(row) and row.lease is not None and row.lease.owner == owner
        ]
        assert self.queue.take_back(lambda name: name == owner) == len(held)
        for row in held:
            row.lease = None

    @rule(seconds=st.sampled_from([1, 30, 59.999999, 60, 61]))
    def pass_time(self, seconds: float) -> None:
        self.clock.advance(seconds)

    @invariant()
    def lists_what_is_open(self) -> None:
        listed = {
            status.job: (status.attempts, status.due_at, status.lease)
            for status in self.queue.unfinished()
        }
        assert listed == {
            job: (row.attempts, row.due_at, row.lease if self._is_live(row) else None)
            for job, row in self.rows.items()
        }

    def _new_row(self, job: Job, priority: Priority) -> Row:
        self.ages += 1
        self.rows[job] = Row(due_at=self.clock.now, priority=priority, age=self.ages)
        return self.rows[job]

    def _given(self, lease: Lease, row: Row, owner: str) -> None:
        assert all(lease.number > former.number for former in self.given if former.job == lease.job)
        row.attempts += 1
        row.again = False
        row.lease = lease
        self.given.append(lease)
        assert (lease.owner, lease.attempt) == (owner, row.attempts)
        assert lease.expires_at == self.clock.now + timedelta(seconds=LEASE_S)

    def _some_lease(self, pick: Random) -> list[Lease]:
        return [pick.choice(self.given)] if self.given else []

    def _holder(self, lease: Lease) -> Row | None:
        row = self.rows.get(lease.job)
        held = row is not None and row.lease is not None and row.lease.number == lease.number
        return row if held else None

    def _is_live(self, row: Row) -> bool:
        return row.lease is not None and row.lease.expires_at > self.clock.now


TestLedger = LedgerMachine.TestCase
TestLedger.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
