"""Upkeep of query clips: who waits for nothing is enqueued again, who is an hour old goes."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby

import structlog

from earshot.domain.ids import ObjectKey, QueryId, VideoId
from earshot.domain.jobs import Job, Step
from earshot.domain.keys import QUERIES_PREFIX, query_embeddings_key, query_record_key
from earshot.domain.query_clips import LIFE, QueryState
from earshot.errors import DamagedObject, QueryNotFound
from earshot.ports.object_store import ObjectInfo, ObjectStore
from earshot.ports.query_clips import read_query_clip

log = structlog.get_logger()


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryUpkeep:
    """Reads the store alone: there are as many clips as were asked within the hour."""

    store: ObjectStore
    now: Callable[[], datetime] = _utc_now

    def round(self) -> list[Job]:
        """Drop what has expired; the jobs that the others wait for."""
        return [job for query_id, found in self._clips() if (job := self._job(query_id, found))]

    def _clips(self) -> Iterator[tuple[QueryId, list[ObjectInfo]]]:
        # As a list, for what is listed may be deleted.
        listed = list(self.store.list(QUERIES_PREFIX))
        for name, found in groupby(listed, key=lambda info: info.key.split("/")[1]):
            yield QueryId(name), list(found)

    def _job(self, query_id: QueryId, found: list[ObjectInfo]) -> Job | None:
        if min(info.modified_at for info in found) + LIFE <= self.now():
            self._drop(query_id, [info.key for info in found])
            return None
        keys = {info.key for info in found}
        record = query_record_key(query_id)
        if record not in keys or self._has_ended(query_id, keys):
            return None
        return Job(step=Step.EMBED, video_id=VideoId(query_id))

    def _has_ended(self, query_id: QueryId, keys: set[ObjectKey]) -> bool:
        try:
            clip = read_query_clip(self.store, query_id, self.now())
        except (QueryNotFound, DamagedObject):
            return True
        if clip.state is QueryState.READY:
            return query_embeddings_key(query_id) in keys
        return clip.state is QueryState.FAILED

    def _drop(self, query_id: QueryId, keys: list[ObjectKey]) -> None:
        """The record first: without it there is no such clip."""
        for key in sorted(keys, key=lambda key: key != query_record_key(query_id)):
            self.store.delete(key)
        log.info("query_clip_expired", query_id=query_id)
