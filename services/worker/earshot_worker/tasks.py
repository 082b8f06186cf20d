"""What a pool's child does with a message: take the lease, run the job. Built once a process."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import threading
from dataclasses import dataclass, replace

import structlog
from celery.exceptions import SoftTimeLimitExceeded

from earshot.adapters.queue.celery import CeleryQueue
from earshot.adapters.queue.resolve import resolve_celery_queue
from earshot.domain.ids import VideoId
from earshot.domain.jobs import Job, Step
from earshot.errors import EarshotError
from earshot.owners import this_owner
from earshot.settings import Settings
from earshot_worker.alive import LivelyLedger, SignOfLife
from earshot_worker.compose import make_pipeline, make_reconciler
from earshot_worker.isolation import run_isolated
from earshot_worker.pipeline import Pipeline
from earshot_worker.publish import publish
from earshot_worker.reconcile import Reconciler
from earshot_worker.resolve import resolve_ports

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """Connections and model of one process; never carried over a fork."""

    pipeline: Pipeline
    reconciler: Reconciler
    queue: CeleryQueue
    owner: str

    @classmethod
    def of(cls, settings: Settings, stop: threading.Event) -> Child:
        """All of it; the model is loaded by the first job that listens."""
        queue, ports = resolve_celery_queue(settings), resolve_ports(settings)
        ledger = LivelyLedger(ports.ledger, SignOfLife())
        ports = replace(ports, queue=queue, ledger=ledger)
        publish(ports.store, ports.bundle)
        # Asking makes the index where there is none: search is ready before the first video.
        next(ports.index.video_ids(), None)
        pipeline = make_pipeline(ports, settings, stop, run_isolated(settings))
        return cls(
            pipeline=replace(pipeline, overtime=(SoftTimeLimitExceeded,)),
            reconciler=make_reconciler(ports, messages_in_ledger=False),
            queue=queue,
            owner=this_owner(),
        )

    def run(self, step: Step, video_id: VideoId) -> None:
        """Do the job, unless it is another's: a doubled or late message is dropped.

        Should it be needed after all, the reconciler finds that nobody holds the job.
        """
        job = Job(step=step, video_id=video_id)
        self.queue.arrived(job)
        lease = self.pipeline.ledger.acquire(job, self.owner, self.pipeline.lease_s)
        if lease is None:
            log.info("message_dropped", step=step.value, video_id=video_id)
            return
        self.pipeline.run_job(lease)

    def reconcile(self) -> None:
        """One round of upkeep; what is away now is there at one of the next."""
        try:
            self.reconciler.round()
        except EarshotError as error:
            log.warning("upkeep_failed", error=str(error))
