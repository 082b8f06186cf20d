"""Every index of embeddings that the contract suite runs against."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from earshot.adapters.index.memory_embeddings import MemoryEmbeddings
from earshot.adapters.index.sqlite_embeddings import SqliteEmbeddingReader, SqliteEmbeddingWriter
from earshot.ports.embeddings import EmbeddingReader, EmbeddingWriter
from tests.kit.elastic_index import elastic_embeddings


@dataclass(frozen=True, slots=True, kw_only=True)
class Embeddings:
    """Both halves of one index."""

    writer: EmbeddingWriter
    reader: EmbeddingReader


@pytest.fixture(params=["memory", "sqlite", pytest.param("elastic", marks=pytest.mark.stack)])
def embeddings(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Embeddings]:
    if request.param == "elastic":
        with elastic_embeddings() as served:
            yield Embeddings(writer=served.writer, reader=served.reader)
        return
    if request.param == "memory":
        memory = MemoryEmbeddings()
        yield Embeddings(writer=memory, reader=memory)
        return
    file = tmp_path / "index-embeddings.sqlite"
    with (
        closing(SqliteEmbeddingWriter(file)) as writing,
        closing(SqliteEmbeddingReader(file)) as reading,
    ):
        writing.prepare()
        yield Embeddings(writer=writing, reader=reading)
