"""Times every kind of query: the whole search beside what the raw engine needs for the same."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from earshot_search.use_cases import UseCases
from tests.bench.composed import HeardRecordings
from tests.bench.measured_index import Stopwatch
from tests.bench.scale_queries import asking, deep_page, requests
from tests.bench.timing import p50, p99

HEAD = (
    *("query", "p50_ms", "p99_ms", "engine_p50_ms", "engine_p99_ms"),
    *("over_p50_ms", "ratio_p50", "cpu_p50_ms", "within"),
)
MOST_OVER_MS, MOST_RATIO = 5.0, 1.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """How the raw engine's time is known: it says so itself, or the same is run without us."""

    took: Stopwatch | None = None
    raw_ms: Callable[[Callable[[], object]], float] | None = None

    def for_the_same(self, ask: Callable[[], object]) -> float:
        """Milliseconds of the engine for what was just asked."""
        if self.took is not None:
            return self.took.read()
        assert self.raw_ms is not None
        return self.raw_ms(ask)

    def forget(self) -> None:
        """Begin a query."""
        if self.took is not None:
            self.took.read()


def measure(
    use_cases: UseCases, heard: HeardRecordings, count: int, engine: Engine
) -> Iterator[dict[str, Any]]:
    """A row a kind of query."""
    kinds = requests(heard, count)
    kinds["one label, page 20"] = deep_page(heard, use_cases, count)
    for kind, asked in kinds.items():
        walls, engines, cpus = [], [], []
        for at, request in enumerate(asked):
            ask = asking(use_cases, request)
            engine.forget()
            started_s, cpu_s = time.perf_counter(), time.thread_time()
            ask()
            wall_ms = (time.perf_counter() - started_s) * 1000
            cpu_ms = (time.thread_time() - cpu_s) * 1000
            engine_ms = engine.for_the_same(ask)
            if at >= len(asked) // 10:  # the first tenth warms up
                walls.append(wall_ms)
                cpus.append(cpu_ms)
                engines.append(engine_ms)
        yield row(kind, walls, engines, cpus)


def row(kind: str, walls: list[float], engines: list[float], cpus: list[float]) -> dict[str, Any]:
    """What is told of one kind; `within` says whether our part is small enough."""
    wall, engine = np.array(walls), np.array(engines)
    over_ms = float(np.median(wall - engine))
    ratio = float(np.median(wall / np.maximum(engine, 0.001)))
    told: dict[str, Any] = {
        "p50_ms": p50(walls),
        "p99_ms": p99(walls),
        "engine_p50_ms": p50(engines),
        "engine_p99_ms": p99(engines),
        "over_p50_ms": over_ms,
        "ratio_p50": ratio,
        "cpu_p50_ms": p50(cpus),
    }
    within = over_ms <= MOST_OVER_MS or ratio <= MOST_RATIO
    rounded = {name: round(value, 2) for name, value in told.items()}
    return {"query": kind, **rounded, "within": "yes" if within else "no"}
