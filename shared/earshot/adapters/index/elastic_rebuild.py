"""A new Elasticsearch index, filled beside the one in use and put into its place by aliases."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any

import elasticsearch

from earshot.adapters.index.elastic_schema import Names, asking, create_index
from earshot.adapters.index.elastic_writer import TARGETS_FRESH_S, ElasticIndexWriter
from earshot.errors import IndexUnavailable


class ElasticIndexRebuild:
    """`begin`, fill, `finish`. Searches are served by the old index until the aliases move."""

    def __init__(self, client: elasticsearch.Elasticsearch, prefix: str) -> None:
        self._client = client
        self._names = Names(prefix=prefix)

    def begin(self) -> ElasticIndexWriter:
        self.abandon()
        coming = self._names.coming()
        generation = datetime.now(UTC).strftime("%Y%m%d%H%M%S%f")
        with asking(self._names):
            # The lanes' alias is what writers look for, so it comes last.
            stem = self._names.aliases_of(generation)
            for index, alias in zip(stem, (coming.videos, coming.lanes), strict=True):
                create_index(self._client, index, alias)
        # By then every writer has looked again.
        time.sleep(2 * TARGETS_FRESH_S)
        # Nobody searches here yet: refreshes by the clock are enough.
        return ElasticIndexWriter(self._client, coming.prefix, refresh="false")

    def finish(self) -> None:
        coming = self._names.coming()
        actions: list[dict[str, dict[str, Any]]] = []
        former: list[str] = []
        with asking(self._names):
            for alias, coming_alias in (
                (self._names.videos, coming.videos),
                (self._names.lanes, coming.lanes),
            ):
                self._client.indices.refresh(index=coming_alias)
                [index] = self._indices(coming_alias)
                old = self._indices(alias)
                former += old
                actions += [{"remove": {"index": one, "alias": alias}} for one in old]
                actions += [
                    {"remove": {"index": index, "alias": coming_alias}},
                    {"add": {"index": index, "alias": alias, "is_write_index": True}},
                ]
            self._client.indices.update_aliases(actions=actions)
            for index in former:
                self._client.indices.delete(index=index)

    def abandon(self) -> None:
        coming = self._names.coming()
        with asking(self._names):
            for alias in (coming.lanes, coming.videos):
                for index in self._indices(alias):
                    self._client.indices.delete(index=index)

    def _indices(self, alias: str) -> list[str]:
        if not self._client.indices.exists_alias(name=alias):
            return []
        try:
            return sorted(self._client.indices.get_alias(name=alias))
        except elasticsearch.NotFoundError as error:
            raise IndexUnavailable(f"Elasticsearch has just lost {alias}; try again") from error
