"""An index that tells how long it took: by our clock, and by the engine's own."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any


class Stopwatch:
    """Milliseconds spent inside, until it is read."""

    def __init__(self) -> None:
        self._spent_ms = 0.0

    def add(self, spent_ms: float) -> None:
        """Count some time."""
        self._spent_ms += spent_ms

    def read(self) -> float:
        """What was spent since the last reading."""
        spent_ms, self._spent_ms = self._spent_ms, 0.0
        return spent_ms


class Timed:
    """Stands before an object and times every call of its methods."""

    def __init__(self, inner: Any, watch: Stopwatch) -> None:
        self._inner = inner
        self._watch = watch

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method = getattr(self._inner, name)

        def timed(*asked: Any, **more: Any) -> Any:
            started_s = time.perf_counter()
            try:
                return method(*asked, **more)
            finally:
                self._watch.add((time.perf_counter() - started_s) * 1000)

        return timed


class Took:
    """Stands before an Elasticsearch client and adds up what the server says that it took."""

    def __init__(self, inner: Any, watch: Stopwatch) -> None:
        self._inner = inner
        self._watch = watch

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def search(self, **asked: Any) -> Any:
        """As the client's own."""
        answer = self._inner.search(**asked)
        self._watch.add(float(answer["took"]))
        return answer
