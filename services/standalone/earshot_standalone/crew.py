"""The workers of this process: some threads that claim what is due, until told to stop."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
import threading
from dataclasses import replace
from types import TracebackType
from typing import Self

from earshot.domain.jobs import Step
from earshot.settings import Settings

_MOST_WORKERS = 8
_BESIDE = (frozenset({Step.INDEX, Step.REMOVE}), frozenset({Step.EXCERPT, Step.PROXY}))
"""Done by threads of their own as well: a correction is to be found, and an excerpt to be had, in
seconds, also while every worker listens to a film of hours. They load no model."""


def crew_size(settings: Settings) -> int:
    """How many videos are worked on at once."""
    return settings.workers or min(os.cpu_count() or 1, _MOST_WORKERS)


class Crew:
    """Works while the context is open; leaving it gives running jobs back."""

    def __init__(self, settings: Settings) -> None:
        from earshot.adapters.queue.resolve import resolve_work_source
        from earshot_worker.compose import make_worker
        from earshot_worker.resolve import resolve_ports
        from earshot_worker.runner import ALL_STEPS

        self._stop, size = threading.Event(), crew_size(settings)
        # Each worker has a model of its own: a tagger serves one thread.
        workers = [
            make_worker(
                resolve_ports(settings), resolve_work_source(settings), settings, self._stop
            )
            for _ in range(size + len(_BESIDE))
        ]
        # However long a back-fill of the archive takes, somebody is free for uploads.
        if size > 1:
            workers[0] = replace(workers[0], steps=ALL_STEPS - {Step.RETAG})
        for at, steps in enumerate(_BESIDE, start=size):
            workers[at] = replace(workers[at], steps=steps)
        self._threads = [
            threading.Thread(target=worker.run, name=f"worker-{number}")
            for number, worker in enumerate(workers, start=1)
        ]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()
