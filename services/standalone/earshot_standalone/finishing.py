"""Doing at once the little work that a command has just ordered, where no service runs."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from earshot.domain.jobs import Step
from earshot.owners import this_owner
from earshot.settings import load_settings


def finish_removal() -> None:
    """Run the removals that are due; without a model, and safe beside a running service."""
    import threading

    from earshot.adapters.queue.resolve import resolve_work_source
    from earshot_worker.compose import make_pipeline
    from earshot_worker.resolve import resolve_ports

    settings = load_settings()
    pipeline = make_pipeline(resolve_ports(settings), settings, threading.Event())
    source = resolve_work_source(settings)
    while lease := source.claim(frozenset({Step.REMOVE}), this_owner(), settings.lease_s):
        pipeline.run_job(lease)
