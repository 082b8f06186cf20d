"""A sign of life in a file: written by tasks and heartbeats, read by the health check."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from earshot.domain.jobs import Job, JobStatus, Lease, Step
from earshot.ports.work import JobLedger, WorkSource

FRESH_S = 120.0


def _file() -> Path:
    return Path(tempfile.gettempdir()) / "earshot-worker-alive"


@dataclass(frozen=True, slots=True)
class SignOfLife:
    """One a container: all of its worker processes write the same file."""

    path: Path = field(default_factory=_file)

    def give(self) -> None:
        """Live for another while."""
        self.path.touch()

    def is_fresh(self) -> bool:
        """Whether a worker has worked, or held a lease, in the last two minutes."""
        try:
            return time.time() - self.path.stat().st_mtime < FRESH_S
        except FileNotFoundError:
            return False


@dataclass(frozen=True, slots=True)
class LivelyLedger:
    """A ledger that gives the sign with each lease taken or renewed: long work is life too."""

    ledger: JobLedger
    sign: SignOfLife

    def acquire(self, job: Job, owner: str, lease_s: float) -> Lease | None:
        self.sign.give()
        return self.ledger.acquire(job, owner, lease_s)

    def renew(self, lease: Lease, lease_s: float) -> Lease:
        renewed = self.ledger.renew(lease, lease_s)
        self.sign.give()
        return renewed

    def finish(self, lease: Lease) -> bool:
        return self.ledger.finish(lease)

    def give_back(self, lease: Lease, due_at: datetime, *, blameless: bool) -> None:
        self.ledger.give_back(lease, due_at, blameless=blameless)

    def forget(self, job: Job) -> None:
        self.ledger.forget(job)

    def unfinished(self) -> Iterator[JobStatus]:
        return self.ledger.unfinished()


@dataclass(frozen=True, slots=True)
class LivelySource:
    """A source of work that gives the sign whenever the worker asks for some."""

    source: WorkSource
    sign: SignOfLife

    def claim(self, steps: frozenset[Step], owner: str, lease_s: float) -> Lease | None:
        lease = self.source.claim(steps, owner, lease_s)
        self.sign.give()
        return lease

    def take_back(self, is_dead: Callable[[str], bool]) -> int:
        return self.source.take_back(is_dead)
