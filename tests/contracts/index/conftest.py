"""Every index that the contract suite runs against."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from earshot.adapters.index.memory import MemoryIndex
from earshot.adapters.index.sqlite_reader import SqliteIndexReader
from earshot.adapters.index.sqlite_writer import SqliteIndexWriter
from earshot.ports.index import IndexReader, IndexWriter


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """Both halves of one index."""

    writer: IndexWriter
    reader: IndexReader

    def clear(self) -> None:
        for video_id in list(self.writer.video_ids()):
            self.writer.remove(video_id)


@pytest.fixture(params=["memory", "sqlite"])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Index]:
    if request.param == "memory":
        memory = MemoryIndex()
        yield Index(writer=memory, reader=memory)
        return
    writer = SqliteIndexWriter(tmp_path / "index.sqlite")
    writer.prepare()
    reader = SqliteIndexReader(tmp_path / "index.sqlite")
    yield Index(writer=writer, reader=reader)
    writer.close()
    reader.close()
