"""Every index that the contract suite runs against."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from earshot.adapters.index.memory import MemoryIndex
from earshot.adapters.index.sqlite_reader import SqliteIndexReader
from earshot.adapters.index.sqlite_writer import SqliteIndexWriter
from earshot.ports.index import IndexReader, IndexWriter
from tests.kit.elastic_index import elastic_index


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """Both halves of one index."""

    writer: IndexWriter
    reader: IndexReader
    clear: Callable[[], None]
    """Empties it quickly between the examples of one test."""


@pytest.fixture(params=["memory", "sqlite", pytest.param("elastic", marks=pytest.mark.stack)])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Index]:
    if request.param == "elastic":
        with elastic_index() as served:
            yield Index(writer=served.writer, reader=served.reader, clear=served.clear)
        return
    if request.param == "memory":
        memory = MemoryIndex()
        yield Index(writer=memory, reader=memory, clear=memory.clear)
        return
    file = tmp_path / "index.sqlite"
    with closing(SqliteIndexWriter(file)) as writing, closing(SqliteIndexReader(file)) as reading:
        writing.prepare()
        yield Index(writer=writing, reader=reading, clear=writing.start_over)
