"""Doing at once the little work that a command has just ordered, where no service runs."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Collection

from earshot.domain.jobs import Step
from earshot.owners import this_owner
from earshot.settings import load_settings


def finish_removal() -> None:
    """Run the removals that are due; without a model, and safe beside a running service."""
    finish({Step.REMOVE})


def finish(steps: Collection[Step]) -> None:
    """The same for any steps. With a broker its workers do them: nothing is claimed here."""
    import threading

    from earshot.adapters.queue.resolve import has_broker, resolve_work_source
    from earshot_worker.compose import make_pipeline
    from earshot_worker.resolve import resolve_ports

    settings = load_settings()
    if has_broker(settings):
        return
    pipeline = make_pipeline(resolve_ports(settings), settings, threading.Event())
    source = resolve_work_source(settings)
    while lease := source.claim(frozenset(steps), this_owner(), settings.lease_s):
        pipeline.run_job(lease)
