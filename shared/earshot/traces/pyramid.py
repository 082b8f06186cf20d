"""Rows at several zooms, put together while they come: each zoom sums up the finer one."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from earshot.traces.trace_file import Zoom, write_trace

IN_MEMORY_BYTES = 4 << 20
"""Of each zoom; the rest lies on scratch, so that memory does not grow with the length."""
_CHUNK_BYTES = 1 << 18

Rows = NDArray[np.generic]
Summing = Callable[[NDArray[Any]], NDArray[Any]]
"""Shape (group, row, value) to (group, value)."""


class Pyramid:
    """Takes rows of shape (row, value); factors say how many rows make one of the next zoom."""

    def __init__(self, step_s: float, factors: Sequence[int], summing: Summing) -> None:
        self._summing = summing
        self._factors = tuple(factors)
        self._steps_s = [step_s]
        for factor in factors:
            self._steps_s.append(self._steps_s[-1] * factor)
        self._files: list[IO[bytes]] = [
            tempfile.SpooledTemporaryFile(max_size=IN_MEMORY_BYTES)  # noqa: SIM115 - see close
            for _ in self._steps_s
        ]
        self._rows = [0] * len(self._steps_s)
        self._held: list[NDArray[Any] | None] = [None] * len(self._factors)

    def add(self, rows: NDArray[Any]) -> None:
        """The next rows of the finest zoom."""
        self._write(0, rows)
        for level, factor in enumerate(self._factors):
            held = self._held[level]
            rows = rows if held is None else np.concatenate([held, rows])
            groups = len(rows) // factor
            whole, self._held[level] = rows[: groups * factor], rows[groups * factor :]
            if not groups:
                return
            rows = self._summing(whole.reshape(groups, factor, *rows.shape[1:]))
            self._write(level + 1, rows)

    def finish(self) -> None:
        """Sum up what is left over; to be called once, after the last rows."""
        for level in range(len(self._factors)):
            held = self._held[level]
            if held is not None and len(held):
                last = self._summing(held[np.newaxis])
                self._write(level + 1, last)
                if level + 1 < len(self._factors):
                    after = self._held[level + 1]
                    self._held[level + 1] = last if after is None else np.concatenate([after, last])

    def encoded(self, kind: str, fields: Mapping[str, Any], width: int) -> Iterator[bytes]:
        """The stored form, chunk by chunk."""
        zooms = [
            (Zoom(step_s=step_s, rows=rows), _chunks(file))
            for step_s, rows, file in zip(self._steps_s, self._rows, self._files, strict=True)
        ]
        return write_trace(kind, width, zooms, fields)

    def close(self) -> None:
        """Drop what lies on scratch."""
        for file in self._files:
            file.close()

    def _write(self, level: int, rows: NDArray[Any]) -> None:
        self._files[level].write(np.ascontiguousarray(rows).tobytes())
        self._rows[level] += len(rows)


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    while chunk := file.read(_CHUNK_BYTES):
        yield chunk
