"""A lease held while a step runs: a thread renews it, the step asks whether it still stands."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import threading
import time
from types import TracebackType
from typing import Self

import structlog

from earshot.domain.jobs import Job, Lease
from earshot.errors import EarshotError, LeaseLost
from earshot.ports.work import JobLedger

log = structlog.get_logger()


class Stopped(Exception):  # an order from outside, no error
    """the worker was told to stop"""


class Hold:
    """Keeps a lease alive by a heartbeat every third of its length until the context is left."""

    def __init__(
        self, ledger: JobLedger, lease: Lease, lease_s: float, stop: threading.Event
    ) -> None:
        self._ledger = ledger
        self._lease = lease
        self._lease_s = lease_s
        self._stop = stop
        self._lost = threading.Event()
        self._left = threading.Event()
        self._renewed_at = time.monotonic()
        self._heart = threading.Thread(
            target=self._beat, name=f"heartbeat-{lease.job.video_id}", daemon=True
        )

    @property
    def job(self) -> Job:
        """The job that the lease is for."""
        return self._lease.job

    @property
    def lease(self) -> Lease:
        """The lease as it was last renewed."""
        return self._lease

    def __enter__(self) -> Self:
        self._heart.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._left.set()
        self._heart.join()

    def check(self) -> None:
        """Return while the step may go on; raises `LeaseLost` or `Stopped` where it may not."""
        if self._lost.is_set():
            raise LeaseLost
        if self._stop.is_set():
            raise Stopped

    def confirm(self) -> None:
        """Ask the ledger itself, before a verdict is written: `LeaseLost` when it has passed on."""
        if self._lost.is_set():
            raise LeaseLost
        self._renew()

    def rest(self, wait_s: float) -> None:
        """Wait between two tries, cut short by a stop or a lost lease (which are raised)."""
        until = time.monotonic() + wait_s
        self.check()
        while (left_s := until - time.monotonic()) > 0:
            self._stop.wait(min(left_s, 0.5))
            self.check()

    def _renew(self) -> None:
        asked_at = time.monotonic()
        try:
            self._lease = self._ledger.renew(self._lease, self._lease_s)
        except LeaseLost:
            self._lost.set()
            raise
        self._renewed_at = asked_at

    def _beat(self) -> None:
        while not self._left.wait(self._lease_s / 3):
            try:
                self._renew()
            except LeaseLost:
                log.warning("lease_lost", step=self.job.step.value, video_id=self.job.video_id)
                return
            except EarshotError as error:
                # The ledger may come back in time; past the lease's end the job is anybody's,
                # which `confirm` finds out from the ledger itself before anything is decided.
                silent_s = time.monotonic() - self._renewed_at
                log.warning("heartbeat_failed", error=str(error), silent_s=round(silent_s, 1))
