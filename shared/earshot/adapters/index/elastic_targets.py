"""Which Elasticsearch indices a writer serves while one of them may be made anew."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import elasticsearch

from earshot.adapters.index.elastic_schema import Names, asking
from earshot.errors import IndexUnavailable

TARGETS_FRESH_S = 1.0


class Targets:
    """The index in use, and the one that is being filled to take its place.

    `alias_of` names the alias that shows whether the second one is there.
    """

    def __init__(
        self,
        client: elasticsearch.Elasticsearch,
        names: Names,
        alias_of: Callable[[Names], str],
    ) -> None:
        self._client = client
        self._names = names
        self._alias_of = alias_of
        self._rebuilding, self._looked_at_s = False, -TARGETS_FRESH_S

    def now(self, prepare: Callable[[], None]) -> list[Names]:
        """Both, or the one in use, which is prepared first.

        What is known for less than `TARGETS_FRESH_S` is not asked again; a rebuild waits longer.
        """
        prepare()
        coming = self._names.coming()
        now_s = time.monotonic()
        if now_s - self._looked_at_s > TARGETS_FRESH_S:
            with asking(self._names):
                there = self._client.indices.exists_alias(name=self._alias_of(coming))
            self._rebuilding, self._looked_at_s = bool(there), now_s
        return [self._names, coming] if self._rebuilding else [self._names]

    @contextmanager
    def writing(self, names: Names) -> Iterator[None]:
        """As `asking`, but a coming index that has just moved or was given up is no loss."""
        alias = self._alias_of(names)
        try:
            with asking(names, alias):
                yield
        except IndexUnavailable as error:
            if names == self._names or not isinstance(error.__cause__, elasticsearch.NotFoundError):
                raise
            self._looked_at_s = -TARGETS_FRESH_S
            with asking(names, alias):
                if self._client.indices.exists_alias(name=alias):
                    raise
