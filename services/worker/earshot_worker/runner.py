"""The embedded worker: claims due jobs one after the other, and reconciles beside them."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

import structlog

from earshot.domain.jobs import Step
from earshot.errors import EarshotError
from earshot.ports.object_store import ObjectStore
from earshot.ports.work import WorkSource
from earshot.tagging.bundle import Bundle
from earshot_worker.pipeline import Pipeline
from earshot_worker.publish import publish
from earshot_worker.reconcile import Reconciler

log = structlog.get_logger()

IDLE_S = 0.2
AWAY_S = 5.0
ALL_STEPS = frozenset(Step)


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """One thread of work. Several processes may share a folder: leases keep them apart."""

    pipeline: Pipeline
    source: WorkSource
    reconciler: Reconciler
    store: ObjectStore
    bundle: Bundle
    owner: str
    is_dead: Callable[[str], bool]
    reconcile_s: float
    steps: frozenset[Step] = ALL_STEPS

    @property
    def stop(self) -> threading.Event:
        """Set it to end `run`: the running job is given back, to be tried again at once."""
        return self.pipeline.stop

    def run(self) -> None:
        """Work until told to stop. A server that is away is waited for."""
        keeper = threading.Thread(target=self._keep, name="reconciler", daemon=True)
        keeper.start()
        log.info("worker_started", owner=self.owner)
        while not self.stop.is_set():
            try:
                worked = self.run_next()
            except EarshotError as error:
                log.warning("claim_failed", error=str(error))
                self.stop.wait(AWAY_S)
                continue
            except Exception:  # whatever it is, the next job may go well
                log.exception("job_not_run")
                self.stop.wait(AWAY_S)
                continue
            if not worked:
                self.stop.wait(IDLE_S)
        keeper.join()
        log.info("worker_stopped", owner=self.owner)

    def run_next(self) -> bool:
        """Claim the first due job and run it to its end; False when nothing is due."""
        lease = self.source.claim(self.steps, self.owner, self.pipeline.lease_s)
        if lease is None:
            return False
        self.pipeline.run_job(lease)
        return True

    def upkeep(self) -> None:
        """Take back what dead workers of this host held, and set right what does not agree."""
        publish(self.store, self.bundle)
        taken = self.source.take_back(self.is_dead)
        if taken:
            log.info("leases_taken_back", count=taken)
        self.reconciler.round()

    def _keep(self) -> None:
        while True:
            try:
                self.upkeep()
            except EarshotError as error:
                log.warning("upkeep_failed", error=str(error))
            except Exception:  # a round that fails must not end all later ones
                log.exception("upkeep_crashed")
            if self.stop.wait(self.reconcile_s):
                return
