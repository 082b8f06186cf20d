"""Queue and ledger on the catalog's SQLite file: due work is a row, a lease is columns of it."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from earshot.adapters.catalog.database import CatalogDatabase
from earshot.adapters.queue import statements
from earshot.domain.ids import VideoId
from earshot.domain.jobs import Job, JobStatus, Lease, Priority, Step
from earshot.errors import LeaseLost

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_PAGE = 1000


def _utc_now() -> datetime:
    return datetime.now(UTC)


class CatalogQueue:
    """`TaskQueue`, `JobLedger` and `WorkSource` in one: marking work due is what enqueues it.

    - A job that is enqueued while a lease on it stands is due again when that lease is finished:
      what made it due may be newer than what its worker has read. State decides then, so the
      second run of a job with nothing to do ends at once. A job that waits for its next try is
      made due now; its attempts go on counting, else one that kills its workers never ended.
    - Lease numbers are drawn from one counter for all jobs, so they grow for each job even after
      it was finished or forgotten and its row is gone.
    """

    def __init__(self, database: CatalogDatabase, now: Callable[[], datetime] = _utc_now) -> None:
        self._database = database
        self._now = now

    def enqueue(self, job: Job, priority: Priority = Priority.UPLOAD) -> None:
        with self._database.writing() as connection:
            values = {**_key(job), "priority": priority, "now": self._now_us()}
            connection.execute(statements.ENQUEUE, values)

    def acquire(self, job: Job, owner: str, lease_s: float) -> Lease | None:
        with self._database.writing() as connection:
            values = {**_key(job), "priority": Priority.UPLOAD, "now": self._now_us()}
            connection.execute(statements.ENSURE, values)
            row = connection.execute(statements.FREE_JOB, values).fetchone()
            return self._lease_out(connection, row, owner, lease_s) if row else None

    def claim(self, steps: frozenset[Step], owner: str, lease_s: float) -> Lease | None:
        wanted = json.dumps(sorted(steps))
        with self._database.reading() as connection:
            # Idle workers ask often: the write lock is only taken when there is something.
            if self._first_due(connection, wanted) is None:
                return None
        with self._database.writing() as connection:
            row = self._first_due(connection, wanted)
            return self._lease_out(connection, row, owner, lease_s) if row else None

    def renew(self, lease: Lease, lease_s: float) -> Lease:
        with self._database.writing() as connection:
            expires = self._now_us() + _micros_of(lease_s)
            values = {**_held(lease), "expires": expires}
            if not connection.execute(statements.RENEW, values).rowcount:
                raise LeaseLost(f"the lease on {lease.job.step} {lease.job.video_id} was lost")
            return replace(lease, expires_at=_moment(expires))

    def finish(self, lease: Lease) -> bool:
        with self._database.writing() as connection:
            if connection.execute(statements.START_ANEW, _held(lease)).rowcount:
                return True
            return connection.execute(statements.FINISH, _held(lease)).rowcount > 0

    def give_back(self, lease: Lease, due_at: datetime, *, blameless: bool) -> None:
        values = {**_held(lease), "due_at": _micros(due_at), "blameless": int(blameless)}
        with self._database.writing() as connection:
            connection.execute(statements.GIVE_BACK, values)

    def forget(self, job: Job) -> None:
        with self._database.writing() as connection:
            connection.execute(statements.FORGET, _key(job))

    def unfinished(self) -> Iterator[JobStatus]:
        last, rows = 0, [()]
        while rows:
            with self._database.reading() as connection:
                page = {"last": last, "limit": _PAGE}
                rows = connection.execute(statements.UNFINISHED, page).fetchall()
            now = self._now_us()
            for row in map(_Row._make, rows):
                last = row.job_id
                yield row.status(now)

    def take_back(self, is_dead: Callable[[str], bool]) -> int:
        with self._database.reading() as connection:
            values = {"now": self._now_us()}
            owners = connection.execute(statements.LIVE_OWNERS, values).fetchall()
        dead = [owner for (owner,) in owners if is_dead(owner)]
        if not dead:
            return 0
        with self._database.writing() as connection:
            now = self._now_us()
            return sum(
                connection.execute(statements.TAKE_BACK, {"owner": owner, "now": now}).rowcount
                for owner in dead
            )

    def _first_due(self, connection: sqlite3.Connection, steps: str) -> Any:
        values = {"steps": steps, "now": self._now_us()}
        return connection.execute(statements.FIRST_DUE, values).fetchone()

    def _lease_out(
        self, connection: sqlite3.Connection, fields: Any, owner: str, lease_s: float
    ) -> Lease:
        row = _Row._make(fields)
        (number,) = connection.execute(statements.NEXT_NUMBER).fetchone()
        expires = self._now_us() + _micros_of(lease_s)
        values = {"job_id": row.job_id, "owner": owner, "number": number, "expires": expires}
        connection.execute(statements.LEASE_OUT, values)
        return Lease(
            job=row.job(),
            owner=owner,
            number=number,
            attempt=row.attempts + 1,
            expires_at=_moment(expires),
        )

    def _now_us(self) -> int:
        return _micros(self._now())


class _Row(NamedTuple):
    job_id: int
    step: str
    video_id: str
    attempts: int
    due_at_us: int
    owner: str | None
    lease_number: int | None
    expires_at_us: int | None

    def job(self) -> Job:
        return Job(step=Step(self.step), video_id=VideoId(self.video_id))

    def status(self, now_us: int) -> JobStatus:
        return JobStatus(
            job=self.job(),
            attempts=self.attempts,
            due_at=_moment(self.due_at_us),
            lease=self._live_lease(now_us),
        )

    def _live_lease(self, now_us: int) -> Lease | None:
        if self.owner is None or self.lease_number is None or self.expires_at_us is None:
            return None
        if self.expires_at_us <= now_us:
            return None
        return Lease(
            job=self.job(),
            owner=self.owner,
            number=self.lease_number,
            attempt=self.attempts,
            expires_at=_moment(self.expires_at_us),
        )


def _key(job: Job) -> dict[str, str | int]:
    return {"step": job.step.value, "video_id": job.video_id}


def _held(lease: Lease) -> dict[str, str | int]:
    return {**_key(lease.job), "number": lease.number}


def _micros_of(seconds: float) -> int:
    return round(seconds * 1_000_000)


def _micros(moment: datetime) -> int:
    return (moment - _EPOCH) // _MICROSECOND


def _moment(micros: int) -> datetime:
    return _EPOCH + micros * _MICROSECOND
