"""Embeddings set aside while scores are streamed: few of them in memory, the rest on scratch."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

import numpy as np

from earshot.ports.tagger import TaggedBlock

if TYPE_CHECKING:
    from numpy.typing import NDArray

IN_MEMORY_BYTES = 16 << 20
ROWS_AT_ONCE = 256


class EmbeddingSpool:
    """Takes the embeddings out of the blocks that pass; hands them out again in pieces."""

    def __init__(self, file: IO[bytes], size: int) -> None:
        self._file = file
        self._size = size

    def keep(self, blocks: Iterable[TaggedBlock]) -> Iterator[TaggedBlock]:
        """Pass the blocks on."""
        for block in blocks:
            self._file.write(block.embeddings.astype(np.float32, copy=False).tobytes())
            yield block

    def pieces(self) -> Iterator[NDArray[np.float32]]:
        """All that was kept, shape (second, value) each; where blocks ended does not show."""
        self._file.seek(0)
        row_bytes = 4 * self._size
        while data := self._file.read(ROWS_AT_ONCE * row_bytes):
            yield np.frombuffer(data, np.float32).reshape(-1, self._size)


@contextmanager
def embedding_spool(size: int) -> Iterator[EmbeddingSpool]:
    """A spool for rows of `size` values; its scratch file goes with the context."""
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY_BYTES) as file:
        yield EmbeddingSpool(file, size)
