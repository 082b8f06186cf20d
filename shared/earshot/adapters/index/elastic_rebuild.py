"""New Elasticsearch indices, filled beside those in use and put into their place by aliases."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import elasticsearch

from earshot.adapters.index.elastic_embedding_schema import create_embeddings, embeddings_index
from earshot.adapters.index.elastic_embedding_writer import ElasticEmbeddingWriter
from earshot.adapters.index.elastic_generation import NextGeneration
from earshot.adapters.index.elastic_schema import Names, create_index
from earshot.adapters.index.elastic_writer import ElasticIndexWriter


class ElasticIndexRebuild:
    """The videos and their lanes."""

    def __init__(self, client: elasticsearch.Elasticsearch, prefix: str) -> None:
        self._client = client
        names = Names(prefix=prefix)
        self._coming = names.coming()
        self._next = NextGeneration(
            client=client,
            names=names,
            aliases=lambda names: (names.videos, names.lanes),
            indices=lambda generation: list(names.aliases_of(generation)),
            create=create_index,
        )

    def begin(self) -> ElasticIndexWriter:
        self._next.begin()
        # Nobody searches here yet: refreshes by the clock are enough.
        return ElasticIndexWriter(self._client, self._coming.prefix, refresh="false")

    def finish(self) -> None:
        self._next.finish()

    def abandon(self) -> None:
        self._next.abandon()


class ElasticEmbeddingRebuild:
    """The embeddings."""

    def __init__(self, client: elasticsearch.Elasticsearch, prefix: str) -> None:
        self._client = client
        names = Names(prefix=prefix)
        self._coming = names.coming()
        self._next = NextGeneration(
            client=client,
            names=names,
            aliases=lambda names: (names.embeddings,),
            indices=lambda generation: (embeddings_index(names, generation),),
            create=create_embeddings,
        )

    def begin(self) -> ElasticEmbeddingWriter:
        self._next.begin()
        return ElasticEmbeddingWriter(self._client, self._coming.prefix, refresh="false")

    def finish(self) -> None:
        self._next.finish()

    def abandon(self) -> None:
        self._next.abandon()
