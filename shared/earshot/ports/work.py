"""Work: enqueue it, claim it, hold it by a lease, finish it or give it back."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Protocol

from earshot.domain.jobs import Job, JobStatus, Lease, Priority, Step


class TaskQueue(Protocol):
    """Says that a job is due. State is written first, this message second."""

    def enqueue(self, job: Job, priority: Priority = Priority.UPLOAD) -> None:
        """Mark the job as due now. Doing so twice, or while it runs, does no harm.

        What is enqueued while it runs may run once more afterwards: its state may be newer than
        what the worker has read. Attempts go on counting until the job is finished or forgotten.
        Raises `QueueUnavailable`; the reconciler then enqueues it later.
        """
        ...


class JobLedger(Protocol):
    """Who works on what: leases and attempts. At most one live lease a job."""

    def acquire(self, job: Job, owner: str, lease_s: float) -> Lease | None:
        """Take the job; None while another live lease stands. Each lease counts an attempt.

        A job need not be enqueued nor due: that is asked by `WorkSource.claim` only.
        """
        ...

    def renew(self, lease: Lease, lease_s: float) -> Lease:
        """Push the expiry out; `LeaseLost` when the job has passed on or was forgotten."""
        ...

    def finish(self, lease: Lease) -> bool:
        """Forget the job with its attempts; False (and no change) when the lease was lost.

        A lease that has run out is not lost before another one is given. A job that was enqueued
        meanwhile may stay due, with no attempts counted.
        """
        ...

    def give_back(self, lease: Lease, due_at: datetime, *, blameless: bool) -> None:
        """Let go for another try not before `due_at`; a blameless attempt is not counted.

        Nothing changes when the lease was lost.
        """
        ...

    def forget(self, job: Job) -> None:
        """Drop the job whoever holds it: its lease is then lost."""
        ...

    def unfinished(self) -> Iterator[JobStatus]:
        """All jobs that are due, waiting or running."""
        ...


class WorkSource(Protocol):
    """Where an embedded worker finds its next job (a broker pushes instead)."""

    def claim(self, steps: frozenset[Step], owner: str, lease_s: float) -> Lease | None:
        """Acquire the first due job of these steps without a live lease, by priority then age."""
        ...

    def take_back(self, is_dead: Callable[[str], bool]) -> int:
        """Expire the leases of owners that are dead; how many there were."""
        ...
