"""An index of its own on the suite's Elasticsearch."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import uuid4

from elasticsearch import Elasticsearch
from elasticsearch.helpers import bulk

from earshot.adapters.catalog.elastic_address import connect, parse_elastic_address
from earshot.adapters.index.elastic_embedding_reader import ElasticEmbeddingReader
from earshot.adapters.index.elastic_embedding_writer import ElasticEmbeddingWriter
from earshot.adapters.index.elastic_reader import ElasticIndexReader
from earshot.adapters.index.elastic_writer import ElasticIndexWriter


def own_address() -> str:
    """The suite's server with a prefix that nothing else uses."""
    return f"{os.environ['EARSHOT_TEST_ES_URL']}?prefix=test-{uuid4().hex}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedIndex:
    """Both halves, and the way around them."""

    writer: ElasticIndexWriter
    reader: ElasticIndexReader
    client: Elasticsearch
    prefix: str

    def clear(self) -> None:
        """Delete all documents at once, which no adapter does."""
        found = self.client.search(index=f"{self.prefix}-*", size=10_000, source=False)
        actions = [
            {"_op_type": "delete", "_index": hit["_index"], "_id": hit["_id"]}
            | {"routing": hit["_routing"]}
            for hit in found["hits"]["hits"]
        ]
        bulk(self.client, actions, refresh=True)


@contextmanager
def elastic_index(refresh: str = "true") -> Iterator[ServedIndex]:
    """An empty index, removed in the end."""
    address = parse_elastic_address(own_address(), "EARSHOT_TEST_ES_URL")
    client = connect(address, None)
    writer = ElasticIndexWriter(client, address.prefix, refresh=refresh)
    writer.prepare()
    reader = ElasticIndexReader(client, address.prefix)
    yield ServedIndex(writer=writer, reader=reader, client=client, prefix=address.prefix)
    drop_indices(client, address.prefix)
    client.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedEmbeddings:
    """Both halves, and the way around them."""

    writer: ElasticEmbeddingWriter
    reader: ElasticEmbeddingReader
    client: Elasticsearch
    prefix: str


@contextmanager
def elastic_embeddings(refresh: str = "true") -> Iterator[ServedEmbeddings]:
    """Empty embeddings, removed in the end."""
    address = parse_elastic_address(own_address(), "EARSHOT_TEST_ES_URL")
    client = connect(address, None)
    writer = ElasticEmbeddingWriter(client, address.prefix, refresh=refresh)
    writer.prepare()
    reader = ElasticEmbeddingReader(client, address.prefix)
    yield ServedEmbeddings(writer=writer, reader=reader, client=client, prefix=address.prefix)
    drop_indices(client, address.prefix)
    client.close()


def drop_indices(client: Elasticsearch, prefix: str) -> None:
    """Delete every index whose name begins so."""
    for index in list(client.indices.get(index=f"{prefix}-*")):
        client.indices.delete(index=index)
