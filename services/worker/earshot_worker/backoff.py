"""How long to wait before the next try: longer each time, never for ever."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import random
from collections import OrderedDict

from earshot.domain.jobs import Job

REMEMBERED_JOBS = 10_000


class Backoff:
    """Counts the tries of each job that this process gave back, for the newest of them."""

    def __init__(self, *, first_s: float = 1.0, longest_s: float = 60.0, seed: int = 0) -> None:
        self._first_s = first_s
        self._longest_s = longest_s
        self._tries: OrderedDict[Job, int] = OrderedDict()
        self._rng = random.Random(seed)  # noqa: S311  # spreads retries, guards nothing

    def next_s(self, job: Job) -> float:
        """Seconds until the job's next try: doubled each time, up to a quarter of it by chance."""
        tries = self._tries.pop(job, 0)
        self._tries[job] = tries + 1
        while len(self._tries) > REMEMBERED_JOBS:
            self._tries.popitem(last=False)
        wait_s = min(self._longest_s, self._first_s * 2.0 ** min(tries, 30))
        return wait_s * self._rng.uniform(0.75, 1.0)

    def clear(self, job: Job) -> None:
        """Forget the job's tries: it has ended."""
        self._tries.pop(job, None)
