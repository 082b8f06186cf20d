"""Elasticsearch indices that are filled beside those in use and then take over their aliases."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import elasticsearch

from earshot.adapters.index.elastic_schema import Names, asking
from earshot.adapters.index.elastic_targets import TARGETS_FRESH_S
from earshot.errors import IndexUnavailable


@dataclass(frozen=True, slots=True, kw_only=True)
class NextGeneration:
    """`begin`, fill, `finish`. Searches are served by the old indices until the aliases move."""

    client: elasticsearch.Elasticsearch
    names: Names
    aliases: Callable[[Names], Sequence[str]]
    """Those that move; the last is the one that writers look for."""
    indices: Callable[[str], Sequence[str]]
    """Names of the new indices, one an alias, for a generation."""
    create: Callable[[elasticsearch.Elasticsearch, str, str], None]

    def begin(self) -> None:
        """New and empty; when this returns every writer serves them too."""
        self.abandon()
        generation = datetime.now(UTC).strftime("%Y%m%d%H%M%S%f")
        with asking(self.names):
            coming = self.aliases(self.names.coming())
            for index, alias in zip(self.indices(generation), coming, strict=True):
                self.create(self.client, index, alias)
        # By then every writer has looked again.
        time.sleep(2 * TARGETS_FRESH_S)

    def finish(self) -> None:
        """At one moment the new ones are those in use; the old ones are dropped."""
        actions: list[dict[str, dict[str, Any]]] = []
        former: list[str] = []
        pairs = zip(self.aliases(self.names), self.aliases(self.names.coming()), strict=True)
        with asking(self.names):
            for alias, coming in pairs:
                self.client.indices.refresh(index=coming)
                [index] = self._behind(coming)
                old = self._behind(alias)
                former += old
                actions += [{"remove": {"index": one, "alias": alias}} for one in old]
                actions += [
                    {"remove": {"index": index, "alias": coming}},
                    {"add": {"index": index, "alias": alias, "is_write_index": True}},
                ]
            self.client.indices.update_aliases(actions=actions)
            for index in former:
                self.client.indices.delete(index=index)

    def abandon(self) -> None:
        """Drop the new ones; also what a dead rebuild has left."""
        with asking(self.names):
            for alias in reversed(self.aliases(self.names.coming())):
                for index in self._behind(alias):
                    self.client.indices.delete(index=index)

    def _behind(self, alias: str) -> list[str]:
        if not self.client.indices.exists_alias(name=alias):
            return []
        try:
            return sorted(self.client.indices.get_alias(name=alias))
        except elasticsearch.NotFoundError as error:
            raise IndexUnavailable(f"Elasticsearch has just lost {alias}; try again") from error
