"""One kind of document in Elasticsearch: read by id, written by compare-and-set."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple

import elasticsearch
from elastic_transport import TransportError

from earshot.errors import EarshotError, NewerFormat

Document = dict[str, Any]

_BLOCKED = "cluster_block_exception"
_PAGE = 1000
_BUSY = {429, 502, 503, 504}
_PAUSES_S = (0.1, 0.2, 0.4, 0.8)
_START_TIMEOUT = "10s"


class Version(NamedTuple):
    """Where a document stands: the next write must name it, else it is refused.

    All documents lie in one shard, so the number grows with every write and delete of any.
    """

    seq_no: int
    primary_term: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What one kind of document is called and made of."""

    alias: str
    schema: int
    properties: Mapping[str, Mapping[str, Any]]
    refresh_interval: str
    """How long a write may stay out of searches. Reads by id always see the latest."""


class ElasticDocuments:
    """The documents of one kind. Everything that goes wrong is raised as `unavailable`."""

    def __init__(
        self, client: elasticsearch.Elasticsearch, kind: Kind, unavailable: type[EarshotError]
    ) -> None:
        self._reader = client.options(max_retries=1, retry_on_status=())
        # A write whose answer got lost must not be sent again: it would conflict with itself.
        self._writer = client.options(max_retries=0)
        self._kind = kind
        self._unavailable = unavailable
        self._lock = threading.Lock()
        self._prepared = False

    def get(self, document_id: str) -> tuple[Document, Version] | None:
        """The latest state of a document."""
        with self._asking():
            try:
                found = _patiently(self._reader.get, index=self._kind.alias, id=document_id)
            except elasticsearch.NotFoundError as error:
                if "found" not in error.body:
                    raise  # the whole index is missing
                return None
            return found["_source"], _version(found)

    def get_several(self, document_ids: Sequence[str]) -> list[Document]:
        """The latest state of those documents that there are, in the order asked."""
        if not document_ids:
            return []
        asked = {"index": self._kind.alias, "ids": list(document_ids)}
        with self._asking():
            docs = _patiently(self._reader.mget, **asked)["docs"]
            if failed := next((one["error"] for one in docs if "error" in one), None):
                raise self._unavailable(
                    f"Elasticsearch cannot read {self._kind.alias} now: {failed['type']}"
                )
        return [one["_source"] for one in docs if one["found"]]

    def create(self, document_id: str, document: Document, *, listed: bool) -> Version | None:
        """Add a document; None when there is one. With `listed`, searches see it on return."""
        with self._asking():
            try:
                return _version(
                    self._writer.create(
                        index=self._kind.alias,
                        id=document_id,
                        document=document,
                        refresh="wait_for" if listed else False,
                        require_alias=True,
                    )
                )
            except elasticsearch.ConflictError:
                return None

    def replace(self, document_id: str, document: Document, former: Version) -> bool:
        """Write if the document is still as it was; whether it was."""
        with self._asking():
            try:
                self._writer.index(
                    index=self._kind.alias,
                    id=document_id,
                    document=document,
                    if_seq_no=former.seq_no,
                    if_primary_term=former.primary_term,
                    require_alias=True,
                )
            except elasticsearch.ConflictError:
                return False
            return True

    def delete(self, document_id: str, former: Version | None = None, *, listed: bool) -> bool:
        """Drop the document, if it is still as it was (where given); whether it is now gone."""
        with self._asking():
            condition = (
                {"if_seq_no": former.seq_no, "if_primary_term": former.primary_term}
                if former
                else {}
            )
            try:
                self._writer.delete(
                    index=self._kind.alias,
                    id=document_id,
                    refresh="wait_for" if listed else False,
                    **condition,
                )
            except elasticsearch.NotFoundError as error:
                if "result" not in error.body:
                    raise  # the whole index is missing
            except elasticsearch.ConflictError:
                return False
            return True

    def search(
        self,
        query: Document,
        sort: list[dict[str, str]],
        limit: int | None = None,
        *,
        fresh: bool = False,
    ) -> Iterator[Document]:
        """Documents in an order that tells any two apart; with `fresh`, all that is written."""
        left, after = limit, None
        with self._asking():
            if fresh:
                self._reader.indices.refresh(index=self._kind.alias)
        while left is None or left > 0:
            size = _PAGE if left is None else min(left, _PAGE)
            with self._asking():
                hits = _patiently(
                    self._reader.search,
                    index=self._kind.alias,
                    query=query,
                    sort=sort,
                    size=size,
                    search_after=after,
                    track_total_hits=False,
                )["hits"]["hits"]
            for hit in hits:
                yield hit["_source"]
            if len(hits) < size:
                return
            after = hits[-1]["sort"]
            left = None if left is None else left - size

    @contextmanager
    def _asking(self) -> Iterator[None]:
        try:
            with self._lock:
                if not self._prepared:
                    self._prepare()
                    self._prepared = True
            yield
        except elasticsearch.ApiError as error:
            raise self._unavailable(self._why(error)) from error
        except TransportError as error:
            raise self._unavailable(
                f"Elasticsearch did not answer for {self._kind.alias}: check EARSHOT_CATALOG_URL"
            ) from error

    def _why(self, error: elasticsearch.ApiError) -> str:
        alias = self._kind.alias
        if isinstance(error, elasticsearch.NotFoundError):
            self._prepared = False
            return f"Elasticsearch has lost {alias}; earshot rebuild fills it anew"
        if _BLOCKED in str(error):
            return f"Elasticsearch takes no writes to {alias}: free disk space on its server"
        if error.meta.status in {401, 403}:
            return f"Elasticsearch refuses to open {alias}: check EARSHOT_ELASTIC_API_KEY"
        return f"Elasticsearch cannot serve {alias} now: {error.error} ({error.meta.status})"

    def _prepare(self) -> None:
        indices, alias = self._reader.indices, self._kind.alias
        if not indices.exists_alias(name=alias):
            try:
                indices.create(
                    index=f"{alias}-{self._kind.schema}",
                    aliases={alias: {}},
                    settings={
                        "number_of_shards": 1,
                        "auto_expand_replicas": "0-1",
                        "refresh_interval": self._kind.refresh_interval,
                    },
                    mappings={
                        "dynamic": "strict",
                        "_meta": {"schema": self._kind.schema},
                        "properties": self._kind.properties,
                    },
                )
            except elasticsearch.BadRequestError as error:
                if error.error != "resource_already_exists_exception":
                    raise  # else another process was faster
        # Another process may have made it in this moment: its shard must answer first.
        self._reader.cluster.health(index=alias, wait_for_status="yellow", timeout=_START_TIMEOUT)
        for found in indices.get_mapping(index=alias).values():
            schema = found["mappings"]["_meta"]["schema"]
            if schema > self._kind.schema:
                raise NewerFormat(
                    f"{alias} has format {schema}, written by a newer Earshot; update this one"
                )


def _patiently(read: Callable[..., Any], **arguments: Any) -> Any:
    """Ask again for a second or two while the server is busy or a shard is just starting."""
    for pause_s in _PAUSES_S:
        try:
            return read(**arguments)
        except elasticsearch.ApiError as error:
            if error.meta.status not in _BUSY:
                raise
        time.sleep(pause_s)
    return read(**arguments)


def _version(answer: Mapping[str, Any]) -> Version:
    return Version(answer["_seq_no"], answer["_primary_term"])
