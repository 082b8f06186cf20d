"""Times of many calls and their table."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """Of many calls, in milliseconds: by the clock, and on the processor alone."""

    wall_ms: tuple[float, ...]
    cpu_ms: tuple[float, ...]


def times(asked: Iterable[T], call: Callable[[T], object]) -> Times:
    """How long each call took. The processor's time tells what a busy machine hides."""
    wall_ms, cpu_ms = [], []
    for one in asked:
        started_s, cpu_s = time.perf_counter(), time.thread_time()
        call(one)
        wall_ms.append((time.perf_counter() - started_s) * 1000)
        cpu_ms.append((time.thread_time() - cpu_s) * 1000)
    return Times(wall_ms=tuple(wall_ms), cpu_ms=tuple(cpu_ms))


def p50(values: Sequence[float]) -> float:
    return float(np.percentile(values, 50))


def p99(values: Sequence[float]) -> float:
    return float(np.percentile(values, 99))


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """Lines of markdown; numbers with two decimals."""
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    for row in rows:
        cells = [f"{cell:.2f}" if isinstance(cell, float) else str(cell) for cell in row]
        lines.append("| " + " | ".join(cells) + " |")
    return lines
